#pragma once

#include <rocksdb/db.h>

#include <functional>
#include <string>
#include <vector>

#include "assay/base/status.h"

namespace assay::storage {

// What RocksStore does for Store::Backup and Store::VerifyFiles. Any thread, beside others that use
// `db`.
Result<uint32_t> BackUpRocks(rocksdb::DB* db, const std::string& folder,
                             const std::vector<uint32_t>& keep, const std::function<bool()>& go_on);
Status VerifyRocksFiles(rocksdb::DB* db,
                        const std::function<bool(uint64_t done, uint64_t total)>& progress);

}  // namespace assay::storage
