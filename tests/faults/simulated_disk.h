#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "assay/storage/fault_disk.h"

namespace assay::testing {

// A disk in memory that knows what was made durable: bytes by Sync of their file, names by
// SyncFolder of their folder, nothing else. It fails when it is told to, and gives the disk that a
// machine finds after a crash. Any thread, but for what says otherwise.
class SimulatedDisk final : public storage::FaultDisk {
 public:
  enum class Operation { kCreate, kAppend, kTruncate, kSync, kSyncFolder, kRename, kRemove };
  // What a change that fails has done to the disk.
  enum class Partly { kNothing, kHalf, kAll };
  // What of the changes that were not made durable is there after a crash.
  enum class Remains {
    kNothing,  // the power failed at once
    kAll,      // the process died, the machine did not
    kSome,     // of each file the beginning of what was added; each name as it was or as it is
    kHoled,    // as kSome, but the end of what was added is there and what is before it is zeros
  };

  SimulatedDisk() = default;

  // --- What will fail ---
  // The change number `index` (0: the first) fails with `error`, and so do all after it.
  void FailChange(uint64_t index, storage::DiskError error, Partly partly);
  // The read number `index` fails, or gives one changed bit when `flip`; reads after it are sound.
  void FailRead(uint64_t index, bool flip);
  // Sync says ok and does nothing, from now on.
  void LieAboutSync();
  // Fails nothing from now on; changes and reads are counted from 0.
  void Heal();

  // What a machine finds after a crash now, on a disk of its own that fails nothing.
  std::unique_ptr<SimulatedDisk> Crash(Remains remains, uint64_t seed) const;

  bool failed() const;  // what was to fail has failed
  uint64_t changes() const;
  uint64_t reads() const;
  // How often an operation failed, or was done, on files whose name ends with `ending`.
  uint64_t Failures(Operation operation, const std::string& ending) const;
  uint64_t Count(Operation operation, const std::string& ending) const;

  storage::DiskError MakeFolder(const std::string& folder) override;
  storage::DiskError Create(const std::string& path, File* file) override;
  storage::DiskError Append(File file, std::string_view bytes) override;
  storage::DiskError Truncate(File file, uint64_t bytes) override;
  storage::DiskError Sync(File file) override;
  storage::DiskError SyncFolder(const std::string& folder) override;
  storage::DiskError Rename(const std::string& from, const std::string& to) override;
  storage::DiskError Remove(const std::string& path) override;
  storage::DiskError Find(const std::string& path, File* file) const override;
  storage::DiskError Read(File file, uint64_t offset, size_t count, std::string* bytes) override;
  uint64_t Size(File file) const override;
  bool IsFolder(const std::string& path) const override;
  std::vector<std::string> Names(const std::string& folder) const override;

 private:
  struct Content {
    std::string bytes;
    std::string durable;
    std::string name;  // the one it was made with
  };
  using NamesOf = std::map<std::string, File>;  // by path

  storage::DiskError Change(Operation operation, const std::string& name,
                            const std::function<void(bool half)>& apply);
  static void CrashContent(Content* content, Remains remains, std::mt19937_64* random);

  mutable std::mutex mu_;
  // All guarded by mu_.
  std::map<std::string, bool> folders_;
  std::vector<Content> contents_;  // by File
  NamesOf names_;
  NamesOf durable_names_;
  std::map<std::pair<Operation, std::string>, uint64_t> counts_;    // by ending of the name
  std::map<std::pair<Operation, std::string>, uint64_t> failures_;  // likewise
  uint64_t changes_ = 0;
  uint64_t reads_ = 0;
  uint64_t fail_change_ = UINT64_MAX;
  uint64_t fail_read_ = UINT64_MAX;
  storage::DiskError error_ = storage::DiskError::kInputOutput;
  Partly partly_ = Partly::kNothing;
  bool flip_ = false;
  bool lies_ = false;
};

}  // namespace assay::testing
