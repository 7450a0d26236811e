#pragma once

#include <iosfwd>
#include <string>

#include "assay/runtime/config.h"
#include "services/assayctl/api_client.h"

namespace assay::ctl {

struct BackupOptions {
  std::string to;    // made when it is not there; otherwise a backup of the same installation
  std::string keys;  // where keys go; empty: nowhere
};

// Backs up a running installation (docs/backup.md). Needs an administrator, and the user that the
// services run as, on their machine. If we crash, the backup that was complete before still is.
Status BackUp(const runtime::Config& config, const BackupOptions& options, ApiClient* client,
              std::ostream& out);

}  // namespace assay::ctl
