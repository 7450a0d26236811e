// What a declared read names in a message.
#include "attempt.h"
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

using Texts = std::vector<std::string>;

TEST(TextsAt, AFieldIsItsText) {
  actions::v1::ManagementReview review;
  review.set_journey_id("j");
  EXPECT_EQ(TextsAt(review, "journey_id"), (Texts{"j"}));
}

TEST(TextsAt, AnEmptyFieldAndAnUnknownOneAreNothing) {
  actions::v1::ManagementReview review;
  EXPECT_EQ(TextsAt(review, "journey_id"), Texts{});
  EXPECT_EQ(TextsAt(review, "never_heard_of"), Texts{});
  EXPECT_EQ(TextsAt(review, "journey_id.deeper"), Texts{});
}

TEST(TextsAt, ARepeatedFieldIsAllItsElements) {
  actions::v1::Action action;
  action.add_implementer_ids("a");
  action.add_implementer_ids("");
  action.add_implementer_ids("b");
  EXPECT_EQ(TextsAt(action, "implementer_ids"), (Texts{"a", "b"}));
}

TEST(TextsAt, APathThroughAMessageIsItsField) {
  actions::v1::TakeReviewDecision command;
  EXPECT_EQ(TextsAt(command, "decision.owner_id"), Texts{});
  command.mutable_decision()->set_owner_id("a");
  EXPECT_EQ(TextsAt(command, "decision.owner_id"), (Texts{"a"}));
}

TEST(TextsAt, APathThroughARepeatedMessageIsTheFieldOfEveryElement) {
  actions::v1::ManagementReview review;
  EXPECT_EQ(TextsAt(review, "attendees.person_id"), Texts{});
  review.add_attendees()->set_person_id("a");
  review.add_attendees();
  review.add_attendees()->set_person_id("b");
  EXPECT_EQ(TextsAt(review, "attendees.person_id"), (Texts{"a", "b"}));
}

TEST(TextsAt, EnumsAndNumbersAreTheirNamesAndDigits) {
  actions::v1::Action action;
  action.set_state(actions::v1::Action::OPEN);
  action.set_revision(3);
  EXPECT_EQ(TextsAt(action, "state"), (Texts{"OPEN"}));
  EXPECT_EQ(TextsAt(action, "revision"), (Texts{"3"}));
  log::v1::Actor actor;
  actor.add_roles(assay::AUDITOR);
  actor.add_roles(assay::READER);
  EXPECT_EQ(TextsAt(actor, "roles"), (Texts{"AUDITOR", "READER"}));
}

// A review that was held, where decisions with owners are taken.
void HoldReview(WritePath* path) {
  actions::v1::PlanReview plan;
  plan.set_id(IdOf("review"));
  plan.set_journey_id(IdOf("journey"));
  ASSERT_TRUE(path->Give(plan).receipt);
  actions::v1::HoldReview hold;
  hold.set_id(IdOf("review"));
  hold.set_occurred_on("2023-11-10");
  ASSERT_TRUE(path->Give(hold).receipt);
}

actions::v1::TakeReviewDecision DecisionOfNobody() {
  actions::v1::TakeReviewDecision decide;
  decide.set_id(IdOf("review"));
  decide.mutable_decision()->set_owner_id(IdOf("nobody"));
  return decide;
}

TEST(ReadSet, AReadThatIsNotFoundNamesTheFieldByItsPathInTheBody) {
  WritePath path;
  HoldReview(&path);
  Verdict verdict = path.Give(DecisionOfNobody());
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "not-found");
  EXPECT_EQ(verdict.problem->field(), "decision.ownerId");
}

TEST(ReadSet, WithoutAWordFromTheOtherServiceNothingIsDecidedAsIfItHadNothing) {
  WritePath path;
  HoldReview(&path);
  path.ForgetOthers();
  Verdict verdict = path.Give(DecisionOfNobody());
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "unavailable");
  EXPECT_EQ(verdict.problem->status(), 503);
}

}  // namespace
}  // namespace assay::aggregate
