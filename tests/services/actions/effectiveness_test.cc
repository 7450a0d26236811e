#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

TEST(Effectiveness, TheOwnerDoesNotVerifyTheOwnAction) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_verifier_id(kOwner);
  assay::Problem problem = steps.domain.Refused(verification);
  EXPECT_EQ(problem.rule(), "CA-3");
  EXPECT_EQ(problem.field(), "verifierId");
}

TEST(Effectiveness, AnImplementerDoesNotVerifyTheOwnWork) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_verifier_id(kImplementer);
  EXPECT_EQ(steps.domain.Refused(verification).rule(), "CA-3");
}

TEST(Effectiveness, ASmallOrganisationMayWithAReasonAndIsWarned) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_verifier_id(kOwner);
  verification.set_override_reason("  ");
  EXPECT_EQ(steps.domain.Refused(verification).rule(), "CA-3");
  verification.set_override_reason("Three people work here, two of them did this");
  EXPECT_TRUE(steps.domain.Warned(steps.domain.Accepted(verification), "CA-3"));
  EXPECT_EQ(steps.action().override_reason(), "Three people work here, two of them did this");

  aggregate::Request request = steps.domain.RequestOf(steps.Closing());
  request.actor.set_person(kOwner);
  EXPECT_TRUE(steps.domain.processor().Process(request)->receipt);
}

TEST(Effectiveness, ItIsFoundWithEvidenceOnly) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.clear_evidence();
  assay::Problem problem = steps.domain.Refused(verification);
  EXPECT_EQ(problem.rule(), "CA-5");
  EXPECT_EQ(problem.field(), "evidence");
}

TEST(Effectiveness, AnIneffectiveActionSaysWhyAndIsAnalysedAgain) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_effective(false);
  assay::Problem problem = steps.domain.Refused(verification);
  EXPECT_EQ(problem.rule(), "CA-5");
  EXPECT_EQ(problem.field(), "reason");
  verification.set_reason("Two of five changes were not reviewed");
  steps.domain.Accepted(verification);
  EXPECT_EQ(steps.action().state(), v1::Action::INEFFECTIVE);
  EXPECT_EQ(steps.action().ineffective_reason(), "Two of five changes were not reviewed");
  steps.domain.Accepted(steps.Cause());
  EXPECT_EQ(steps.action().state(), v1::Action::CAUSE_ANALYSED);
}

TEST(Effectiveness, WhetherItIsThereIsSaidAndNotLeftOut) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.clear_effective();
  EXPECT_EQ(steps.domain.Refused(verification).code(), "missing-field");
}

TEST(Effectiveness, CheckingBeforeTheWaitingPeriodIsWarnedOf) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_occurred_on("2024-06-08");
  EXPECT_TRUE(steps.domain.Warned(steps.domain.Accepted(verification), "CA-6"));
}

TEST(Effectiveness, CheckingBeforeImplementingIsOutOfOrder) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_occurred_on("2024-05-09");
  EXPECT_EQ(steps.domain.Refused(verification).code(), "out-of-order");
}

TEST(Effectiveness, NothingIsImplementedBeforeItsActionWasOpened) {
  ActionSteps steps;
  steps.UpToPlan();
  steps.domain.Accepted(steps.Approval());
  v1::ReportImplementation implementation = steps.Implementation();
  implementation.set_occurred_on("2024-04-18");
  EXPECT_EQ(steps.domain.Refused(implementation).code(), "out-of-order");
}

}  // namespace
}  // namespace assay::actions
