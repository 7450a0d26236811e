#include "assay/rules/corrective_action.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

constexpr ActionStep kSteps[] = {
    ActionStep::kOpen,          ActionStep::kContained,    ActionStep::kCauseAnalysed,
    ActionStep::kPlanSubmitted, ActionStep::kPlanAccepted, ActionStep::kPlanRejected,
    ActionStep::kImplemented,   ActionStep::kVerified,     ActionStep::kIneffective,
    ActionStep::kClosed,
};

TEST(CorrectiveAction, TheMainLineLeadsFromOpenToClosed) {
  constexpr ActionStep kLine[] = {ActionStep::kOpen,          ActionStep::kContained,
                                  ActionStep::kCauseAnalysed, ActionStep::kPlanSubmitted,
                                  ActionStep::kPlanAccepted,  ActionStep::kImplemented,
                                  ActionStep::kVerified,      ActionStep::kClosed};
  for (size_t i = 1; i < std::size(kLine); ++i) {
    EXPECT_EQ(Verdict(JudgeStep(Rules(), Basis::kAct, kLine[i - 1], kLine[i])), "ok");
  }
}

TEST(CorrectiveAction, RejectedAndIneffectiveOnesComeBack) {
  EXPECT_TRUE(StepFollows(ActionStep::kPlanSubmitted, ActionStep::kPlanRejected));
  EXPECT_TRUE(StepFollows(ActionStep::kPlanRejected, ActionStep::kPlanSubmitted));
  EXPECT_TRUE(StepFollows(ActionStep::kImplemented, ActionStep::kIneffective));
  EXPECT_TRUE(StepFollows(ActionStep::kIneffective, ActionStep::kCauseAnalysed));
}

TEST(CorrectiveAction, AStepDoesNotComeBeforeTheOneItFollows) {
  auto judge = [](const char* day) {
    return Verdict(JudgeStepDate(Rules(), Basis::kAct, D(day), D("2024-05-03"), "it was opened"));
  };
  EXPECT_EQ(judge("2024-05-02"), "block CA-1");
  EXPECT_EQ(judge("2024-05-03"), "ok");
}

TEST(CorrectiveAction, ThereAreNoOtherWays) {
  int allowed = 0;
  for (ActionStep from : kSteps) {
    for (ActionStep to : kSteps) {
      allowed += StepFollows(from, to) ? 1 : 0;
    }
    EXPECT_FALSE(StepFollows(from, from)) << ToString(from);
    EXPECT_FALSE(StepFollows(ActionStep::kClosed, from)) << ToString(from);
  }
  EXPECT_EQ(allowed, 12);
  EXPECT_EQ(Verdict(JudgeStep(Rules(), Basis::kAct, ActionStep::kOpen, ActionStep::kClosed)),
            "block CA-1");
}

TEST(CorrectiveAction, ANonconformitysPlanNeedsACause) {
  ActionPlan plan{
      .correction = true, .cause = true, .corrective_action = true, .similar_considered = true};
  EXPECT_EQ(Verdict(JudgeActionPlan(Rules(), Basis::kAct, plan)), "ok");
  plan.cause = false;
  Judgement judgement = JudgeActionPlan(Rules(), Basis::kAct, plan);
  EXPECT_EQ(Verdict(judgement), "block CA-2");
  EXPECT_NE(Messages(judgement).find("cause"), std::string::npos);
}

TEST(CorrectiveAction, AnOpportunitysPlanNeedsNone) {
  EXPECT_EQ(Verdict(JudgeActionPlan(Rules(), Basis::kAct, {.grade = Grade::kOpportunity})), "ok");
}

TEST(CorrectiveAction, SimilarCasesAreLookedFor) {
  EXPECT_EQ(
      Verdict(JudgeActionPlan(Rules(), Basis::kAct,
                              {.correction = true, .cause = true, .corrective_action = true})),
      "warn CA-4");
}

class Verifying : public ::testing::Test {
 protected:
  std::string Judge() const {
    return Verdict(JudgeVerification(Rules(), Basis::kAct, verification_));
  }

  const std::vector<std::string> implementers_{"ivan", "ines"};
  Verification verification_{.verifier = "vera",
                             .owner = "olga",
                             .implementers = implementers_,
                             .evidence = true,
                             .verified = D("2026-12-01"),
                             .implemented = D("2026-11-01")};
};

TEST_F(Verifying, AnybodyElseMayVerify) {
  EXPECT_EQ(Judge(), "ok");
}

TEST_F(Verifying, NeitherOwnerNorImplementerMay) {
  for (const char* verifier : {"olga", "ivan", "ines"}) {
    verification_.verifier = verifier;
    EXPECT_EQ(Judge(), "block CA-3") << verifier;
  }
}

TEST_F(Verifying, ItNeedsEvidence) {
  verification_.evidence = false;
  EXPECT_EQ(Judge(), "block CA-5");
}

TEST_F(Verifying, AnIneffectiveActionNeedsAReason) {
  verification_.effective = false;
  EXPECT_EQ(Judge(), "block CA-5");
  verification_.ineffective_reason = "it happened again";
  EXPECT_EQ(Judge(), "ok");
}

TEST_F(Verifying, TheWaitingPeriodIsWatched) {
  EXPECT_EQ(EffectivenessCheckFrom(Rules(), D("2026-11-01")), D("2026-12-01"));
  verification_.verified = D("2026-11-30");
  EXPECT_EQ(Judge(), "block CA-6");
  EXPECT_EQ(Verdict(JudgeVerification(Rules(), Basis::kFact, verification_)), "warn CA-6");
}

TEST(CorrectiveAction, APlanEndsByTheDueDate) {
  EXPECT_EQ(Verdict(JudgePlanEnd(Rules(), Basis::kPlan, D("2024-07-18"), D("2024-07-18"))), "ok");
  Judgement late = JudgePlanEnd(Rules(), Basis::kPlan, D("2024-07-19"), D("2024-07-18"));
  EXPECT_EQ(Verdict(late), "warn CA-7");
  EXPECT_NE(Messages(late).find("have the due date extended"), std::string::npos);
  EXPECT_EQ(Verdict(JudgePlanEnd(Rules(), Basis::kPlan, D("2024-07-19"), std::nullopt)), "ok");
}

}  // namespace
}  // namespace assay::rules
