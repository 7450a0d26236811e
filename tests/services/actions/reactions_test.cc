#include "services/actions/reactions.h"

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

constexpr char kFindings[] = "assay.audits.v1.Finding";

std::string LastEvent(ActionSteps& steps) {
  return steps.domain.EventTypes().back();
}

TEST(Reactions, AMajorOpensACorrectiveActionWithOwnerAndDates) {
  ActionSteps steps;
  steps.Raise();
  v1::Action action = steps.action();
  EXPECT_EQ(action.kind(), v1::CORRECTIVE_ACTION);
  EXPECT_EQ(action.grade(), v1::MAJOR_ACTION);
  EXPECT_EQ(action.state(), v1::Action::OPEN);
  EXPECT_EQ(action.title(), "Emergency changes are not reviewed afterwards");
  EXPECT_EQ(action.finding_id(), kFinding);
  EXPECT_EQ(action.finding_number(), "NC-HAM-2024-0001");
  EXPECT_EQ(action.journey_id(), kJourney);
  EXPECT_EQ(action.site_id(), IdOf("Leipzig"));
  EXPECT_EQ(action.standard(), "ISO/IEC 27001");
  EXPECT_EQ(action.clause(), "8.1");
  EXPECT_EQ(action.owner_id(), kOwner);
  EXPECT_EQ(action.plan_due_on(), "2024-05-03");
  EXPECT_EQ(action.due_on(), "2024-07-18");
  EXPECT_EQ(action.opened_on(), "2024-04-19");
  EXPECT_TRUE(action.from_body());
}

TEST(Reactions, AMinorOfTheOwnExerciseIsNotTheBodys) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::MINOR);
  raised.set_origin(audits::v1::EXERCISE);
  steps.Raise(raised);
  EXPECT_EQ(steps.action().grade(), v1::MINOR_ACTION);
  EXPECT_FALSE(steps.action().from_body());
}

TEST(Reactions, AConcernIsFollowedUpAlsoWithoutADateOfStage2) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::AREA_OF_CONCERN);
  raised.clear_plan_due_on();
  raised.clear_due_on();
  steps.Raise(raised);
  EXPECT_EQ(steps.action().kind(), v1::CONCERN_FOLLOW_UP);
  EXPECT_EQ(steps.action().grade(), v1::UNGRADED);
}

TEST(Reactions, AnOpportunityOpensAnImprovementOnlyWithADate) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::OPPORTUNITY_FOR_IMPROVEMENT);
  raised.clear_due_on();
  steps.Raise(raised);
  EXPECT_FALSE(steps.domain.Exists<v1::Action>(kAction));
  EXPECT_TRUE(steps.domain.EventTypes().empty());
  raised.set_due_on("2024-12-31");
  steps.Raise(raised);
  EXPECT_EQ(steps.action().kind(), v1::IMPROVEMENT);
}

TEST(Reactions, ARegradedFindingRegradesItsActionAndDatesNotGivenStay) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::MINOR);
  steps.Raise(raised);
  audits::v1::FindingRegraded regraded;
  regraded.set_grade(audits::v1::MAJOR);
  regraded.set_reason("Nothing was done for a year");
  regraded.set_due_on("2024-06-19");
  steps.domain.Hear("audits", kFindings, kFinding, regraded);
  EXPECT_EQ(steps.action().grade(), v1::MAJOR_ACTION);
  EXPECT_EQ(steps.action().due_on(), "2024-06-19");
  EXPECT_EQ(steps.action().plan_due_on(), "2024-05-03");
}

TEST(Reactions, ANeglectedMinorsActionKnowsTheRuleAndTheReason) {
  ActionSteps steps;
  steps.Raise();
  audits::v1::FindingRegraded regraded;
  regraded.set_grade(audits::v1::MAJOR);
  regraded.set_reason("Nothing was done for a year");
  regraded.set_rule("NC-7");
  steps.domain.Hear("audits", kFindings, kFinding, regraded);
  EXPECT_EQ(steps.action().regrade_rule(), "NC-7");
  EXPECT_EQ(steps.action().regrade_reason(), "Nothing was done for a year");
  auto event = steps.Latest<v1::Action, v1::ActionRegraded>(kAction);
  EXPECT_EQ(event.title(), "Emergency changes are not reviewed afterwards");
  EXPECT_EQ(event.owner_id(), kOwner);
}

TEST(Reactions, AConcernsActionFollowsItsDateInBothDirections) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::AREA_OF_CONCERN);
  steps.Raise(raised);
  audits::v1::FindingRedated redated;
  redated.set_due_on("2024-09-01");
  redated.set_reason("Stage 2 was moved to 2024-09-02.");
  steps.domain.Hear("audits", kFindings, kFinding, redated);
  EXPECT_EQ(steps.action().due_on(), "2024-09-01");
  EXPECT_EQ(steps.action().redate_reason(), "Stage 2 was moved to 2024-09-02.");
  EXPECT_EQ(steps.action().title(), "Emergency changes are not reviewed afterwards");
  EXPECT_EQ((steps.Latest<v1::Action, v1::ActionRedated>(kAction)).owner_id(), kOwner);
  redated.set_due_on("2024-06-01");
  steps.domain.Hear("audits", kFindings, kFinding, redated);
  EXPECT_EQ(steps.action().due_on(), "2024-06-01");
  size_t before = steps.domain.EventTypes().size();
  steps.domain.Hear("audits", kFindings, kFinding, redated);
  EXPECT_EQ(steps.domain.EventTypes().size(), before) << "it has this date already";
}

TEST(Reactions, AnOpportunityThatIsTakenUpOpensAnImprovement) {
  ActionSteps steps;
  audits::v1::OpportunityTakenUp taken_up;
  taken_up.set_owner_id(kOwner);
  taken_up.set_due_on("2024-12-31");
  taken_up.set_occurred_on("2024-04-19");
  taken_up.set_number("NC-HAM-2024-0002");
  taken_up.set_journey_id(kJourney);
  taken_up.set_statement("One board for all shifts");
  taken_up.set_origin(audits::v1::BODY_AUDIT);
  steps.domain.Hear("audits", kFindings, kFinding, taken_up);
  v1::Action action = steps.action();
  EXPECT_EQ(action.kind(), v1::IMPROVEMENT);
  EXPECT_EQ(action.grade(), v1::UNGRADED);
  EXPECT_EQ(action.title(), "One board for all shifts");
  EXPECT_EQ(action.owner_id(), kOwner);
  EXPECT_EQ(action.due_on(), "2024-12-31");
  EXPECT_EQ(action.finding_id(), kFinding);
  EXPECT_EQ(action.finding_number(), "NC-HAM-2024-0002");
  EXPECT_EQ(action.opened_on(), "2024-04-19");
  EXPECT_TRUE(action.from_body());
}

TEST(Reactions, ARegradedFindingWithoutActionIsWorkToDo) {
  ActionSteps steps;
  audits::v1::FindingRegraded regraded;
  regraded.set_grade(audits::v1::MINOR);
  regraded.set_reason("A requirement is broken after all");
  steps.domain.Hear("audits", kFindings, kFinding, regraded);
  EXPECT_EQ(LastEvent(steps), "ReactionRefused");
  EXPECT_FALSE(steps.domain.Exists<v1::Action>(kAction));
}

TEST(Reactions, AWithdrawnFindingCancelsItsAction) {
  ActionSteps steps;
  steps.Raise();
  audits::v1::FindingWithdrawn withdrawn;
  withdrawn.set_reason("The auditee disputed it and was right");
  withdrawn.set_occurred_on("2024-04-19");
  steps.domain.Hear("audits", kFindings, kFinding, withdrawn);
  EXPECT_EQ(steps.action().state(), v1::Action::CANCELLED);
  EXPECT_EQ(steps.action().cancel_reason(),
            "The finding was withdrawn: The auditee disputed it and was right");
}

TEST(Reactions, AWithdrawnFindingWithALongReasonStillCancels) {
  ActionSteps steps;
  steps.Raise();
  audits::v1::FindingWithdrawn withdrawn;
  for (int i = 0; i < 1000; ++i) {
    withdrawn.mutable_reason()->append("\u00fc");  // two bytes each
  }
  steps.domain.Hear("audits", kFindings, kFinding, withdrawn);
  EXPECT_EQ(steps.action().state(), v1::Action::CANCELLED);
}

TEST(Reactions, AWithdrawnFindingWhoseActionIsClosedIsWorkToDo) {
  ActionSteps steps;
  steps.UpToClosing();
  audits::v1::FindingWithdrawn withdrawn;
  withdrawn.set_reason("Withdrawn late");
  steps.domain.Hear("audits", kFindings, kFinding, withdrawn);
  EXPECT_EQ(steps.action().state(), v1::Action::CLOSED);
  EXPECT_EQ(LastEvent(steps), "ReactionRefused");
}

TEST(Reactions, AClosedConcernClosesItsFollowUpWithoutSettlingTheFindingAgain) {
  ActionSteps steps;
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_grade(audits::v1::AREA_OF_CONCERN);
  steps.Raise(raised);
  audits::v1::ConcernClosed closed;
  closed.set_resolution("The inventory was completed");
  closed.set_occurred_on("2024-04-19");
  steps.domain.Hear("audits", kFindings, kFinding, closed);
  v1::Action action = steps.action();
  EXPECT_EQ(action.state(), v1::Action::CLOSED);
  EXPECT_EQ(action.resolution(), "The inventory was completed");
  EXPECT_EQ(action.closed_on(), "2024-04-19");
  EXPECT_EQ(action.finding_id(), kFinding);  // the record keeps what the event leaves out
}

}  // namespace
}  // namespace assay::actions
