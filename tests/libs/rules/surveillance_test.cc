#include "assay/rules/surveillance.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

std::string Judge(const SurveillanceProgramme& programme, Basis basis = Basis::kPlan) {
  return Verdict(JudgeSurveillanceProgramme(Rules(), basis, programme));
}

TEST(Surveillance, TheFirstIsDueTwelveMonthsAfterTheDecision_V_SU1_1) {
  EXPECT_EQ(FirstSurveillanceBy(Rules(), D("2024-02-29")), D("2025-02-28"));
}

TEST(Surveillance, TheFirstOneKeepsItsLimit) {
  struct Row {
    std::string_view id, decision, last, verdict;
  };
  constexpr Row kRows[] = {
      {"V-SU1-2", "2026-06-15", "2027-06-15", "ok"},
      {"V-SU1-3", "2026-06-15", "2027-06-16", "block SU-1"},
      {"Fjordlicht as planned", "2024-06-18", "2025-06-24", "block SU-1"},
      {"Fjordlicht as held", "2024-06-18", "2025-05-22", "ok"},
  };
  for (const Row& row : kRows) {
    AuditDays days{calendar::AddDays(D(row.last), -2), D(row.last)};
    EXPECT_EQ(Verdict(JudgeFirstSurveillance(Rules(), Basis::kPlan, D(row.decision), days)),
              row.verdict)
        << row.id;
  }
}

TEST(Surveillance, ABreachSaysHowLateAndAFactIsRecorded_V_SU1_3) {
  Judgement fact = JudgeFirstSurveillance(Rules(), Basis::kFact, D("2026-06-15"), On("2027-06-16"));
  EXPECT_EQ(Verdict(fact), "warn SU-1");
  EXPECT_NE(Messages(fact).find("1 day late; it is due by 2027-06-15"), std::string::npos)
      << Messages(fact);
}

TEST(Surveillance, AnExtraordinaryEventPostponesByAtMostSixMonths) {
  EXPECT_EQ(FirstSurveillanceBy(Rules(), D("2026-08-31"), 6), D("2028-02-29"));
  EXPECT_EQ(FirstSurveillanceBy(Rules(), D("2026-08-31"), 7), D("2028-02-29"));
  SurveillanceProgramme programme{.decision = D("2026-08-31"),
                                  .surveillances = {On("2027-11-02"), On("2028-08-02")},
                                  .recertification_year = 2029,
                                  .postponed_months = 7};
  EXPECT_EQ(Judge(programme), "block SU-6");
  programme.postponed_months = 3;
  EXPECT_EQ(Judge(programme), "ok");
}

TEST(Surveillance, AYearWithoutSurveillanceBlocks_V_SU2_1) {
  SurveillanceProgramme programme{.decision = D("2026-06-15"),
                                  .surveillances = {On("2027-05-10")},
                                  .recertification_year = 2029};
  EXPECT_EQ(Judge(programme), "block SU-2");
  EXPECT_NE(Messages(JudgeSurveillanceProgramme(Rules(), Basis::kPlan, programme)).find("2028"),
            std::string::npos);
  EXPECT_EQ(Judge(programme, Basis::kFact), "warn SU-2");
}

TEST(Surveillance, ASecondOneAfterTwentyFourMonthsWarns_V_SU2_2) {
  EXPECT_EQ(Judge({.decision = D("2026-06-15"),
                   .surveillances = {On("2028-12-30"), On("2027-05-10")},
                   .recertification_year = 2029}),
            "warn SU-7");
}

TEST(Surveillance, ADecisionInTheYearAfterStage2Warns_V_SU2_3) {
  EXPECT_EQ(Judge({.decision = D("2026-01-10"),
                   .stage2 = {Days("2025-12-01", "2025-12-05")},
                   .surveillances = {On("2027-01-08"), On("2028-02-01")},
                   .recertification_year = 2028}),
            "warn SU-2-STRICT");
}

TEST(Surveillance, AStage2ThatReachesIntoTheYearOfTheDecisionCounts) {
  EXPECT_EQ(Judge({.decision = D("2026-01-10"),
                   .stage2 = {Days("2025-12-30", "2026-01-02")},
                   .surveillances = {On("2027-01-08")},
                   .recertification_year = 2028}),
            "ok");
}

TEST(Surveillance, OneAuditOverNewYearServesBothYears) {
  EXPECT_EQ(Judge({.decision = D("2026-06-15"),
                   .first_cycle = false,
                   .surveillances = {Days("2027-12-30", "2028-01-02")},
                   .recertification_year = 2029}),
            "warn SU-7");
}

TEST(Surveillance, LaterCyclesOnlyWarnAboutTheFirstTwelveMonths) {
  SurveillanceProgramme later{.decision = D("2029-05-30"),
                              .first_cycle = false,
                              .surveillances = {On("2030-06-01"), On("2031-05-20")},
                              .recertification_year = 2032};
  EXPECT_EQ(Judge(later), "warn SU-7");
  later.first_cycle = true;
  EXPECT_EQ(Judge(later), "block SU-1");
}

TEST(Surveillance, CertificationIsKeptWithoutDecisionOnlyWhileOthersLookOn) {
  struct Row {
    Maintenance maintenance;
    std::string_view verdict;
  };
  const Row kRows[] = {
      {{.team_leader_positive = true, .monitored = true}, "ok"},
      {{.team_leader_positive = true, .decided_against = true, .monitored = true}, "block SU-5"},
      {{.team_leader_positive = true,
        .may_lead_to_suspension = true,
        .escalated = true,
        .monitored = true},
       "ok"},
      {{.team_leader_positive = true, .may_lead_to_suspension = true, .monitored = true},
       "block SU-5"},
      {{.monitored = true}, "block SU-5"},
      {{.team_leader_positive = true}, "block SU-5"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(Verdict(JudgeMaintenance(Rules(), Basis::kAct, row.maintenance)), row.verdict);
  }
}

TEST(Surveillance, WhatKeepsCertificationSaysWhichAuditItIsAbout) {
  Judgement judgement =
      JudgeMaintenance(Rules(), Basis::kAct,
                       {.audit = "the surveillance of 2025-05-22", .may_lead_to_suspension = true});
  ASSERT_EQ(judgement.breaches().size(), 3U);
  for (const Breach& breach : judgement.breaches()) {
    EXPECT_NE(breach.message.find("the surveillance of 2025-05-22"), std::string::npos)
        << breach.message;
  }
}

}  // namespace
}  // namespace assay::rules
