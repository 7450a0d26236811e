#include "services/gateway/witness.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/witness.h"
#include "tests/libs/merkle/naive_tree.h"
#include "tests/support/temp_folder.h"

namespace assay::gateway {
namespace {

using merkle::testing::Leaves;
using merkle::testing::NaiveRoot;
using merkle::testing::NodesOf;

constexpr char kOrigin[] = "log.example/HQ/audits";

class WitnessTest : public ::testing::Test {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    witness_.reset();
    witness_ = Witness::Open({.folder = folder_.Sub("witness"),
                              .name = "witness.example/w",
                              .logs = {log_.key().ToString()},
                              .clock = &clock_})
                   .value();
  }
  merkle::Note Checkpoint(uint64_t size, const std::vector<merkle::Hash>& leaves,
                          const merkle::Signer& signer) const {
    merkle::Note note;
    note.text = merkle::Checkpoint{kOrigin, size, NaiveRoot(leaves, 0, size)}.ToString();
    note.signatures.push_back(signer.Sign(note.text));
    return note;
  }
  std::string Body(uint64_t old_size, uint64_t size) const {
    merkle::AddCheckpoint request;
    request.old_size = old_size;
    request.proof = merkle::ConsistencyProof(old_size, size, NodesOf(leaves_)).value();
    request.note = Checkpoint(size, leaves_, log_);
    return request.ToString();
  }
  unsigned Send(const std::string& body) { return witness_->AddCheckpoint(body).status; }

  static merkle::Signer Seeded(const std::string& name, char seed) {
    return merkle::Signer::FromSeed(name, merkle::KeyType::kEd25519, std::string(32, seed)).value();
  }

  testing::TempFolder folder_;
  ManualClock clock_{1'700'000'000'000'000};
  merkle::Signer log_ = Seeded(kOrigin, 'l');
  std::vector<merkle::Hash> leaves_ = Leaves(40);
  std::unique_ptr<Witness> witness_;
};

TEST_F(WitnessTest, CosignsWhatExtendsWhatItSaw) {
  Witness::Answer first = witness_->AddCheckpoint(Body(0, 7));
  ASSERT_EQ(first.status, 200U) << first.body;
  merkle::Note note =
      merkle::ParseNote(Checkpoint(7, leaves_, log_).ToString() + first.body).value();
  auto signers = merkle::VerifyNote(note, {witness_->key()});
  ASSERT_TRUE(signers.ok()) << signers.status().message();
  EXPECT_EQ(note.signatures.back().cosigned_at(), 1'700'000'000U);
  EXPECT_EQ(Send(Body(7, 7)), 200U);
  EXPECT_EQ(Send(Body(7, 40)), 200U);
  std::string kept = witness_->Find(ToHex(Sha256(kOrigin))).value();
  EXPECT_TRUE(kept.starts_with(std::string(kOrigin) + "\n40\n"));
  merkle::VerifierKey key = witness_->key();
  Reopen();
  EXPECT_EQ(witness_->key().ToString(), key.ToString());
  EXPECT_EQ(witness_->AddCheckpoint(Body(7, 40)).body, "40\n") << "it remembers";
}

TEST_F(WitnessTest, RefusesAsTheSpecificationSays) {
  ASSERT_EQ(Send(Body(0, 7)), 200U);
  Witness::Answer stale = witness_->AddCheckpoint(Body(3, 20));
  EXPECT_EQ(stale.status, 409U);
  EXPECT_EQ(stale.body, "7\n");
  EXPECT_EQ(Send("nonsense"), 400U);
  std::string greater = Body(7, 7);
  greater.replace(0, 5, "old 9");
  EXPECT_EQ(Send(greater), 400U);

  merkle::AddCheckpoint request;
  request.old_size = 7;
  request.proof = merkle::ConsistencyProof(7, 20, NodesOf(leaves_)).value();
  request.note = Checkpoint(20, leaves_, Seeded(kOrigin, 'x'));
  EXPECT_EQ(Send(request.ToString()), 403U);
  request.note = Checkpoint(20, leaves_, log_);
  request.proof[1][0] ^= 1;
  EXPECT_EQ(Send(request.ToString()), 422U);
  request.proof.clear();
  EXPECT_EQ(Send(request.ToString()), 422U);
  // The same size with another root.
  request.note = Checkpoint(7, Leaves(40, "another "), log_);
  EXPECT_EQ(Send(request.ToString()), 422U);
  merkle::Signer other = Seeded("other.example/log", 'l');
  request.note.text = merkle::Checkpoint{"other.example/log", 9, {}}.ToString();
  request.note.signatures = {other.Sign(request.note.text)};
  EXPECT_EQ(Send(request.ToString()), 404U);
  EXPECT_EQ(witness_->AddCheckpoint(Body(7, 20)).status, 200U) << "nothing of that was kept";
}

TEST_F(WitnessTest, AnEmptyLogHasOneRoot) {
  merkle::AddCheckpoint request;
  request.note.text = merkle::Checkpoint{kOrigin, 0, NaiveRoot(leaves_, 0, 1)}.ToString();
  request.note.signatures = {log_.Sign(request.note.text)};
  EXPECT_EQ(Send(request.ToString()), 422U);
  EXPECT_FALSE(witness_->Find(ToHex(Sha256(kOrigin))).ok()) << "nothing of it is kept";
  request.note.text = merkle::Checkpoint{kOrigin, 0, merkle::EmptyRoot()}.ToString();
  request.note.signatures = {log_.Sign(request.note.text)};
  EXPECT_EQ(Send(request.ToString()), 200U);
  EXPECT_EQ(Send(Body(0, 7)), 200U);
}

TEST_F(WitnessTest, OneProcessAtATimeUsesTheFolder) {
  auto open = [this] {
    return Witness::Open({.folder = folder_.Sub("witness"), .name = "witness.example/w"})
        .status()
        .code();
  };
  EXPECT_EQ(open(), StatusCode::kUnavailable);
  witness_.reset();
  EXPECT_EQ(open(), StatusCode::kOk);
  ASSERT_EQ(chmod(folder_.Sub("witness/witness.key").c_str(), 0644), 0);
  EXPECT_EQ(open(), StatusCode::kPermission);
}

TEST_F(WitnessTest, FindsOnlyWhatItSaw) {
  EXPECT_FALSE(witness_->Find(ToHex(Sha256(kOrigin))).ok());
  EXPECT_FALSE(witness_->Find("../witness.key").ok());
  EXPECT_FALSE(witness_->Find("").ok());
}

TEST_F(WitnessTest, AMalformedKeyIsRefusedAtTheStart) {
  EXPECT_FALSE(Witness::Open({.folder = folder_.Sub("w2"), .name = "w", .logs = {"x"}}).ok());
}

}  // namespace
}  // namespace assay::gateway
