#include "assay/merkle/proof.h"

#include <gtest/gtest.h>

#include "tests/libs/merkle/naive_tree.h"

namespace assay::merkle {
namespace {

constexpr size_t kSizeMax = 70;

class ProofTest : public ::testing::Test {
 protected:
  std::vector<Hash> leaves_ = testing::Leaves(kSizeMax);
  Hash Root(size_t size) const { return testing::NaiveRoot(leaves_, 0, size); }
};

TEST_F(ProofTest, InclusionProofsAreThoseOfTheRfcAndVerify) {
  for (size_t size = 1; size <= kSizeMax; ++size) {
    for (size_t index = 0; index < size; ++index) {
      Result<std::vector<Hash>> proof = InclusionProof(index, size, testing::NodesOf(leaves_));
      ASSERT_TRUE(proof.ok()) << proof.status().message();
      ASSERT_EQ(*proof, testing::NaivePath(index, leaves_, 0, size));
      Status status = VerifyInclusion(index, size, leaves_[index], *proof, Root(size));
      ASSERT_TRUE(status.ok()) << index << " in " << size << ": " << status.message();
    }
  }
}

TEST_F(ProofTest, ConsistencyProofsAreThoseOfTheRfcAndVerify) {
  for (size_t size = 1; size <= kSizeMax; ++size) {
    for (size_t old_size = 1; old_size <= size; ++old_size) {
      Result<std::vector<Hash>> proof = ConsistencyProof(old_size, size, testing::NodesOf(leaves_));
      ASSERT_TRUE(proof.ok()) << proof.status().message();
      ASSERT_EQ(*proof, testing::NaiveSubProof(old_size, leaves_, 0, size, true));
      Status status = VerifyConsistency(old_size, size, *proof, Root(old_size), Root(size));
      ASSERT_TRUE(status.ok()) << old_size << " to " << size << ": " << status.message();
    }
  }
}

TEST_F(ProofTest, AProofWithAnythingChangedDoesNotVerify) {
  for (size_t size = 2; size <= 40; ++size) {
    for (size_t index = 0; index < size; ++index) {
      std::vector<Hash> proof = InclusionProof(index, size, testing::NodesOf(leaves_)).value();
      auto refused = [&](size_t i, size_t n, const Hash& leaf, const std::vector<Hash>& p,
                         const Hash& root) { return !VerifyInclusion(i, n, leaf, p, root).ok(); };
      for (size_t bit = 0; bit < proof.size(); ++bit) {
        std::vector<Hash> changed = proof;
        changed[bit][bit % 32] ^= 1;
        ASSERT_TRUE(refused(index, size, leaves_[index], changed, Root(size)));
      }
      std::vector<Hash> longer = proof;
      longer.push_back(Root(1));
      std::vector<Hash> shorter(proof.begin(), proof.end() - 1);
      ASSERT_TRUE(refused(index, size, leaves_[index], longer, Root(size)));
      ASSERT_TRUE(refused(index, size, leaves_[index], shorter, Root(size)));
      ASSERT_TRUE(refused(index, size, leaves_[(index + 1) % size], proof, Root(size)));
      ASSERT_TRUE(refused(index, size, leaves_[index], proof, Root(size - 1)));
      ASSERT_TRUE(refused((index + 1) % size, size, leaves_[index], proof, Root(size)));
      ASSERT_TRUE(refused(size, size, leaves_[index], proof, Root(size)));
    }
  }
}

TEST_F(ProofTest, AConsistencyProofWithAnythingChangedDoesNotVerify) {
  for (size_t size = 2; size <= 40; ++size) {
    for (size_t old_size = 1; old_size < size; ++old_size) {
      std::vector<Hash> proof = ConsistencyProof(old_size, size, testing::NodesOf(leaves_)).value();
      Hash old_root = Root(old_size);
      Hash root = Root(size);
      for (size_t at = 0; at < proof.size(); ++at) {
        std::vector<Hash> changed = proof;
        changed[at][0] ^= 1;
        ASSERT_FALSE(VerifyConsistency(old_size, size, changed, old_root, root).ok());
      }
      std::vector<Hash> longer = proof;
      longer.push_back(root);
      std::vector<Hash> shorter(proof.begin(), proof.end() - 1);
      ASSERT_FALSE(VerifyConsistency(old_size, size, longer, old_root, root).ok());
      ASSERT_FALSE(VerifyConsistency(old_size, size, shorter, old_root, root).ok());
      ASSERT_FALSE(VerifyConsistency(old_size, size, proof, root, root).ok());
      ASSERT_FALSE(VerifyConsistency(old_size, size, proof, old_root, old_root).ok());
      ASSERT_FALSE(VerifyConsistency(size, old_size, proof, root, old_root).ok());
    }
  }
}

TEST_F(ProofTest, TheEmptyTreeIsExtendedByAnyAndNeedsNoProof) {
  EXPECT_TRUE(VerifyConsistency(0, 7, {}, EmptyRoot(), Root(7)).ok());
  EXPECT_FALSE(VerifyConsistency(0, 7, {Root(7)}, EmptyRoot(), Root(7)).ok());
  EXPECT_FALSE(VerifyConsistency(0, 7, {}, Root(1), Root(7)).ok());
  EXPECT_FALSE(VerifyConsistency(7, 7, {}, Root(6), Root(7)).ok());
  EXPECT_TRUE(VerifyConsistency(0, 0, {}, EmptyRoot(), EmptyRoot()).ok());
  EXPECT_FALSE(VerifyConsistency(0, 0, {}, EmptyRoot(), Root(7)).ok());
  EXPECT_TRUE(ConsistencyProof(0, 7, testing::NodesOf(leaves_)).value().empty());
}

TEST_F(ProofTest, WhatIsNotInTheTreeHasNoProof) {
  EXPECT_EQ(InclusionProof(7, 7, testing::NodesOf(leaves_)).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(ConsistencyProof(8, 7, testing::NodesOf(leaves_)).status().code(),
            StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace assay::merkle
