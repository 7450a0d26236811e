#pragma once

#include <string>
#include <vector>

#include "assay/runtime/config.h"

namespace assay::ctl {

// Makes the key of each service's log that was never signed and has none. Returns whose.
Result<std::vector<std::string>> MakeLogKeys(const runtime::Config& config,
                                             const std::vector<std::string>& services);

// Rotation: add a key, let everybody learn it from /log/policy, then retire the old one. The
// service must be stopped. Returns what to do next, for the operator.
Result<std::string> AddLogKey(const runtime::Config& config, const std::string& service);
Result<std::string> RetireLogKey(const runtime::Config& config, const std::string& service);

}  // namespace assay::ctl
