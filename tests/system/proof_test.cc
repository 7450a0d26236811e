// History that an outsider can verify: against real processes, with the real verifiers.
#include <cstdlib>
#include <filesystem>

#include "assay/base/file.h"
#include "assay/eventlog/leaf.h"
#include "assay/merkle/policy.h"
#include "assay/merkle/receipt.h"
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

class ProofTest : public ::testing::Test {
 protected:
  ProofTest() {
    installation_.Start();
    client_ = installation_.client();
  }
  // The receipt, once a checkpoint covers the entry.
  std::string Receipt(const Programme& programme, const std::string& service, uint64_t position) {
    std::string receipt;
    bool covered = WaitUntil([&] {
      auto answer =
          client_->Get(programme.path() + "receipts/" + service + "/" + std::to_string(position));
      receipt = answer.ok() && answer->ok() ? answer->body : "";
      return !receipt.empty();
    });
    EXPECT_TRUE(covered) << service << " " << position;
    return receipt;
  }
  static uint64_t Position(const ctl::ApiAnswer& answer) {
    return answer.json.at("tokens").at("audits").to_number<uint64_t>();
  }
  int RunVerifier(const std::string& arguments) const {
    return std::system(("python3 tests/verifiers/verify_log.py " + installation_.url() + " " +
                        arguments + " > " + folder_.Sub("out") + " 2>&1")
                           .c_str());
  }
  std::string Output() const { return ReadFile(folder_.Sub("out")).value(); }

  Installation installation_{{}};
  std::unique_ptr<ctl::ApiClient> client_;
  TempFolder folder_;
};

TEST_F(ProofTest, AVerifierThatSharesNoCodeVerifiesEveryLogAndAReceipt) {
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
