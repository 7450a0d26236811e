#include "assay/rules/judgement.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Judgement, NothingBrokenIsClean) {
  Judgement judgement;
  EXPECT_TRUE(judgement.clean());
  EXPECT_FALSE(judgement.blocked());
  EXPECT_EQ(judgement.FirstBlocking(), nullptr);
  EXPECT_EQ(Refusal(judgement, "days"), std::nullopt);
}

TEST(Judgement, APlanAndAnActAreRefusedWhereAFactIsRecordedWithAWarning) {
  for (Basis basis : {Basis::kPlan, Basis::kAct, Basis::kFact}) {
    Judgement judgement;
    judgement.Add(Rules(), basis, "SU-1", "late");
    EXPECT_EQ(judgement.blocked(), basis != Basis::kFact);
    ASSERT_EQ(judgement.breaches().size(), 1U);
    EXPECT_EQ(judgement.breaches()[0].severity,
              basis == Basis::kFact ? Severity::kWarn : Severity::kBlock);
    EXPECT_EQ(judgement.breaches()[0].softened, basis == Basis::kFact);
  }
}

TEST(Judgement, OnlyABlockingRuleIsSoftened) {
  Judgement judgement;
  judgement.Add(Rules(), Basis::kFact, "ST-7", "long");
  EXPECT_FALSE(judgement.breaches()[0].softened);
}

TEST(Judgement, ABreachSaysWhichRuleOfWhichRulesetIsBroken) {
  Judgement judgement;
  judgement.Add(Rules(), Basis::kAct, "DE-1", "choose somebody else");
  Breach expected{.rule = "DE-1",
                  .clause = "ISO/IEC 17021-1:2015 9.5.1.1",
                  .severity = Severity::kBlock,
                  .message = "choose somebody else",
                  .ruleset = "assay-2026.1"};
  EXPECT_EQ(judgement.breaches(), std::vector<Breach>{expected});
}

TEST(Judgement, TheFirstBlockingBreachBecomesTheRejection) {
  Judgement judgement;
  judgement.Add(Rules(), Basis::kAct, "ST-7", "long");
  judgement.Add(Rules(), Basis::kAct, "ST-3", "too early");
  judgement.Add(Rules(), Basis::kAct, "AP-4", "no agreement");
  Rejection expected{.code = "rule-broken",
                     .message = "too early",
                     .field = "days.first",
                     .rule = "ST-3",
                     .clause = "ISO/IEC 17021-1:2015 9.3.1.2.4",
                     .ruleset = "assay-2026.1"};
  EXPECT_EQ(Refusal(judgement, "days.first"), expected);
}

TEST(Judgement, WarningsAreWhatDoesNotBlock) {
  Judgement judgement;
  judgement.Add(Rules(), Basis::kAct, "ST-7", "long");
  judgement.Add(Rules(), Basis::kAct, "ST-3", "too early");
  ASSERT_EQ(judgement.Warnings().size(), 1U);
  EXPECT_EQ(judgement.Warnings()[0].rule, "ST-7");
  EXPECT_TRUE(judgement.Names("ST-3"));
  EXPECT_FALSE(judgement.Names("ST-1"));
}

TEST(Judgement, ARuleThatDoesNotApplyOrExistIsNotBroken) {
  Judgement judgement;
  judgement.Add(Rules(), Basis::kPlan, "DE-3", "applies to acts only");
  judgement.Add(Rules(), Basis::kAct, "XX-1", "no such rule");
  EXPECT_TRUE(judgement.clean());
}

TEST(Judgement, MergingKeepsTheOrderAlsoWithItself) {
  Judgement first;
  first.Add(Rules(), Basis::kAct, "ST-7", "long");
  Judgement second;
  second.Add(Rules(), Basis::kAct, "ST-3", "too early");
  first.Merge(second);
  EXPECT_EQ(Verdict(first), "warn ST-7, block ST-3");
  first.Merge(first);
  EXPECT_EQ(first.breaches().size(), 4U);
}

}  // namespace
}  // namespace assay::rules
