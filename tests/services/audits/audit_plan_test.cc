#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class AuditPlanTest : public Fjordlicht {
 protected:
  v1::MoveAudit Move(const std::string& audit, const std::string& from, const std::string& to) {
    auto move = For<v1::MoveAudit>(audit);
    move.set_planned_from(from);
    move.set_planned_to(to);
    move.set_reason("The plant is shut");
    return move;
  }
  void Surveillance1Held() {
    UntilCertified();
    Reported("surveillance 1", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  }
};

TEST_F(AuditPlanTest, AnAuditEndsOnItsFirstDayOrLater) {
  UntilEnquiring();
  EXPECT_EQ(domain.Refused(Plan("a", v1::DESKTOP, "2023-10-18", "2023-10-17")).code(),
            "dates-reversed");
  domain.Accepted(Plan("a", v1::DESKTOP, "2023-10-18", "2023-10-18"));
}

TEST_F(AuditPlanTest, AnAuditKeepsWithinTheJourneysStandardsAndSites) {
  UntilEnquiring();
  v1::PlanAudit standard = Plan("a", v1::DESKTOP, "2023-10-18", "2023-10-18");
  standard.add_standards("ISO 9001");
  EXPECT_EQ(domain.Refused(standard).code(), "standard-outside-journey");

  directory::v1::Site oslo;
  oslo.set_id(IdOf("oslo"));
  domain.Know(oslo);
  v1::PlanAudit site = Plan("a", v1::DESKTOP, "2023-10-18", "2023-10-18");
  site.add_site_ids(IdOf("oslo"));
  EXPECT_EQ(domain.Refused(site).code(), "site-outside-journey");
}

TEST_F(AuditPlanTest, AClosedSiteIsNotAudited) {
  UntilEnquiring();
  auto tallinn = For<directory::v1::Site>("tallinn");
  tallinn.set_state(directory::v1::Site::CLOSED);
  tallinn.set_closed_on("2023-10-18");
  domain.Know(tallinn);
  EXPECT_EQ(domain.Refused(Plan("a", v1::DESKTOP, "2023-10-18", "2023-10-18")).code(),
            "site-closed");
  domain.Accepted(Plan("a", v1::DESKTOP, "2023-10-17", "2023-10-17"));
}

TEST_F(AuditPlanTest, ABodysAuditWaitsForTheBodyToBeSelectedAndIsByThatBody) {
  UntilQuoted();
  EXPECT_EQ(domain.Refused(Plan("pre", v1::PRE_AUDIT, "2024-01-16", "2024-01-17")).code(),
            "no-body-selected");
  UntilSelected();
  domain.Accepted(Plan("pre", v1::PRE_AUDIT, "2024-01-16", "2024-01-17"));
  domain.Accepted(Plan("own", v1::IMPLEMENTATION, "2023-10-24", "2023-10-24"));
  EXPECT_EQ(Audit("pre").body_id(), IdOf("nordmark"));
  EXPECT_EQ(Audit("own").body_id(), "");
}

TEST_F(AuditPlanTest, Stage1BeforeTheAgreementIsRefused) {
  UntilAccepted();
  assay::Problem problem =
      domain.Refused(Plan("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21"));
  EXPECT_EQ(problem.rule(), "AP-4");
  EXPECT_EQ(problem.field(), "plannedFrom");

  UntilAgreed();
  domain.Accepted(Plan("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21"));
}

TEST_F(AuditPlanTest, WhatHasPassedIsRecordedAsAFactWithItsBreach) {
  UntilAccepted();
  domain.SetToday("2024-03-01");
  EXPECT_TRUE(domain.Warned(
      domain.Accepted(Plan("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21")), "AP-4"));
}

TEST_F(AuditPlanTest, ASecondStage1IsWarnedAbout) {
  UntilStage1Concluded(v1::REPEAT);
  EXPECT_TRUE(domain.Warned(
      domain.Accepted(Plan("again", v1::INITIAL_STAGE_1, "2024-03-20", "2024-03-21")), "ST-4"));
}

TEST_F(AuditPlanTest, ASecondPreAuditIsWarnedAbout) {
  UntilSelected();
  EXPECT_FALSE(domain.Warned(
      domain.Accepted(Plan("pre", v1::PRE_AUDIT, "2024-01-16", "2024-01-17")), "PA-1"));
  EXPECT_TRUE(domain.Warned(
      domain.Accepted(Plan("pre 2", v1::PRE_AUDIT, "2024-01-23", "2024-01-24")), "PA-1"));
}

TEST_F(AuditPlanTest, APreAuditComesBeforeStage1) {
  UntilAgreed();
  domain.Accepted(Plan("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21"));
  EXPECT_EQ(domain.Refused(Plan("late", v1::PRE_AUDIT, "2024-02-19", "2024-02-20")).code(),
            "pre-audit-after-stage-1");
  domain.Accepted(Plan("in time", v1::PRE_AUDIT, "2024-02-18", "2024-02-19"));
  EXPECT_EQ(domain.Refused(Move("in time", "2024-02-20", "2024-02-20")).code(),
            "pre-audit-after-stage-1");
}

TEST_F(AuditPlanTest, Stage2NeedsAStage1ThatEndedWithAGo) {
  UntilAgreed();
  EXPECT_EQ(
      domain.Refused(Plan("s2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19")).rule(),
      "ST-3");
  UntilStage1Concluded(v1::POSTPONE);
  EXPECT_EQ(
      domain.Refused(Plan("s2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19")).code(),
      "stage-1-not-passed");
}

TEST_F(AuditPlanTest, Stage2FollowsAGoWithConditions) {
  UntilStage1Concluded(v1::GO_WITH_CONDITIONS);
  EXPECT_EQ(
      domain.Refused(Plan("s2", v1::CERTIFICATION_STAGE_2, "2024-02-21", "2024-02-25")).rule(),
      "ST-3");
  domain.Accepted(Plan("s2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19"));
}

TEST_F(AuditPlanTest, AfterASignificantChangeStage2SaysWhyStage1IsStillValid) {
  UntilStage1Concluded();
  domain.SetToday("2024-03-01");
  auto change = For<v1::NotifyChange>("journey");
  change.set_kind(v1::ADDRESS_OR_SITES);
  change.set_description("Tallinn moves");
  change.set_occurred_on("2024-03-01");
  domain.Accepted(change);
  v1::PlanAudit plan = Plan("s2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19");
  EXPECT_EQ(domain.Refused(plan).rule(), "ST-3");
  plan.set_reason("The processes stay as they were");
  domain.Accepted(plan);
}

TEST_F(AuditPlanTest, SurveillanceFollowsACertification) {
  UntilStage2Reported();
  EXPECT_EQ(domain.Refused(Plan("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22")).code(),
            "not-certified");
}

TEST_F(AuditPlanTest, TheFirstSurveillanceIsWithinTwelveMonthsOfTheDecision) {
  UntilCertified();
  assay::Problem problem = domain.Refused(Plan("s", v1::SURVEILLANCE, "2025-06-23", "2025-06-24"));
  EXPECT_EQ(problem.rule(), "SU-1");
  EXPECT_NE(problem.detail().find("2025-06-18"), std::string::npos);
  EXPECT_EQ(domain.Refused(Plan("s", v1::SURVEILLANCE, "2025-06-18", "2025-06-19")).rule(), "SU-1");
  EXPECT_EQ(domain.Refused(Plan("s", v1::SURVEILLANCE, "2024-06-18", "2024-06-18")).code(),
            "before-decision");

  aggregate::Receipt receipt =
      domain.Accepted(Plan("s", v1::SURVEILLANCE, "2025-06-17", "2025-06-18"));
  EXPECT_TRUE(receipt.warnings.empty());
  EXPECT_EQ(domain.Refused(Move("s", "2025-06-23", "2025-06-24")).rule(), "SU-1");
}

TEST_F(AuditPlanTest, OnlyTheFirstSurveillanceIsBoundToTwelveMonths) {
  Surveillance1Held();
  EXPECT_TRUE(
      domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-05-19", "2026-05-21")).warnings.empty());
  EXPECT_EQ(domain.Refused(Plan("s3", v1::SURVEILLANCE, "2027-06-17", "2027-06-18")).code(),
            "after-expiry");
}

TEST_F(AuditPlanTest, AYearWithoutSurveillanceIsWarnedAbout) {
  Surveillance1Held();
  domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-05-19", "2026-05-21"));
  domain.SetToday("2027-01-04");
  aggregate::Receipt receipt = domain.Accepted(Move("s2", "2027-01-12", "2027-01-14"));
  EXPECT_TRUE(domain.Warned(receipt, "SU-2"));
}

TEST_F(AuditPlanTest, ASecondSurveillanceAfterTwoYearsIsWarnedAbout) {
  Surveillance1Held();
  EXPECT_TRUE(domain.Warned(
      domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-06-18", "2026-06-19")), "SU-7"));
}

TEST_F(AuditPlanTest, RecertificationAfterExpiryIsRefused) {
  Surveillance1Held();
  domain.SetToday("2026-11-21");
  EXPECT_EQ(domain.Refused(Plan("r", v1::RECERTIFICATION, "2027-06-21", "2027-06-25")).rule(),
            "RC-1");
  EXPECT_TRUE(
      domain.Accepted(Plan("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19")).warnings.empty());
  EXPECT_TRUE(domain.Warned(domain.Accepted(Move("r", "2027-06-14", "2027-06-17")), "RC-7"));
  EXPECT_EQ(domain.Refused(Move("r", "2027-06-14", "2027-06-18")).rule(), "RC-1");
}

TEST_F(AuditPlanTest, OnceExpiredARecertificationAuditServesTheRestoration) {
  UntilCertified();
  domain.SetToday("2027-06-18");
  EXPECT_TRUE(domain.Warned(
      domain.Accepted(Plan("r", v1::RECERTIFICATION, "2027-07-05", "2027-07-09")), "RC-1"));
}

TEST_F(AuditPlanTest, RecertificationRenewsACertification) {
  UntilStage2Reported();
  EXPECT_EQ(domain.Refused(Plan("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19")).code(),
            "not-certified");
}

TEST_F(AuditPlanTest, AfterARefusalThereIsNoFurtherAuditByTheBody) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  auto refuse = For<v1::RefuseCertification>("journey");
  refuse.set_decider_id(IdOf("ines"));
  refuse.set_occurred_on("2024-06-18");
  refuse.set_reasons("No system");
  domain.Accepted(refuse);
  EXPECT_EQ(domain.Refused(Plan("s", v1::SPECIAL, "2024-07-01", "2024-07-01")).code(),
            "certification-refused");
}

TEST_F(AuditPlanTest, ATransferredCertificateIsAuditedByItsNewBody) {
  UntilCertified();
  auto transfer = For<v1::TransferCertificate>(kSecurityCertificate);
  transfer.set_body_id(IdOf("albion"));
  transfer.set_number("AL-1");
  transfer.set_review("Complete");
  ReviewAll(&transfer);
  transfer.set_occurred_on("2024-06-18");
  domain.Accepted(transfer);

  v1::PlanAudit plan = Plan("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  EXPECT_EQ(domain.Refused(plan).code(), "two-bodies");
  plan.clear_standards();
  plan.add_standards("ISO/IEC 27001");
  domain.Accepted(plan);
  EXPECT_EQ(Audit("s").body_id(), IdOf("albion"));
}

TEST_F(AuditPlanTest, MovingABodysAuditJudgesItsTeamForTheNewDays) {
  Surveillance1Held();
  domain.SetToday("2026-03-02");
  domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-08-01", "2026-08-03"));
  domain.Accepted(Assign("s2", "petra", v1::TEAM_AUDITOR));
  EXPECT_EQ(domain.Refused(Move("s2", "2026-07-31", "2026-08-03")).rule(), "IMP-5");
  domain.Accepted(Move("s2", "2026-08-02", "2026-08-03"));
  EXPECT_EQ(Audit("s2").planning_reason(), "The plant is shut");
}

}  // namespace
}  // namespace assay::audits
