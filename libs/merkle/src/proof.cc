#include "assay/merkle/proof.h"

#include <bit>

namespace assay::merkle {
namespace {

// The root of leaves [begin, end), where begin is a multiple of the largest power of two that is
// less than or equal to the width: a node of the tree, complete or on the right edge.
Result<Hash> RangeRoot(uint64_t begin, uint64_t end, const NodeReader& read) {
  std::vector<Hash> roots;
  for (uint64_t at = begin; at < end;) {
    uint64_t width = std::bit_floor(end - at);
    auto level = static_cast<uint32_t>(std::countr_zero(width));
    ASSAY_ASSIGN_OR_RETURN(Hash root, read(level, at >> level));
    roots.push_back(root);
    at += width;
  }
  Hash root = roots.back();
  for (size_t i = roots.size() - 1; i > 0; --i) {
    root = NodeHash(roots[i - 1], root);
  }
  return root;
}

// The size of the left subtree of a tree over `size` > 1 leaves.
uint64_t LeftSize(uint64_t size) {
  return std::bit_floor(size - 1);
}

Status Failed(const char* check) {
  return InvalidArgument(check);
}

}  // namespace

Result<Frontier> FrontierAt(uint64_t size, const NodeReader& read) {
  std::vector<Hash> roots;
  for (uint64_t at = 0; at < size;) {
    uint64_t width = std::bit_floor(size - at);
    auto level = static_cast<uint32_t>(std::countr_zero(width));
    ASSAY_ASSIGN_OR_RETURN(Hash root, read(level, at >> level));
    roots.push_back(root);
    at += width;
  }
  return Frontier(size, std::move(roots));
}

Result<Hash> RootAt(uint64_t size, const NodeReader& read) {
  ASSAY_ASSIGN_OR_RETURN(Frontier frontier, FrontierAt(size, read));
  return frontier.Root();
}

Result<std::vector<Hash>> InclusionProof(uint64_t index, uint64_t size, const NodeReader& read) {
  if (index >= size) {
    return InvalidArgument("there is no leaf " + std::to_string(index) + " in a tree of " +
                           std::to_string(size));
  }
  std::vector<Hash> from_root;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end - begin > 1) {
    uint64_t middle = begin + LeftSize(end - begin);
    bool left = index < middle;
    ASSAY_ASSIGN_OR_RETURN(Hash sibling,
                           left ? RangeRoot(middle, end, read) : RangeRoot(begin, middle, read));
    from_root.push_back(sibling);
    (left ? end : begin) = middle;
  }
  return std::vector<Hash>(from_root.rbegin(), from_root.rend());
}

Result<std::vector<Hash>> ConsistencyProof(uint64_t old_size, uint64_t new_size,
                                           const NodeReader& read) {
  if (old_size > new_size) {
    return InvalidArgument("a tree of " + std::to_string(new_size) + " does not extend one of " +
                           std::to_string(old_size));
  }
  std::vector<Hash> from_root;
  if (old_size == 0 || old_size == new_size) {
    return from_root;
  }
  // RFC 6962 section 2.1.2, from the root down.
  uint64_t begin = 0;
  uint64_t end = new_size;
  while (old_size != end) {
    uint64_t middle = begin + LeftSize(end - begin);
    bool left = old_size <= middle;
    ASSAY_ASSIGN_OR_RETURN(Hash other,
                           left ? RangeRoot(middle, end, read) : RangeRoot(begin, middle, read));
    from_root.push_back(other);
    (left ? end : begin) = middle;
  }
  if (begin != 0) {
    ASSAY_ASSIGN_OR_RETURN(Hash last, RangeRoot(begin, end, read));
    from_root.push_back(last);
  }
  return std::vector<Hash>(from_root.rbegin(), from_root.rend());
}

// RFC 9162 section 2.1.3.2.
Status VerifyInclusion(uint64_t index, uint64_t size, const Hash& leaf_hash,
                       const std::vector<Hash>& proof, const Hash& root) {
  if (index >= size) {
    return Failed("the leaf's index is not in the tree");
  }
  uint64_t node = index;
  uint64_t last = size - 1;
  Hash hash = leaf_hash;
  for (const Hash& sibling : proof) {
    if (last == 0) {
      return Failed("the inclusion proof is too long");
    }
    if (node % 2 == 1 || node == last) {
      hash = NodeHash(sibling, hash);
      while (node % 2 == 0 && node != 0) {
        node /= 2;
        last /= 2;
      }
    } else {
      hash = NodeHash(hash, sibling);
    }
    node /= 2;
    last /= 2;
  }
  if (last != 0) {
    return Failed("the inclusion proof is too short");
  }
  return hash == root ? OkStatus() : Failed("the inclusion proof does not lead to the root");
}

// RFC 9162 section 2.1.4.2.
Status VerifyConsistency(uint64_t old_size, uint64_t new_size, const std::vector<Hash>& proof,
                         const Hash& old_root, const Hash& new_root) {
  if (old_size > new_size) {
    return Failed("the new tree is smaller than the old one");
  }
  if (old_size == 0 || old_size == new_size) {
    bool same = old_size == new_size ? old_root == new_root : true;
    same = same && (old_size > 0 || old_root == EmptyRoot());
    if (!proof.empty()) {
      return Failed("the consistency proof is too long");
    }
    return same ? OkStatus() : Failed("trees of one size have different roots");
  }
  std::vector<Hash> path = proof;
  if (std::has_single_bit(old_size)) {
    path.insert(path.begin(), old_root);
  }
  if (path.empty()) {
    return Failed("the consistency proof is too short");
  }
  uint64_t node = old_size - 1;
  uint64_t last = new_size - 1;
  for (; node % 2 == 1; node /= 2) {
    last /= 2;
  }
  Hash old_hash = path.front();
  Hash new_hash = path.front();
  for (size_t i = 1; i < path.size(); ++i) {
    if (last == 0) {
      return Failed("the consistency proof is too long");
    }
    if (node % 2 == 1 || node == last) {
      old_hash = NodeHash(path[i], old_hash);
      new_hash = NodeHash(path[i], new_hash);
      while (node % 2 == 0 && node != 0) {
        node /= 2;
        last /= 2;
      }
    } else {
      new_hash = NodeHash(new_hash, path[i]);
    }
    node /= 2;
    last /= 2;
  }
  if (last != 0) {
    return Failed("the consistency proof is too short");
  }
  if (old_hash != old_root) {
    return Failed("the consistency proof does not lead to the old root");
  }
  return new_hash == new_root ? OkStatus()
                              : Failed("the consistency proof does not lead to the new root");
}

}  // namespace assay::merkle
