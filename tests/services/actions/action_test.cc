#include "services/actions/readmodel/lateness.h"
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
  EXPECT_EQ(
      steps.domain.EventTypes(),
      (std::vector<std::string>{"ActionOpened", "NumberAssigned", "CorrectionRecorded",
                                "CauseAnalysed", "PlanSubmitted", "PlanAccepted",
                                "ActionImplemented", "EffectivenessVerified", "ActionClosed"}));
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
  aggregate::Request request = steps.domain.RequestOf(steps.Closing());
  request.actor.set_person(kOwner);
  Result<aggregate::Verdict> verdict = steps.domain.processor().Process(request);
  ASSERT_TRUE(verdict.ok() && verdict->problem);
  EXPECT_EQ(verdict->problem->rule(), "CA-3");
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
  EXPECT_EQ(steps.domain.Refused(closing).code(), "out-of-order");
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
