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
  directory::v1::Organisation organisation;
  organisation.set_id(testing::DomainHarness::kOrganisation);
  organisation.set_personnel(140);
  steps.domain.Know(organisation);
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_verifier_id(kManager);  // who approved the plan
  assay::Problem problem = steps.domain.Refused(verification);
  EXPECT_EQ(problem.rule(), "CA-9");
  EXPECT_EQ(problem.field(), "verifierId");
  verification.set_override_reason("  ");
  EXPECT_EQ(steps.domain.Refused(verification).rule(), "CA-9");
  verification.set_override_reason("Two people work here, and the other one did this");
  EXPECT_NE(steps.domain.Refused(verification).detail().find("140"), std::string::npos);
  organisation.set_personnel(2);
  steps.domain.Know(organisation);
  EXPECT_TRUE(steps.domain.Warned(steps.domain.Accepted(verification), "CA-9"));
  EXPECT_EQ(steps.action().override_reason(), "Two people work here, and the other one did this");
}

TEST(Effectiveness, NoReasonLetsAnybodyVerifyTheOwnWork) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_override_reason("Nobody else is there");
  for (const std::string& person : {kOwner, kImplementer}) {
    verification.set_verifier_id(person);
    EXPECT_EQ(steps.domain.Refused(verification).rule(), "CA-3");
  }
}

TEST(Effectiveness, TheOwnerDoesNotVerifyInAnothersName) {
  ActionSteps steps;
  steps.UpToImplementation();
  aggregate::Verdict verdict = steps.GivenBy(kOwner, steps.Verification());
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->rule(), "CA-3");
}

TEST(Effectiveness, WhatWasImplementedBeforeTheApprovalIsRecordedWithTheBreach) {
  ActionSteps steps;
  steps.UpToPlan();
  steps.domain.Accepted(steps.Approval());
  v1::ReportImplementation implementation = steps.Implementation();
  implementation.set_occurred_on("2024-04-28");
  EXPECT_TRUE(steps.domain.Warned(steps.domain.Accepted(implementation), "CA-22"));
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

TEST(Effectiveness, NothingIsCheckedBeforeTheWaitingPeriodHasPassed) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_occurred_on("2024-06-08");
  assay::Problem problem = steps.domain.Refused(verification);
  EXPECT_EQ(problem.rule(), "CA-6");
  EXPECT_EQ(problem.field(), "occurredOn");
  EXPECT_NE(problem.detail().find("2024-06-09"), std::string::npos);
  verification.set_occurred_on("2024-06-09");
  steps.domain.Accepted(verification);
}

TEST(Effectiveness, CheckingBeforeImplementingIsOutOfOrder) {
  ActionSteps steps;
  steps.UpToImplementation();
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_occurred_on("2024-05-09");
  assay::Problem problem = steps.domain.Refused(verification);
  EXPECT_EQ(problem.code(), "out-of-order");
  EXPECT_EQ(problem.rule(), "CA-1");
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
