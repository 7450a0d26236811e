#include "services/assayctl/scrub.h"

#include <unistd.h>

#include <ostream>

#include "services/assayctl/chore_client.h"

namespace assay::ctl {

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
  if (!found) {
    error << "assayctl: there is no service " << service << "\n";
  }
  return whole && found ? 0 : 1;
}

}  // namespace assay::ctl
