#include "assay/rules/recertification.h"

#include <gtest/gtest.h>

#include "libs/rules/src/default_ruleset.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

Recertification Complete(std::string_view expiry, std::string_view decided) {
  return {.expiry = D(expiry),
          .decided = D(decided),
          .audit_completed = D("2024-12-01"),
          .majors_verified = true};
}

TEST(Recertification, TheDateOfTheDecisionGivesTheOutcome) {
  struct Row {
    std::string_view id, expiry, decided;
    Renewal renewal;
  };
  const Row rows[] = {
      {"V-RC-1",
       "2029-06-14",
       "2029-05-30",
       {RenewalOutcome::kRenewed, D("2029-05-30"), D("2032-06-14"), {}}},
      {"V-RC-2",
       "2029-06-14",
       "2029-06-14",
       {RenewalOutcome::kRenewed, D("2029-06-14"), D("2032-06-14"), {}}},
      {"no gap",
       "2029-06-14",
       "2029-06-15",
       {RenewalOutcome::kRestored, D("2029-06-15"), D("2032-06-14"), {}}},
      {"V-RC-3",
       "2029-06-14",
       "2029-06-20",
       {RenewalOutcome::kRestored, D("2029-06-20"), D("2032-06-14"),
        Days("2029-06-15", "2029-06-19")}},
      {"V-RC-4",
       "2029-06-14",
       "2029-12-14",
       {RenewalOutcome::kRestored, D("2029-12-14"), D("2032-06-14"),
        Days("2029-06-15", "2029-12-13")}},
      {"V-RC-5", "2029-06-14", "2029-12-15", {RenewalOutcome::kNewStage2, {}, {}, {}}},
      {"V-RC-7",
       "2025-02-28",
       "2025-02-10",
       {RenewalOutcome::kRenewed, D("2025-02-10"), D("2028-02-29"), {}}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(RenewalOf(Rules(), Complete(row.expiry, row.decided)), row.renewal) << row.id;
  }
}

TEST(Recertification, RestorationIsPossibleForSixMonths_V_RC_6) {
  EXPECT_EQ(RestoreUntil(Rules(), D("2026-08-31")), D("2027-02-28"));
}

TEST(Recertification, AnOpenMajorExtendsNothing_V_RC_8) {
  Recertification open = Complete("2029-06-14", "2029-06-15");
  open.majors_verified = false;
  EXPECT_EQ(RenewalOf(Rules(), open).outcome, RenewalOutcome::kNotYet);
  EXPECT_EQ(Verdict(JudgeRecertification(Rules(), Basis::kAct, open)), "block RC-4");
  EXPECT_TRUE(IsExpired(open.expiry, D("2029-06-15")));
}

TEST(Recertification, WhatHappensAfterTheDecisionDoesNotCount) {
  Recertification early = Complete("2029-06-14", "2029-06-10");
  early.audit_completed = D("2029-06-11");
  EXPECT_EQ(RenewalOf(Rules(), early).outcome, RenewalOutcome::kNotYet);
  early.audit_completed = D("2029-06-10");
  early.majors_verified_on = D("2029-06-11");
  EXPECT_EQ(RenewalOf(Rules(), early).outcome, RenewalOutcome::kNotYet);
  early.audit_completed.reset();
  EXPECT_EQ(RenewalOf(Rules(), early).outcome, RenewalOutcome::kNotYet);
}

TEST(Recertification, EachOutcomeIsJudged) {
  EXPECT_EQ(
      Verdict(JudgeRecertification(Rules(), Basis::kAct, Complete("2029-06-14", "2029-06-14"))),
      "ok");
  EXPECT_EQ(
      Verdict(JudgeRecertification(Rules(), Basis::kAct, Complete("2029-06-14", "2029-06-20"))),
      "info RC-6");
  EXPECT_EQ(
      Verdict(JudgeRecertification(Rules(), Basis::kAct, Complete("2029-06-14", "2029-12-15"))),
      "block RC-5");
}

TEST(Recertification, ABodyMayLetARenewalTakeEffectAfterExpiry) {
  std::string text(DefaultRulesetText());
  std::string_view from = "effective = \"decision\"";
  text.replace(text.find(from), from.size(), "effective = \"day-after-expiry\"");
  Ruleset ruleset = Ruleset::Parse(text).value();
  EXPECT_EQ(RenewalOf(ruleset, Complete("2029-06-14", "2029-05-30")).effective, D("2029-06-15"));
}

TEST(Recertification, TheAuditIsPlannedBeforeExpiryWithTimeToSpare) {
  struct Row {
    std::string_view id, last, verdict;
  };
  constexpr Row kRows[] = {
      {"refused in the scenario", "2027-06-21", "block RC-1"},
      {"day after expiry", "2027-06-18", "block RC-1"},
      {"on expiry", "2027-06-17", "warn RC-7"},
      {"day too late", "2027-04-19", "warn RC-7"},
      {"last quiet day", "2027-04-18", "ok"},
      {"planned in the scenario", "2027-03-19", "ok"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(Verdict(JudgeRecertificationPlan(Rules(), Basis::kPlan, D("2027-06-17"),
                                               Days("2027-03-15", row.last))),
              row.verdict)
        << row.id;
  }
}

}  // namespace
}  // namespace assay::rules
