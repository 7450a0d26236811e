#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/storage/write_batch.h"

namespace assay::storage {

// How a column is used; changes speed only.
struct ColumnOptions {
  std::string name;
  bool point_lookups = false;  // mostly looked up by exact key, often in vain: keeps a filter
};

struct StoreOptions {
  std::string folder;                  // created with its parents; mode 0700
  std::vector<ColumnOptions> columns;  // Write and Get name a column by its index here
  size_t cache_bytes = 32 << 20;
  size_t write_buffer_bytes = 32 << 20;
  // True: what was written buffered lives in memory until it is flushed or the store is closed; a
  // killed process loses the newest writes, of all columns up to the same one. For what can be
  // computed again.
  bool rebuildable = false;
};

enum class Durability {
  kSynced,    // on disk before Write returns
  kBuffered,  // survives a killed process, not a power cut; order among writes is kept
};

// A position in a column's keys, over the state of the store when it was made; not valid until the
// first Seek. One thread at a time. End of range and damage both make Valid() false: check status()
// after every loop.
class Iterator {
 public:
  virtual ~Iterator() = default;
  virtual bool Valid() const = 0;
  virtual void SeekToFirst() = 0;
  virtual void Seek(std::string_view key) = 0;         // first key >= `key`
  virtual void SeekForPrev(std::string_view key) = 0;  // last key <= `key`
  virtual void SeekToLast() = 0;
  virtual void Next() = 0;
  virtual void Prev() = 0;
  virtual std::string_view key() const = 0;  // valid until the iterator moves
  virtual std::string_view value() const = 0;
  virtual Status status() const = 0;
};

// An ordered key-value store with columns. Get and NewIterator may be called from any thread; Write
// from one thread at a time.
class Store {
 public:
  virtual ~Store() = default;

  virtual Result<std::optional<std::string>> Get(uint32_t column, std::string_view key) const = 0;
  // Iterates the keys in [lower, upper); an empty `upper` means to the end.
  virtual std::unique_ptr<Iterator> NewIterator(uint32_t column, std::string_view lower,
                                                std::string_view upper) const = 0;

  // Applies the batch wholly or not at all. After a failure the outcome is unknown and every later
  // Write fails: stop the process and reopen.
  virtual Status Write(const WriteBatch& batch, Durability durability) = 0;

  // Free space of the file system in bytes; a large number where there is none.
  virtual uint64_t FreeBytes() const = 0;

  // Adds a copy of the store, as it is at one moment during the call, to the copies in `folder`
  // (backup.h) and returns its number; others read and write meanwhile. Copies but those
  // in `keep` are removed first; those are whole if we crash. `go_on` is asked every few MB and may
  // stop it. Any thread, one at a time for a folder. Unavailable when stopped and for a store that
  // is not on disk.
  virtual Result<uint32_t> Backup(const std::string& folder, const std::vector<uint32_t>& keep,
                                  const std::function<bool()>& go_on);

  // Writes what only memory and a write-ahead log hold to files, unless the store was opened to
  // read, then reads every file of the store again and compares its blocks with their checksums.
  // DataLoss names the file. Any thread. `progress` counts bytes and may stop the walk by returning
  // false: Unavailable then.
  virtual Status VerifyFiles(
      const std::function<bool(uint64_t done, uint64_t total)>& progress) const;
};

// RocksDB in options.folder. Unavailable when another process has it open, PermissionDenied when
// the folder may not be written, DataLoss when what is on disk is not what was written.
Result<std::unique_ptr<Store>> OpenRocksStore(const StoreOptions& options);

// RocksDB in a file system in memory that lives as long as `MemoryDisk`: reopening on the same disk
// finds what was written.
class MemoryDisk {
 public:
  MemoryDisk();
  ~MemoryDisk();
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;
  void* env() const { return env_; }

 private:
  void* env_;
};
Result<std::unique_ptr<Store>> OpenMemoryRocksStore(const StoreOptions& options, MemoryDisk* disk);

// A std::map that asserts what callers promise, and can be told to fail. For tests.
class FakeStore;
struct FakeDisk {
  std::vector<std::vector<std::pair<std::string, std::string>>>
      columns;                 // sorted; what survives Reopen
  int64_t fail_write_in = -1;  // fail the n-th write from now (0: the next); -1: none
  bool apply_failed = false;   // a failing write reaches the disk all the same
  std::atomic<uint64_t> free_bytes{std::numeric_limits<uint64_t>::max()};
};
std::unique_ptr<Store> OpenFakeStore(const StoreOptions& options, FakeDisk* disk);

}  // namespace assay::storage
