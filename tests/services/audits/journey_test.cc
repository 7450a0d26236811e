#include "services/audits/domain/journey.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class JourneyTest : public Fjordlicht {
 protected:
  v1::SelectAssessmentDate Dates(const std::string& stage1, const std::string& stage2) {
    auto select = For<v1::SelectAssessmentDate>("journey");
    select.set_stage1_on(stage1);
    select.set_stage2_on(stage2);
    select.set_occurred_on("2023-10-30");
    return select;
  }
  v1::ReviseJourneyScope ScopeWithout(const std::string& dropped) {
    auto revise = For<v1::ReviseJourneyScope>("journey");
    revise.set_scope_statement("IT services for shipping companies");
    revise.set_reason("Smaller scope");
    for (const std::string& site : sites) {
      if (site != dropped) {
        revise.add_site_ids(IdOf(site));
      }
    }
    return revise;
  }
};

TEST_F(JourneyTest, SelectingABodyTurnsTheOthersDown) {
  UntilSelected();
  EXPECT_EQ(Journey().state(), v1::Journey::SELECTED);
  EXPECT_EQ(Journey().body_id(), IdOf("nordmark"));
  v1::Quotation albion = domain.Get<v1::Quotation>(IdOf("quotation albion"));
  EXPECT_EQ(albion.state(), v1::Quotation::TURNED_DOWN);
  EXPECT_EQ(albion.answered_on(), "2023-10-04");
  EXPECT_EQ(domain.Get<v1::Quotation>(IdOf("quotation nordmark")).state(), v1::Quotation::SELECTED);
}

TEST_F(JourneyTest, AQuotationIsSelectedWhileItIsValid) {
  UntilQuoted();
  domain.SetToday("2024-01-02");
  v1::SelectBody select = Select("quotation nordmark");
  select.set_occurred_on("2024-01-01");
  EXPECT_EQ(domain.Refused(select).code(), "quotation-expired");
  select.set_occurred_on("2023-09-24");
  EXPECT_EQ(domain.Refused(select).code(), "out-of-order");
  select.set_occurred_on("2023-12-31");
  domain.Accepted(select);
}

TEST_F(JourneyTest, OnlyAQuotationOfThisJourneyIsSelected) {
  UntilQuoted();
  domain.SetToday("2023-10-04");
  EXPECT_EQ(domain.Refused(Select("some other quotation")).code(), "quotation-of-another-journey");
}

TEST_F(JourneyTest, AQuotationThatWasTurnedDownIsNotSelected) {
  UntilSelected();
  aggregate::Context context;
  context.AddRecord(
      std::make_shared<v1::Quotation>(domain.Get<v1::Quotation>(IdOf("quotation albion"))));
  Outcome outcome = DecideSelectBody(Journey(), Select("quotation albion"), context);
  ASSERT_TRUE(outcome.rejection());
  EXPECT_EQ(outcome.rejection()->code, "quotation-not-open");
}

TEST_F(JourneyTest, AnApplicationSaysWhoConsulted) {
  UntilSelected();
  auto apply = For<v1::CompleteApplication>("journey");
  apply.set_desired_scope("All");
  apply.set_general_features("148 people");
  apply.set_outsourced_processes("None");
  apply.set_consultancy_used(true);
  apply.set_occurred_on("2023-10-04");
  assay::Problem problem = domain.Refused(apply);
  EXPECT_EQ(problem.rule(), "AP-1");
  EXPECT_NE(problem.detail().find("consultancy-used"), std::string::npos);
  apply.set_consultancy_used(false);
  apply.set_occurred_on("2023-10-03");
  EXPECT_EQ(domain.Refused(apply).code(), "out-of-order");
  apply.set_occurred_on("2023-10-04");
  domain.Accepted(apply);
}

TEST_F(JourneyTest, WhatTheBodyAcceptedElsewhereIsAFactWithItsBreach) {
  UntilApplied();
  domain.SetToday("2023-10-20");
  v1::AcceptApplication hasty = Accept();
  hasty.mutable_reviewed()->RemoveLast();
  aggregate::Receipt receipt = domain.Accepted(hasty);  // by the client
  ASSERT_TRUE(domain.Warned(receipt, "AP-2"));
  EXPECT_TRUE(receipt.warnings.front().blocking()) << "work for a person";
  EXPECT_EQ(Journey().state(), v1::Journey::ACCEPTED);
}

TEST_F(JourneyTest, AnAcceptanceConfirmsEachItemOfTheReview) {
  UntilApplied();
  domain.SetToday("2023-10-20");
  v1::AcceptApplication hasty = Accept();
  hasty.mutable_reviewed()->RemoveLast();
  assay::Problem problem = RefusedInRole(assay::BODY_AUDITOR, hasty);
  EXPECT_EQ(problem.rule(), "AP-2");
  EXPECT_EQ(problem.field(), "reviewed");
  EXPECT_EQ(problem.detail(), "missing: impartiality");
  hasty.add_reviewed("impartial");  // another word is another item
  EXPECT_EQ(RefusedInRole(assay::BODY_DECIDER, hasty).rule(), "AP-2");
  v1::AcceptApplication early = Accept();
  early.set_occurred_on("2023-10-10");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Accept());
  EXPECT_EQ(Journey().application_reviewed_size(), 9);
}

TEST_F(JourneyTest, ADeclineIsToldToTheClient) {
  UntilApplied();
  domain.SetToday("2023-10-20");
  auto decline = For<v1::DeclineApplication>("journey");
  decline.set_reasons("  ");
  decline.set_occurred_on("2023-10-20");
  decline.set_client_told_on("2023-10-20");
  EXPECT_EQ(domain.Refused(decline).code(), "missing-field");
  decline.set_reasons("Nobody here knows shipping");
  decline.clear_client_told_on();
  assay::Problem problem = domain.Refused(decline);
  EXPECT_EQ(problem.rule(), "AP-3");
  EXPECT_EQ(problem.field(), "clientToldOn");
  decline.set_client_told_on("2023-10-19");
  EXPECT_EQ(domain.Refused(decline).code(), "out-of-order");  // before it was declined
  decline.set_client_told_on("2023-10-20");
  domain.Accepted(decline);
  EXPECT_EQ(Journey().state(), v1::Journey::APPLICATION_DECLINED);
  EXPECT_EQ(Journey().decline_told_on(), "2023-10-20");
}

TEST_F(JourneyTest, AQuotationOfAnotherJourneySelectsNoBody) {
  UntilQuoted();
  auto start = For<v1::StartJourney>("other journey");
  start.set_name("Another");
  start.set_scope_statement("IT services");
  start.set_personnel(148);
  start.add_standards("ISO 9001");
  start.add_site_ids(IdOf("hamburg"));
  domain.Accepted(start);
  v1::SelectBody select = Select("quotation nordmark");
  select.set_id(IdOf("other journey"));
  select.set_occurred_on("2023-09-25");
  EXPECT_EQ(domain.Refused(select).code(), "quotation-of-another-journey");
}

TEST_F(JourneyTest, TheAgreementVisitAndProgrammeFollowTheAcceptance) {
  UntilAccepted();
  auto sign = For<v1::SignAgreement>("journey");
  sign.set_agreement_reference("NM-1");
  sign.set_occurred_on("2023-10-19");
  EXPECT_EQ(domain.Refused(sign).code(), "out-of-order");

  auto visit = For<v1::RecordInitialVisit>("journey");
  visit.add_attendee_ids(IdOf("jonas"));
  visit.set_record("Process explained");
  visit.set_occurred_on("2023-10-19");
  EXPECT_EQ(domain.Refused(visit).code(), "out-of-order");
  visit.set_occurred_on("2023-10-20");
  domain.Accepted(visit);
  EXPECT_EQ(Journey().visit_held_on(), "2023-10-20");

  auto agree = For<v1::AgreeAuditProgramme>("journey");
  agree.set_programme("Three years");
  agree.set_occurred_on("2023-10-19");
  EXPECT_EQ(domain.Refused(agree).code(), "out-of-order");
  agree.set_occurred_on("2023-10-20");
  domain.Accepted(agree);
  EXPECT_EQ(Journey().programme_agreed_on(), "2023-10-20");
}

TEST_F(JourneyTest, Stage2IsDatedAfterStage1AndStage1AfterTheAgreement) {
  UntilAgreed();
  EXPECT_EQ(domain.Refused(Dates("2024-02-20", "2024-02-20")).rule(), "ST-3");
  v1::SelectAssessmentDate before = Dates("2023-10-29", "2024-04-15");
  before.set_occurred_on("2023-10-28");
  EXPECT_EQ(domain.Refused(before).rule(), "AP-4");
  EXPECT_EQ(domain.Refused(Dates("2023-10-29", "2024-04-15")).code(), "out-of-order");

  aggregate::Receipt receipt = domain.Accepted(Dates("2024-02-20", "2024-04-15"));
  EXPECT_TRUE(receipt.warnings.empty());
  EXPECT_EQ(Journey().stage2_on(), "2024-04-15");
}

TEST_F(JourneyTest, AStage2VeryLongOrVerySoonAfterStage1IsWarnedAbout) {
  UntilAgreed();
  EXPECT_TRUE(domain.Warned(domain.Accepted(Dates("2024-02-20", "2024-08-21")), "ST-7"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(Dates("2024-02-20", "2024-02-23")), "ST-8"));
}

TEST_F(JourneyTest, DroppingASiteWithAnOpenMajorToGetRoundItIsRefused) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  UntilStage2Reported();
  domain.SetToday("2024-05-14");
  assay::Problem problem = domain.Refused(ScopeWithout("leipzig"));
  EXPECT_EQ(problem.rule(), "MS-7");
  EXPECT_EQ(problem.field(), "siteIds");

  domain.Accepted(ScopeWithout("tallinn"));
  EXPECT_EQ(Journey().site_ids_size(), 2);
}

TEST_F(JourneyTest, ASiteMayLeaveTheScopeOnceItsMajorIsVerified) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  UntilStage2Reported();
  domain.SetToday("2024-06-06");
  PlanAccepted("major", "2024-05-02");
  Verified("major", "2024-06-06");
  domain.Accepted(ScopeWithout("leipzig"));
}

}  // namespace
}  // namespace assay::audits
