#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

v1::OpenAction ByHand() {
  v1::OpenAction open;
  open.set_id(IdOf("by hand"));
  open.set_kind(v1::IMPROVEMENT);
  open.set_grade(v1::UNGRADED);
  open.set_title("One template for all three sites");
  open.set_owner_id(kOwner);
  open.set_due_on("2024-09-30");
  open.set_occurred_on("2024-04-19");
  return open;
}

TEST(Action, LeipzigsMajorIsWorkedOffFromFindingToClosing) {
  ActionSteps steps;
  steps.UpToClosing();
  v1::Action action = steps.action();
  EXPECT_EQ(action.state(), v1::Action::CLOSED);
  EXPECT_EQ(action.number(), "CA-TST-2024-0001");
  EXPECT_EQ(action.closed_on(), "2024-06-17");
  EXPECT_EQ(action.finding_id(), kFinding);
  EXPECT_EQ(action.check_from(), "2024-06-09");
  EXPECT_EQ(action.verifier_id(), kAuditor);
  EXPECT_EQ(steps.domain.EventTypes(),
            (std::vector<std::string>{"ActionOpened", "NumberAssigned", "ActionAccepted",
                                      "CorrectionRecorded", "CauseAnalysed", "CauseVerified",
                                      "PlanSubmitted", "PlanAccepted", "ActionImplemented",
                                      "EffectivenessVerified", "ActionClosed"}));
}

TEST(Action, OneOpenedByHandGetsTheNextNumber) {
  ActionSteps steps;
  steps.Raise();
  EXPECT_EQ(steps.domain.Accepted(ByHand()).number, "CA-TST-2024-0002");
}

TEST(Action, OneWithoutADueDateIsNotOpened) {
  ActionSteps steps;
  v1::OpenAction open = ByHand();
  open.clear_due_on();
  assay::Problem problem = steps.domain.Refused(open);
  EXPECT_EQ(problem.code(), "missing-due-date");
  EXPECT_EQ(problem.field(), "dueOn");
}

TEST(Action, OneIsNotDueBeforeItIsOpened) {
  ActionSteps steps;
  v1::OpenAction open = ByHand();
  open.set_due_on("2024-04-18");
  EXPECT_EQ(steps.domain.Refused(open).code(), "due-before-opened");
}

TEST(Action, ItsOwnerDoesNotCloseIt) {
  ActionSteps steps;
  steps.UpToImplementation();
  steps.domain.Accepted(steps.Verification());
  for (const std::string& person : {kOwner, kImplementer}) {
    aggregate::Verdict verdict = steps.GivenBy(person, steps.Closing());
    ASSERT_TRUE(verdict.problem);
    EXPECT_EQ(verdict.problem->rule(), "CA-3");
  }
}

TEST(Action, OneThatIsNotVerifiedIsNotClosed) {
  ActionSteps steps;
  steps.UpToImplementation();
  EXPECT_EQ(steps.domain.Refused(steps.Closing()).code(), "wrong-state");
}

TEST(Action, ClosingBeforeVerifyingIsOutOfOrder) {
  ActionSteps steps;
  steps.UpToImplementation();
  steps.domain.Accepted(steps.Verification());
  v1::CloseAction closing = steps.Closing();
  closing.set_occurred_on("2024-06-13");
  assay::Problem problem = steps.domain.Refused(closing);
  EXPECT_EQ(problem.code(), "out-of-order");
  EXPECT_EQ(problem.rule(), "CA-1");
}

TEST(Action, ReopeningKeepsNumberAndOldClosureAndCountsRevisions) {
  ActionSteps steps;
  steps.UpToClosing();
  v1::ReopenAction reopen;
  reopen.set_id(kAction);
  reopen.set_reason("It happened again in Tallinn");
  reopen.set_occurred_on("2024-06-16");
  EXPECT_EQ(steps.domain.Refused(reopen).code(), "out-of-order");
  reopen.set_occurred_on("2024-06-30");
  steps.domain.Accepted(reopen);
  v1::Action action = steps.action();
  EXPECT_EQ(action.state(), v1::Action::CAUSE_ANALYSED);
  EXPECT_EQ(action.revision(), 1u);
  EXPECT_EQ(action.number(), "CA-TST-2024-0001");
  EXPECT_EQ(action.closed_on(), "2024-06-17");
  EXPECT_EQ(action.finding_id(), kFinding);
}

TEST(Action, EachClosureIsKept) {
  ActionSteps steps;
  steps.UpToClosing();
  v1::ReopenAction reopen;
  reopen.set_id(kAction);
  reopen.set_reason("It happened again in Tallinn");
  reopen.set_occurred_on("2024-06-18");
  steps.domain.Accepted(reopen);
  EXPECT_FALSE(steps.Presented().counts_as_done());
  steps.domain.SetToday("2024-12-31");
  v1::SubmitPlan plan = steps.Plan();
  plan.set_occurred_on("2024-06-20");
  steps.domain.Accepted(plan);
  v1::ApprovePlan approval = steps.Approval();
  approval.set_occurred_on("2024-06-20");
  steps.domain.Accepted(approval);
  v1::ReportImplementation implementation = steps.Implementation();
  implementation.set_occurred_on("2024-07-01");
  steps.domain.Accepted(implementation);
  v1::VerifyEffectiveness verification = steps.Verification();
  verification.set_occurred_on("2024-08-01");
  verification.set_evidence("None since July");
  steps.domain.Accepted(verification);
  v1::CloseAction closing = steps.Closing();
  closing.set_occurred_on("2024-08-02");
  steps.domain.Accepted(closing);
  v1::Action action = steps.Presented("2024-12-31");
  ASSERT_EQ(action.closures_size(), 2);
  EXPECT_EQ(action.closures(0).closed_on(), "2024-06-17");
  EXPECT_EQ(action.closures(0).effectiveness_evidence(),
            "All five emergency changes since were reviewed");
  EXPECT_EQ(action.closures(1).revision(), 1u);
  EXPECT_EQ(action.closures(1).closed_on(), "2024-08-02");
  EXPECT_TRUE(action.counts_as_done());
}

TEST(Action, ACancelledOneCountsAsDoneOnlyWhenAnotherPersonWaivesIt) {
  ActionSteps steps;
  steps.Raise();
  steps.domain.SetToday("2024-06-30");
  v1::CancelAction cancel;
  cancel.set_id(kAction);
  cancel.set_reason("The process was given up");
  steps.domain.Accepted(cancel);
  EXPECT_FALSE(steps.Presented().counts_as_done());
  v1::WaiveAction waive;
  waive.set_id(kAction);
  waive.set_waived_by(kOwner);
  waive.set_reason("Nobody makes emergency changes any more");
  waive.set_occurred_on("2024-06-01");
  assay::Problem problem = steps.domain.Refused(waive);
  EXPECT_EQ(problem.rule(), "CA-20");
  EXPECT_EQ(problem.field(), "waivedBy");
  waive.set_waived_by(kManager);
  EXPECT_EQ(steps.GivenBy(kOwner, waive).problem->rule(), "CA-20");
  waive.clear_reason();
  EXPECT_EQ(steps.domain.Refused(waive).code(), "missing-field");
  waive.set_reason("Nobody makes emergency changes any more");
  steps.domain.Accepted(waive);
  v1::Action action = steps.Presented();
  EXPECT_EQ(action.state(), v1::Action::WAIVED);
  EXPECT_TRUE(action.counts_as_done());
  EXPECT_EQ(action.waived_by(), kManager);
}

TEST(Action, AnUndatedCorrectiveActionIsDueByGradeAndSource) {
  ActionSteps steps;
  v1::OpenAction open = ByHand();
  open.set_kind(v1::CORRECTIVE_ACTION);
  open.set_grade(v1::MINOR_ACTION);
  open.clear_due_on();
  steps.domain.Accepted(open);
  v1::Action minor = steps.domain.Get<v1::Action>(open.id());
  EXPECT_EQ(minor.plan_due_on(), "2024-05-19");
  EXPECT_EQ(minor.due_on(), "2024-10-16");
  open.set_id(IdOf("incident"));
  open.set_grade(v1::MAJOR_ACTION);
  open.set_source(v1::INCIDENT);
  steps.domain.Accepted(open);
  v1::Action incident = steps.domain.Get<v1::Action>(open.id());
  EXPECT_EQ(incident.plan_due_on(), "2024-04-26");
  EXPECT_EQ(incident.due_on(), "2024-05-19");
}

TEST(Action, MoreTimeIsALaterDateThatSomebodyElseDecides) {
  ActionSteps steps;
  steps.Raise();
  v1::ExtendDueDate extend;
  extend.set_id(kAction);
  extend.set_due_on("2024-07-18");
  extend.set_reason("The supplier delivers in August");
  extend.set_decided_by(kManager);
  EXPECT_EQ(steps.domain.Refused(extend).code(), "not-later");
  extend.set_due_on("2024-08-30");
  extend.set_decided_by(kOwner);
  EXPECT_EQ(steps.domain.Refused(extend).code(), "own-extension");
  extend.set_decided_by(kManager);
  steps.domain.Accepted(extend);
  EXPECT_EQ(steps.action().due_on(), "2024-08-30");
  auto event = steps.Latest<v1::Action, v1::DueDateExtended>(kAction);
  EXPECT_EQ(event.title(), "Emergency changes are not reviewed afterwards");
  EXPECT_EQ(event.owner_id(), kOwner);
}

TEST(Action, ItIsOverdueFromTheDayAfterItsDueDateUntilImplemented) {
  v1::Action action;
  action.set_state(v1::Action::PLAN_ACCEPTED);
  action.set_due_on("2024-07-18");
  PresentAction(&action, calendar::Date::Parse("2024-07-18").value());
  EXPECT_FALSE(action.overdue());
  PresentAction(&action, calendar::Date::Parse("2024-07-19").value());
  EXPECT_TRUE(action.overdue());
  action.set_state(v1::Action::IMPLEMENTED);
  PresentAction(&action, calendar::Date::Parse("2024-07-19").value());
  EXPECT_FALSE(action.overdue());
}

TEST(Action, ItsPlanIsOverdueUntilOneWasSubmitted) {
  v1::Action action;
  action.set_state(v1::Action::CONTAINED);
  action.set_plan_due_on("2024-05-03");
  PresentAction(&action, calendar::Date::Parse("2024-05-04").value());
  EXPECT_TRUE(action.plan_overdue());
  EXPECT_FALSE(action.overdue());
  action.set_plan_submitted_on("2024-05-04");
  PresentAction(&action, calendar::Date::Parse("2024-05-04").value());
  EXPECT_FALSE(action.plan_overdue());
}

}  // namespace
}  // namespace assay::actions
