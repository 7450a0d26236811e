#include "services/audits/domain/finding.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class FindingTest : public Fjordlicht {
 protected:
  v1::RegradeFinding Regrade(const std::string& finding, v1::Grade grade, const std::string& on) {
    auto regrade = For<v1::RegradeFinding>(finding);
    regrade.set_grade(grade);
    regrade.set_reason("Seen anew");
    regrade.set_occurred_on(on);
    return regrade;
  }
  v1::WithdrawFinding Withdraw(const std::string& finding, const std::string& on) {
    auto withdraw = For<v1::WithdrawFinding>(finding);
    withdraw.set_reason("The evidence was there");
    withdraw.set_occurred_on(on);
    return withdraw;
  }
  v1::DisputeFinding Dispute(const std::string& finding, const std::string& on) {
    auto dispute = For<v1::DisputeFinding>(finding);
    dispute.set_reason("The record exists");
    dispute.set_occurred_on(on);
    return dispute;
  }
  v1::CloseConcern CloseConcern(const std::string& finding, const std::string& on) {
    auto close = For<v1::CloseConcern>(finding);
    close.set_resolution("Done");
    close.set_occurred_on(on);
    return close;
  }
  void DatesSelected() {
    auto select = For<v1::SelectAssessmentDate>("journey");
    select.set_stage1_on("2024-02-20");
    select.set_stage2_on("2024-04-15");
    select.set_occurred_on("2023-11-23");
    domain.SetToday("2023-11-23");
    domain.Accepted(select);
  }
  bool OverdueOn(v1::Finding finding, const std::string& day) {
    PresentFinding(&finding, calendar::Date::Parse(day).value());
    return finding.overdue();
  }
};

TEST_F(FindingTest, AFindingIsNumberedDatedAndNotedOnItsAudit) {
  UntilStage2Opened();
  aggregate::Receipt receipt =
      domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  v1::Finding finding = Finding("major");
  EXPECT_EQ(finding.number(), "NC-TST-2024-0001");
  EXPECT_EQ(receipt.number, finding.number());
  EXPECT_EQ(finding.state(), v1::Finding::RAISED);
  EXPECT_EQ(finding.body_state(), v1::Finding::NO_RESPONSE);
  EXPECT_EQ(finding.origin(), v1::BODY_AUDIT);
  EXPECT_EQ(finding.audit_type(), v1::CERTIFICATION_STAGE_2);
  EXPECT_EQ(finding.journey_id(), IdOf("journey"));
  EXPECT_EQ(Audit("stage 2").finding_ids(0), IdOf("major"));
}

TEST_F(FindingTest, DatesOfAStage2FindingCountFromItsLastDay) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  EXPECT_EQ(Finding("major").plan_due_on(), "2024-05-03");
  EXPECT_EQ(Finding("major").due_on(), "2024-07-18");
  EXPECT_EQ(Finding("major").verify_by(), "2024-10-19");
  EXPECT_EQ(Finding("minor").plan_due_on(), "2024-05-19");
  EXPECT_EQ(Finding("minor").due_on(), "2024-10-16");
  EXPECT_EQ(Finding("minor").verify_by(), "");
}

TEST_F(FindingTest, PreAuditAndStage1FindOnlyConcernsAndOtherAuditsNever) {
  UntilStage1Opened();
  EXPECT_EQ(domain.Refused(Raise("stage 1", "f", v1::MAJOR, "hamburg", "2024-02-20")).code(),
            "concerns-only");
  EXPECT_EQ(
      domain
          .Refused(Raise("stage 1", "f", v1::OPPORTUNITY_FOR_IMPROVEMENT, "hamburg", "2024-02-20"))
          .code(),
      "concerns-only");
  UntilStage2Opened();
  EXPECT_EQ(
      domain.Refused(Raise("stage 2", "f", v1::AREA_OF_CONCERN, "hamburg", "2024-04-15")).code(),
      "concern-outside-stage-1");
}

TEST_F(FindingTest, AConcernIsDueTheDayBeforeStage2) {
  UntilAgreed();
  DatesSelected();
  KnowReview(standards);
  Opened("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21");
  domain.Accepted(Raise("stage 1", "concern", v1::AREA_OF_CONCERN, "hamburg", "2024-02-20"));
  EXPECT_EQ(Finding("concern").due_on(), "2024-04-14");
  EXPECT_EQ(Finding("concern").plan_due_on(), "");
}

TEST_F(FindingTest, WithoutADateOfStage2AConcernIsDueInAMonth) {
  UntilStage1Opened();
  domain.Accepted(Raise("stage 1", "concern", v1::AREA_OF_CONCERN, "hamburg", "2024-02-20"));
  EXPECT_EQ(Finding("concern").due_on(), "2024-03-22");
}

TEST_F(FindingTest, AnInternalAuditsFindingIsTheOrganisationsOwn) {
  UntilAgreed();
  domain.Accepted(Plan("own", v1::IMPLEMENTATION, "2023-11-02", "2023-11-02"));
  domain.Accepted(Assign("own", "mira", v1::TRAINEE));
  domain.Accepted(Assign("own", "petra", v1::COACH));
  domain.SetToday("2023-11-02");
  domain.Accepted(Open("own", "2023-11-02"));
  domain.Accepted(Raise("own", "f", v1::MAJOR, "tallinn", "2023-11-02"));
  EXPECT_EQ(Finding("f").origin(), v1::INTERNAL_AUDIT);
  EXPECT_EQ(Finding("f").verify_by(), "");
  EXPECT_EQ(Finding("f").due_on(), "2024-01-31");
}

TEST_F(FindingTest, AFindingKeepsToItsAuditAndJourney) {
  UntilStage2Opened();
  v1::RaiseFinding standard = Raise("stage 2", "f", v1::MINOR, "hamburg", "2024-04-15");
  standard.set_standard("ISO 9001");
  EXPECT_EQ(domain.Refused(standard).code(), "standard-outside-audit");
  EXPECT_EQ(domain.Refused(Raise("stage 2", "f", v1::MINOR, "oslo", "2024-04-15")).code(),
            "site-outside-journey");
  EXPECT_EQ(domain.Refused(Raise("stage 2", "f", v1::MINOR, "hamburg", "2024-04-14")).code(),
            "out-of-order");
  auto gone = For<directory::v1::Person>("olga");
  gone.set_state(directory::v1::Person::GONE);
  domain.Know(gone);
  EXPECT_EQ(domain.Refused(Raise("stage 2", "f", v1::MINOR, "hamburg", "2024-04-15")).code(),
            "owner-left");
}

// Over HTTP the field is required; the rule holds whoever asks.
TEST_F(FindingTest, AFindingWithoutEvidenceIsNone) {
  UntilStage2Opened();
  aggregate::Context context;
  context.rules = &rules::Ruleset::Default();
  context.AddRecord(std::make_shared<v1::Journey>(Journey()));
  context.SetNumbers("NC", "TST", 0);
  v1::RaiseFinding raise = Raise("stage 2", "f", v1::MINOR, "hamburg", "2024-04-15");
  EXPECT_FALSE(DecideRaiseFinding(Audit("stage 2"), raise, context).rejection());
  raise.clear_evidence();
  Outcome outcome = DecideRaiseFinding(Audit("stage 2"), raise, context);
  ASSERT_TRUE(outcome.rejection());
  EXPECT_EQ(outcome.rejection()->rule, "NC-1");
}

TEST_F(FindingTest, AFindingRepeatsOneOfTheSameJourney) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "first", v1::MINOR, "hamburg", "2024-04-15"));
  auto start = For<v1::StartJourney>("other");
  start.set_name("Another");
  start.add_standards("ISO/IEC 27001");
  start.add_site_ids(IdOf("hamburg"));
  start.set_scope_statement("All");
  start.set_personnel(12);
  domain.Accepted(start);
  v1::PlanAudit plan = Plan("other audit", v1::INTERNAL, "2024-04-15", "2024-04-15");
  plan.set_journey_id(IdOf("other"));
  plan.clear_standards();
  plan.add_standards("ISO/IEC 27001");
  plan.clear_site_ids();
  plan.add_site_ids(IdOf("hamburg"));
  domain.Accepted(plan);
  KnowCompetence("mira", training::v1::QUALIFIED_LEAD, "2024-01-01");
  domain.Accepted(Assign("other audit", "mira", v1::LEAD_AUDITOR));
  domain.Accepted(Open("other audit", "2024-04-15"));
  v1::RaiseFinding raise = Raise("other audit", "f", v1::MINOR, "hamburg", "2024-04-15");
  raise.set_repeats_finding_id(IdOf("first"));
  EXPECT_EQ(domain.Refused(raise).code(), "repeats-other-journey");
}

TEST_F(FindingTest, AMinorThatComesBackUntouchedShouldBecomeAMajor) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "first", v1::MINOR, "hamburg", "2024-04-15"));
  v1::RaiseFinding again = Raise("stage 2", "again", v1::MINOR, "hamburg", "2024-04-15");
  again.set_repeats_finding_id(IdOf("first"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(again), "NC-7"));
  again.set_finding_id(IdOf("graver"));
  again.set_grade(v1::MAJOR);
  EXPECT_FALSE(domain.Warned(domain.Accepted(again), "NC-7"));
}

TEST_F(FindingTest, RegradingCountsTheDatesAnew) {
  UntilCertified();
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.Accepted(Raise("s", "minor", v1::MINOR, "hamburg", "2025-05-20"));
  domain.SetToday("2025-06-10");
  domain.Accepted(Regrade("minor", v1::MAJOR, "2025-06-10"));
  EXPECT_EQ(Finding("minor").grade(), v1::MAJOR);
  EXPECT_EQ(Finding("minor").plan_due_on(), "2025-06-24");
  EXPECT_EQ(Finding("minor").due_on(), "2025-09-08");
  EXPECT_EQ(Finding("minor").verify_by(), "");
}

TEST_F(FindingTest, AMinorOfStage2RegradedAfterTheDecisionHasNoLimitOfNC4) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  UntilStage2Reported();
  PlanAccepted("minor", "2024-04-19");
  UntilCertified();
  domain.SetToday("2025-05-22");
  domain.Accepted(Regrade("minor", v1::MAJOR, "2025-05-22"));
  EXPECT_EQ(Finding("minor").verify_by(), "");
  EXPECT_EQ(Finding("minor").due_on(), "2025-08-20");
  // What was promised for the minor does not answer the major.
  EXPECT_EQ(Finding("minor").body_state(), v1::Finding::NO_RESPONSE);
}

TEST_F(FindingTest, ANeglectedMinorBecomesAMajorByNC7WithTheReason) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  UntilStage2Reported();
  PlanAccepted("minor", "2024-04-19");
  UntilCertified();
  domain.SetToday("2025-05-22");
  v1::RegradeFinding regrade = Regrade("minor", v1::MAJOR, "2025-05-22");
  regrade.set_reason("Nothing was done since stage 2");
  EXPECT_TRUE(domain.Warned(domain.Accepted(regrade), "NC-7"));
  EXPECT_EQ(Finding("minor").regrade_rule(), "NC-7");
  EXPECT_EQ(Finding("minor").regrade_reason(), "Nothing was done since stage 2");
}

TEST_F(FindingTest, AMinorThatIsInTimeIsRegradedByItsReasonAlone) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "hamburg", "2024-04-15"));
  aggregate::Receipt receipt = domain.Accepted(Regrade("minor", v1::MAJOR, "2024-04-15"));
  EXPECT_FALSE(domain.Warned(receipt, "NC-7"));
  EXPECT_EQ(Finding("minor").regrade_rule(), "");
  domain.SetToday("2025-05-22");
  EXPECT_FALSE(domain.Warned(domain.Accepted(Regrade("major", v1::MINOR, "2025-05-22")), "NC-7"));
}

TEST_F(FindingTest, WhatCannotBeRegraded) {
  UntilStage1Opened();
  domain.Accepted(Raise("stage 1", "concern", v1::AREA_OF_CONCERN, "hamburg", "2024-02-20"));
  EXPECT_EQ(domain.Refused(Regrade("concern", v1::MINOR, "2024-02-20")).code(), "concerns-only");
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  EXPECT_EQ(domain.Refused(Regrade("minor", v1::MINOR, "2024-04-15")).code(), "same-grade");
  EXPECT_EQ(domain.Refused(Regrade("minor", v1::AREA_OF_CONCERN, "2024-04-15")).code(),
            "concern-outside-stage-1");
  EXPECT_EQ(domain.Refused(Regrade("minor", v1::OPPORTUNITY_FOR_IMPROVEMENT, "2024-04-15")).rule(),
            "NC-9");
  EXPECT_EQ(domain.Refused(Regrade("minor", v1::MAJOR, "2024-04-14")).code(), "out-of-order");
}

TEST_F(FindingTest, TheAuditeeDisputesAFindingAndTheBodyWithdrawsIt) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  EXPECT_EQ(domain.Refused(Dispute("minor", "2024-04-14")).code(), "out-of-order");
  domain.Accepted(Dispute("minor", "2024-04-15"));
  EXPECT_TRUE(Finding("minor").disputed());
  EXPECT_EQ(domain.Refused(Dispute("minor", "2024-04-15")).code(), "already-disputed");
  EXPECT_EQ(domain.Refused(Withdraw("minor", "2024-04-14")).code(), "out-of-order");
  domain.Accepted(Withdraw("minor", "2024-04-15"));
  EXPECT_EQ(Finding("minor").state(), v1::Finding::WITHDRAWN);
  EXPECT_FALSE(OverdueOn(Finding("minor"), "2030-01-01"));
}

TEST_F(FindingTest, OnlyAConcernIsClosedByItsResolution) {
  UntilStage1Opened();
  domain.Accepted(Raise("stage 1", "concern", v1::AREA_OF_CONCERN, "hamburg", "2024-02-20"));
  EXPECT_EQ(domain.Refused(CloseConcern("concern", "2024-02-19")).code(), "out-of-order");
  domain.Accepted(CloseConcern("concern", "2024-02-20"));
  EXPECT_EQ(Finding("concern").state(), v1::Finding::SETTLED);
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  EXPECT_EQ(domain.Refused(CloseConcern("minor", "2024-04-15")).code(), "not-a-concern");
}

TEST_F(FindingTest, AFindingIsOverdueWhenAResponseAVerificationOrOurClosureIsLate) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  UntilStage2Reported();
  EXPECT_FALSE(OverdueOn(Finding("major"), "2024-05-03"));
  EXPECT_TRUE(OverdueOn(Finding("major"), "2024-05-04"));

  PlanAccepted("major", "2024-04-19");
  EXPECT_FALSE(OverdueOn(Finding("major"), "2024-07-18"));
  EXPECT_TRUE(OverdueOn(Finding("major"), "2024-07-19"));

  v1::Finding settled = Finding("major");
  settled.set_state(v1::Finding::SETTLED);
  EXPECT_FALSE(OverdueOn(settled, "2024-10-19"));
  EXPECT_TRUE(OverdueOn(settled, "2024-10-20"));
  settled.set_body_state(v1::Finding::BODY_VERIFIED);
  EXPECT_FALSE(OverdueOn(settled, "2024-10-20"));
}

}  // namespace
}  // namespace assay::audits
