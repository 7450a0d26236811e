#include "services/audits/domain/complaint.h"

#include "assay/audits/v1/complaint.pb.h"
#include "tests/services/audits/moves.h"

namespace assay::audits {
namespace {

constexpr char kComplaintDay[] = "2024-09-02";

class ComplaintTest : public Fjordlicht {
 protected:
  ComplaintTest() {
    UntilCertified();
    domain.SetToday(kComplaintDay);
    KnowPerson("gro", directory::v1::BODY_STAFF);
  }

  v1::ReceiveComplaint Receive(v1::Complaint::Direction direction = v1::Complaint::ABOUT_CLIENT) {
    auto receive = For<v1::ReceiveComplaint>("complaint");
    receive.set_journey_id(IdOf("journey"));
    receive.set_direction(direction);
    receive.set_complainant("A customer");
    receive.add_subject_ids(IdOf("olga"));
    receive.set_description("Backups were not kept");
    receive.set_occurred_on(kComplaintDay);
    return receive;
  }
  v1::AcknowledgeComplaint Acknowledge(const std::string& handler = "gro") {
    auto acknowledge = For<v1::AcknowledgeComplaint>("complaint");
    acknowledge.set_handler_id(IdOf(handler));
    acknowledge.set_occurred_on(kComplaintDay);
    return acknowledge;
  }
  v1::InvestigateComplaint Investigate(bool valid = true, bool audit = false) {
    auto investigate = For<v1::InvestigateComplaint>("complaint");
    investigate.set_facts("Two restores failed");
    investigate.set_valid(valid);
    investigate.set_special_audit_needed(audit);
    investigate.set_occurred_on(kComplaintDay);
    return investigate;
  }
  v1::AnswerComplaint Answer() {
    auto answer = For<v1::AnswerComplaint>("complaint");
    answer.set_answer("It is looked into");
    answer.set_occurred_on(kComplaintDay);
    return answer;
  }
  v1::CloseComplaint Close() {
    auto close = For<v1::CloseComplaint>("complaint");
    close.set_outcome("The customer is content");
    close.set_occurred_on(kComplaintDay);
    return close;
  }
  v1::LinkComplaint Link(const std::string& audit) {
    auto link = For<v1::LinkComplaint>("complaint");
    link.set_audit_id(IdOf(audit));
    return link;
  }
  v1::Complaint Complaint() { return domain.Get<v1::Complaint>(IdOf("complaint")); }
  void Until(int state) {
    domain.Accepted(Receive());
    if (state >= v1::Complaint::ACKNOWLEDGED) {
      domain.Accepted(Acknowledge());
    }
    if (state >= v1::Complaint::INVESTIGATED) {
      domain.Accepted(Investigate());
    }
    if (state >= v1::Complaint::ANSWERED) {
      domain.Accepted(Answer());
    }
    if (state >= v1::Complaint::CLOSED) {
      domain.Accepted(Close());
    }
  }
};

TEST_F(ComplaintTest, ItIsReceivedWithANumberAndItsTimes) {
  domain.Accepted(Receive());
  EXPECT_EQ(Complaint().number(), "CO-TST-2024-0001");
  EXPECT_EQ(Complaint().acknowledge_by(), "2024-09-12");
  EXPECT_EQ(Complaint().answer_by(), "2024-11-01");
  v1::Complaint complaint = Complaint();
  PresentComplaint(&complaint, calendar::Date::Parse("2024-09-12").value());
  EXPECT_FALSE(complaint.overdue());
  PresentComplaint(&complaint, calendar::Date::Parse("2024-09-13").value());
  EXPECT_TRUE(complaint.overdue());
}

TEST_F(ComplaintTest, WhomItIsAboutDoesNotHandleIt) {
  domain.Accepted(Receive());
  EXPECT_EQ(domain.Refused(Acknowledge("olga")).rule(), "CM-1");
  domain.Accepted(Acknowledge("leif"));  // of a complaint about the client an auditor may
}

TEST_F(ComplaintTest, WhoAuditedOrDecidedHandlesNoneAboutTheBody) {
  domain.Accepted(Receive(v1::Complaint::ABOUT_BODY));
  EXPECT_EQ(domain.Refused(Acknowledge("leif")).rule(), "CM-1");
  EXPECT_EQ(domain.Refused(Acknowledge("ines")).rule(), "CM-1");
  EXPECT_EQ(domain.Refused(Acknowledge("ines")).field(), "handlerId");
  domain.Accepted(Acknowledge("gro"));
  EXPECT_EQ(domain.Refused(Investigate(true, true)).code(), "special-audit-without-cause");
}

TEST_F(ComplaintTest, WhomItIsAboutTakesNoLaterStepEither) {
  domain.Accepted(Receive());
  domain.Accepted(Acknowledge());
  domain.ActAs(IdOf("olga"));
  EXPECT_EQ(domain.Refused(Investigate()).rule(), "CM-1");
  domain.ActAs(IdOf("gro"));
  domain.Accepted(Investigate());
  domain.ActAs(IdOf("olga"));
  EXPECT_EQ(domain.Refused(Answer()).rule(), "CM-1");
  domain.ActAs(IdOf("gro"));
  domain.Accepted(Answer());
  domain.ActAs(IdOf("olga"));
  EXPECT_EQ(domain.Refused(Close()).rule(), "CM-1");
}

TEST_F(ComplaintTest, OnlyAValidOneAsksForAnAuditOrLeadsToAFinding) {
  Until(v1::Complaint::ACKNOWLEDGED);
  EXPECT_EQ(domain.Refused(Investigate(false, true)).code(), "special-audit-without-cause");
  domain.Accepted(Investigate(false));
  Opened("special", v1::SPECIAL, "2024-09-10", "2024-09-10");
  domain.Accepted(Raise("special", "finding", v1::MINOR, "leipzig", "2024-09-10"));
  v1::LinkComplaint link = Link("special");
  link.set_finding_id(IdOf("finding"));
  EXPECT_EQ(domain.Refused(link).code(), "complaint-not-valid");
  EXPECT_EQ(domain.Refused(For<v1::LinkComplaint>("complaint")).code(), "nothing-to-link");
}

TEST_F(ComplaintTest, TheSpecialAuditItAskedForIsHeldBeforeItIsClosed) {
  Until(v1::Complaint::ACKNOWLEDGED);
  domain.Accepted(Investigate(true, true));
  domain.Accepted(Answer());
  EXPECT_EQ(domain.Refused(Close()).rule(), "CM-3");
  Opened("special", v1::SPECIAL, "2024-09-10", "2024-09-10");
  domain.Accepted(Raise("special", "finding", v1::MINOR, "leipzig", "2024-09-10"));
  v1::LinkComplaint link = Link("special");
  link.set_finding_id(IdOf("finding"));
  domain.Accepted(link);
  v1::CloseComplaint close = Close();
  close.set_occurred_on("2024-09-10");
  EXPECT_EQ(domain.Refused(close).rule(), "CM-3");
  domain.Accepted(Report("special", "2024-09-10", "2024-09-10"));
  domain.Accepted(close);
  EXPECT_EQ(Complaint().finding_ids(0), IdOf("finding"));
}

TEST_F(ComplaintTest, LateIsRecordedWithAWarningAndBackwardsIsRefused) {
  domain.Accepted(Receive());
  v1::AcknowledgeComplaint early = Acknowledge();
  early.set_occurred_on("2024-09-01");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.SetToday("2024-11-02");
  v1::AcknowledgeComplaint late = Acknowledge();
  late.set_occurred_on("2024-11-02");
  EXPECT_TRUE(domain.Warned(domain.Accepted(late), "CM-2"));
  EXPECT_EQ(domain.Refused(Investigate()).code(), "out-of-order");
  v1::InvestigateComplaint investigate = Investigate();
  investigate.set_occurred_on("2024-11-02");
  domain.Accepted(investigate);
  EXPECT_EQ(domain.Refused(Answer()).code(), "out-of-order");
  v1::AnswerComplaint answer = Answer();
  answer.set_occurred_on("2024-11-02");
  EXPECT_TRUE(domain.Warned(domain.Accepted(answer), "CM-2"));
  EXPECT_EQ(domain.Refused(Close()).code(), "out-of-order");
}

TEST_F(ComplaintTest, AnotherJourneysRecordsAreNotItsOwn) {
  auto start = For<v1::StartJourney>("other");
  start.set_name("Another");
  start.set_scope_statement("Another");
  start.set_personnel(10);
  start.add_standards("ISO 22301");
  start.add_site_ids(IdOf("hamburg"));
  domain.Accepted(start);
  v1::ReceiveComplaint stray = Receive();
  stray.set_journey_id(IdOf("other"));
  stray.set_certificate_id(IdOf(kContinuityCertificate));
  EXPECT_EQ(domain.Refused(stray).code(), "another-journey");
  Until(v1::Complaint::INVESTIGATED);
  v1::PlanAudit plan = Plan("elsewhere", v1::INTERNAL, "2024-09-10", "2024-09-10");
  plan.set_journey_id(IdOf("other"));
  plan.clear_site_ids();
  plan.add_site_ids(IdOf("hamburg"));
  plan.clear_standards();
  plan.add_standards("ISO 22301");
  domain.Accepted(plan);
  EXPECT_EQ(domain.Refused(Link("elsewhere")).code(), "another-journey");
}

class ComplaintMoves : public ComplaintTest,
                       public ::testing::WithParamInterface<std::tuple<int, int>> {};

TEST_P(ComplaintMoves, AreLegalInTheirStatesOnly) {
  auto [state, number] = GetParam();
  domain.Accepted(Plan("special", v1::SPECIAL, "2024-09-10", "2024-09-10"));
  Until(state);
  using C = v1::Complaint;
  const std::vector<Move> moves = {
      MoveOf(Acknowledge(), {C::RECEIVED}), MoveOf(Investigate(), {C::ACKNOWLEDGED}),
      MoveOf(Answer(), {C::INVESTIGATED}), MoveOf(Link("special"), {C::INVESTIGATED, C::ANSWERED}),
      MoveOf(Close(), {C::ANSWERED})};
  ExpectMove(&domain, moves.at(static_cast<size_t>(number)), state);
}

INSTANTIATE_TEST_SUITE_P(All, ComplaintMoves,
                         ::testing::Combine(::testing::Range(1, 6), ::testing::Range(0, 5)));

}  // namespace
}  // namespace assay::audits
