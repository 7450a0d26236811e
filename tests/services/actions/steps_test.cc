#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

class Steps : public ::testing::Test {
 protected:
  Steps() {
    steps_.UpToCause();
    v1::SubmitPlan plan = steps_.Plan();
    *plan.add_steps() = steps_.Step("name a reviewer");
    *plan.add_steps() = steps_.Step("check monthly");
    steps_.domain.Accepted(plan);
    steps_.domain.Accepted(steps_.Approval());
  }
  v1::CancelStep Cancelling(const std::string& name) const {
    v1::CancelStep command;
    command.set_id(kAction);
    command.set_step_id(IdOf(name));
    command.set_reason("The tool does it");
    return command;
  }
  v1::WaiveStep Waiving(const std::string& name) const {
    v1::WaiveStep command;
    command.set_id(kAction);
    command.set_step_id(IdOf(name));
    command.set_waived_by(kManager);
    command.set_reason("The tool checks every day");
    return command;
  }

  ActionSteps steps_;
};

TEST_F(Steps, NothingIsImplementedWhileOneIsOpen) {
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  EXPECT_EQ(steps_.Presented().open_steps(), 1u);
  assay::Problem problem = steps_.domain.Refused(steps_.Implementation());
  EXPECT_EQ(problem.rule(), "CA-19");
  EXPECT_NE(problem.detail().find("check monthly"), std::string::npos);
  steps_.domain.Accepted(steps_.Completion("check monthly"));
  steps_.domain.Accepted(steps_.Implementation());
  EXPECT_EQ(steps_.Presented().open_steps(), 0u);
}

TEST_F(Steps, ACancelledOneIsNotDoneUntilAnApproverWaivesIt) {
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  EXPECT_EQ(steps_.domain.Refused(Waiving("check monthly")).code(), "wrong-step-state");
  steps_.domain.Accepted(Cancelling("check monthly"));
  EXPECT_EQ(steps_.domain.Refused(steps_.Implementation()).rule(), "CA-19");
  v1::WaiveStep waiving = Waiving("check monthly");
  for (const std::string& person : {kOwner, kImplementer}) {
    waiving.set_waived_by(person);
    EXPECT_EQ(steps_.domain.Refused(waiving).rule(), "CA-20");
  }
  EXPECT_EQ(steps_.GivenBy(kOwner, Waiving("check monthly")).problem->rule(), "CA-20");
  steps_.domain.Accepted(Waiving("check monthly"));
  steps_.domain.Accepted(steps_.Implementation());
}

TEST_F(Steps, WhatIsDoneIsNeitherDoneAgainNorCancelled) {
  steps_.domain.Accepted(steps_.Completion("check monthly"));
  EXPECT_EQ(steps_.domain.Refused(steps_.Completion("check monthly")).code(), "wrong-step-state");
  EXPECT_EQ(steps_.domain.Refused(Cancelling("check monthly")).code(), "wrong-step-state");
  EXPECT_EQ(steps_.domain.Refused(Cancelling("another")).code(), "no-such-step");
}

TEST_F(Steps, WhoDidOneIsAnImplementerWhoeverWasPlanned) {
  v1::CompleteStep completion = steps_.Completion("check monthly");
  completion.set_done_by(kAuditor);
  steps_.domain.Accepted(completion);
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  steps_.domain.Accepted(steps_.Implementation());
  EXPECT_EQ(steps_.domain.Refused(steps_.Verification()).rule(), "CA-3");
}

TEST_F(Steps, NothingIsImplementedBeforeItsLastStep) {
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  v1::CompleteStep completion = steps_.Completion("check monthly");
  completion.set_occurred_on("2024-05-11");
  steps_.domain.Accepted(completion);
  EXPECT_EQ(steps_.domain.Refused(steps_.Implementation()).code(), "out-of-order");
}

TEST_F(Steps, OneDoneBeforeTheApprovalIsRecordedWithTheBreach) {
  v1::CompleteStep completion = steps_.Completion("check monthly");
  completion.set_occurred_on("2024-04-27");
  EXPECT_TRUE(steps_.domain.Warned(steps_.domain.Accepted(completion), "CA-22"));
  completion = steps_.Completion("name a reviewer");
  completion.set_occurred_on("2024-04-18");
  EXPECT_EQ(steps_.domain.Refused(completion).code(), "out-of-order");
}

TEST(PlannedSteps, HaveOneIdEachAndEndWithThePlan) {
  ActionSteps steps;
  steps.UpToCause();
  v1::SubmitPlan plan = steps.Plan();
  *plan.add_steps() = steps.Step("check");
  *plan.add_steps() = steps.Step("check");
  EXPECT_EQ(steps.domain.Refused(plan).code(), "step-twice");
  plan.mutable_steps(1)->set_id(IdOf("another"));
  plan.mutable_steps(1)->set_due_on("2024-06-01");
  assay::Problem problem = steps.domain.Refused(plan);
  EXPECT_EQ(problem.code(), "step-after-end");
  EXPECT_EQ(problem.field(), "steps");
}

}  // namespace
}  // namespace assay::actions
