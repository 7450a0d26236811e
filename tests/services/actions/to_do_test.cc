#include "services/actions/domain/lateness.h"
#include "services/actions/readmodel/to_do_list.h"
#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

calendar::Date Day(const std::string& date) {
  return calendar::Date::Parse(date).value();
}

v1::ToDo Item(const std::string& id, v1::Priority priority, const std::string& due_on,
              v1::ToDo::State state = v1::ToDo::TO_DO) {
  v1::ToDo to_do;
  to_do.set_id(id);
  to_do.set_priority(priority);
  to_do.set_due_on(due_on);
  to_do.set_state(state);
  return to_do;
}

TEST(ToDo, AnItemGoesFromAddedToDone) {
  ActionSteps steps;
  v1::AddToDo add;
  add.set_id(IdOf("badge readers"));
  add.set_title("Replace the badge readers in Tallinn");
  add.set_owner_id(kOwner);
  add.set_priority(v1::MEDIUM);
  add.set_due_on("2024-05-31");
  steps.domain.Accepted(add);
  v1::StartToDo start;
  start.set_id(add.id());
  start.set_occurred_on("2024-04-19");
  steps.domain.Accepted(start);
  v1::CompleteToDo complete;
  complete.set_id(add.id());
  complete.set_occurred_on("2024-04-19");
  steps.domain.Accepted(complete);
  EXPECT_EQ(steps.domain.Get<v1::ToDo>(add.id()).state(), v1::ToDo::DONE);
  EXPECT_EQ(steps.domain.Refused(complete).code(), "wrong-state");
}

TEST(ToDo, OnlyTheForumLetsAnItemWaitUntilAfterCertification) {
  ActionSteps steps;
  v1::AddToDo add;
  add.set_id(IdOf("badge readers"));
  add.set_title("Replace the badge readers in Tallinn");
  add.set_before_certification(true);
  steps.domain.Accepted(add);
  v1::RedateToDo redate;
  redate.set_id(add.id());
  redate.set_due_on("2024-09-30");
  redate.set_reason("The supplier delivers in August");
  steps.domain.Accepted(redate);
  EXPECT_TRUE(steps.domain.Get<v1::ToDo>(add.id()).before_certification());  // not said: stays
  redate.set_before_certification(false);
  assay::Problem problem = steps.domain.Refused(redate);
  EXPECT_EQ(problem.code(), "forum-decides");
  EXPECT_EQ(problem.field(), "byForum");
  redate.set_by_forum(true);
  steps.domain.Accepted(redate);
  EXPECT_FALSE(steps.domain.Get<v1::ToDo>(add.id()).before_certification());
}

TEST(ToDo, AnItemIsLateFromTheDayAfterItsDate) {
  v1::ToDo to_do = Item("a", v1::HIGH, "2024-05-31");
  PresentToDo(&to_do, Day("2024-05-31"));
  EXPECT_FALSE(to_do.overdue());
  PresentToDo(&to_do, Day("2024-06-01"));
  EXPECT_TRUE(to_do.overdue());
  EXPECT_FALSE(to_do.without_date());
  to_do.set_state(v1::ToDo::DONE);
  PresentToDo(&to_do, Day("2024-06-01"));
  EXPECT_FALSE(to_do.overdue());
}

TEST(ToDo, ANewDateSaysWhatItIsAboutAndWhose) {
  ActionSteps steps;
  v1::AddToDo add;
  add.set_id(IdOf("archive"));
  add.set_title("Old contracts go to the archive");
  add.set_owner_id(kOwner);
  steps.domain.Accepted(add);
  v1::RedateToDo redate;
  redate.set_id(add.id());
  redate.set_due_on("2024-05-31");
  redate.set_reason("It is not urgent");
  steps.domain.Accepted(redate);
  auto event = steps.Latest<v1::ToDo, v1::ToDoRedated>(add.id());
  EXPECT_EQ(event.title(), "Old contracts go to the archive");
  EXPECT_EQ(event.owner_id(), kOwner);
  EXPECT_EQ(steps.domain.Get<v1::ToDo>(add.id()).title(), "Old contracts go to the archive");
}

TEST(ToDo, AnOpenItemWithoutADateSaysSo) {
  v1::ToDo to_do = Item("a", v1::HIGH, "");
  PresentToDo(&to_do, Day("2024-05-31"));
  EXPECT_TRUE(to_do.without_date());
  to_do.set_state(v1::ToDo::DROPPED);
  PresentToDo(&to_do, Day("2024-05-31"));
  EXPECT_FALSE(to_do.without_date());
}

TEST(ToDoList, OpenItemsStandByPriorityThenDate) {
  v1::ToDoListExamined examined = ExamineToDos(
      {Item("none", v1::PRIORITY_UNSPECIFIED, "2024-01-01"), Item("low", v1::LOW, "2024-05-01"),
       Item("dateless", v1::HIGH, ""), Item("late", v1::HIGH, "2024-06-01"),
       Item("early", v1::HIGH, "2024-05-01"), Item("done", v1::HIGH, "2024-01-01", v1::ToDo::DONE)},
      Day("2024-05-02"));
  std::vector<std::string> order;
  for (const v1::ToDo& to_do : examined.open()) {
    order.push_back(to_do.id());
  }
  EXPECT_EQ(order, (std::vector<std::string>{"early", "late", "dateless", "low", "none"}));
  EXPECT_EQ(examined.overdue_size(), 3);
  EXPECT_EQ(examined.without_date(0), "dateless");
  EXPECT_EQ(examined.out_of_order_size(), 0);
}

TEST(ToDoList, WhatIsBegunBeforeSomethingMoreImportantIsOutOfOrder) {
  v1::ToDoListExamined examined =
      ExamineToDos({Item("waiting", v1::MEDIUM, "2024-05-01"),
                    Item("begun, low", v1::LOW, "2024-05-01", v1::ToDo::DOING),
                    Item("begun, medium", v1::MEDIUM, "2024-06-01", v1::ToDo::DOING),
                    Item("begun, high", v1::HIGH, "2024-05-01", v1::ToDo::DOING)},
                   Day("2024-04-01"));
  ASSERT_EQ(examined.out_of_order_size(), 1);
  EXPECT_EQ(examined.out_of_order(0), "begun, low");
}

}  // namespace
}  // namespace assay::actions
