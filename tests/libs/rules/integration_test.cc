#include "assay/rules/integration.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

Fraction Ability(const std::vector<int64_t>& auditors, int64_t standards) {
  return JointAuditAbility(auditors, standards);
}

TEST(Integration, AbilityIsWhatAuditorsCanBeyondTheirFirstStandard) {
  EXPECT_EQ(Ability({3, 3}, 3), 100);
  EXPECT_EQ(Ability({1, 1}, 3), 0);
  EXPECT_EQ(Ability({3, 2}, 3), 75);
  EXPECT_EQ(Ability({2, 1, 1}, 2), Fraction(100, 3));
  EXPECT_EQ(Ability({9, 0}, 3), 50) << "never beyond the standards, never below one";
  EXPECT_EQ(Ability({}, 3), 0);
  EXPECT_EQ(Ability({1}, 1), 100);
}

TEST(Integration, TheLesserOfLevelAndAbilityAllowsTheReduction) {
  constexpr int64_t kRows[][2] = {{0, 0},   {19, 0},  {20, 0},  {39, 0},  {40, 5},
                                  {60, 10}, {79, 10}, {80, 15}, {99, 15}, {100, 20}};
  for (const auto& [percent, allowed] : kRows) {
    EXPECT_EQ(AllowedIntegration(Rules(), percent, 100), allowed) << percent;
    EXPECT_EQ(AllowedIntegration(Rules(), 100, percent), allowed) << percent;
  }
}

TEST(Integration, MoreThanTwentyPercentBlocksAndMoreThanAllowedWarns) {
  EXPECT_EQ(Verdict(JudgeIntegration(Rules(), Basis::kPlan, -20)), "ok");
  EXPECT_EQ(Verdict(JudgeIntegration(Rules(), Basis::kPlan, Fraction(-2'001, 100))), "block IN-1");
  EXPECT_EQ(Verdict(JudgeIntegration(Rules(), Basis::kPlan, 30)), "ok");
  EXPECT_EQ(Verdict(JudgeIntegrationLevel(Rules(), Basis::kPlan, -15, 15)), "ok");
  EXPECT_EQ(Verdict(JudgeIntegrationLevel(Rules(), Basis::kPlan, -16, 15)), "warn IN-2");
}

}  // namespace
}  // namespace assay::rules
