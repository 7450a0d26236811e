#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "assay/base/status.h"

namespace assay::ctl {

// A log as a backup holds it: at least the entries of the checkpoint.
struct BackedUpLog {
  std::string service;
  std::string log_id;
  std::string origin;
  uint32_t epoch = 0;
  uint32_t copy = 0;       // number in the folder of its copies
  uint64_t entries = 0;    // of the checkpoint
  std::string root;        // of the checkpoint, in hexadecimal
  std::string checkpoint;  // the signed note
};

struct BackedUpFile {
  uint64_t bytes = 0;
  std::string sha256;  // in hexadecimal
};

// What a backup holds: manifest.json, written last (docs/backup.md). A value.
struct Manifest {
  std::string installation;
  std::string made_at;
  std::vector<BackedUpLog> logs;
  uint32_t accounts_copy = 0;
  std::map<std::string, BackedUpFile> files;  // by path from the backup's folder

  const BackedUpLog* FindLog(const std::string& service) const;
};

// NotFound when no backup into this folder was completed; DataLoss when the file is damaged, or
// names a service or a path that no backup writes: what it names can be used as a path.
Result<Manifest> ReadManifest(const std::string& folder);
Status WriteManifest(const std::string& folder, const Manifest& manifest);

// Size and hash of a file, read piece by piece.
Result<BackedUpFile> HashFile(const std::string& path);
// InvalidArgument, naming the first symbolic link below `folder`: it would lead a restore to files
// that the backup does not hold.
Status CheckNoLinks(const std::string& folder);
// DataLoss, naming the first file that is not as the manifest says.
Status CheckFiles(const std::string& folder, const Manifest& manifest);

// Plain files below a folder, by their path from it, in order; nothing when it is not there.
Result<std::vector<std::string>> FilesBelow(const std::string& folder);
// Copies a file durably, readable by its owner only, unless the same is there already.
Status CopyFile(const std::string& from, const std::string& to);

}  // namespace assay::ctl
