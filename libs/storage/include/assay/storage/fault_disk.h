#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/storage/store.h"

namespace assay::storage {

enum class DiskError { kNone, kNotFound, kInputOutput, kNoSpace };

// A file system that a test answers for: what it keeps, when it fails and what is left of it after
// a crash. RocksDB with the product's settings is put on it, to see what a store makes of that.
// Names are absolute. Files are named by a number that stays theirs when they are renamed, and
// while somebody reads a file that was removed. The disk outlives the stores opened on it. Any
// thread.
class FaultDisk {
 public:
  using File = uint64_t;

  FaultDisk();
  virtual ~FaultDisk();
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;
  void* env() const { return env_; }

  // --- Changes: each may fail, and may then have been done in part ---
  virtual DiskError MakeFolder(const std::string& folder) = 0;  // ok when it is there
  // A new empty file under this name, in place of one that had it.
  virtual DiskError Create(const std::string& path, File* file) = 0;
  virtual DiskError Append(File file, std::string_view bytes) = 0;
  virtual DiskError Truncate(File file, uint64_t bytes) = 0;
  virtual DiskError Sync(File file) = 0;
  // Names added to, changed in or removed from the folder become durable.
  virtual DiskError SyncFolder(const std::string& folder) = 0;
  virtual DiskError Rename(const std::string& from, const std::string& to) = 0;
  virtual DiskError Remove(const std::string& path) = 0;

  // --- Reads ---
  virtual DiskError Find(const std::string& path, File* file) const = 0;
  // At most `count` bytes; fewer at the end of the file.
  virtual DiskError Read(File file, uint64_t offset, size_t count, std::string* bytes) = 0;
  virtual uint64_t Size(File file) const = 0;
  virtual bool IsFolder(const std::string& path) const = 0;
  virtual std::vector<std::string> Names(const std::string& folder) const = 0;

 private:
  void* env_;  // owned
};

// RocksDB on `disk`, in options.folder, with the settings of OpenRocksStore; the same failures.
Result<std::unique_ptr<Store>> OpenFaultyRocksStore(const StoreOptions& options, FaultDisk* disk);

}  // namespace assay::storage
