// Nobody approves, judges or decides in another's name; what the body decided elsewhere is
// recorded.
#include <functional>

#include "assay/audits/v1/appeal.pb.h"
#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

using Command = std::shared_ptr<google::protobuf::Message>;

template <typename Message>
Command Copy(const Message& command) {
  return std::make_shared<Message>(command);
}

class ActingPersonTest : public AuditWorkspace {
 protected:
  // Somebody else is sent away; whom it names may do it.
  void ExpectOwnName(const Command& command, const std::string& field, const std::string& person) {
    assay::Problem problem = RefusedAs("sven", *command, {assay::COMPLIANCE_MANAGER});
    EXPECT_EQ(problem.code(), "another-person") << command->GetTypeName();
    EXPECT_EQ(problem.field(), field) << command->GetTypeName();
    EXPECT_NE(problem.detail().find("for another"), std::string::npos);
    EXPECT_TRUE(GiveAs(person, *command).receipt) << command->GetTypeName();
  }

  v1::EstablishAuditProgramme Establishing() const {
    auto establish = For<v1::EstablishAuditProgramme>("programme");
    establish.set_name("Internal audits");
    establish.set_from_year(2023);
    establish.set_to_year(2025);
    establish.set_objectives("Every clause at every site");
    establish.set_risks_and_opportunities("A new site");
    establish.add_standards("ISO/IEC 27001");
    establish.add_site_ids(IdOf("hamburg"));
    establish.set_established_by(IdOf("jonas"));
    establish.set_occurred_on("2023-09-04");
    return establish;
  }
  v1::RejectEvidence Rejecting() const {
    auto reject = For<v1::RejectEvidence>("request");
    reject.set_judged_by(IdOf("mira"));
    reject.set_reason("Report 2 is a draft");
    reject.set_due_on("2023-11-13");
    reject.set_occurred_on("2023-11-06");
    return reject;
  }
  v1::SubmitEvidence Submitting() const {
    auto submit = For<v1::SubmitEvidence>("request");
    submit.set_submission("Reports 1 to 3");
    submit.set_submitted_by(IdOf("olga"));
    submit.set_occurred_on("2023-11-06");
    return submit;
  }
};

TEST_F(ActingPersonTest, EstablishesApprovesAndReviewsAProgrammeInTheOwnName) {
  ExpectOwnName(Copy(Establishing()), "establishedBy", "jonas");
  auto approve = For<v1::ApproveAuditProgramme>("programme");
  approve.set_approved_by(IdOf("olga"));
  approve.set_occurred_on("2023-09-04");
  EXPECT_EQ(RefusedAs("jonas", approve).rule(), "PR-2") << "who established it, in any name";
  ExpectOwnName(Copy(approve), "approvedBy", "olga");
  auto review = For<v1::ReviewAuditProgramme>("programme");
  review.mutable_review()->set_year(2023);
  review.mutable_review()->set_occurred_on("2023-09-04");
  review.mutable_review()->set_learnt("Goes on");
  review.mutable_review()->set_reviewed_by(IdOf("mira"));
  ExpectOwnName(Copy(review), "review.reviewedBy", "mira");
}

TEST_F(ActingPersonTest, JudgesEvidenceOfAnInternalAuditInTheOwnName) {
  OpenedInternal();
  domain.Accepted(Request("request"));
  domain.Accepted(Submitting());
  ExpectOwnName(Copy(Rejecting()), "judgedBy", "mira");
  domain.Accepted(Submitting());
  auto accept = For<v1::AcceptEvidence>("request");
  accept.set_judged_by(IdOf("jonas"));
  accept.set_occurred_on("2023-11-06");
  ExpectOwnName(Copy(accept), "judgedBy", "jonas");
}

TEST_F(ActingPersonTest, AnswersALineAndAsksForEvidenceInTheOwnName) {
  OpenedInternal();
  ExpectOwnName(Copy(Answer(LineAt(0), v1::LineAnswer::CONFORM)), "answeredBy", "mira");
  ExpectOwnName(Copy(Request("request")), "requestedBy", "mira");
}

TEST_F(ActingPersonTest, EvaluatesATraineeInTheOwnName) {
  UntilStage1Opened();
  domain.Accepted(Assign("stage 1", "trainee", v1::TRAINEE));
  auto evaluate = For<v1::EvaluateTrainee>("stage 1");
  evaluate.set_person_id(IdOf("trainee"));
  evaluate.set_coach_id(IdOf("leif"));
  evaluate.set_satisfactory(true);
  EXPECT_EQ(RefusedAs("trainee", evaluate).code(), "another-person");
  ExpectOwnName(Copy(evaluate), "coachId", "leif");
}

// ---- The body's acts: recorded by others as facts, but done here in the own name.

class BodysActTest : public ActingPersonTest {
 protected:
  void ExpectOwnNameOfBody(const Command& command, const std::string& field, assay::Role role) {
    assay::Problem problem = RefusedAs("gro", *command, {role});
    EXPECT_EQ(problem.code(), "another-person") << command->GetTypeName();
    EXPECT_EQ(problem.field(), field) << command->GetTypeName();
  }
  template <typename Message>
  Message Decided(const std::string& id, const std::string& on) const {
    auto command = For<Message>(id);
    command.set_decider_id(IdOf("ines"));
    command.set_occurred_on(on);
    return command;
  }
};

TEST_F(BodysActTest, ADecisionOnTheJourneyIsTheDecidersOwn) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  auto refuse = Decided<v1::RefuseCertification>("journey", "2024-06-18");
  refuse.set_reasons("No");
  ExpectOwnNameOfBody(Copy(refuse), "deciderId", assay::BODY_DECIDER);
  ExpectOwnNameOfBody(Copy(Grant("2024-06-18")), "deciderId", assay::BODY_DECIDER);
  EXPECT_TRUE(GiveAs("jonas", Grant("2024-06-18"), {assay::COMPLIANCE_MANAGER}).receipt)
      << "the letter of the body is recorded";
  auto renew = Decided<v1::RenewCertification>("journey", "2024-06-18");
  renew.set_reasons("Recertified");
  ExpectOwnNameOfBody(Copy(renew), "deciderId", assay::BODY_DECIDER);
  auto no_renewal = Decided<v1::RefuseRenewal>("journey", "2024-06-18");
  no_renewal.set_reasons("No");
  ExpectOwnNameOfBody(Copy(no_renewal), "deciderId", assay::BODY_DECIDER);
  EXPECT_TRUE(GiveAs("ines", no_renewal, {assay::BODY_DECIDER}).receipt);
}

TEST_F(BodysActTest, ADecisionOnACertificateIsTheDecidersOwn) {
  const std::string id = kContinuityCertificate;
  const std::string on = "2024-06-18";
  UntilCertified();
  auto suspend = Decided<v1::SuspendCertificate>(id, on);
  suspend.set_reason_code("persistent-failure");
  suspend.set_reason("The recovery target is missed");
  auto reduce = Decided<v1::ReduceCertificate>(id, on);
  reduce.set_scope("IT services");
  reduce.add_site_ids(IdOf("hamburg"));
  reduce.set_reason("Less is left");
  auto withdraw = Decided<v1::WithdrawCertificate>(id, on);
  withdraw.set_reason("Given up");
  auto transfer = Decided<v1::TransferCertificate>(id, on);
  transfer.set_body_id(IdOf("albion"));
  transfer.set_number("A-1");
  transfer.set_review("Files and last reports");
  ReviewAll(&transfer);
  for (const Command& command : {Copy(suspend), Copy(reduce), Copy(withdraw), Copy(transfer)}) {
    ExpectOwnNameOfBody(command, "deciderId", assay::BODY_DECIDER);
  }
  EXPECT_TRUE(GiveAs("ines", suspend, {assay::BODY_DECIDER}).receipt);
  auto restore = Decided<v1::RestoreCertificate>(id, on);
  restore.set_reason("Met again");
  restore.set_cause_resolved(true);
  ExpectOwnNameOfBody(Copy(restore), "deciderId", assay::BODY_DECIDER);
}

TEST_F(BodysActTest, AResponseIsJudgedAndVerifiedInTheOwnName) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  Responded("major", "2024-04-15");
  auto reject = For<v1::RejectResponse>("major");
  reject.set_judged_by(IdOf("leif"));
  reject.set_reason("The cause is the symptom");
  reject.set_occurred_on("2024-04-15");
  ExpectOwnNameOfBody(Copy(reject), "judgedBy", assay::BODY_AUDITOR);
  auto accept = For<v1::AcceptResponse>("major");
  accept.set_judged_by(IdOf("leif"));
  accept.set_occurred_on("2024-04-15");
  ExpectOwnNameOfBody(Copy(accept), "judgedBy", assay::BODY_AUDITOR);
  EXPECT_TRUE(GiveAs("leif", accept, {assay::BODY_AUDITOR}).receipt);
  auto verify = For<v1::VerifyFinding>("major");
  verify.set_verified_by(IdOf("leif"));
  verify.set_method(v1::BY_VISIT);
  verify.set_occurred_on("2024-04-15");
  ExpectOwnNameOfBody(Copy(verify), "verifiedBy", assay::BODY_AUDITOR);
  EXPECT_TRUE(GiveAs("jonas", verify, {assay::COMPLIANCE_MANAGER}).receipt);
}

TEST_F(BodysActTest, EvidenceOfTheBodysAuditIsJudgedInTheOwnName) {
  UntilStage2Opened();
  v1::RequestEvidence request = Request("request");
  request.set_audit_id(IdOf("stage 2"));
  request.set_requested_by(IdOf("leif"));
  request.set_occurred_on("2024-04-15");
  request.set_due_on("2024-04-16");
  domain.Accepted(request);
  v1::SubmitEvidence submit = Submitting();
  submit.set_occurred_on("2024-04-15");
  domain.Accepted(submit);
  auto accept = For<v1::AcceptEvidence>("request");
  accept.set_judged_by(IdOf("leif"));
  accept.set_occurred_on("2024-04-15");
  ExpectOwnNameOfBody(Copy(accept), "judgedBy", assay::BODY_AUDITOR);
  EXPECT_TRUE(GiveAs("jonas", accept, {assay::COMPLIANCE_MANAGER}).receipt);
  v1::RequestEvidence another = request;
  another.set_id(IdOf("another"));
  ExpectOwnNameOfBody(Copy(another), "requestedBy", assay::BODY_AUDITOR);
  EXPECT_TRUE(GiveAs("jonas", another, {assay::COMPLIANCE_MANAGER}).receipt);
}

TEST_F(BodysActTest, OneOfThePanelDecidesAnAppealInTheOwnName) {
  UntilCertified();
  KnowPerson("panel", directory::v1::BODY_STAFF);
  auto suspend = Decided<v1::SuspendCertificate>(kContinuityCertificate, "2024-06-18");
  suspend.set_reason_code("persistent-failure");
  suspend.set_reason("The recovery target is missed");
  domain.Accepted(suspend);
  auto file = For<v1::FileAppeal>("appeal");
  file.set_journey_id(IdOf("journey"));
  file.set_against(v1::Appeal::SUSPENSION);
  file.set_certificate_id(suspend.id());
  file.set_grounds("The target was met");
  file.set_occurred_on("2024-06-18");
  domain.Accepted(file);
  auto assign = For<v1::AssignAppealPanel>("appeal");
  assign.add_member_ids(IdOf("panel"));
  assign.set_occurred_on("2024-06-18");
  domain.Accepted(assign);
  auto decide = For<v1::DecideAppeal>("appeal");
  decide.set_decided_by(IdOf("panel"));
  decide.set_reasons("The reports");
  decide.set_occurred_on("2024-06-18");
  ExpectOwnNameOfBody(Copy(decide), "decidedBy", assay::BODY_DECIDER);
  EXPECT_TRUE(GiveAs("panel", decide, {assay::BODY_DECIDER}).receipt);
}

}  // namespace
}  // namespace assay::audits
