#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "assay/base/hash.h"

// The hash tree of RFC 6962 section 2.1.
namespace assay::merkle {

using Hash = Digest;

// Two hash calls' worth of work or less each.
Hash EmptyRoot();                                    // SHA-256("")
Hash LeafHash(std::string_view record);              // SHA-256(0x00 || record)
Hash NodeHash(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)

// The right edge of a tree: the roots of the complete subtrees whose sizes are the one bits of
// `size`, largest first. All that is needed to go on growing the tree. A value.
class Frontier {
 public:
  Frontier() = default;
  // REQUIRES: one root for each one bit of `size`.
  Frontier(uint64_t size, std::vector<Hash> roots);

  // Fewer than 2 node hashes on average, 64 at most.
  void Append(const Hash& leaf_hash);
  // At most 63 node hashes.
  Hash Root() const;

  uint64_t size() const { return size_; }
  const std::vector<Hash>& roots() const { return roots_; }  // at most 64

 private:
  uint64_t size_ = 0;
  std::vector<Hash> roots_;
};

// The root of the tree over `leaf_hashes`; n hashes of work.
Hash RootOf(const std::vector<Hash>& leaf_hashes);

}  // namespace assay::merkle
