#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

v1::RecordEffort Effort(const std::string& name, const std::string& hours,
                        const std::string& amount = "", const std::string& currency = "EUR") {
  v1::RecordEffort command;
  command.set_id(kAction);
  v1::EffortEntry* entry = command.mutable_entry();
  entry->set_id(IdOf(name));
  entry->set_what(name);
  entry->set_hours(hours);
  entry->set_person_id(kImplementer);
  entry->set_spent_on("2024-04-19");
  if (!amount.empty()) {
    entry->mutable_cost()->set_amount(amount);
    entry->mutable_cost()->set_currency(currency);
  }
  return command;
}

TEST(Effort, HoursAndMoneyAddUpExactly) {
  ActionSteps steps;
  steps.Raise();
  EXPECT_EQ(steps.Presented().hours_spent(), "");
  steps.domain.Accepted(Effort("review", "0.1", "0.10"));
  steps.domain.Accepted(Effort("training", "0.2", "0.20"));
  steps.domain.Accepted(Effort("travel", "", "12.5", "SEK"));
  v1::Action action = steps.Presented();
  EXPECT_EQ(action.hours_spent(), "0.3");
  ASSERT_EQ(action.cost_spent_size(), 2);
  EXPECT_EQ(action.cost_spent(0).currency(), "EUR");
  EXPECT_EQ(action.cost_spent(0).amount(), "0.3");
  EXPECT_EQ(action.cost_spent(1).currency(), "SEK");
  EXPECT_EQ(action.cost_spent(1).amount(), "12.5");
}

TEST(Effort, NothingNegativeEmptyOrTwice) {
  ActionSteps steps;
  steps.Raise();
  EXPECT_EQ(steps.domain.Refused(Effort("nothing", "")).code(), "nothing-spent");
  assay::Problem hours = steps.domain.Refused(Effort("less", "-1"));
  EXPECT_EQ(hours.code(), "not-spent");
  EXPECT_EQ(hours.field(), "entry.hours");
  EXPECT_EQ(steps.domain.Refused(Effort("less", "", "-0.01")).field(), "entry.cost.amount");
  EXPECT_EQ(steps.domain.Refused(Effort("much", "", "12345678901")).code(), "not-spent");
  steps.domain.Accepted(Effort("review", "1"));
  EXPECT_EQ(steps.domain.Refused(Effort("review", "2")).code(), "already-recorded");
}

TEST(Effort, TheListHasAnEnd) {
  ActionSteps steps;
  steps.Raise();
  for (int i = 0; i < 200; ++i) {
    steps.domain.Accepted(Effort("entry " + std::to_string(i), "1"));
  }
  EXPECT_EQ(steps.domain.Refused(Effort("one more", "1")).code(), "too-many-entries");
  EXPECT_EQ(steps.Presented().hours_spent(), "200");
}

TEST(Effort, WhatAPlanIsToCostIsPartOfItsApproval) {
  ActionSteps steps;
  steps.UpToCause();
  v1::SubmitPlan plan = steps.Plan();
  plan.mutable_estimated_cost()->set_amount("1200.00");
  plan.mutable_estimated_cost()->set_currency("EUR");
  plan.set_estimated_hours("16.5");
  steps.domain.Accepted(plan);
  steps.domain.Accepted(steps.Approval());
  EXPECT_EQ(steps.action().estimated_cost().amount(), "1200.00");
  v1::AmendPlan dearer;
  dearer.set_id(kAction);
  dearer.set_plan(plan.plan());
  dearer.set_finish_by(plan.finish_by());
  dearer.add_implementer_ids(kImplementer);
  dearer.mutable_estimated_cost()->set_amount("2400.00");
  dearer.mutable_estimated_cost()->set_currency("EUR");
  dearer.set_estimated_hours("16.5");
  dearer.set_reason("Two trainers");
  dearer.set_occurred_on("2024-05-02");
  steps.domain.Accepted(dearer);
  EXPECT_TRUE(steps.Presented().approval_stale());
}

}  // namespace
}  // namespace assay::actions
