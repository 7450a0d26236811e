#include "assay/merkle/tree.h"

#include <bit>

#include "assay/base/check.h"

namespace assay::merkle {
namespace {

Sha256Stream& Hasher() {
  static thread_local Sha256Stream stream;
  return stream;
}

}  // namespace

Hash EmptyRoot() {
  return Hasher().Finish();
}

Hash LeafHash(std::string_view record) {
  return Hasher().Add({"\0", 1}).Add(record).Finish();
}

Hash NodeHash(const Hash& left, const Hash& right) {
  return Hasher().Add("\1").Add(ToView(left)).Add(ToView(right)).Finish();
}

Frontier::Frontier(uint64_t size, std::vector<Hash> roots) : size_(size), roots_(std::move(roots)) {
  ASSAY_CHECK(roots_.size() == static_cast<size_t>(std::popcount(size)));
}

void Frontier::Append(const Hash& leaf_hash) {
  Hash root = leaf_hash;
  // Each trailing one bit of the size is a complete subtree that the new one joins.
  for (uint64_t rest = size_; rest % 2 == 1; rest /= 2) {
    root = NodeHash(roots_.back(), root);
    roots_.pop_back();
  }
  roots_.push_back(root);
  ++size_;
}

Hash Frontier::Root() const {
  if (roots_.empty()) {
    return EmptyRoot();
  }
  Hash root = roots_.back();
  for (size_t i = roots_.size() - 1; i > 0; --i) {
    root = NodeHash(roots_[i - 1], root);
  }
  return root;
}

Hash RootOf(const std::vector<Hash>& leaf_hashes) {
  Frontier frontier;
  for (const Hash& hash : leaf_hashes) {
    frontier.Append(hash);
  }
  return frontier.Root();
}

}  // namespace assay::merkle
