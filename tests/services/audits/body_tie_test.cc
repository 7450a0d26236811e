#include "services/audits/domain/body_tie.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class BodyTieTest : public Fjordlicht {
 protected:
  v1::DeclareBodyTie Declare(v1::TieKind kind, const std::string& from = "",
                             const std::string& until = "", const std::string& on = "2023-09-04") {
    auto declare = For<v1::DeclareBodyTie>("tie");
    declare.set_body_id(IdOf("nordmark"));
    declare.set_kind(kind);
    declare.set_started_on(from);
    declare.set_ended_on(until);
    declare.set_evidence("Invoice of the year before last");
    declare.set_occurred_on(on);
    return declare;
  }
  v1::DeclareBodyPractice Practise(v1::PracticeKind kind, const std::string& from = "") {
    auto declare = For<v1::DeclareBodyPractice>("nordmark");
    declare.mutable_practice()->set_practice_id(IdOf("practice"));
    declare.mutable_practice()->set_kind(kind);
    declare.mutable_practice()->set_started_on(from);
    declare.mutable_practice()->set_evidence("Its website offers it");
    declare.set_occurred_on("2023-09-04");
    return declare;
  }
  v1::EndBodyTie End(const std::string& ended_on, const std::string& on) {
    auto end = For<v1::EndBodyTie>("tie");
    end.set_ended_on(ended_on);
    end.set_reason("The contract ended");
    end.set_occurred_on(on);
    return end;
  }
  v1::SelectAssessmentDate Dates(const std::string& stage1, const std::string& stage2) {
    auto select = For<v1::SelectAssessmentDate>("journey");
    select.set_stage1_on(stage1);
    select.set_stage2_on(stage2);
    select.set_occurred_on("2023-10-30");
    return select;
  }
  // Nordmark is selected for quality management alone.
  void QuotedForQuality() {
    auto start = For<v1::StartJourney>("quality");
    start.set_name("Quality");
    start.set_scope_statement("IT services");
    start.set_personnel(148);
    start.add_standards("ISO 9001");
    start.add_site_ids(IdOf("hamburg"));
    domain.Accepted(start);
    auto enquiry = For<v1::SendEnquiry>("enquiry quality");
    enquiry.set_journey_id(IdOf("quality"));
    enquiry.set_body_id(IdOf("nordmark"));
    enquiry.set_occurred_on("2023-09-04");
    domain.Accepted(enquiry);
    domain.SetToday("2023-09-25");
    v1::RecordQuotation quote = Quote("quotation quality", "enquiry quality");
    quote.mutable_audit_days()->DeleteSubrange(1, quote.audit_days_size() - 1);
    quote.mutable_audit_days(0)->set_standard("ISO 9001");
    domain.Accepted(quote);
  }
};

TEST_F(BodyTieTest, ABodyThatAuditsTheClientInternallyIsNotSelected) {
  domain.Accepted(Declare(v1::BODY_AUDITED_INTERNALLY, "2022-01-01"));
  UntilQuoted();
  domain.SetToday("2023-10-04");
  assay::Problem problem = domain.Refused(Select("quotation nordmark"));
  EXPECT_EQ(problem.rule(), "IMP-2");
  EXPECT_EQ(problem.field(), "quotationId");
  domain.Accepted(Select("quotation albion"));  // the tie is not its own
}

TEST_F(BodyTieTest, InternalAuditsAndRelatedConsultancyCoolOffForTwoYears) {
  domain.Accepted(Declare(v1::BODY_AUDITED_INTERNALLY, "2021-01-01", "2021-10-04"));
  UntilQuoted();
  domain.SetToday("2023-10-05");
  EXPECT_EQ(domain.Refused(Select("quotation nordmark")).rule(), "IMP-3");
  v1::SelectBody later = Select("quotation nordmark");
  later.set_occurred_on("2023-10-05");
  domain.Accepted(later);
}

TEST_F(BodyTieTest, ARelatedConsultancyCoolsOffToo) {
  domain.Accepted(Declare(v1::RELATED_BODY_CONSULTED, "2021-01-01", "2021-10-05"));
  UntilQuoted();
  domain.SetToday("2023-10-04");
  EXPECT_EQ(domain.Refused(Select("quotation nordmark")).rule(), "IMP-4");
}

TEST_F(BodyTieTest, OneBodyDoesNotCertifyTheQualityManagementOfAnother) {
  domain.Accepted(Declare(v1::CLIENT_IS_BODY));
  QuotedForQuality();
  auto select = Select("quotation quality");
  select.set_id(IdOf("quality"));
  select.set_occurred_on("2023-09-25");
  EXPECT_EQ(domain.Refused(select).rule(), "IMP-7");
  UntilSelected();  // without 9001 nothing speaks against it
}

TEST_F(BodyTieTest, WhatABodyPractisesConcernsEveryClient) {
  aggregate::Receipt declared = domain.Accepted(Practise(v1::OFFERS_CONSULTANCY));
  EXPECT_TRUE(domain.Warned(declared, "IMP-1"));
  EXPECT_EQ(domain.Refused(Practise(v1::OFFERS_CONSULTANCY)).code(), "practice-exists");
  UntilQuoted();
  domain.SetToday("2023-10-04");
  EXPECT_EQ(domain.Refused(Select("quotation nordmark")).rule(), "IMP-1");

  auto end = For<v1::EndBodyPractice>("nordmark");
  end.set_practice_id(IdOf("practice"));
  end.set_ended_on("2023-09-03");
  end.set_reason("Sold");
  end.set_occurred_on("2023-10-04");
  EXPECT_EQ(domain.Refused(end).code(), "out-of-order");  // it went on when it was declared
  end.set_ended_on("2023-10-03");
  domain.Accepted(end);
  EXPECT_EQ(domain.Refused(end).code(), "no-such-practice");
  domain.Accepted(Select("quotation nordmark"));
}

TEST_F(BodyTieTest, PromotingAConsultancyIsWarnedAbout) {
  EXPECT_TRUE(domain.Warned(domain.Accepted(Practise(v1::PROMOTES_CONSULTANCY)), "IMP-6"));
  UntilQuoted();
  domain.SetToday("2023-10-04");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Select("quotation nordmark")), "IMP-6"));
}

TEST_F(BodyTieTest, TheDaysOfTheStagesAreJudgedEachForItself) {
  UntilAgreed();
  domain.Accepted(Declare(v1::RELATED_BODY_CONSULTED, "2024-03-01", "", "2023-10-30"));
  assay::Problem problem = domain.Refused(Dates("2024-02-20", "2024-04-15"));
  EXPECT_EQ(problem.rule(), "IMP-4");
  EXPECT_EQ(problem.field(), "stage2On");
  EXPECT_EQ(domain.Refused(Dates("2024-03-20", "2024-04-15")).field(), "stage1On");
  domain.Accepted(Dates("2024-01-20", "2024-02-15"));
}

TEST_F(BodyTieTest, NobodyGetsRoundTheDatesByPlanningOrMovingTheAuditItself) {
  UntilAgreed();
  domain.Accepted(Plan("moved", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21"));
  domain.Accepted(Declare(v1::RELATED_BODY_CONSULTED, "2024-03-01", "", "2023-10-30"));
  EXPECT_EQ(domain.Refused(Plan("s1", v1::INITIAL_STAGE_1, "2024-03-20", "2024-03-21")).rule(),
            "IMP-4");
  auto move = For<v1::MoveAudit>("moved");
  move.set_planned_from("2024-02-29");
  move.set_planned_to("2024-03-01");
  move.set_reason("Later");
  EXPECT_EQ(domain.Refused(move).rule(), "IMP-4");
  domain.Accepted(Plan("own", v1::INTERNAL, "2024-03-20", "2024-03-21"));  // not the body's
}

TEST_F(BodyTieTest, ATieThatBecomesKnownLaterIsAFactWithItsBreach) {
  UntilSelected();
  aggregate::Receipt receipt = domain.Accepted(
      Declare(v1::BODY_AUDITED_INTERNALLY, "2021-01-01", "2021-12-31", "2023-10-04"));
  ASSERT_TRUE(domain.Warned(receipt, "IMP-3"));
  EXPECT_TRUE(receipt.warnings.front().blocking());  // work for a person
  EXPECT_EQ(domain.Get<v1::BodyTie>(IdOf("tie")).state(), v1::BodyTie::ENDED);
}

TEST_F(BodyTieTest, ATieOfABodyThatIsNotSelectedBreaksNothing) {
  UntilSelected();
  v1::DeclareBodyTie other = Declare(v1::BODY_AUDITED_INTERNALLY, "", "", "2023-10-04");
  other.set_body_id(IdOf("albion"));
  EXPECT_TRUE(domain.Accepted(other).warnings.empty());
}

TEST_F(BodyTieTest, CertificationIsNeitherGrantedNorRenewedUnderATie) {
  UntilStage2Reported();
  domain.Accepted(Declare(v1::BODY_AUDITED_INTERNALLY, "2024-04-01", "", "2024-04-19"));
  domain.SetToday("2024-06-18");
  EXPECT_EQ(domain.Refused(Grant("2024-06-18")).rule(), "IMP-2");
  auto withdraw = For<v1::WithdrawBodyTie>("tie");
  withdraw.set_reason("It was another client");
  withdraw.set_occurred_on("2024-06-18");
  domain.Accepted(withdraw);
  UntilCertified();

  Recertified("r", "2027-03-15", "2027-03-19");
  v1::DeclareBodyTie again = Declare(v1::RELATED_BODY_CONSULTED, "2027-01-01", "", "2027-03-19");
  again.set_id(IdOf("another tie"));
  domain.Accepted(again);
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).rule(), "IMP-4");
}

TEST_F(BodyTieTest, ATransferIsNoWayRoundATie) {
  UntilCertified();
  v1::DeclareBodyTie tie = Declare(v1::BODY_AUDITED_INTERNALLY, "2024-01-01", "", "2024-06-18");
  tie.set_body_id(IdOf("albion"));
  domain.Accepted(tie);
  assay::Problem problem = domain.Refused(Transfer(kSecurityCertificate, "2024-06-18"));
  EXPECT_EQ(problem.rule(), "IMP-2");
  EXPECT_EQ(problem.field(), "bodyId");
}

TEST_F(BodyTieTest, ATieEndsWhenItWasLastKnownToGoOnOrLater) {
  EXPECT_EQ(domain.Refused(Declare(v1::BODY_AUDITED_INTERNALLY, "2022-02-02", "2022-02-01")).code(),
            "dates-reversed");
  domain.Accepted(Declare(v1::BODY_AUDITED_INTERNALLY, "2022-01-01"));
  domain.SetToday("2023-09-25");
  EXPECT_EQ(domain.Refused(End("2021-06-30", "2023-09-25")).code(), "out-of-order");
  EXPECT_EQ(domain.Refused(End("2023-09-20", "2023-09-19")).code(), "out-of-order");
  domain.Accepted(End("2023-09-20", "2023-09-25"));
  EXPECT_EQ(domain.Refused(End("2023-09-25", "2023-09-25")).code(), "wrong-state");
  UntilQuoted();
  domain.SetToday("2023-10-04");
  EXPECT_EQ(domain.Refused(Select("quotation nordmark")).rule(), "IMP-3");
}

TEST_F(BodyTieTest, ThePracticesEndIsAFactWithADateOfItsOwn) {
  v1::DeclareBodyPractice declare = Practise(v1::OFFERS_CONSULTANCY, "2023-08-01");
  declare.mutable_practice()->set_ended_on("2023-09-05");
  EXPECT_EQ(domain.Refused(declare).field(), "practice.endedOn") << "that day is still to come";
  declare.mutable_practice()->set_ended_on("2023-07-31");
  EXPECT_EQ(domain.Refused(declare).code(), "dates-reversed");
  declare.mutable_practice()->set_ended_on("2023-09-04");
  domain.Accepted(declare);
}

TEST_F(BodyTieTest, APracticeDoesNotEndBeforeItBegan) {
  domain.Accepted(Practise(v1::OFFERS_CONSULTANCY, "2023-09-20"));
  domain.SetToday("2023-09-25");
  auto end = For<v1::EndBodyPractice>("nordmark");
  end.set_practice_id(IdOf("practice"));
  end.set_ended_on("2023-09-19");
  end.set_reason("Sold");
  end.set_occurred_on("2023-09-25");
  EXPECT_EQ(domain.Refused(end).code(), "dates-reversed");
  end.set_ended_on("2023-09-20");
  domain.Accepted(end);
}

TEST_F(BodyTieTest, APracticeThatNeverWasIsWithdrawnAndCountsForNothing) {
  auto withdraw = For<v1::WithdrawBodyPractice>("nordmark");
  withdraw.set_practice_id(IdOf("practice"));
  withdraw.set_reason("It was another body of that name");
  withdraw.set_occurred_on("2023-09-04");
  EXPECT_EQ(domain.Refused(withdraw).code(), "no-such-practice");
  domain.Accepted(Practise(v1::OFFERS_CONSULTANCY));
  v1::WithdrawBodyPractice early = withdraw;
  early.set_occurred_on("2023-09-03");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(withdraw);
  auto body = domain.Get<v1::CertificationBody>(IdOf("nordmark"));
  EXPECT_EQ(body.practices_size(), 0);
  ASSERT_EQ(body.withdrawn_practices_size(), 1);
  EXPECT_EQ(body.withdrawn_practices(0).kind(), v1::OFFERS_CONSULTANCY);
  EXPECT_EQ(body.withdrawn_practices(0).withdrawn_on(), "2023-09-04");
  EXPECT_EQ(body.withdrawn_practices(0).reason(), "It was another body of that name");
  EXPECT_EQ(domain.Refused(withdraw).code(), "no-such-practice");
  EXPECT_EQ(domain.Refused(Practise(v1::OFFERS_CONSULTANCY)).code(), "practice-exists");
  UntilSelected();  // nothing stands in the way
}

TEST_F(BodyTieTest, TheBodyOpensNoAuditUnderATieAndTheClientRecordsThatItDid) {
  UntilAgreed();
  domain.Accepted(Plan("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21"));
  domain.Accepted(Assign("stage 1", "leif", v1::LEAD_AUDITOR));
  domain.Accepted(Declare(v1::RELATED_BODY_CONSULTED, "2023-10-01", "", "2023-10-30"));
  domain.SetToday("2024-02-20");
  assay::Problem problem = RefusedInRole(assay::BODY_AUDITOR, Open("stage 1", "2024-02-20"));
  EXPECT_EQ(problem.rule(), "IMP-4");
  EXPECT_EQ(problem.field(), "occurredOn");
  aggregate::Receipt opened = domain.Accepted(Open("stage 1", "2024-02-20"));
  ASSERT_TRUE(domain.Warned(opened, "IMP-4"));
  EXPECT_TRUE(opened.warnings.front().blocking());
  EXPECT_FALSE(Audit("stage 1").opened_on().empty());
}

TEST_F(BodyTieTest, ThatTheBodyReportedUnderATieIsAFact) {
  UntilStage2Opened();
  domain.Accepted(Declare(v1::BODY_AUDITED_INTERNALLY, "2024-04-19", "", "2024-04-15"));
  domain.SetToday("2024-04-19");
  aggregate::Verdict verdict =
      GiveInRole(assay::BODY_AUDITOR, Report("stage 2", "2024-04-15", "2024-04-19"));
  ASSERT_TRUE(verdict.receipt);
  EXPECT_TRUE(domain.Warned(*verdict.receipt, "IMP-2"));
}

TEST_F(BodyTieTest, TheOrganisationsOwnAuditsAreNoneOfTheBodysBusiness) {
  UntilAgreed();
  domain.Accepted(Declare(v1::BODY_AUDITED_INTERNALLY, "2023-10-01", "", "2023-10-30"));
  domain.Accepted(Plan("desktop", v1::DESKTOP, "2023-11-02", "2023-11-02"));
  domain.Accepted(Assign("desktop", "mira", v1::TRAINEE));
  domain.Accepted(Assign("desktop", "petra", v1::COACH));
  domain.SetToday("2023-11-02");
  EXPECT_FALSE(domain.Warned(domain.Accepted(Open("desktop", "2023-11-02")), "IMP-2"));
  EXPECT_FALSE(
      domain.Warned(domain.Accepted(Report("desktop", "2023-11-02", "2023-11-02")), "IMP-2"));
}

}  // namespace
}  // namespace assay::audits
