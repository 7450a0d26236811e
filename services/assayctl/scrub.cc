#include "services/assayctl/scrub.h"

#include <unistd.h>

#include <boost/json.hpp>
#include <ostream>

#include "services/assayctl/chore_client.h"

namespace assay::ctl {

namespace {

namespace json = boost::json;

constexpr char kUploads[] = "uploads";

// "uploads: ok, 3 files", or which are damaged; whether all are whole.
bool ScrubUploads(ApiClient* client, std::ostream& out) {
  uint64_t files = 0;
  std::string damaged;
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
    for (const json::value& file : part->at("damaged").as_array()) {
      damaged += (damaged.empty() ? "" : ", ") + std::string(file.as_string().c_str());
    }
  } while (!next.empty());
  if (damaged.empty()) {
    out << "uploads: ok, " << files << (files == 1 ? " file\n" : " files\n");
  } else {
    out << "uploads: FAILED: not what was uploaded, restore from a backup: " << damaged << "\n";
  }
  return damaged.empty();
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
  if (service.empty() || service == kUploads) {
    found = true;
    whole = ScrubUploads(client, out) && whole;
  }
  if (!found) {
    error << "assayctl: there is no service " << service << "\n";
  }
  return whole && found ? 0 : 1;
}

}  // namespace assay::ctl
