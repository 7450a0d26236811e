#pragma once

#include <memory>
#include <string>

#include "assay/storage/store.h"
#include "tests/support/temp_folder.h"

namespace assay::testing {

enum class StoreKind { kRocksOnDisk, kRocksInMemory, kFake };

inline std::string Name(StoreKind kind) {
  switch (kind) {
    case StoreKind::kRocksOnDisk:
      return "RocksOnDisk";
    case StoreKind::kRocksInMemory:
      return "RocksInMemory";
    case StoreKind::kFake:
      return "Fake";
  }
  return "";
}

// A disk of one kind that outlives the stores opened on it.
class Disk {
 public:
  explicit Disk(StoreKind kind) : kind_(kind) {}

  Result<std::unique_ptr<storage::Store>> Open(storage::StoreOptions options) {
    options.folder = folder_.Sub("store");
    switch (kind_) {
      case StoreKind::kRocksOnDisk:
        return storage::OpenRocksStore(options);
      case StoreKind::kRocksInMemory:
        return storage::OpenMemoryRocksStore(options, &memory_);
      case StoreKind::kFake:
        return storage::OpenFakeStore(options, &fake_);
    }
    return Internal("no such kind");
  }

  std::string folder() const { return folder_.Sub("store"); }
  storage::FakeDisk* fake() { return &fake_; }

 private:
  StoreKind kind_;
  TempFolder folder_;
  storage::MemoryDisk memory_;
  storage::FakeDisk fake_;
};

}  // namespace assay::testing
