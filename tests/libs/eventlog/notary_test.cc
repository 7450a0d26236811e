#include "assay/eventlog/notary.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <future>

#include "assay/base/file.h"
#include "tests/libs/eventlog/log_fixture.h"
#include "tests/support/temp_folder.h"

namespace assay::eventlog {
namespace {

class NotaryTest : public ::testing::Test {
 protected:
  Notary::Options Options(const std::string& origin = "assay.example/HQ/audits") const {
    return {folder_.path() + "/keys/audits.key", folder_.path() + "/checkpoints/audits", origin};
  }
  static TreeHead Head(uint64_t size) {
    merkle::Frontier frontier;
    while (frontier.size() < size) {
      frontier.Append(merkle::LeafHash("leaf " + std::to_string(frontier.size())));
    }
    return {size, frontier.Root()};
  }
  Status Open(const std::string& origin = "assay.example/HQ/audits") const {
    return Notary::Open(Options(origin)).status();
  }
  // One run of a service.
  void SignOnce(uint64_t size) const {
    ASSERT_TRUE(Notary::Open(Options()).value()->Sign(Head(size)).ok());
  }
  static void ExpectSignedByAll(const Notary& notary) {
    merkle::Note note = merkle::ParseNote(notary.note()).value();
    for (const merkle::Signer& signer : notary.signers()) {
      EXPECT_TRUE(merkle::VerifyNote(note, {signer.key()}).ok());
    }
  }

  testing::TempFolder folder_;
};

TEST(EpochOrigin, IsTheNameInAnyOtherEpoch) {
  const std::string first = "assay.example/HQ/audits";
  const std::string second = "assay.example/HQ/epoch-2/audits";
  EXPECT_EQ(EpochOrigin(first, 1), first);
  EXPECT_EQ(EpochOrigin(first, 2), second);
  EXPECT_EQ(EpochOrigin(second, 1), first);
  EXPECT_EQ(EpochOrigin(second, 13), "assay.example/HQ/epoch-13/audits");
  EXPECT_EQ(EpochOrigin("assay.example/epoch-x/audits", 2), "assay.example/epoch-x/epoch-2/audits");
}

TEST_F(NotaryTest, AKeyOfALaterEpochOfTheLogIsItsKey) {
  ASSERT_TRUE(Notary::MakeKey(Options("assay.example/HQ/epoch-2/audits")).ok());
  {
    auto notary = Notary::Open(Options()).value();
    EXPECT_EQ(notary->origin(), "assay.example/HQ/epoch-2/audits");
    ASSERT_TRUE(notary->Sign(Head(7)).ok());
    EXPECT_EQ(notary->last()->origin, notary->origin());
  }
  ASSERT_TRUE(Notary::AddKey(Options()).ok());
  EXPECT_EQ(Notary::Open(Options()).value()->signers().back().key().name(),
            "assay.example/HQ/epoch-2/audits");
  EXPECT_EQ(Open("assay.example/HQ/actions").code(), StatusCode::kDataLoss);
}

TEST_F(NotaryTest, SignsWhatItsKeyVerifiesAndKeepsIt) {
  std::string note;
  {
    auto notary = Notary::Open(Options()).value();
    EXPECT_FALSE(notary->last());
    EXPECT_EQ(notary->note(), "");
    ASSERT_TRUE(notary->Sign(Head(1)).ok());
    ASSERT_TRUE(notary->Sign(Head(7)).ok());
    note = notary->note();
    auto checkpoint =
        merkle::OpenCheckpoint(merkle::ParseNote(note).value(), {notary->signers().front().key()});
    ASSERT_TRUE(checkpoint.ok());
    EXPECT_EQ(checkpoint->size, 7U);
    EXPECT_EQ(checkpoint->root, Head(7).root);
    EXPECT_EQ(ReadFile(Options().checkpoint_path).value(), note);
  }
  auto again = Notary::Open(Options()).value();
  EXPECT_EQ(again->last()->size, 7U);
  EXPECT_EQ(again->note(), note);
  struct stat stats {};
  ASSERT_EQ(stat(Options().key_path.c_str(), &stats), 0);
  EXPECT_EQ(stats.st_mode & 0777, 0600U);
}

TEST_F(NotaryTest, NeverSignsTwoThatDisagree) {
  auto notary = Notary::Open(Options()).value();
  ASSERT_TRUE(notary->Sign(Head(7)).ok());
  std::string note = notary->note();
  EXPECT_TRUE(notary->Sign(Head(7)).ok());
  EXPECT_EQ(notary->Sign(Head(6)).code(), StatusCode::kDataLoss);
  TreeHead other = Head(7);
  other.root[0] ^= 1;
  EXPECT_EQ(notary->Sign(other).code(), StatusCode::kDataLoss);
  EXPECT_EQ(notary->note(), note);
}

TEST_F(NotaryTest, OneProcessAtATimeHoldsTheKey) {
  auto notary = Notary::Open(Options()).value();
  EXPECT_EQ(Open().code(), StatusCode::kUnavailable);
  notary.reset();
  EXPECT_TRUE(Open().ok());
}

TEST_F(NotaryTest, ALostForeignOrOpenKeyIsRefused) {
  ASSERT_TRUE(Notary::Open(Options()).value()->Sign(Head(3)).ok());
  EXPECT_EQ(Open("another.example/log").code(), StatusCode::kDataLoss);
  ASSERT_EQ(chmod(Options().key_path.c_str(), 0644), 0);
  EXPECT_EQ(Open().code(), StatusCode::kPermission);
  std::filesystem::remove(Options().key_path);
  EXPECT_EQ(Open().code(), StatusCode::kDataLoss);
}

TEST_F(NotaryTest, ABentOrForeignCheckpointIsRefused) {
  ASSERT_TRUE(Notary::Open(Options()).value()->Sign(Head(3)).ok());
  std::string note = ReadFile(Options().checkpoint_path).value();
  for (size_t at = 0; at < note.size(); at += 7) {
    std::string bent = note;
    bent[at] = bent[at] == 'A' ? 'B' : 'A';
    ASSERT_TRUE(WriteFileDurably(Options().checkpoint_path, bent).ok());
    EXPECT_EQ(Open().code(), StatusCode::kDataLoss) << at;
    ASSERT_TRUE(WriteFileDurably(Options().checkpoint_path, note.substr(0, at)).ok());
    EXPECT_EQ(Open().code(), StatusCode::kDataLoss) << at;
  }
}

TEST_F(NotaryTest, ASecondKeySignsBesideTheFirst) {
  {
    auto notary = Notary::Open(Options()).value();
    ASSERT_TRUE(notary->Sign(Head(3)).ok());
    EXPECT_EQ(Notary::AddKey(Options()).code(), StatusCode::kUnavailable);
  }
  EXPECT_EQ(Notary::RetireKey(Options()).code(), StatusCode::kInvalidArgument);
  ASSERT_TRUE(Notary::AddKey(Options()).ok());
  std::string old_name;
  {
    auto notary = Notary::Open(Options()).value();
    ASSERT_EQ(notary->signers().size(), 2U);
    old_name = notary->signers()[0].key().ToString();
    ASSERT_TRUE(notary->Sign(Head(4)).ok());
    ExpectSignedByAll(*notary);
  }
  ASSERT_TRUE(Notary::RetireKey(Options()).ok());
  auto notary = Notary::Open(Options()).value();
  ASSERT_EQ(notary->signers().size(), 1U);
  EXPECT_NE(notary->signers()[0].key().ToString(), old_name);
  EXPECT_EQ(notary->last()->size, 4U);
}

TEST_F(NotaryTest, ANewKeySignsALogThatDoesNotGrow) {
  SignOnce(3);
  ASSERT_TRUE(Notary::AddKey(Options()).ok());
  SignOnce(3);
  ExpectSignedByAll(*Notary::Open(Options()).value());
  EXPECT_TRUE(Notary::RetireKey(Options()).ok());
  EXPECT_EQ(Notary::Open(Options()).value()->last()->size, 3U);
}

TEST_F(NotaryTest, AKeyThatAloneSignedTheLastCheckpointIsNotRetired) {
  SignOnce(3);
  ASSERT_TRUE(Notary::AddKey(Options()).ok());
  std::string keys = ReadFile(Options().key_path).value();
  EXPECT_EQ(Notary::RetireKey(Options()).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadFile(Options().key_path).value(), keys);
  EXPECT_TRUE(Open().ok());
}

TEST_F(NotaryTest, WhatARetiredKeySignedStaysTheLogsAndIsSignedAgain) {
  SignOnce(3);
  std::string note = ReadFile(Options().checkpoint_path).value();
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(Notary::AddKey(Options()).ok());
    SignOnce(4);
    ASSERT_TRUE(Notary::RetireKey(Options()).ok());
  }
  ASSERT_TRUE(WriteFileDurably(Options().checkpoint_path, note).ok());  // of a backup before
  auto notary = Notary::Open(Options()).value();
  EXPECT_EQ(notary->last()->size, 3U);
  EXPECT_EQ(notary->Keys().size(), 3U);
  EXPECT_EQ(notary->signers().size(), 1U);
  ASSERT_TRUE(notary->Sign(Head(3)).ok());
  ExpectSignedByAll(*notary);
  notary.reset();
  // Its private half is gone.
  EXPECT_EQ(ReadFile(Options().key_path + ".retired").value().find("PRIVATE"), std::string::npos);
  ASSERT_TRUE(WriteFileDurably(Options().key_path + ".retired", "damaged\n").ok());
  EXPECT_EQ(Open().code(), StatusCode::kDataLoss);
}

TEST_F(NotaryTest, ALogWhoseCheckpointIsGoneIsNotSignedAnew) {
  SignOnce(7);
  std::string note = ReadFile(Options().checkpoint_path).value();
  std::filesystem::remove(Options().checkpoint_path);
  Status status = Open();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("copy it from a witness"), std::string::npos);
  std::filesystem::remove(Options().key_path);
  EXPECT_EQ(Open().code(), StatusCode::kDataLoss) << "nor under another key of its name";
  EXPECT_EQ(Notary::MakeKey(Options()).code(), StatusCode::kDataLoss);
  EXPECT_FALSE(std::filesystem::exists(Options().key_path));
}

TEST_F(NotaryTest, ALogThatWasSignedBeforeThatWasKeptIsKnownFromItsNextStartOn) {
  SignOnce(7);
  std::filesystem::remove(Options().key_path + ".signed");
  ASSERT_TRUE(Open().ok());
  std::filesystem::remove(Options().checkpoint_path);
  EXPECT_EQ(Open().code(), StatusCode::kDataLoss);
}

// Each makes the key that it finds missing; but one of them signs.
TEST_F(NotaryTest, TwoThatStartAtTheSameTimeDoNotBothSign) {
  for (int round = 0; round < 50; ++round) {
    std::filesystem::remove(Options().key_path);
    auto start = [this] { return Notary::Open(Options()); };
    auto other = std::async(std::launch::async, start);
    Result<std::unique_ptr<Notary>> one = start();
    Result<std::unique_ptr<Notary>> two = other.get();
    EXPECT_NE(one.ok(), two.ok()) << round;
    EXPECT_EQ((one.ok() ? two : one).status().code(), StatusCode::kUnavailable);
  }
}

}  // namespace
}  // namespace assay::eventlog
