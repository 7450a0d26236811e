#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

TEST(Plan, ANonconformityWithoutCauseHasNoPlan) {
  ActionSteps steps;
  steps.Raise();
  steps.domain.SetToday("2024-06-30");
  steps.domain.Accepted(steps.Correction());
  assay::Problem problem = steps.domain.Refused(steps.Plan());
  EXPECT_EQ(problem.rule(), "CA-2");
  EXPECT_NE(problem.detail().find("cause"), std::string::npos);
}

TEST(Plan, ANonconformityWithoutCorrectionHasNoPlan) {
  ActionSteps steps;
  steps.Raise();
  steps.domain.SetToday("2024-06-30");
  EXPECT_EQ(steps.domain.Refused(steps.Plan()).rule(), "CA-2");
}

TEST(Plan, AnImprovementNeedsNoCause) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::OPPORTUNITY_FOR_IMPROVEMENT);
  steps.Raise(raised);
  steps.domain.SetToday("2024-06-30");
  steps.domain.Accepted(steps.Plan());
  EXPECT_EQ(steps.action().state(), v1::Action::PLAN_SUBMITTED);
}

TEST(Plan, OneThatEndsAfterTheDueDateOrComesLateIsWarnedOf) {
  ActionSteps steps;
  steps.UpToCause();
  v1::SubmitPlan plan = steps.Plan();
  plan.set_finish_by("2024-07-19");
  aggregate::Receipt beyond = steps.domain.Accepted(plan);
  EXPECT_TRUE(steps.domain.Warned(beyond, "CA-7"));
  EXPECT_FALSE(steps.domain.Warned(beyond, "NC-8"));

  ActionSteps late;
  late.UpToCause();
  plan = late.Plan();
  plan.set_occurred_on("2024-05-04");
  aggregate::Receipt receipt = late.domain.Accepted(plan);
  EXPECT_TRUE(late.domain.Warned(receipt, "NC-8"));
  EXPECT_FALSE(late.domain.Warned(receipt, "CA-7"));

  ActionSteps good;
  good.UpToCause();
  EXPECT_TRUE(good.domain.Accepted(good.Plan()).warnings.empty());
}

TEST(Plan, ARejectedOneIsSubmittedAgain) {
  ActionSteps steps;
  steps.UpToPlan();
  v1::RejectPlan reject;
  reject.set_id(kAction);
  reject.set_rejected_by(kManager);
  reject.set_reason("It does not reach Tallinn");
  reject.set_occurred_on("2024-04-29");
  steps.domain.Accepted(reject);
  EXPECT_EQ(steps.action().state(), v1::Action::PLAN_REJECTED);
  steps.domain.Accepted(steps.Plan());
  EXPECT_EQ(steps.action().state(), v1::Action::PLAN_SUBMITTED);
}

TEST(Plan, NeitherOwnerNorImplementerApprovesIt) {
  ActionSteps steps;
  steps.UpToPlan();
  v1::ApprovePlan approval = steps.Approval();
  approval.set_approved_by(kOwner);
  EXPECT_EQ(steps.domain.Refused(approval).code(), "own-plan");
  approval.set_approved_by(kImplementer);
  EXPECT_EQ(steps.domain.Refused(approval).code(), "own-plan");
}

TEST(Plan, SomebodyUnknownDoesNotApproveIt) {
  ActionSteps steps;
  steps.UpToPlan();
  v1::ApprovePlan approval = steps.Approval();
  approval.set_approved_by(IdOf("nobody"));
  EXPECT_EQ(steps.domain.Refused(approval).code(), "not-found");
}

TEST(Plan, ItIsNotSubmittedBeforeItsCauseWasAnalysed) {
  ActionSteps steps;
  steps.UpToCause();
  v1::SubmitPlan plan = steps.Plan();
  plan.set_occurred_on("2024-04-23");
  EXPECT_EQ(steps.domain.Refused(plan).rule(), "CA-1");
}

TEST(Plan, ItIsNotApprovedBeforeItWasSubmitted) {
  ActionSteps steps;
  steps.UpToPlan();
  v1::ApprovePlan approval = steps.Approval();
  approval.set_occurred_on("2024-04-25");
  assay::Problem problem = steps.domain.Refused(approval);
  EXPECT_EQ(problem.code(), "out-of-order");
  EXPECT_EQ(problem.rule(), "CA-1");
}

TEST(Plan, OneForAConcernThatBecameANonconformityNeedsItsCauseAfterAll) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::AREA_OF_CONCERN);
  steps.Raise(raised);
  steps.domain.SetToday("2024-06-30");
  steps.domain.Accepted(steps.Plan());
  audits::v1::FindingRegraded regraded;
  regraded.set_grade(audits::v1::MINOR);
  regraded.set_reason("Not resolved by stage 2");
  steps.domain.Hear("audits", "assay.audits.v1.Finding", kFinding, regraded);
  EXPECT_EQ(steps.domain.Refused(steps.Approval()).rule(), "CA-2");

  v1::RejectPlan reject;
  reject.set_id(kAction);
  reject.set_rejected_by(kManager);
  reject.set_reason("It has no cause");
  reject.set_occurred_on("2024-04-29");
  steps.domain.Accepted(reject);
  steps.domain.Accepted(steps.Correction());
  steps.domain.Accepted(steps.Cause());
  steps.domain.Accepted(steps.Plan());
  steps.domain.Accepted(steps.Approval());
}

}  // namespace
}  // namespace assay::actions
