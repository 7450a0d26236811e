// History that an outsider can verify: against real processes, with the real verifiers.
#include <filesystem>

#include "assay/base/file.h"
#include "assay/eventlog/leaf.h"
#include "assay/merkle/policy.h"
#include "assay/merkle/receipt.h"
#include "tests/system/proof_fixture.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

// With verifiers that share no code with Assay.
class OthersTest : public ProofTest {
 protected:
  int RunVerifier(const std::string& arguments) const {
    return Run("python3 tests/verifiers/verify_log.py " + installation_.url() + " " + arguments);
  }
  // The Go project's implementation of notes and tiled trees.
  int RunTlogClient() const {
    return Run("GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=" + folder_.Sub("go") +
               " go run tests/verifiers/tlog_client.go " + installation_.url());
  }
};

TEST_F(OthersTest, AVerifierThatSharesNoCodeVerifiesEveryLogAndAReceipt) {
  Programme programme(client_.get());
  uint64_t last = 0;
  for (int i = 0; i < 300; ++i) {  // more than a tile
    auto raised =
        programme.RaiseFinding(client_.get(), Id::Derived("f" + std::to_string(i)).ToString());
    ASSERT_TRUE(raised->ok()) << raised->body;
    last = Position(*raised);
  }
  ASSERT_GT(last, 300U);
  std::string receipt = Receipt(programme, "audits", last);
  EXPECT_EQ(RunVerifier(""), 0) << Output();
  EXPECT_NE(Output().find("assay.local/HAM/audits: "), std::string::npos) << Output();

  EXPECT_EQ(RunTlogClient(), 0) << Output();
  EXPECT_NE(Output().find("/log/audits: "), std::string::npos) << Output();

  auto entry = client_->Get(programme.path() + "entries/audits/" + std::to_string(last));
  ASSERT_TRUE(entry->ok()) << entry->body;
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("receipt"), receipt).ok());
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("entry"), entry->body).ok());
  std::string files = folder_.Sub("receipt") + " " + folder_.Sub("entry");
  EXPECT_EQ(RunVerifier(files), 0) << Output();
  std::string changed = entry->body;
  changed[changed.size() / 2] ^= 1;
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("entry"), changed).ok());
  EXPECT_NE(RunVerifier(files), 0);
  EXPECT_NE(Output().find("NOT VERIFIED: the entry's hash"), std::string::npos) << Output();

  // The same with our own code.
  auto policy = merkle::Policy::Parse(client_->Get("/log/policy")->body);
  ASSERT_TRUE(policy.ok()) << policy.status().message();
  auto parsed = merkle::ParseReceipt(receipt);
  ASSERT_TRUE(parsed.ok()) << parsed.status().message();
  std::string leaf = eventlog::LeafRecordOf(entry->body).value();
  EXPECT_TRUE(merkle::VerifyReceipt(*parsed, leaf, *policy).ok());
  leaf.back() ^= 1;
  EXPECT_FALSE(merkle::VerifyReceipt(*parsed, leaf, *policy).ok());
}

TEST_F(ProofTest, WhatIsNotThereOrNotYoursIsRefused) {
  Programme programme(client_.get());
  Programme other(client_.get(), "other");
  Receipt(programme, "audits", 3);
  auto code = [&](const std::string& path) { return client_->Get(path)->Text("code"); };
  EXPECT_EQ(code("/log/nothing/checkpoint"), "not-found");
  EXPECT_EQ(code("/log/audits/tile/0/001"), "not-found");
  EXPECT_EQ(code("/log/audits/tile/0/000.p/255"), "not-found");
  EXPECT_EQ(code("/log/audits/tile/64/000"), "not-found");
  EXPECT_EQ(code("/log/audits/tile/0/../../etc/passwd"), "not-found");
  EXPECT_EQ(code("/log/audits/tile/entries/x001/000"), "not-found");
  EXPECT_EQ(code(programme.path() + "receipts/audits/999999"), "not-found");
  EXPECT_EQ(code(programme.path() + "receipts/audits/-1"), "not-found");
  EXPECT_EQ(code(programme.path() + "receipts/nothing/1"), "not-found");
  EXPECT_EQ(code(programme.path() + "entries/audits/18446744073709551616"), "not-found");
  // Entry 2 of audits is the programme's; under the other organisation it does not exist.
  ASSERT_TRUE(client_->Get(programme.path() + "entries/audits/2")->ok());
  EXPECT_EQ(code(other.path() + "entries/audits/2"), "not-found");
  EXPECT_EQ(code(other.path() + "receipts/audits/2"), "not-found");
}

// Somebody who holds log, checkpoint and key takes all three back, and goes on with another
// history, while the one who follows is away.
class TakenBackTest : public ProofTest {
 protected:
  TakenBackTest() : programme_(client_.get()) {
    Receipt(programme_, "audits", 3);
    installation_.StopOne("audits");
    fs::copy(Folder(), folder_.Sub("audits"), fs::copy_options::recursive);
    fs::copy(Checkpoint(), folder_.Sub("checkpoint"));
    installation_.StartOne("audits");
    installation_.WaitReady();
  }
  // Raises findings that actions reacts to.
  void GoOn(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      std::string finding = Id::Derived(name).ToString();
      ASSERT_TRUE(programme_.RaiseFinding(client_.get(), finding)->ok());
      std::string action = Id::Derived("action of " + finding).ToString();
      ASSERT_TRUE(
          WaitUntil([&] { return client_->Get(programme_.path() + "actions/" + action)->ok(); }));
    }
    installation_.StopOne("actions");
  }
  void TakeBackAndGoAnotherWay() {
    installation_.StopOne("audits");
    fs::remove_all(Folder());
    fs::remove(Checkpoint());
    fs::copy(folder_.Sub("audits"), Folder(), fs::copy_options::recursive);
    fs::copy(folder_.Sub("checkpoint"), Checkpoint());
    installation_.StartOne("audits");
    client_ = installation_.client();  // one that has not seen the first history
    ASSERT_TRUE(WaitUntil([&] {
      return programme_.RaiseFinding(client_.get(), Id::Derived("another history").ToString())
          ->ok();
    }));
    installation_.StartOne("actions");
  }
  void ExpectHealthSays(const std::string& problem) {
    std::string health;
    EXPECT_TRUE(WaitUntil([&] {
      health = client_->Get("/api/v1/services")->body;
      return health.find(problem) != std::string::npos;
    })) << health;
  }

 private:
  std::string Folder() const { return installation_.data() + "/audits"; }
  std::string Checkpoint() const { return installation_.data() + "/checkpoints/audits"; }

  Programme programme_;
};

TEST_F(TakenBackTest, WhoeverFollowedTheLogReportsIt) {
  GoOn({"the first history"});
  TakeBackAndGoAnotherWay();
  ExpectHealthSays("the log of audits is not the one followed before");
}

// With the follower's views deleted they would be built from the other history.
TEST_F(TakenBackTest, NothingIsTakenForReactedToInALogThatIsShorterThanThat) {
  GoOn({"one", "two", "three"});
  fs::remove_all(installation_.data() + "/actions/views");
  TakeBackAndGoAnotherWay();
  ExpectHealthSays("the log was taken back");
}

TEST_F(ProofTest, ALogThatWasExchangedForAnOldCopyDoesNotStart) {
  Programme programme(client_.get());
  Receipt(programme, "audits", 3);
  installation_.StopOne("audits");
  std::string log = installation_.data() + "/audits/log";
  fs::copy(log, folder_.Sub("old"), fs::copy_options::recursive);
  installation_.StartOne("audits");
  installation_.WaitReady();
  auto raised = programme.RaiseFinding(client_.get(), Id::Derived("finding").ToString());
  ASSERT_TRUE(raised->ok()) << raised->body;
  installation_.StopOne("audits");
  fs::rename(log, folder_.Sub("new"));
  fs::copy(folder_.Sub("old"), log, fs::copy_options::recursive);
  std::string said = installation_.StartRefused("audits");
  EXPECT_NE(said.find("entries are missing: the last checkpoint names"), std::string::npos) << said;
  fs::remove_all(log);
  fs::rename(folder_.Sub("new"), log);
  installation_.StartOne("audits");
  installation_.WaitReady();
}

}  // namespace
}  // namespace assay::testing
