#include "services/assayctl/log_keys.h"

#include <filesystem>

#include "assay/eventlog/notary.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;

eventlog::Notary::Options NotaryOf(const runtime::Config& config, const std::string& service) {
  return {.key_path = runtime::LogKeyPath(config, service),
          .checkpoint_path = config.CheckpointPath(service),
          .origin = config.LogOrigin(service)};
}

// Open would make a key for a log that does not exist.
Status CheckHasKey(const eventlog::Notary::Options& options, const std::string& service) {
  return fs::exists(options.key_path) ? OkStatus()
                                      : NotFound("there is no key " + options.key_path + ": is \"" +
                                                 service + "\" a service of this installation?");
}

}  // namespace

Result<std::vector<std::string>> MakeLogKeys(const runtime::Config& config,
                                             const std::vector<std::string>& services) {
  std::vector<std::string> made;
  for (const std::string& service : services) {
    eventlog::Notary::Options options = NotaryOf(config, service);
    if (!fs::exists(options.key_path) && !fs::exists(options.checkpoint_path)) {
      ASSAY_RETURN_IF_ERROR(eventlog::Notary::MakeKey(options));
      made.push_back(service);
    }
  }
  return made;
}

Result<std::string> AddLogKey(const runtime::Config& config, const std::string& service) {
  eventlog::Notary::Options options = NotaryOf(config, service);
  ASSAY_RETURN_IF_ERROR(CheckHasKey(options, service));
  ASSAY_RETURN_IF_ERROR(eventlog::Notary::AddKey(options));
  return std::string(
      "Start the service: it signs with both keys, and /log/policy names both. When everybody "
      "who "
      "verifies has the new policy, retire the old key.");
}

Result<std::string> RetireLogKey(const runtime::Config& config, const std::string& service) {
  eventlog::Notary::Options options = NotaryOf(config, service);
  ASSAY_RETURN_IF_ERROR(CheckHasKey(options, service));
  ASSAY_RETURN_IF_ERROR(eventlog::Notary::RetireKey(options));
  return std::string(
      "Start the service: it signs with the remaining key. Receipts made before verify with the "
      "policy of their time: keep it.");
}

}  // namespace assay::ctl
