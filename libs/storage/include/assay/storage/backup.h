#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/base/status.h"

namespace assay::storage {

// A folder of copies of one store, which Store::Backup makes. Each copy is the whole store at one
// moment; a file that copies have in common is there once and is never changed. Free functions on
// folders that no Backup is writing to; any thread.

// A file of a copy, by its path from the backup's folder.
struct BackupFile {
  std::string path;
  uint64_t bytes = 0;
};

// The files that copy `number` consists of. NotFound when there is no such copy, or it lacks files.
Result<std::vector<BackupFile>> ListBackup(const std::string& folder, uint32_t number);

// Makes the store of copy `number` in `to`, a folder that is not there or is empty, and compares
// every file with its checksum. DataLoss, naming the file, when the copy is damaged; what is in
// `to` after a failure is of no use.
Status RestoreBackup(const std::string& folder, uint32_t number, const std::string& to);

}  // namespace assay::storage
