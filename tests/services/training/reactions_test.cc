#include "services/training/reactions.h"

#include "tests/services/training/support.h"

namespace assay::training {
namespace {

const std::string kAudit = IdOf("audit at Hamburg");
const std::string kReview = IdOf("management review");

audits::v1::AuditClosed Closed(audits::v1::AuditType type) {
  audits::v1::AuditClosed closed;
  closed.set_type(type);
  closed.set_last_day("2023-10-24");
  closed.set_occurred_on("2023-11-10");
  for (const std::string& person : {kMira, kTom}) {
    audits::v1::TraineeEvaluation* evaluation = closed.add_evaluations();
    evaluation->set_person_id(person);
    evaluation->set_coach_id(kPetra);
    evaluation->set_satisfactory(person == kMira);
  }
  return closed;
}

TEST_F(Training, AClosedInternalAuditCreditsEveryTraineeItJudged) {
  domain_.Hear("audits", "assay.audits.v1.Audit", kAudit, Closed(audits::v1::DESKTOP));
  v1::Competence mira = CompetenceOf(kMira);
  ASSERT_EQ(mira.credits_size(), 1);
  EXPECT_EQ(mira.credits(0).audit_id(), kAudit);
  EXPECT_EQ(mira.credits(0).coach_id(), kPetra);
  EXPECT_EQ(mira.credits(0).occurred_on(), "2023-10-24");
  EXPECT_TRUE(mira.credits(0).satisfactory());
  EXPECT_TRUE(mira.credits(0).desktop());
  EXPECT_FALSE(CompetenceOf(kTom).credits(0).satisfactory());
}

TEST_F(Training, DesktopAndImplementationAuditQualifyWhoPassedTheCourse) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  domain_.Hear("audits", "assay.audits.v1.Audit", kAudit, Closed(audits::v1::DESKTOP));
  domain_.Hear("audits", "assay.audits.v1.Audit", IdOf("Leipzig"),
               Closed(audits::v1::IMPLEMENTATION));
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::QUALIFIED_AUDITOR);
}

TEST_F(Training, AnAuditByTheBodyTrainsNobody) {
  domain_.Hear("audits", "assay.audits.v1.Audit", kAudit, Closed(audits::v1::SURVEILLANCE));
  EXPECT_TRUE(domain_.EventTypes().empty());
}

actions::v1::ReviewSigned SignedReview() {
  actions::v1::ReviewSigned event;
  event.set_held_on("2023-10-06");
  event.set_journey_id(IdOf("journey"));
  auto attends = [&event](const std::string& person, actions::v1::ReviewRole role) {
    event.add_attendees()->set_person_id(person);
    event.mutable_attendees()->rbegin()->set_role(role);
  };
  attends(kMira, actions::v1::REVIEW_CHAIR);
  attends(kTom, actions::v1::REVIEW_SECRETARY);
  attends(kKai, actions::v1::REVIEW_MEMBER);
  attends(kPetra, actions::v1::REVIEW_GUEST);
  return event;
}

TEST_F(Training, AManagementReviewIsForumTrainingForItsMembers) {
  domain_.Hear("actions", "assay.actions.v1.ManagementReview", kReview, SignedReview());
  auto training = domain_.Get<v1::Session>(TrainingOfReview(kReview));
  EXPECT_EQ(training.kind(), v1::FORUM_TRAINING);
  EXPECT_EQ(training.title(), "Management review as training");
  EXPECT_EQ(training.state(), v1::Session::HELD);
  EXPECT_EQ(training.held_on(), "2023-10-06");
  EXPECT_EQ(training.journey_id(), IdOf("journey"));
  EXPECT_EQ(training.trainer_id(), kTom);
  EXPECT_EQ(training.half_days(), 1u);
  EXPECT_EQ(
      std::vector<std::string>(training.attended_ids().begin(), training.attended_ids().end()),
      (std::vector<std::string>{kMira, kTom, kKai}));
  EXPECT_EQ(training.invited_ids_size(), 3);
}

TEST_F(Training, AReviewOfGuestsOnlyTrainsNobody) {
  actions::v1::ReviewSigned event = SignedReview();
  for (actions::v1::Attendee& attendee : *event.mutable_attendees()) {
    attendee.set_role(actions::v1::REVIEW_GUEST);
  }
  domain_.Hear("actions", "assay.actions.v1.ManagementReview", kReview, event);
  EXPECT_TRUE(domain_.EventTypes().empty());
}

}  // namespace
}  // namespace assay::training
