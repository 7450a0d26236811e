#include "services/audits/domain/concern_dates.h"

#include <algorithm>

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// Two concerns of stage 1, one of them answered; stage 2 is planned for 2024-04-15.
class ConcernDatesTest : public Fjordlicht {
 protected:
  ConcernDatesTest() {
    UntilStage1Opened();
    domain.Accepted(Raise("stage 1", "concern", v1::AREA_OF_CONCERN, "hamburg", "2024-02-20"));
    domain.Accepted(Raise("stage 1", "answered", v1::AREA_OF_CONCERN, "leipzig", "2024-02-20"));
    auto close = For<v1::CloseConcern>("answered");
    close.set_resolution("The inventory is complete");
    close.set_occurred_on("2024-02-20");
    domain.Accepted(close);
    UntilStage1Concluded();
  }
  void PlanStage2() {
    domain.Accepted(Plan("stage 2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19"));
  }
  v1::MoveAudit Move(const std::string& audit, const std::string& from, const std::string& to) {
    auto move = For<v1::MoveAudit>(audit);
    move.set_planned_from(from);
    move.set_planned_to(to);
    move.set_reason("The auditor is ill");
    return move;
  }
  int64_t Count(const std::string& event) {
    std::vector<std::string> types = domain.EventTypes();
    return std::count(types.begin(), types.end(), event);
  }
};

TEST_F(ConcernDatesTest, AConcernIsDueTheDayBeforeStage2OnceThatIsPlanned) {
  EXPECT_EQ(Finding("concern").due_on(), "2024-03-22") << "30 days, as long as nobody knows";
  PlanStage2();
  EXPECT_EQ(Finding("concern").due_on(), "2024-04-14");
  EXPECT_EQ(Finding("concern").redate_reason(), "Stage 2 is planned for 2024-04-15.");
  EXPECT_EQ(Journey().stage2_on(), "2024-04-15");
}

TEST_F(ConcernDatesTest, WhenStage2IsMovedOpenConcernsFollowWithTheReason) {
  PlanStage2();
  std::string answered = Finding("answered").due_on();
  domain.Accepted(Move("stage 2", "2024-05-13", "2024-05-17"));
  EXPECT_EQ(Finding("concern").due_on(), "2024-05-12");
  EXPECT_EQ(Finding("concern").redate_reason(), "Stage 2 was moved to 2024-05-13.");
  EXPECT_EQ(Finding("answered").due_on(), answered);
  EXPECT_EQ(Journey().stage2_on(), "2024-05-13");
}

TEST_F(ConcernDatesTest, ForwardToBeforeTheConcernItIsDueWhenItWasRaised) {
  EXPECT_EQ(ConcernDueOn(calendar::Date::Parse("2024-02-20").value(),
                         calendar::Date::Parse("2024-02-20").value())
                .ToString(),
            "2024-02-20");
}

TEST_F(ConcernDatesTest, ADateSelectedAnewMovesThemToo) {
  auto select = For<v1::SelectAssessmentDate>("journey");
  select.set_stage1_on("2024-02-20");
  select.set_stage2_on("2024-05-06");
  select.set_occurred_on("2024-02-21");
  domain.Accepted(select);
  EXPECT_EQ(Finding("concern").due_on(), "2024-05-05");
}

TEST_F(ConcernDatesTest, OnTheSelectedDateNothingMoves) {
  PlanStage2();
  int64_t before = Count("FindingRedated");
  domain.Accepted(Move("stage 2", "2024-04-15", "2024-04-18"));
  EXPECT_EQ(Count("FindingRedated"), before);
  EXPECT_EQ(Count("JourneyStage2Dated"), 1);
}

TEST_F(ConcernDatesTest, OtherAuditsMoveNoConcern) {
  PlanStage2();
  std::string due = Finding("concern").due_on();
  domain.Accepted(Plan("internal", v1::INTERNAL, "2024-05-06", "2024-05-06"));
  domain.Accepted(Move("internal", "2024-05-07", "2024-05-07"));
  EXPECT_EQ(Finding("concern").due_on(), due);
}

}  // namespace
}  // namespace assay::audits
