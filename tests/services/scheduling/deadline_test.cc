#include "services/scheduling/domain/deadline.h"

#include <gmock/gmock.h>

#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeadlineTest : public SchedulingTest {
 protected:
  void Open(const std::string& due_on) {
    actions::v1::ActionOpened opened;
    opened.set_title("Recovery takes longer than promised");
    opened.set_owner_id(tom);
    opened.set_due_on(due_on);
    Hear<actions::v1::Action>(action, opened);
  }
  void Extend(const std::string& due_on) {
    actions::v1::DueDateExtended extended;
    extended.set_due_on(due_on);
    Hear<actions::v1::Action>(action, extended);
  }
  void Regrade(const std::string& due_on) {
    actions::v1::ActionRegraded regraded;
    regraded.set_due_on(due_on);
    Hear<actions::v1::Action>(action, regraded);
  }
  void Close(const std::string& on) {
    actions::v1::ActionClosed closed;
    closed.set_occurred_on(on);
    Hear<actions::v1::Action>(action, closed);
  }
  void AddToDo(const std::string& due_on) {
    actions::v1::ToDoAdded added;
    added.set_title("Buy a second line");
    added.set_owner_id(tom);
    added.set_due_on(due_on);
    Hear<actions::v1::ToDo>(to_do, added);
  }
  void Redate(const std::string& due_on) {
    actions::v1::ToDoRedated redated;
    redated.set_due_on(due_on);
    Hear<actions::v1::ToDo>(to_do, redated);
  }
  bool HasDeadline(const std::string& subject_id) {
    return domain.Exists<v1::Deadline>(DeadlineIdOf(subject_id));
  }

  const std::string action = IdOf("action");
  const std::string to_do = IdOf("to-do");
  const std::string tom = IdOf("tom");
};

TEST_F(DeadlineTest, AnOpenedActionIsADeadlineWithItsFirstReminderSevenDaysBefore) {
  Open("2023-12-21");
  auto deadline = DeadlineOf(action);
  EXPECT_EQ(deadline.title(), "Recovery takes longer than promised");
  EXPECT_EQ(deadline.subject_record(), "actions.Action");
  EXPECT_EQ(deadline.subject_id(), action);
  EXPECT_EQ(deadline.owner_id(), tom);
  EXPECT_EQ(deadline.due_on(), "2023-12-21");
  EXPECT_EQ(deadline.next_reminder_on(), "2023-12-14");
  EXPECT_EQ(deadline.state(), v1::Deadline::WAITING);
}

TEST_F(DeadlineTest, WhatGetsItsFirstDateLaterKnowsItsTitleAndOwner) {
  AddToDo("");
  actions::v1::ToDoRedated redated;
  redated.set_due_on("2023-12-21");
  redated.set_title("Buy a second line");
  redated.set_owner_id(tom);
  Hear<actions::v1::ToDo>(to_do, redated);
  EXPECT_EQ(DeadlineOf(to_do).title(), "Buy a second line");
  EXPECT_EQ(DeadlineOf(to_do).owner_id(), tom);

  Open("");
  actions::v1::ActionRedated dated;
  dated.set_due_on("2023-12-20");
  dated.set_title("Recovery takes longer than promised");
  dated.set_owner_id(tom);
  Hear<actions::v1::Action>(action, dated);
  EXPECT_EQ(DeadlineOf(action).title(), "Recovery takes longer than promised");
  EXPECT_EQ(DeadlineOf(action).owner_id(), tom);
  EXPECT_EQ(DeadlineOf(action).due_on(), "2023-12-20");
}

TEST_F(DeadlineTest, AnActionWithoutADateThatChangesHandsIsItsNewOwnersDeadline) {
  Open("");
  actions::v1::ActionAssigned assigned;
  assigned.set_owner_id(IdOf("ruth"));
  Hear<actions::v1::Action>(action, assigned);  // nothing waits yet
  actions::v1::ActionRegraded regraded;
  regraded.set_due_on("2023-12-20");
  regraded.set_title("Recovery takes longer than promised");
  regraded.set_owner_id(IdOf("ruth"));
  Hear<actions::v1::Action>(action, regraded);
  EXPECT_EQ(DeadlineOf(action).owner_id(), IdOf("ruth"));
}

TEST_F(DeadlineTest, AMovedDateBringsTheOwnerWhereThatIsAnother) {
  Open("2023-12-21");
  actions::v1::DueDateExtended extended;
  extended.set_due_on("2024-01-31");
  extended.set_title("Recovery takes longer than promised");
  extended.set_owner_id(IdOf("ruth"));
  Hear<actions::v1::Action>(action, extended);
  EXPECT_EQ(DeadlineOf(action).due_on(), "2024-01-31");
  EXPECT_EQ(DeadlineOf(action).owner_id(), IdOf("ruth"));
  EXPECT_EQ(DeadlineOf(action).title(), "Recovery takes longer than promised");
}

TEST_F(DeadlineTest, WhatIsDueWithinSevenDaysOrOverdueIsRemindedOfToday) {
  Open("2023-06-07");
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "2023-06-05");
  AddToDo("2023-01-31");
  EXPECT_EQ(DeadlineOf(to_do).next_reminder_on(), "2023-06-05");
}

TEST_F(DeadlineTest, WhatHasNoDateHasNoDeadlineUntilItGetsOne) {
  Open("");
  AddToDo("");
  EXPECT_FALSE(HasDeadline(action));
  EXPECT_FALSE(HasDeadline(to_do));
  Redate("2023-12-15");
  Extend("2024-01-31");
  EXPECT_EQ(DeadlineOf(to_do).title(), "To-do item");
  EXPECT_EQ(DeadlineOf(to_do).due_on(), "2023-12-15");
  EXPECT_EQ(DeadlineOf(action).title(), "Action");
}

TEST_F(DeadlineTest, NothingHappensToADeadlineThatNeverWas) {
  Close("2023-06-05");
  Regrade("");
  actions::v1::ToDoDone done;
  done.set_occurred_on("2023-06-05");
  Hear<actions::v1::ToDo>(to_do, done);
  Hear<actions::v1::ToDo>(to_do, actions::v1::ToDoDropped());
  Hear<actions::v1::Action>(action, actions::v1::ActionReopened());
  actions::v1::ActionAssigned assigned;
  assigned.set_owner_id(tom);
  Hear<actions::v1::Action>(action, assigned);
  EXPECT_THAT(Refusals(), IsEmpty());
  EXPECT_THAT(domain.EventTypes(), IsEmpty());
}

TEST_F(DeadlineTest, AnExtendedDueDateMovesTheDeadline) {
  Open("2023-12-21");
  Extend("2024-02-01");
  EXPECT_EQ(DeadlineOf(action).due_on(), "2024-02-01");
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "2024-01-25");
  EXPECT_EQ(DeadlineOf(action).title(), "Recovery takes longer than promised");
}

TEST_F(DeadlineTest, TheSameDateAgainChangesNothing) {
  Open("2023-12-21");
  Regrade("2023-12-21");
  EXPECT_THAT(domain.EventTypes(), ElementsAre("DeadlineSet"));
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(DeadlineTest, ARegradedActionHasItsNewDate) {
  Open("2023-12-21");
  Regrade("2023-09-21");
  EXPECT_EQ(DeadlineOf(action).due_on(), "2023-09-21");
}

TEST_F(DeadlineTest, ADateTakenAwayDropsTheDeadlineAndAnotherOneRevivesIt) {
  Open("2023-12-21");
  Regrade("");
  EXPECT_EQ(DeadlineOf(action).state(), v1::Deadline::DROPPED);
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "");
  Regrade("2024-01-21");
  EXPECT_EQ(DeadlineOf(action).state(), v1::Deadline::WAITING);
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "2024-01-14");
  EXPECT_EQ(DeadlineOf(action).owner_id(), tom);
}

TEST_F(DeadlineTest, AClosedActionMeetsItsDeadline) {
  Open("2023-12-21");
  Close("2023-12-01");
  EXPECT_EQ(DeadlineOf(action).state(), v1::Deadline::MET);
  EXPECT_EQ(DeadlineOf(action).met_on(), "2023-12-01");
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "");
}

TEST_F(DeadlineTest, AReopenedActionWaitsAgainForItsDate) {
  Open("2023-12-21");
  Close("2023-12-01");
  domain.SetToday("2024-01-10");
  Hear<actions::v1::Action>(action, actions::v1::ActionReopened());
  auto deadline = DeadlineOf(action);
  EXPECT_EQ(deadline.state(), v1::Deadline::WAITING);
  EXPECT_EQ(deadline.met_on(), "");
  EXPECT_EQ(deadline.due_on(), "2023-12-21");
  EXPECT_EQ(deadline.next_reminder_on(), "2024-01-10");
}

TEST_F(DeadlineTest, ACancelledActionDropsItsDeadline) {
  Open("2023-12-21");
  actions::v1::ActionCancelled cancelled;
  cancelled.set_reason("the finding was withdrawn");
  Hear<actions::v1::Action>(action, cancelled);
  EXPECT_EQ(DeadlineOf(action).state(), v1::Deadline::DROPPED);
}

TEST_F(DeadlineTest, ANewOwnerOfTheActionIsReminded) {
  Open("2023-12-21");
  actions::v1::ActionAssigned assigned;
  assigned.set_owner_id(IdOf("mira"));
  Hear<actions::v1::Action>(action, assigned);
  EXPECT_EQ(DeadlineOf(action).owner_id(), IdOf("mira"));
}

TEST_F(DeadlineTest, AToDoItemIsADeadlineUntilItIsDone) {
  AddToDo("2023-12-05");
  EXPECT_EQ(DeadlineOf(to_do).subject_record(), "actions.ToDo");
  Redate("2024-01-15");
  EXPECT_EQ(DeadlineOf(to_do).due_on(), "2024-01-15");
  actions::v1::ToDoDone done;
  done.set_occurred_on("2024-01-10");
  Hear<actions::v1::ToDo>(to_do, done);
  EXPECT_EQ(DeadlineOf(to_do).met_on(), "2024-01-10");
}

TEST_F(DeadlineTest, ADroppedToDoItemDropsItsDeadline) {
  AddToDo("2023-12-05");
  actions::v1::ToDoDropped dropped;
  dropped.set_reason("not needed");
  Hear<actions::v1::ToDo>(to_do, dropped);
  EXPECT_EQ(DeadlineOf(to_do).state(), v1::Deadline::DROPPED);
}

TEST_F(DeadlineTest, ADeadlineThatWasMetGetsNoNewDate) {
  Open("2023-12-21");
  Close("2023-12-01");
  Extend("2024-02-01");
  EXPECT_THAT(Refusals(), ElementsAre("deadline-met"));
}

TEST_F(DeadlineTest, ADeadlineIsOverdueFromTheDayAfterItsDate) {
  Open("2023-12-21");
  auto deadline = DeadlineOf(action);
  PresentDeadline(&deadline, calendar::Date::Parse("2023-12-21").value());
  EXPECT_FALSE(deadline.overdue());
  PresentDeadline(&deadline, calendar::Date::Parse("2023-12-22").value());
  EXPECT_TRUE(deadline.overdue());
  deadline.set_state(v1::Deadline::MET);
  PresentDeadline(&deadline, calendar::Date::Parse("2023-12-22").value());
  EXPECT_FALSE(deadline.overdue());
}

}  // namespace
}  // namespace assay::scheduling
