#pragma once

#include <rocksdb/env.h>

#include <memory>
#include <string>

#include "assay/storage/store.h"

namespace assay::storage {

// RocksDB in options.folder of `env`, which outlives the store. `folder_on_disk` is whose free
// space counts; empty: there is no bound.
Result<std::unique_ptr<Store>> OpenRocks(const StoreOptions& options, rocksdb::Env* env,
                                         std::string folder_on_disk);

}  // namespace assay::storage
