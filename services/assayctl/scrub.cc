#include "services/assayctl/scrub.h"

#include <unistd.h>

#include <boost/json.hpp>
#include <ostream>
#include <set>

#include "services/assayctl/chore_client.h"

namespace assay::ctl {

namespace {

namespace json = boost::json;

constexpr char kUploadsPart[] = "uploads";

// The texts in a list.
void AddNames(const json::object& part, std::string_view member, std::set<std::string>* names) {
  const json::value* list = part.if_contains(member);
  for (const json::value& name : list == nullptr ? json::array() : list->as_array()) {
    names->insert(name.as_string().c_str());
  }
}

// One line for what is wrong with some files; whether there are any.
bool Complain(const std::set<std::string>& names, const std::string& what, std::ostream& out) {
  std::string all;
  for (const std::string& name : names) {
    all += (all.empty() ? "" : ", ") + name;
  }
  if (!names.empty()) {
    out << "uploads: FAILED: " << what << ", restore from a backup: " << all << "\n";
  }
  return !names.empty();
}

// "uploads: ok, 3 files", or which are damaged or missing; whether all are there and whole.
bool ScrubUploads(ApiClient* client, std::ostream& out) {
  uint64_t files = 0;
  std::set<std::string> damaged;
  std::set<std::string> missing;
  std::string next;
  do {
    std::string body = json::serialize(json::object{{"from", next}});
    Result<json::object> part = Ask(client, "/api/v1/uploads:scrub", body);
    if (!part.ok()) {
      out << "uploads: FAILED: " << part.status().message() << "\n";
      return false;
    }
    files += NumberOf(*part, "files");
    next = TextOf(*part, "next");
    AddNames(*part, "damaged", &damaged);
    AddNames(*part, "missing", &missing);
  } while (!next.empty());
  bool is_damaged = Complain(damaged, "not what was uploaded", out);
  if (Complain(missing, "not there, but entries name them", out) || is_damaged) {
    return false;
  }
  out << "uploads: ok, " << files << (files == 1 ? " file\n" : " files\n");
  return true;
}

}  // namespace

int Scrub(ApiClient* client, const std::string& service, std::ostream& out, std::ostream& error) {
  Result<std::vector<ServiceHealth>> services = ListServices(client);
  if (!services.ok()) {
    error << "assayctl: " << services.status().message() << "\n";
    return 1;
  }
  bool whole = true;
  bool found = false;
  bool terminal = isatty(STDERR_FILENO) != 0;
  for (const ServiceHealth& health : *services) {
    if (!service.empty() && service != health.service) {
      continue;
    }
    found = true;
    auto scrubbed = RunChore(client, health.service, "scrub", "{}", [&](unsigned percent) {
      if (terminal) {
        error << "\r" << health.service << ": " << percent << " % " << std::flush;
      }
    });
    if (terminal) {
      error << "\r" << std::flush;
    }
    whole = whole && scrubbed.ok();
    if (scrubbed.ok()) {
      out << health.origin << ": ok, " << NumberOf(*scrubbed, "entries") << " entries, root "
          << TextOf(*scrubbed, "root") << "\n";
    } else {
      out << health.service << ": FAILED: " << scrubbed.status().message() << "\n";
    }
  }
  if (service.empty() || service == kUploadsPart) {
    found = true;
    whole = ScrubUploads(client, out) && whole;
  }
  if (!found) {
    error << "assayctl: there is no service " << service << "\n";
  }
  return whole && found ? 0 : 1;
}

}  // namespace assay::ctl
