#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/eventlog/event_log.h"
#include "assay/merkle/tile.h"
#include "assay/merkle/tree.h"
#include "assay/storage/store.h"

namespace assay::eventlog {

// The tree over the entries, in the store's tree column: leaf records in the order of their
// batches, full tiles, and the frontier. Its rows go into the batches that hold the entries. Grow
// and Publish: one thread at a time; the rest: any thread.
class LogTree {
 public:
  // What a batch adds, until it is durable.
  struct Growth {
    merkle::Frontier frontier;
    std::map<uint32_t, std::string> partial;  // level -> hashes of its last tile, as they will be
  };

  explicit LogTree(const storage::Store* store) : store_(store) {}

  // Finds the right edge again from what is stored. DataLoss when it does not agree with the
  // frontier that was stored with it. Reads up to 255 tiles a level.
  Status Load(uint64_t size);

  // Rows for the leaf records that follow, one after the other in `records`. About 2 hashes a leaf.
  Growth Grow(std::string_view records, storage::WriteBatch* rows) const;
  // The rows are durable.
  void Publish(Growth growth);

  TreeHead head() const;
  // The first `width` hashes of a tile; NotFound when the tree does not have so many there.
  Result<std::string> ReadTile(uint32_t level, uint64_t index, uint32_t width) const;
  // Records [from, from + count), one after the other; NotFound when there are not so many.
  Result<std::string> ReadRecords(uint64_t from, uint64_t count) const;

 private:
  Result<std::string> StoredRecords(uint64_t from, uint64_t count) const;
  Result<std::string> LoadPartial(uint32_t level, uint64_t size) const;

  const storage::Store* store_;
  mutable std::mutex mu_;
  merkle::Frontier frontier_;                // guarded by mu_
  std::map<uint32_t, std::string> partial_;  // guarded by mu_; never a full tile
};

}  // namespace assay::eventlog
