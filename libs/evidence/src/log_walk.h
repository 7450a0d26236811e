#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "assay/evidence/verify.h"
#include "assay/merkle/tree.h"

namespace assay::evidence {

// One log, read from its URL from the first leaf record to the last. Holds the tree's right edge
// and at most one tile a level. One thread.
class LogWalk {
 public:
  // `sizes`: at which the root is wanted as well.
  LogWalk(std::string url, const Fetch& fetch, const Progress& progress, std::set<uint64_t> sizes)
      : url_(std::move(url)), fetch_(fetch), progress_(progress), sizes_(std::move(sizes)) {}

  // The checkpoint, once its origin is one of `origins`, a key of the policy signed it, and every
  // leaf record and every tile is what it says.
  Result<merkle::Checkpoint> Verify(const merkle::Policy& policy,
                                    const std::set<std::string>& origins);
  // The root of the first `size` entries. REQUIRES: `size` is one of the sizes wanted and not more
  // than the log has; after Verify.
  const merkle::Hash& RootAt(uint64_t size) const { return roots_.at(size); }

 private:
  // The hashes of a level that no full tile holds yet.
  struct Level {
    uint64_t tiles = 0;  // full ones before
    std::string hashes;
  };

  Status ReadBundle(uint64_t index);
  Status AddLeaf(const merkle::Hash& leaf);
  Status AddHash(uint32_t level, const merkle::Hash& hash);
  Status CheckTile(uint32_t level) const;
  void KeepRoot();

  std::string url_;
  const Fetch& fetch_;
  const Progress& progress_;
  std::set<uint64_t> sizes_;
  merkle::Checkpoint checkpoint_;
  merkle::Frontier frontier_;
  std::vector<Level> levels_;
  std::map<uint64_t, merkle::Hash> roots_;
};

}  // namespace assay::evidence
