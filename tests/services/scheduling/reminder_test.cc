// The ladder of reminders and the timer that climbs it.
#include <gmock/gmock.h>

#include "services/scheduling/domain/deadline.h"
#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReminderTest : public SchedulingTest {
 protected:
  void SetDue(const std::string& due_on) {
    actions::v1::ActionOpened opened;
    opened.set_title("Recovery takes longer than promised");
    opened.set_owner_id(IdOf("tom"));
    opened.set_due_on(due_on);
    Hear<actions::v1::Action>(action, opened);
  }
  void MoveTo(const std::string& due_on) {
    actions::v1::DueDateExtended extended;
    extended.set_due_on(due_on);
    Hear<actions::v1::Action>(action, extended);
  }
  v1::Remind Reminding(const std::string& due) {
    v1::Remind command;
    command.set_id(DeadlineIdOf(action));
    command.set_due(due);
    return command;
  }
  // Runs the timers on a day as the service's chassis would: a command given before is not given
  // again. Returns the days that were due.
  std::vector<std::string> RunTimers(const std::string& today) {
    domain.SetToday(today);
    Records records(today);
    auto deadline = DeadlineOf(action);
    deadline.mutable_meta()->set_organisation(testing::DomainHarness::kOrganisation);
    records.Add(deadline);
    std::vector<std::string> days;
    for (aggregate::Timer timer : module.timers()) {
      for (const aggregate::DueCommand& due : timer(records)) {
        EXPECT_EQ(due.organisation, testing::DomainHarness::kOrganisation);
        EXPECT_TRUE(given.insert(due.command->SerializeAsString()).second) << "given before";
        domain.Accepted(*due.command);
        days.push_back(static_cast<const v1::Remind&>(*due.command).due());
      }
    }
    return days;
  }

  aggregate::Module module = MakeModule();
  std::set<std::string> given;
  const std::string action = IdOf("action");
};

calendar::Date On(const std::string& text) {
  return calendar::Date::Parse(text).value();
}

TEST_F(ReminderTest, TheLadderIsSevenDaysBeforeOnTheDayThenEverySevenDays) {
  struct Rung {
    const char* today;
    const char* next;
  };
  for (const Rung& rung : {Rung{"2023-11-30", "2023-12-14"}, Rung{"2023-12-13", "2023-12-14"},
                           Rung{"2023-12-14", "2023-12-21"}, Rung{"2023-12-20", "2023-12-21"},
                           Rung{"2023-12-21", "2023-12-28"}, Rung{"2023-12-27", "2023-12-28"},
                           Rung{"2023-12-28", "2024-01-04"}, Rung{"2024-02-01", "2024-02-08"}}) {
    EXPECT_EQ(ReminderAfter(On("2023-12-21"), On(rung.today)).ToString(), rung.next) << rung.today;
  }
}

TEST_F(ReminderTest, ATimerRemindsOnEveryRungAndOnNoOtherDay) {
  SetDue("2023-12-21");
  EXPECT_THAT(RunTimers("2023-12-13"), IsEmpty());
  EXPECT_THAT(RunTimers("2023-12-14"), ElementsAre("2023-12-14"));
  EXPECT_THAT(RunTimers("2023-12-14"), IsEmpty());
  EXPECT_THAT(RunTimers("2023-12-20"), IsEmpty());
  EXPECT_THAT(RunTimers("2023-12-21"), ElementsAre("2023-12-21"));
  EXPECT_THAT(RunTimers("2023-12-28"), ElementsAre("2023-12-28"));
  EXPECT_THAT(RunTimers("2024-01-04"), ElementsAre("2024-01-04"));
  EXPECT_EQ(DeadlineOf(action).reminded_on(), "2024-01-04");
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "2024-01-11");
}

TEST_F(ReminderTest, AReminderTellsTheDaysThatAreLeft) {
  SetDue("2023-12-21");
  RunTimers("2023-12-14");
  RunTimers("2023-12-28");
  std::vector<std::string> stored = domain.log().Read(1, 100, 1 << 30).value();
  std::vector<int> days_left;
  for (const std::string& bytes : stored) {
    log::v1::Entry entry = eventlog::ParseEntry(bytes).value();
    for (const log::v1::Event& event : entry.events()) {
      v1::ReminderDue reminder;
      if (event.type() == reminder.GetDescriptor()->full_name()) {
        EXPECT_TRUE(reminder.ParseFromString(event.data()));
        days_left.push_back(reminder.days_left());
      }
    }
  }
  EXPECT_THAT(days_left, ElementsAre(7, -7));
}

TEST_F(ReminderTest, AReminderSleptThroughIsGivenOnceForTheDayItWasDue) {
  SetDue("2023-12-21");
  EXPECT_THAT(RunTimers("2024-01-10"), ElementsAre("2023-12-14"));
  EXPECT_EQ(DeadlineOf(action).reminded_on(), "2023-12-14");
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "2024-01-11");
  EXPECT_THAT(RunTimers("2024-01-10"), IsEmpty());
}

TEST_F(ReminderTest, ADateMovedOnTheDayOfAReminderIsRemindedOfFromTheNextDay) {
  SetDue("2023-12-21");
  RunTimers("2023-12-14");
  MoveTo("2023-12-19");
  EXPECT_EQ(DeadlineOf(action).next_reminder_on(), "2023-12-15");
  EXPECT_THAT(RunTimers("2023-12-15"), ElementsAre("2023-12-15"));
  EXPECT_THAT(RunTimers("2023-12-19"), ElementsAre("2023-12-19"));
}

TEST_F(ReminderTest, ADateMovedAwayAndBackIsRemindedOfAgain) {
  SetDue("2023-12-21");
  RunTimers("2023-12-14");
  MoveTo("2024-01-31");
  MoveTo("2023-12-21");
  EXPECT_THAT(RunTimers("2023-12-15"), ElementsAre("2023-12-15"));
  EXPECT_THAT(RunTimers("2023-12-21"), ElementsAre("2023-12-21"));
}

TEST_F(ReminderTest, AReminderForAnotherDayThanTheNextIsRefused) {
  SetDue("2023-12-21");
  domain.SetToday("2023-12-14");
  Problem problem = domain.Refused(Reminding("2023-12-13"));
  EXPECT_EQ(problem.code(), "not-due");
  EXPECT_NE(problem.detail().find("2023-12-14"), std::string::npos);
  domain.Accepted(Reminding("2023-12-14"));
  EXPECT_EQ(domain.Refused(Reminding("2023-12-14")).code(), "not-due");
}

TEST_F(ReminderTest, AReminderBeforeItsDayIsRefused) {
  SetDue("2023-12-21");
  domain.SetToday("2023-12-13");
  EXPECT_EQ(domain.Refused(Reminding("2023-12-14")).code(), "not-due");
}

TEST_F(ReminderTest, NobodyIsRemindedOfWhatIsMetOrDropped) {
  SetDue("2023-12-21");
  actions::v1::ActionClosed closed;
  closed.set_occurred_on("2023-12-01");
  Hear<actions::v1::Action>(action, closed);
  EXPECT_THAT(RunTimers("2023-12-21"), IsEmpty());
  EXPECT_EQ(domain.Refused(Reminding("2023-12-14")).code(), "wrong-state");
}

}  // namespace
}  // namespace assay::scheduling
