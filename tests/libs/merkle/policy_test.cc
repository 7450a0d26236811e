#include "assay/merkle/policy.h"

#include <gtest/gtest.h>

#include "assay/merkle/receipt.h"
#include "tests/libs/merkle/naive_tree.h"

namespace assay::merkle {
namespace {

Signer Made(const std::string& name, KeyType type, char seed) {
  return Signer::FromSeed(name, type, std::string(Signer::kSeedBytes, seed)).value();
}

class PolicyTest : public ::testing::Test {
 protected:
  PolicyTest() {
    for (char name : {'1', '2', '3'}) {
      witnesses_.push_back(Made(std::string("w.example/") + name, KeyType::kCosignatureV1, name));
    }
  }
  std::string Text(const std::string& quorum) const {
    std::string text = "# whom we trust\n\nlog " + log_.key().ToString() + " https://log.example\n";
    for (size_t i = 0; i < witnesses_.size(); ++i) {
      text += "witness w" + std::to_string(i) + " " + witnesses_[i].key().ToString() + "\n";
    }
    return text + quorum;
  }
  Note Checkpointed(const std::vector<size_t>& cosigners) const {
    Note note;
    note.text = Checkpoint{"log.example", 3, testing::NaiveRoot(leaves_, 0, 3)}.ToString();
    note.signatures.push_back(log_.Sign(note.text));
    for (size_t i : cosigners) {
      note.signatures.push_back(witnesses_[i].Cosign(note.text, 1'700'000'000));
    }
    return note;
  }
  bool Accepts(const std::string& quorum, const std::vector<size_t>& cosigners) const {
    Result<Policy> policy = Policy::Parse(Text(quorum));
    EXPECT_TRUE(policy.ok()) << policy.status().message();
    return policy.ok() && policy->Open(Checkpointed(cosigners)).ok();
  }

  Signer log_ = Made("log.example", KeyType::kEd25519, 'l');
  std::vector<Signer> witnesses_;
  std::vector<Hash> leaves_ = testing::Leaves(3);
};

TEST_F(PolicyTest, QuorumsAreCounted) {
  EXPECT_TRUE(Accepts("quorum none\n", {}));
  EXPECT_TRUE(Accepts("", {}));
  EXPECT_FALSE(Accepts("quorum w1\n", {0}));
  EXPECT_TRUE(Accepts("quorum w1\n", {0, 1}));
  EXPECT_FALSE(Accepts("group g 2 w0 w1 w2\nquorum g\n", {2}));
  EXPECT_TRUE(Accepts("group g 2 w0 w1 w2\nquorum g\n", {2, 0}));
  EXPECT_FALSE(Accepts("group g all w0 w1 w2\nquorum g\n", {2, 0}));
  EXPECT_TRUE(Accepts("group a any w0 w1\ngroup g all a w2\nquorum g\n", {2, 1}));
  EXPECT_FALSE(Accepts("group a any w0 w1\ngroup g all a w2\nquorum g\n", {1, 0}));
}

TEST_F(PolicyTest, AForeignOriginOrKeyIsRefused) {
  Policy policy = Policy::Parse(Text("")).value();
  Note note = Checkpointed({});
  note.text.replace(0, 3, "gol");
  note.signatures = {log_.Sign(note.text)};
  EXPECT_FALSE(policy.Open(note).ok());
  note = Checkpointed({});
  note.signatures = {Made("log.example", KeyType::kEd25519, 'x').Sign(note.text)};
  EXPECT_FALSE(policy.Open(note).ok());
}

TEST_F(PolicyTest, MalformedPoliciesAreRefusedWithTheirLine) {
  std::string log = "log " + log_.key().ToString() + "\n";
  std::string witness = witnesses_[0].key().ToString();
  for (const std::string& text :
       {std::string(), std::string("quorum none\n"), log + "quorum w9\n", log + "log x\n",
        log + "group g 1 w9\n", log + "witness none " + witness + "\n", log + "hello there\n",
        log + "witness w " + log_.key().ToString() + "\n", std::string("log ") + witness + "\n",
        log + "witness w " + witness + "\ngroup g 2 w\n",
        log + "witness w " + witness + "\ngroup g 0 w\n",
        log + "witness w " + witness + "\nwitness w " + witness + "\n"}) {
    EXPECT_FALSE(Policy::Parse(text).ok()) << text;
  }
  EXPECT_EQ(Policy::Parse(log + "hello\n").status().message().substr(0, 7), "line 2:");
}

TEST_F(PolicyTest, AReceiptProvesItsRecordAndNoOther) {
  Policy policy = Policy::Parse(Text("quorum w0\n")).value();
  Receipt receipt{1, InclusionProof(1, 3, testing::NodesOf(leaves_)).value(), Checkpointed({0}),
                  "a hint"};
  Result<Receipt> parsed = ParseReceipt(receipt.ToString());
  ASSERT_TRUE(parsed.ok()) << parsed.status().message();
  EXPECT_EQ(parsed->ToString(), receipt.ToString());
  EXPECT_EQ(parsed->extra, "a hint");
  EXPECT_TRUE(VerifyReceipt(*parsed, "event 1", policy).ok());
  EXPECT_FALSE(VerifyReceipt(*parsed, "event 2", policy).ok());
  parsed->index = 2;
  EXPECT_FALSE(VerifyReceipt(*parsed, "event 1", policy).ok());
  receipt.checkpoint = Checkpointed({});
  EXPECT_FALSE(VerifyReceipt(receipt, "event 1", policy).ok());
}

TEST_F(PolicyTest, ACutOrBentReceiptIsRefused) {
  Receipt receipt{1, InclusionProof(1, 3, testing::NodesOf(leaves_)).value(), Checkpointed({0}),
                  ""};
  std::string bytes = receipt.ToString();
  Policy policy = Policy::Parse(Text("quorum w0\n")).value();
  for (size_t end = 0; end < bytes.size(); ++end) {
    Result<Receipt> cut = ParseReceipt(bytes.substr(0, end));
    EXPECT_FALSE(cut.ok() && VerifyReceipt(*cut, "event 1", policy).ok()) << end;
  }
  std::string leading_zero = bytes;
  leading_zero.replace(leading_zero.find("index 1"), 7, "index 01");
  EXPECT_FALSE(ParseReceipt(leading_zero).ok());
}

}  // namespace
}  // namespace assay::merkle
