#include "assay/rules/audit_programme.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(AuditProgramme, EndsAfterItBeginsAndRunsForFiveYearsAtMost) {
  auto judge = [](int64_t from, int64_t to) {
    return Verdict(JudgeProgrammeYears(Rules(), Basis::kPlan, {.from = from, .to = to}));
  };
  EXPECT_EQ(judge(2024, 2024), "ok");
  EXPECT_EQ(judge(2024, 2028), "ok");
  EXPECT_EQ(judge(2024, 2029), "block PR-1");
  EXPECT_EQ(judge(2024, 2023), "block PR-1");
}

TEST(AuditProgramme, ARoundLiesWithinIt) {
  auto judge = [](const RoundPlace& place) {
    return Verdict(JudgeRound(Rules(), Basis::kPlan, place, {.from = 2024, .to = 2026}));
  };
  EXPECT_EQ(judge({.year = 2024}), "ok");
  EXPECT_EQ(judge({.year = 2027}), "block PR-3");
  EXPECT_EQ(judge({.year = 2023}), "block PR-3");
  EXPECT_EQ(judge({.year = 2024, .outside = {"9001"}}), "block PR-3");
}

TEST(AuditProgramme, WhatAnAuditOwesItsRoundIsRemarked) {
  auto judge = [](const RoundFit& fit) {
    return Verdict(JudgeRoundFit(Rules(), Basis::kPlan, fit));
  };
  EXPECT_EQ(judge({}), "ok");
  EXPECT_EQ(judge({.year = false}), "warn PR-7");
  EXPECT_EQ(judge({.sites = false}), "warn PR-7");
  EXPECT_EQ(judge({.standards = false}), "warn PR-7");
  EXPECT_EQ(Verdict(JudgeProgrammeApproval(Rules(), Basis::kPlan, true)), "warn PR-4");
  EXPECT_EQ(Verdict(JudgeProgrammeApproval(Rules(), Basis::kPlan, false)), "ok");
}

TEST(AuditProgramme, GapsAreRemarkedAndNamed) {
  CoverageGaps gaps{.high_missing = {"Hamburg, 27001 8, 2026"},
                    .never_covered = {"Leipzig, 9001 7"}};
  Judgement judgement = JudgeCoverage(Rules(), Basis::kPlan, gaps);
  EXPECT_EQ(Verdict(judgement), "warn PR-5, warn PR-6");
  EXPECT_NE(Messages(judgement).find("Hamburg, 27001 8, 2026"), std::string::npos);
  EXPECT_EQ(Verdict(JudgeCoverage(Rules(), Basis::kPlan, {})), "ok");
}

}  // namespace
}  // namespace assay::rules
