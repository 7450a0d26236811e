#include "services/assayctl/evidence_export.h"

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "assay/evidence/evidence_file.h"
#include "services/assayctl/derived_commands.h"

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
    const schema::RecordType* type = catalog_.FindCollection(record.substr(0, slash));
    if (slash == std::string::npos || type == nullptr) {
      return InvalidArgument(record + " is not <collection>/<id>, for example findings/<id>");
    }
    ASSAY_ASSIGN_OR_RETURN(ApiAnswer history, Get(path_ + record + "/history"));
    for (const json::value& line : history.json.at("items").as_array()) {
      places_.emplace(type->service, std::stoull(std::string(line.at("position").as_string())));
    }
    ++records_;
    return AddFiles(record);
  }

  Status AddJourney(const std::string& journey) {
    ASSAY_RETURN_IF_ERROR(AddRecord("journeys/" + journey));
    for (const auto& [name, type] : catalog_.records()) {
      if (type.state->FindFieldByName("journey_id") == nullptr) {
        continue;
      }
      std::string page_token;
      do {
        ASSAY_ASSIGN_OR_RETURN(
            ApiAnswer page, Get(path_ + type.options.collection() + "?filter=journeyId=" + journey +
                                (page_token.empty() ? "" : "&pageToken=" + page_token)));
        for (const json::value& item : page.json.at("items").as_array()) {
          ASSAY_RETURN_IF_ERROR(
              AddRecord(type.options.collection() + "/" + std::string(item.at("id").as_string())));
        }
        page_token = page.Text("nextPageToken");
      } while (!page_token.empty());
    }
    return OkStatus();
  }

  Result<evidence::Evidence> Finish() {
    evidence::Evidence evidence;
    ASSAY_ASSIGN_OR_RETURN(ApiAnswer policy, Get("/log/policy"));
    evidence.policy = policy.body;
    evidence.uploads = std::move(uploads_);
    for (const auto& [service, position] : places_) {
      std::string place = service + "/" + std::to_string(position);
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer receipt, Get(path_ + "receipts/" + place));
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer entry, Get(path_ + "entries/" + place));
      evidence.entries.push_back({service, position, entry.body, receipt.body});
    }
    return evidence;
  }

  size_t records() const { return records_; }

 private:
  Status AddFiles(const std::string& record) {
    ASSAY_ASSIGN_OR_RETURN(ApiAnswer found, Get(path_ + record));
    const json::value* files = found.json.as_object().if_contains("evidenceFiles");
    if (files == nullptr) {
      return OkStatus();
    }
    for (const json::value& file : files->as_array()) {
      std::string hash(file.at("sha256").as_string());
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer content, Get(path_ + "uploads/" + hash));
      uploads_[hash] = content.body;
    }
    return OkStatus();
  }

  // What is not covered by a checkpoint yet will be in a moment.
  Result<ApiAnswer> Get(const std::string& path) {
    for (int tries = 0;; ++tries) {
      ASSAY_ASSIGN_OR_RETURN(ApiAnswer answer, client_.Get(path));
      if (answer.ok()) {
        return answer;
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
  std::set<std::pair<std::string, uint64_t>> places_;
  std::map<std::string, std::string> uploads_;  // content by hash
  size_t records_ = 0;
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
  out << options.file << ": " << evidence->entries.size() << " entries of " << gathering.records()
      << " records, " << evidence->uploads.size() << " uploaded files. Check it with: assay-verify "
      << options.file << "\n";
  return 0;
}

}  // namespace assay::ctl
