#include "services/assayctl/evidence_export.h"

#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "assay/evidence/evidence_file.h"
#include "services/assayctl/derived_commands.h"
#include "services/assayctl/programme_records.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;

constexpr auto kRetryAfter = std::chrono::milliseconds(200);  // checkpoints come every second
constexpr int kRetriesMax = 50;

// Gathers entries through the API; the first failure ends it.
class Gathering {
 public:
  Gathering(const Session& session, const schema::Catalog& catalog, std::string path)
      : client_(session.url, session.token), catalog_(catalog), path_(std::move(path)) {}

  Status AddRecord(const std::string& record) {
    size_t slash = record.find('/');
    std::string collection = record.substr(0, slash);
    const schema::RecordType* type = catalog_.FindCollection(collection);
    if (slash == std::string::npos || type == nullptr) {
      return InvalidArgument(record + " is not <collection>/<id>, for example findings/<id>");
    }
    if (!records_.insert(record).second) {
      return OkStatus();
    }
    ++collections_[collection];
    std::string page_token;
    do {
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer page,
                             Get(path_ + record + "/history?pageToken=" + page_token));
      for (const json::value& line : page.json.at("items").as_array()) {
        places_.emplace(type->service, std::stoull(std::string(line.at("position").as_string())));
      }
      page_token = page.Text("nextPageToken");
    } while (!page_token.empty());
    return OkStatus();
  }

  Status AddJourney(const std::string& journey) {
    ASSAY_ASSIGN_OR_RETURN(std::set<std::string> records,
                           FindProgrammeRecords(catalog_, journey, [this](const std::string& path) {
                             return Get(path_ + path);
                           }));
    for (const std::string& record : records) {
      ASSAY_RETURN_IF_ERROR(AddRecord(record));
    }
    return OkStatus();
  }

  Result<evidence::Evidence> Finish() {
    evidence::Evidence evidence;
    ASSAY_ASSIGN_OR_RETURN(ApiAnswer policy, Get("/log/policy"));
    evidence.policy = policy.body;
    std::set<std::string> named;
    for (const auto& [service, position] : places_) {
      std::string place = service + "/" + std::to_string(position);
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer receipt, Get(path_ + "receipts/" + place));
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer entry, Get(path_ + "entries/" + place));
      named.merge(evidence::FilesNamedIn(entry.body));
      evidence.entries.push_back({service, position, entry.body, receipt.body});
    }
    for (const std::string& hash : named) {
      Result<ApiAnswer> content = Get(path_ + "uploads/" + hash);
      if (content.ok()) {
        evidence.uploads[hash] = content->body;
      } else if (content.status().code() == StatusCode::kNotFound) {
        absent_.push_back(hash);
      } else {
        return content.status();
      }
    }
    return evidence;
  }

  // What went into the file, for whoever made it.
  void Tell(const evidence::Evidence& evidence, std::ostream& out) const {
    out << evidence.entries.size() << " entries of " << records_.size() << " records, "
        << evidence.uploads.size() << " uploaded files.\n";
    for (const auto& [collection, count] : collections_) {
      out << "  " << collection << ": " << count << "\n";
    }
    for (const std::string& hash : absent_) {
      out << "Not included: the uploaded file " << hash
          << ", which is no longer there. The entry that names it is in the file.\n";
    }
  }

 private:
  // What is not covered by a checkpoint yet will be in a moment.
  Result<ApiAnswer> Get(const std::string& path) {
    for (int tries = 0;; ++tries) {
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer answer, client_.Get(path));
      if (answer.ok()) {
        return answer;
      }
      if (answer.status == 404) {
        return NotFound(path + ": " + answer.Text("detail"));
      }
      if (answer.status != 503 || tries >= kRetriesMax) {
        return InvalidArgument(path + ": " + answer.Text("detail"));
      }
      std::this_thread::sleep_for(kRetryAfter);
    }
  }

  ApiClient client_;
  const schema::Catalog& catalog_;
  std::string path_;
  std::set<std::string> records_;
  std::map<std::string, size_t> collections_;  // how many records of each
  std::set<std::pair<std::string, uint64_t>> places_;
  std::vector<std::string> absent_;  // uploaded files that are named and no longer there
};

}  // namespace

int ExportEvidence(const Session& session, const schema::Catalog& catalog,
                   const ExportOptions& options, std::ostream& out) {
  std::string path = OrganisationPath(session);
  if (path.empty()) {
    return 2;
  }
  Gathering gathering(session, catalog, path);
  Status status;
  for (auto record = options.records.begin(); status.ok() && record != options.records.end();
       ++record) {
    status = gathering.AddRecord(*record);
  }
  if (status.ok() && !options.journey.empty()) {
    status = gathering.AddJourney(options.journey);
  }
  Result<evidence::Evidence> evidence =
      status.ok() ? gathering.Finish() : Result<evidence::Evidence>(status);
  status = evidence.ok() ? evidence::WriteEvidenceFile(options.file, *evidence) : evidence.status();
  if (!status.ok()) {
    std::cerr << "assayctl: " << status.message() << "\n";
    return 1;
  }
  out << options.file << ": ";
  gathering.Tell(*evidence, out);
  out << "Check it with: assay-verify " << options.file << "\n";
  return 0;
}

}  // namespace assay::ctl
