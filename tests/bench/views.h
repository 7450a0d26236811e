#pragma once

#include <cstdint>
#include <string>

#include "tests/bench/service_under_load.h"

namespace assay::bench {

// Builds the record view of the log in `folder`, which nobody has open, into `view_folder`, which
// is empty: reads every entry and folds it. Entries per second.
double RebuildRate(const std::string& log_folder, const std::string& view_folder);

// Follows the service's log from position 0 to its head as one subscriber; entries per second.
double FeedRate(ServiceUnderLoad* service);

}  // namespace assay::bench
