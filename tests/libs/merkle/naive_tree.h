#pragma once

#include <string>
#include <vector>

#include "assay/merkle/proof.h"

// RFC 6962 section 2.1 word for word, over all leaves in memory: what the real code is held
// against.
namespace assay::merkle::testing {

inline Hash NaiveRoot(const std::vector<Hash>& leaves, size_t begin, size_t end) {
  if (begin == end) {
    return EmptyRoot();
  }
  if (end - begin == 1) {
    return leaves[begin];
  }
  size_t left = 1;
  while (left * 2 < end - begin) {
    left *= 2;
  }
  return NodeHash(NaiveRoot(leaves, begin, begin + left), NaiveRoot(leaves, begin + left, end));
}

inline std::vector<Hash> NaivePath(size_t index, const std::vector<Hash>& leaves, size_t begin,
                                   size_t end) {
  if (end - begin == 1) {
    return {};
  }
  size_t left = 1;
  while (left * 2 < end - begin) {
    left *= 2;
  }
  std::vector<Hash> path;
  if (index < begin + left) {
    path = NaivePath(index, leaves, begin, begin + left);
    path.push_back(NaiveRoot(leaves, begin + left, end));
  } else {
    path = NaivePath(index, leaves, begin + left, end);
    path.push_back(NaiveRoot(leaves, begin, begin + left));
  }
  return path;
}

inline std::vector<Hash> NaiveSubProof(size_t old_size, const std::vector<Hash>& leaves,
                                       size_t begin, size_t end, bool whole) {
  if (old_size == end - begin) {
    return whole ? std::vector<Hash>() : std::vector<Hash>{NaiveRoot(leaves, begin, end)};
  }
  size_t left = 1;
  while (left * 2 < end - begin) {
    left *= 2;
  }
  std::vector<Hash> proof;
  if (old_size <= left) {
    proof = NaiveSubProof(old_size, leaves, begin, begin + left, whole);
    proof.push_back(NaiveRoot(leaves, begin + left, end));
  } else {
    proof = NaiveSubProof(old_size - left, leaves, begin + left, end, false);
    proof.push_back(NaiveRoot(leaves, begin, begin + left));
  }
  return proof;
}

inline std::vector<Hash> Leaves(size_t count, const std::string& start = "event ") {
  std::vector<Hash> leaves;
  for (size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash(start + std::to_string(i)));
  }
  return leaves;
}

// Complete subtrees of `leaves`; fails the caller's test when asked for one that is not complete.
inline NodeReader NodesOf(const std::vector<Hash>& leaves) {
  return [&leaves](uint32_t level, uint64_t index) -> Result<Hash> {
    size_t end = (index + 1) << level;
    if (end > leaves.size()) {
      return DataLoss("read beyond the tree");
    }
    return NaiveRoot(leaves, index << level, end);
  };
}

}  // namespace assay::merkle::testing
