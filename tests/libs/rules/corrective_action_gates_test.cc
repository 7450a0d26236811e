#include "assay/rules/corrective_action_gates.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

constexpr Basis kAct = Basis::kAct;

TEST(Gates, NoPlanDuringADispute) {
  EXPECT_EQ(Verdict(JudgeAcceptance(Rules(), kAct, true, false)), "ok");
  EXPECT_EQ(Verdict(JudgeAcceptance(Rules(), kAct, false, false)), "warn CA-26");
  EXPECT_EQ(Verdict(JudgeAcceptance(Rules(), kAct, false, true)), "block CA-10");
}

TEST(Gates, EverySiteIsExaminedForAMajor) {
  Containment containment{.grade = Grade::kMajor, .sites_not_examined = 2};
  EXPECT_EQ(Verdict(JudgeContainment(Rules(), kAct, containment)), "block CA-13");
  EXPECT_NE(Messages(JudgeContainment(Rules(), kAct, containment)).find("2 sites"),
            std::string::npos);
  containment.grade = Grade::kMinor;
  EXPECT_EQ(Verdict(JudgeContainment(Rules(), kAct, containment)), "warn CA-14");
  containment.grade = Grade::kOpportunity;
  EXPECT_EQ(Verdict(JudgeContainment(Rules(), kAct, containment)), "ok");
  EXPECT_EQ(Verdict(JudgeContainment(Rules(), kAct, {.grade = Grade::kMajor})), "ok");
}

TEST(Gates, AnAffectedSiteIsContained) {
  EXPECT_EQ(Verdict(JudgeContainment(Rules(), kAct,
                                     {.grade = Grade::kMinor, .affected_not_contained = 1})),
            "block CA-15");
}

TEST(Gates, FiveWhysAreAChain) {
  CauseAnalysis analysis{.method = AnalysisMethod::kFiveWhys, .root_cause = "no owner"};
  EXPECT_EQ(Verdict(JudgeCauseAnalysis(Rules(), kAct, analysis)), "block CA-18");
  analysis.whys = 1;
  EXPECT_EQ(Verdict(JudgeCauseAnalysis(Rules(), kAct, analysis)), "ok");
}

TEST(Gates, AFishbonesRootCauseIsOnABranch) {
  CauseAnalysis analysis{.method = AnalysisMethod::kFishbone, .root_cause = "no owner"};
  EXPECT_EQ(Verdict(JudgeCauseAnalysis(Rules(), kAct, analysis)), "block CA-18");
  analysis.causes = {"no training"};
  EXPECT_EQ(Verdict(JudgeCauseAnalysis(Rules(), kAct, analysis)), "block CA-18");
  analysis.causes.push_back("no owner");
  EXPECT_EQ(Verdict(JudgeCauseAnalysis(Rules(), kAct, analysis)), "ok");
}

TEST(Gates, AnotherMethodNeedsItsRootCauseOnly) {
  EXPECT_EQ(Verdict(JudgeCauseAnalysis(Rules(), kAct, {.root_cause = "no owner"})), "ok");
}

TEST(Gates, TheCauseOfAMajorIsVerified) {
  EXPECT_EQ(Verdict(JudgeCauseVerified(Rules(), kAct, Grade::kMajor, false)), "block CA-16");
  EXPECT_EQ(Verdict(JudgeCauseVerified(Rules(), kAct, Grade::kMajor, true)), "ok");
  EXPECT_EQ(Verdict(JudgeCauseVerified(Rules(), kAct, Grade::kMinor, false)), "ok");
}

TEST(Gates, OpenStepsAndStaleApprovalsAreNamed) {
  EXPECT_EQ(Verdict(JudgeOpenSteps(Rules(), kAct, {})), "ok");
  Judgement steps = JudgeOpenSteps(Rules(), kAct, {"train", "write"});
  EXPECT_EQ(Verdict(steps), "block CA-19");
  EXPECT_NE(Messages(steps).find("train, write"), std::string::npos);
  EXPECT_EQ(Verdict(JudgeApproval(Rules(), kAct, {})), "ok");
  Judgement stale = JudgeApproval(Rules(), kAct, {"cause"});
  EXPECT_EQ(Verdict(stale), "block CA-21");
  EXPECT_NE(Messages(stale).find("cause"), std::string::npos);
}

TEST(Gates, WorkBegunBeforeTheApprovalIsNoted) {
  EXPECT_EQ(Verdict(JudgeWorkBegun(Rules(), kAct, D("2024-05-01"), D("2024-05-01"))), "ok");
  EXPECT_EQ(Verdict(JudgeWorkBegun(Rules(), kAct, D("2024-04-30"), D("2024-05-01"))), "warn CA-22");
  EXPECT_EQ(Verdict(JudgeWorkBegun(Rules(), kAct, D("2024-04-30"), std::nullopt)), "ok");
}

TEST(Gates, ARepeatIsOneWithinThePeriodOrOfAnOpenAction) {
  EXPECT_TRUE(IsRepeat(Rules(), D("2024-06-15"), D("2021-06-15")));
  EXPECT_FALSE(IsRepeat(Rules(), D("2024-06-16"), D("2021-06-15")));
  EXPECT_TRUE(IsRepeat(Rules(), D("2034-06-16"), std::nullopt));
  EXPECT_EQ(Verdict(JudgeRepeats(Rules(), kAct, {})), "ok");
  Judgement judgement = JudgeRepeats(Rules(), kAct, {"CA-HAM-2023-0007"});
  EXPECT_EQ(Verdict(judgement), "warn CA-23");
  EXPECT_NE(Messages(judgement).find("CA-HAM-2023-0007"), std::string::npos);
}

TEST(Gates, WhatIsLateRisesByLevels) {
  EXPECT_EQ(EscalationDay(Rules(), LateThing::kPlan, 1, D("2024-05-03")), D("2024-05-10"));
  EXPECT_EQ(EscalationDay(Rules(), LateThing::kImplementation, 2, D("2024-05-03")),
            D("2024-06-02"));
  EXPECT_EQ(EscalationDay(Rules(), LateThing::kCheck, 1, D("2024-05-03")), D("2024-07-09"));
}

TEST(Gates, DatesFollowGradeAndSource) {
  ResponseDates audit = ActionDatesOf(Rules(), Grade::kMajor, false, D("2024-01-01"));
  EXPECT_EQ(audit.plan_by, D("2024-01-15"));
  EXPECT_EQ(audit.implement_by, D("2024-03-31"));
  ResponseDates minor = ActionDatesOf(Rules(), Grade::kMinor, false, D("2024-01-01"));
  EXPECT_EQ(minor.plan_by, D("2024-01-31"));
  EXPECT_EQ(minor.implement_by, D("2024-06-29"));
  ResponseDates incident = ActionDatesOf(Rules(), Grade::kMajor, true, D("2024-01-01"));
  EXPECT_EQ(incident.plan_by, D("2024-01-08"));
  EXPECT_EQ(incident.implement_by, D("2024-01-31"));
}

}  // namespace
}  // namespace assay::rules
