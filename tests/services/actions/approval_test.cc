#include "services/actions/domain/approval.h"

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

class Approved : public ::testing::Test {
 protected:
  Approved() {
    steps_.UpToCause();
    v1::SubmitPlan plan = steps_.Plan();
    *plan.add_steps() = steps_.Step("name a reviewer");
    steps_.domain.Accepted(plan);
    steps_.domain.Accepted(steps_.Approval());
  }
  v1::AmendPlan Amendment() const {
    v1::AmendPlan command;
    command.set_id(kAction);
    command.set_plan("Name a reviewer and check weekly");
    command.set_finish_by("2024-05-31");
    command.add_implementer_ids(kImplementer);
    *command.add_steps() = steps_.Step("name a reviewer");
    command.set_reason("Monthly is too seldom");
    command.set_occurred_on("2024-05-02");
    return command;
  }
  v1::ApprovePlan Renewal() const {
    v1::ApprovePlan command = steps_.Approval();
    command.set_occurred_on("2024-05-03");
    return command;
  }

  ActionSteps steps_;
};

TEST_F(Approved, AnApprovalHoldsForWhatWasApproved) {
  EXPECT_FALSE(steps_.Presented().approval_stale());
  EXPECT_EQ(steps_.domain.Refused(steps_.Approval()).code(), "already-approved");
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  EXPECT_FALSE(steps_.Presented().approval_stale());  // progress is no change
}

TEST_F(Approved, AnAmendedPlanIsApprovedAgainBeforeTheWorkGoesOn) {
  steps_.domain.Accepted(Amendment());
  v1::Action action = steps_.Presented();
  EXPECT_EQ(action.state(), v1::Action::PLAN_ACCEPTED);
  EXPECT_TRUE(action.approval_stale());
  ASSERT_EQ(action.changed_since_approval_size(), 1);
  EXPECT_EQ(action.changed_since_approval(0), "plan");
  assay::Problem problem = steps_.domain.Refused(steps_.Completion("name a reviewer"));
  EXPECT_EQ(problem.rule(), "CA-21");
  EXPECT_NE(problem.detail().find("plan"), std::string::npos);

  v1::ApprovePlan own = Renewal();
  own.set_approved_by(kOwner);
  EXPECT_EQ(steps_.domain.Refused(own).rule(), "CA-8");
  v1::ApprovePlan early = Renewal();
  early.set_occurred_on("2024-05-01");
  EXPECT_EQ(steps_.domain.Refused(early).code(), "out-of-order");
  steps_.domain.Accepted(Renewal());
  EXPECT_FALSE(steps_.Presented().approval_stale());
  EXPECT_EQ(steps_.action().plan_accepted_on(), "2024-04-29");
  EXPECT_EQ(steps_.action().approval_renewed_on(), "2024-05-03");
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  steps_.domain.Accepted(steps_.Implementation());
}

TEST_F(Approved, AnotherOwnerMakesItStale) {
  v1::AssignAction assign;
  assign.set_id(kAction);
  assign.set_owner_id(kManager);  // who approved it
  assign.set_reason("The owner left");
  steps_.domain.Accepted(assign);
  EXPECT_EQ(steps_.Presented().changed_since_approval(0), "owner");
  EXPECT_EQ(steps_.domain.Refused(Renewal()).rule(), "CA-8");
}

TEST_F(Approved, ARegradedFindingStopsEvenTheClosing) {
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  steps_.domain.Accepted(steps_.Implementation());
  audits::v1::FindingRegraded regraded;
  regraded.set_grade(audits::v1::MINOR);
  regraded.set_reason("One change only");
  steps_.domain.Hear("audits", "assay.audits.v1.Finding", kFinding, regraded);
  EXPECT_EQ(steps_.domain.Refused(steps_.Verification()).rule(), "CA-21");
  steps_.domain.Accepted(Renewal());
  EXPECT_EQ(steps_.action().state(), v1::Action::IMPLEMENTED);  // it stays in its step
  steps_.domain.Accepted(steps_.Verification());
  regraded.set_grade(audits::v1::MAJOR);
  steps_.domain.Hear("audits", "assay.audits.v1.Finding", kFinding, regraded);
  EXPECT_EQ(steps_.domain.Refused(steps_.Closing()).rule(), "CA-21");
  steps_.domain.Accepted(Renewal());
  steps_.domain.Accepted(steps_.Closing());
}

TEST_F(Approved, WorkThatWasDoneStaysInThePlan) {
  steps_.domain.Accepted(steps_.Completion("name a reviewer"));
  v1::AmendPlan amendment = Amendment();
  amendment.clear_steps();
  EXPECT_EQ(steps_.domain.Refused(amendment).code(), "step-worked-on");
  steps_.domain.Accepted(Amendment());
  EXPECT_EQ(steps_.action().steps(0).state(), v1::PlanStep::DONE);
}

TEST_F(Approved, NothingIsAmendedBeforeItWasApproved) {
  v1::AmendPlan amendment = Amendment();
  amendment.set_occurred_on("2024-04-28");
  EXPECT_EQ(steps_.domain.Refused(amendment).code(), "out-of-order");
}

TEST(Approval, EachPartThatChangesIsNamed) {
  v1::Action action;
  action.set_state(v1::Action::PLAN_ACCEPTED);
  for (const v1::ApprovedPart& part : PartsOf(action)) {
    *action.add_approved_parts() = part;
  }
  EXPECT_TRUE(ChangedSinceApproval(action).empty());
  action.set_cause("another");
  action.add_site_extents()->set_site_id("a");
  action.add_implementer_ids("b");
  action.add_steps()->set_what("c");
  action.set_correction("d");
  EXPECT_EQ(ChangedSinceApproval(action),
            (std::vector<std::string>{"correction", "sites", "cause", "steps", "implementers"}));
}

TEST(Approval, OneRecordedWithoutItsPartsIsNotJudged) {
  v1::Action action;
  action.set_state(v1::Action::PLAN_ACCEPTED);
  action.set_plan("as it was");
  EXPECT_TRUE(ChangedSinceApproval(action).empty());
}

TEST(Approval, TheOwnerDoesNotApproveInAnothersName) {
  ActionSteps steps;
  steps.UpToPlan();
  aggregate::Verdict verdict = steps.GivenBy(kImplementer, steps.Approval());
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->rule(), "CA-8");
  EXPECT_EQ(verdict.problem->code(), "own-plan");
}

}  // namespace
}  // namespace assay::actions
