#include "services/actions/domain/escalation.h"

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

class OneAction final : public aggregate::TimerContext {
 public:
  OneAction(v1::Action action, const std::string& today)
      : action_(std::move(action)), today_(calendar::Date::Parse(today).value()) {}
  std::vector<std::unique_ptr<google::protobuf::Message>> AllRecords(
      const google::protobuf::Descriptor*) const override {
    std::vector<std::unique_ptr<google::protobuf::Message>> all;
    all.push_back(std::make_unique<v1::Action>(action_));
    return all;
  }
  calendar::Date today(const std::string&) const override { return today_; }
  const rules::Ruleset& RulesFor(const std::string&) const override {
    return rules::Ruleset::Default();
  }

 private:
  v1::Action action_;
  calendar::Date today_;
};

class Late : public ::testing::Test {
 protected:
  Late() { steps_.Raise(); }  // its plan is due on 2024-05-03, the work on 2024-07-18
  // What the timer finds due, given: which of it was accepted, "LATE_PLAN/1".
  std::vector<std::string> Run(const std::string& today) {
    steps_.domain.SetToday(today);
    std::vector<std::string> given;
    for (const aggregate::DueCommand& due : FindDueEscalations(OneAction(steps_.action(), today))) {
      steps_.domain.Accepted(*due.command);
      const auto& command = static_cast<const v1::EscalateAction&>(*due.command);
      given.push_back(v1::LatePart_Name(command.part()) + "/" + std::to_string(command.level()));
    }
    return given;
  }
  v1::EscalateAction Escalation(v1::LatePart part, uint32_t level, const std::string& due) {
    v1::EscalateAction command;
    command.set_id(kAction);
    command.set_part(part);
    command.set_level(level);
    command.set_due_on(due);
    return command;
  }

  ActionSteps steps_;
};

TEST_F(Late, AMissedPlanRisesLevelByLevelAndEachOnce) {
  EXPECT_TRUE(Run("2024-05-09").empty());
  EXPECT_EQ(Run("2024-05-10"), std::vector<std::string>{"LATE_PLAN/1"});
  EXPECT_TRUE(Run("2024-06-01").empty());
  EXPECT_EQ(Run("2024-06-02"), std::vector<std::string>{"LATE_PLAN/2"});
  v1::Action action = steps_.Presented("2024-06-02");
  ASSERT_EQ(action.escalations_size(), 2);
  EXPECT_EQ(action.escalations(0).escalated_on(), "2024-05-10");
  EXPECT_EQ(action.escalations(0).role(), assay::COMPLIANCE_MANAGER);
  EXPECT_EQ(action.escalations(1).role(), assay::TOP_MANAGEMENT);
  EXPECT_EQ(action.escalations(1).person_id(), kOwner);
  EXPECT_EQ(action.escalation_level(), 2u);
}

TEST_F(Late, WhatIsAwaitedNoMoreIsNotEscalated) {
  EXPECT_EQ(Run("2024-05-10").size(), 1u);
  steps_.domain.SetToday("2024-06-30");
  steps_.domain.Accepted(steps_.Acceptance());
  steps_.domain.Accepted(steps_.Correction());
  steps_.domain.Accepted(steps_.Cause());
  steps_.domain.Accepted(steps_.CauseCheck());
  steps_.domain.Accepted(steps_.Plan());
  EXPECT_EQ(steps_.Presented().escalation_level(), 0u);
  EXPECT_TRUE(Run("2024-07-01").empty());
  EXPECT_EQ(steps_.domain.Refused(Escalation(v1::LATE_PLAN, 2, "2024-05-03")).code(), "not-late");
}

TEST_F(Late, WorkAndItsCheckRiseAsWell) {
  steps_.domain.SetToday("2024-06-30");
  steps_.domain.Accepted(steps_.Acceptance());
  steps_.domain.Accepted(steps_.Correction());
  steps_.domain.Accepted(steps_.Cause());
  steps_.domain.Accepted(steps_.CauseCheck());
  steps_.domain.Accepted(steps_.Plan());
  steps_.domain.Accepted(steps_.Approval());
  EXPECT_EQ(Run("2024-07-25"), std::vector<std::string>{"LATE_IMPLEMENTATION/1"});
  steps_.domain.Accepted(steps_.Implementation());  // to be checked from 2024-06-09 on
  EXPECT_TRUE(Run("2024-08-14").empty());
  EXPECT_EQ(Run("2024-08-15"), std::vector<std::string>{"LATE_CHECK/1"});
}

TEST_F(Late, NothingIsEscalatedEarlyTwiceOrForAnotherDate) {
  steps_.domain.SetToday("2024-05-09");
  EXPECT_EQ(steps_.domain.Refused(Escalation(v1::LATE_PLAN, 1, "2024-05-03")).code(), "not-due");
  steps_.domain.SetToday("2024-05-10");
  EXPECT_EQ(steps_.domain.Refused(Escalation(v1::LATE_PLAN, 1, "2024-05-02")).code(), "not-late");
  steps_.domain.Accepted(Escalation(v1::LATE_PLAN, 1, "2024-05-03"));
  EXPECT_EQ(steps_.domain.Refused(Escalation(v1::LATE_PLAN, 1, "2024-05-03")).code(),
            "already-escalated");
}

TEST_F(Late, AnotherDueDateIsMissedAnew) {
  EXPECT_EQ(Run("2024-07-25").size(), 3u);  // the plan on both levels, the work on the first
  v1::ExtendDueDate extend;
  extend.set_id(kAction);
  extend.set_due_on("2024-08-30");
  extend.set_reason("The supplier is late");
  extend.set_decided_by(kManager);
  steps_.domain.Accepted(extend);
  EXPECT_TRUE(Run("2024-09-05").empty());
  EXPECT_EQ(Run("2024-09-06"), std::vector<std::string>{"LATE_IMPLEMENTATION/1"});
}

}  // namespace
}  // namespace assay::actions
