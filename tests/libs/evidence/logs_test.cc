// Verifying logs by the address that shows them.
#include <gtest/gtest.h>

#include "assay/evidence/verify.h"
#include "tests/libs/evidence/log_in_memory.h"

namespace assay::evidence {
namespace {

constexpr char kSecondEpoch[] = "assay.example/HQ/epoch-2/audits";

class LogsTest : public ::testing::Test {
 protected:
  // The address shows `log` at `size` under the service audits, and nothing else.
  Report Verify(const LogInMemory& log, size_t size, const std::string& policy,
                bool accept_new_epoch = false) {
    Fetch fetch = [&](const std::string& url) -> Result<std::string> {
      constexpr std::string_view kBefore = "mem://here/log/audits/";
      return url.starts_with(kBefore) ? log.Serve(url.substr(kBefore.size()), size)
                                      : Result<std::string>(Unavailable(url + " is not there"));
    };
    return VerifyLogs(
        merkle::Policy::Parse(policy).value(),
        {.address = "mem://here", .accept_new_epoch = accept_new_epoch}, fetch,
        [](const std::string&, uint64_t, uint64_t) {}, &seen_);
  }
  Report Verify(const LogInMemory& log, size_t size) { return Verify(log, size, log.policy()); }

  Seen seen_;
};

TEST_F(LogsTest, AWholeLogVerifiesAndIsRemembered) {
  LogInMemory log(700);
  Report report = Verify(log, 300);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_EQ(seen_.at(kOrigin).size, 300U);
  report = Verify(log, 700);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_NE(report.ToString().find("it still holds the 300 seen before"), std::string::npos);
}

TEST_F(LogsTest, ALogWithTilesOfThreeLevelsVerifies) {
  LogInMemory log(65'536 + 300);
  for (size_t size : {1U, 255U, 256U, 257U, 65'536U, 65'836U}) {
    Report report = Verify(log, size);
    EXPECT_TRUE(report.ok()) << size << ": " << report.failure;
  }
  EXPECT_EQ(seen_.at(kOrigin).root, log.RootAt(65'536 + 300));
}

TEST_F(LogsTest, ACutOrRewrittenLogIsFound) {
  LogInMemory log(700);
  ASSERT_TRUE(Verify(log, 700).ok());
  EXPECT_NE(Verify(log, 600).failure.find("it was cut"), std::string::npos);
  seen_.at(kOrigin).root[0] ^= 1;
  EXPECT_NE(Verify(log, 700).failure.find("are not those that you have seen"), std::string::npos);
  EXPECT_EQ(seen_.at(kOrigin).size, 700U);  // nothing was learnt from it
}

TEST_F(LogsTest, AChangedRecordIsFound) {
  LogInMemory log(300);
  log.ChangeRecord(17, false);
  Report report = Verify(log, 300);
  EXPECT_EQ(report.verdict, Verdict::kNotVerified);
  EXPECT_NE(report.failure.find("tile 0 of level 0 is not the one of its entries"),
            std::string::npos)
      << report.failure;
  LogInMemory consistent(300);
  consistent.ChangeRecord(17, true);
  EXPECT_NE(Verify(consistent, 300).failure.find("not those that the checkpoint was signed over"),
            std::string::npos);
}

// The URLs in a policy are whoever's who wrote it: what is verified is the address that was given.
TEST_F(LogsTest, OnlyTheAddressIsAsked) {
  LogInMemory log(3);
  Report report = Verify(log, 3, log.policy("mem://elsewhere/log/audits"));
  EXPECT_TRUE(report.ok()) << report.failure;
  LogInMemory other({.size = 3, .seed = 'x'});
  report = Verify(other, 3, log.policy("mem://elsewhere/log/audits"));
  EXPECT_EQ(report.verdict, Verdict::kNotVerified) << report.ToString();
}

TEST_F(LogsTest, ATrustedLogThatTheAddressDoesNotShowIsNoSuccess) {
  LogInMemory log(3);
  LogInMemory london({.size = 3, .origin = "assay.example/LON/audits"});
  Report report = Verify(log, 3, log.policy() + london.policy());
  EXPECT_EQ(report.verdict, Verdict::kNotVerified);
  EXPECT_NE(report.failure.find("the address shows another log there"), std::string::npos)
      << report.failure;
  LogInMemory actions({.size = 3, .origin = "assay.example/HQ/actions"});
  report = Verify(log, 3, log.policy() + actions.policy());
  EXPECT_EQ(report.verdict, Verdict::kNotChecked);
}

TEST_F(LogsTest, WhatCannotBeReadIsNotCalledFalse) {
  LogInMemory log(300);
  Fetch fetch = [&](const std::string& url) -> Result<std::string> {
    return url.ends_with("checkpoint") ? log.Serve("checkpoint", 300)
                                       : Result<std::string>(Unavailable(url + " answers 503"));
  };
  Report report = VerifyLogs(
      merkle::Policy::Parse(log.policy()).value(), {.address = "mem://here"}, fetch,
      [](const std::string&, uint64_t, uint64_t) {}, &seen_);
  EXPECT_EQ(report.verdict, Verdict::kNotChecked);
  EXPECT_NE(report.ToString().find("NOT CHECKED: assay.example/HQ/audits: "), std::string::npos);
}

TEST_F(LogsTest, ARememberedLogThatNothingNamesAnyMoreIsAFailure) {
  LogInMemory log(3);
  seen_["assay.example/HQ/actions"] = {"assay.example/HQ/actions", 12, {}};
  Report report = Verify(log, 3);
  EXPECT_EQ(report.verdict, Verdict::kNotVerified);
  EXPECT_NE(report.failure.find("assay.example/HQ/actions: the log is gone. When you looked last "
                                "it held 12 entries"),
            std::string::npos)
      << report.failure;
  EXPECT_EQ(seen_.size(), 1U);
}

TEST_F(LogsTest, ALaterEpochThatHoldsAllThatWasSeenIsTheSameLog) {
  LogInMemory log(20);
  ASSERT_TRUE(Verify(log, 12).ok());
  LogInMemory later({.size = 30, .seed = 'x', .origin = kSecondEpoch});  // the same entries
  Report report = Verify(later, 30);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_NE(report.ToString().find("it still holds the 12 seen before as " + std::string(kOrigin)),
            std::string::npos)
      << report.ToString();
  EXPECT_EQ(seen_.size(), 1U);
  EXPECT_EQ(seen_.at(kSecondEpoch).size, 30U);
  report = Verify(log, 20);
  EXPECT_NE(report.failure.find("it was taken back"), std::string::npos) << report.failure;
}

TEST_F(LogsTest, ALaterEpochThatLacksWhatWasSeenNeedsToBeAccepted) {
  LogInMemory log(20);
  ASSERT_TRUE(Verify(log, 20).ok());
  LogInMemory later({.size = 15, .seed = 'x', .origin = kSecondEpoch});
  Report report = Verify(later, 15);
  EXPECT_EQ(report.verdict, Verdict::kNotVerified);
  EXPECT_NE(report.failure.find("--accept-new-epoch"), std::string::npos) << report.failure;
  EXPECT_EQ(seen_.at(kOrigin).size, 20U);
  report = Verify(later, 15, later.policy(), true);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_NE(report.ToString().find("a new epoch after a loss, accepted"), std::string::npos);
  EXPECT_EQ(seen_.at(kSecondEpoch).size, 15U);
  EXPECT_FALSE(seen_.contains(kOrigin));
}

}  // namespace
}  // namespace assay::evidence
