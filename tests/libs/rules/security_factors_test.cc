#include "assay/rules/security_factors.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

constexpr std::array<int64_t, 3> kLow{1, 1, 2};
constexpr std::array<int64_t, 3> kMedium{2, 2, 2};
constexpr std::array<int64_t, 3> kHigh{3, 2, 2};

TEST(SecurityFactors, SumsAreLowMediumOrHigh) {
  EXPECT_EQ(LevelOf({1, 1, 1}), FactorLevel::kLow);
  EXPECT_EQ(LevelOf({1, 1, 2}), FactorLevel::kLow);
  EXPECT_EQ(LevelOf({1, 2, 2}), FactorLevel::kMedium);
  EXPECT_EQ(LevelOf({2, 2, 2}), FactorLevel::kMedium);
  EXPECT_EQ(LevelOf({3, 2, 2}), FactorLevel::kHigh);
  EXPECT_EQ(LevelOf({3, 3, 3}), FactorLevel::kHigh);
}

TEST(SecurityFactors, TheGridHolds) {
  struct Row {
    std::array<int64_t, 3> business, technology;
    AdjustmentRange range;
  };
  const Row rows[] = {
      {kHigh, kLow, {5, 20}},     {kHigh, kMedium, {10, 50}}, {kHigh, kHigh, {20, 100}},
      {kMedium, kLow, {-10, -5}}, {kMedium, kMedium, {0, 0}}, {kMedium, kHigh, {10, 50}},
      {kLow, kLow, {-30, -10}},   {kLow, kMedium, {-10, -5}}, {kLow, kHigh, {5, 20}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(AdjustmentRangeOf(Rules(), {row.business, row.technology}), row.range)
        << row.range.from;
  }
}

TEST(SecurityFactors, TheBodysChoiceLiesInside) {
  SecurityFactors factors{kLow, kLow};
  auto judge = [&](Fraction percent) {
    return Verdict(JudgeSecurityAdjustment(Rules(), Basis::kPlan, factors, percent));
  };
  EXPECT_EQ(judge(-30), "ok");
  EXPECT_EQ(judge(-10), "ok");
  EXPECT_EQ(judge(Fraction(-999, 100)), "warn IS-2");
  EXPECT_EQ(judge(-31), "warn IS-2");
}

}  // namespace
}  // namespace assay::rules
