#pragma once

#include <memory>

#include "assay/storage/store.h"

namespace assay::storage {

// RocksDB in options.folder, to be read: nothing in the folder is written, made, locked or given
// another mode, so it may be a copy on a medium that cannot be written. Write fails. Unavailable
// when another process has it open to write. NotFound when there is none, PermissionDenied when its
// files may not be read, DataLoss when what is on disk is not what was written. REQUIRES: this
// process does not have it open, and nobody opens it to write while this store lives.
Result<std::unique_ptr<Store>> OpenRocksStoreToRead(const StoreOptions& options);

}  // namespace assay::storage
