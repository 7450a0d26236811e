#include <gmock/gmock.h>

#include "services/scheduling/readmodel/calendar_lines.h"
#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CalendarTest : public ::testing::Test {
 protected:
  void Appointment(const std::string& title, const std::string& from, const std::string& to,
                   v1::Appointment::State state = v1::Appointment::PLANNED) {
    v1::Appointment appointment;
    appointment.set_id(IdOf(title));
    appointment.set_subject_id(IdOf("subject of " + title));
    appointment.set_title(title);
    appointment.set_planned_from(from);
    appointment.set_planned_to(to);
    appointment.set_state(state);
    records.Add(appointment);
  }
  void Deadline(const std::string& title, const std::string& due_on,
                v1::Deadline::State state = v1::Deadline::WAITING) {
    v1::Deadline deadline;
    deadline.set_id(IdOf(title));
    deadline.set_title(title);
    deadline.set_due_on(due_on);
    deadline.set_state(state);
    records.Add(deadline);
  }
  void Cycle(v1::Cycle::State state = v1::Cycle::RUNNING) {
    v1::Cycle cycle;
    cycle.set_id(IdOf("journey"));
    cycle.set_journey_id(IdOf("journey"));
    cycle.set_state(state);
    cycle.set_expires_on("2027-06-17");
    auto add = [&](const char* key, const char* earliest, const char* latest, const char* rule) {
      v1::Window* window = cycle.add_windows();
      window->set_key(key);
      window->set_earliest(earliest);
      window->set_latest(latest);
      window->set_rule(rule);
      return window;
    };
    add("surveillance-1", "2025-01-01", "2025-06-18", "SU-1")->set_done_on("2025-05-22");
    add("surveillance-2", "2026-01-01", "2026-12-31", "SU-2");
    add("recertification", "2026-12-17", "2027-06-17", "RC-1");
    records.Add(cycle);
  }
  std::vector<v1::CalendarLine> Lines(const std::string& from, const std::string& to) {
    v1::ShowCalendar query;
    query.set_from(from);
    query.set_to(to);
    auto calendar = std::get<v1::Calendar>(ShowCalendar(query, records));
    return {calendar.lines().begin(), calendar.lines().end()};
  }
  std::vector<std::string> Titles(const std::string& from, const std::string& to) {
    std::vector<std::string> titles;
    for (const v1::CalendarLine& line : Lines(from, to)) {
      titles.push_back(line.title());
    }
    return titles;
  }

  Records records{"2026-11-21"};
};

TEST_F(CalendarTest, EverythingIsShownByItsFirstDay) {
  Deadline("effectiveness check", "2026-12-01");
  Appointment("Continuity exercise", "2026-12-03", "2026-12-03");
  Appointment("Management review", "2027-01-19", "2027-01-19");
  Cycle();
  EXPECT_THAT(Titles("2026-11-21", "2027-12-31"),
              ElementsAre("Surveillance 2 (SU-2)", "effectiveness check", "Continuity exercise",
                          "Recertification (RC-1)", "Management review", "Certification expires"));
}

TEST_F(CalendarTest, BothDaysOfTheRangeBelongToIt) {
  Appointment("audit", "2026-05-19", "2026-05-21");
  EXPECT_THAT(Titles("2026-05-21", "2026-05-31"), ElementsAre("audit"));
  EXPECT_THAT(Titles("2026-05-01", "2026-05-19"), ElementsAre("audit"));
  EXPECT_THAT(Titles("2026-05-20", "2026-05-20"), ElementsAre("audit"));
  EXPECT_THAT(Titles("2026-05-22", "2026-05-31"), IsEmpty());
  EXPECT_THAT(Titles("2026-05-01", "2026-05-18"), IsEmpty());
}

TEST_F(CalendarTest, WhatIsDoneIsMarkedAndWhatIsPastAndNotDoneIsOverdue) {
  Appointment("kept", "2026-10-01", "2026-10-01", v1::Appointment::KEPT);
  Appointment("missed", "2026-10-02", "2026-10-02");
  Deadline("met", "2026-10-03", v1::Deadline::MET);
  Deadline("late", "2026-10-04");
  Deadline("today", "2026-11-21");
  auto lines = Lines("2026-10-01", "2026-11-21");
  ASSERT_EQ(lines.size(), 5u);
  std::string marks;
  for (const v1::CalendarLine& line : lines) {
    marks += line.done() ? 'd' : line.overdue() ? 'o' : '-';
  }
  EXPECT_EQ(marks, "dodo-");
}

TEST_F(CalendarTest, AFilledWindowIsDone) {
  Cycle();
  auto lines = Lines("2025-01-01", "2025-12-31");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].kind(), "window");
  EXPECT_EQ(lines[0].title(), "Surveillance 1 (SU-1)");
  EXPECT_EQ(lines[0].subject_id(), IdOf("journey"));
  EXPECT_TRUE(lines[0].done());
}

TEST_F(CalendarTest, WhatWasCancelledDroppedOrEndedIsLeftOut) {
  Appointment("cancelled", "2026-12-03", "2026-12-03", v1::Appointment::CANCELLED);
  Deadline("dropped", "2026-12-03", v1::Deadline::DROPPED);
  Cycle(v1::Cycle::ENDED);
  EXPECT_THAT(Titles("2023-01-01", "2030-12-31"), IsEmpty());
}

TEST_F(CalendarTest, ARangeThatEndsBeforeItBeginsIsRefused) {
  v1::ShowCalendar query;
  query.set_from("2026-12-01");
  query.set_to("2026-11-30");
  auto answer = ShowCalendar(query, records);
  EXPECT_EQ(std::get<Rejection>(answer).code, "from-after-to");
}

}  // namespace
}  // namespace assay::scheduling
