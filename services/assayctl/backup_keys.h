#pragma once

#include <cstddef>
#include <string>

#include "assay/base/status.h"
#include "assay/runtime/backup_folder.h"

namespace assay::ctl {

// The keys of an installation, apart from its backup: keys of logs, of the bus and of people, and
// the services' fingerprint keys. The folder mirrors <data>; a person whose key is gone is gone
// from it too, so nobody comes back with a restored backup.

// Copies what is new or changed and removes the keys of people that were erased. How many files
// there are then. PermissionDenied, InvalidArgument: the folder is no place for these keys.
Result<size_t> SaveKeys(const std::string& data, const runtime::BackupMark& mark,
                        const std::string& folder);

// Copies them below `data`, which holds none; folders with mode 0700, files with 0600.
// InvalidArgument when they are of another installation.
Status RestoreKeys(const std::string& folder, const runtime::BackupMark& mark,
                   const std::string& data);

}  // namespace assay::ctl
