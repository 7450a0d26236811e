#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class JourneyDecisionTest : public Fjordlicht {
 protected:
  // A major at Leipzig and a minor at Hamburg, both answered; the plans are accepted.
  void MajorAndMinorAccepted() {
    UntilStage2Opened();
    domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
    domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
    UntilStage2Reported();
    PlanAccepted("major", "2024-04-19");
    PlanAccepted("minor", "2024-04-19");
  }
  void ResultsOf(const std::string& audit) {
    for (const std::string& standard : standards) {
      for (int clause = 4; clause <= 10; ++clause) {
        auto record = For<v1::RecordClauseResult>(audit);
        record.set_standard(standard);
        record.set_clause(std::to_string(clause));
        record.set_answer(v1::CONFORMS);
        record.set_evidence("Seen");
        domain.Accepted(record);
      }
    }
  }
  void RecertificationReported(const std::string& from = "2027-03-15",
                               const std::string& to = "2027-03-19") {
    UntilCertified();
    Recertified("r", from, to);
  }
  v1::RenewCertification Renew(const std::string& on, const std::string& decider = "ines") {
    v1::RenewCertification renew = Fjordlicht::Renew(on);
    renew.set_decider_id(IdOf(decider));
    return renew;
  }
  void LeaveOut(v1::GrantCertification* grant, const std::string& site) {
    for (auto& request : *grant->mutable_certificates()) {
      std::vector<std::string> kept;
      for (const std::string& id : request.site_ids()) {
        if (id != IdOf(site)) {
          kept.push_back(id);
        }
      }
      *request.mutable_site_ids() = {kept.begin(), kept.end()};
    }
  }
};

TEST_F(JourneyDecisionTest, AGrantIssuesOneCertificateForEachStandard) {
  MajorAndMinorAccepted();
  domain.SetToday("2024-06-18");
  Verified("major", "2024-06-06");
  domain.Accepted(Grant("2024-06-18"));

  EXPECT_EQ(Journey().state(), v1::Journey::CERTIFIED);
  EXPECT_EQ(Journey().certificate_ids_size(), 3);
  EXPECT_TRUE(Journey().first_cycle());
  v1::Certificate certificate = Certificate(kSecurityCertificate);
  EXPECT_EQ(certificate.state(), v1::Certificate::ACTIVE);
  EXPECT_EQ(certificate.decided_on(), "2024-06-18");
  EXPECT_EQ(certificate.effective_on(), "2024-06-18");
  EXPECT_EQ(certificate.expires_on(), "2027-06-17");
  EXPECT_EQ(certificate.revision(), 1U);
  EXPECT_EQ(certificate.body_id(), IdOf("nordmark"));
  EXPECT_EQ(certificate.applicability_version(), "3.1");
}

TEST_F(JourneyDecisionTest, LeipzigsOpenMajorDeniesCertificationToAllSites) {
  MajorAndMinorAccepted();
  domain.SetToday("2024-05-14");
  EXPECT_EQ(domain.Refused(Grant("2024-05-14")).rule(), "MS-6");
}

TEST_F(JourneyDecisionTest, LeavingLeipzigOffTheCertificatesDoesNotGetRoundIt) {
  MajorAndMinorAccepted();
  domain.SetToday("2024-05-14");
  v1::GrantCertification grant = Grant("2024-05-14");
  LeaveOut(&grant, "leipzig");
  EXPECT_EQ(domain.Refused(grant).rule(), "MS-7");
}

TEST_F(JourneyDecisionTest, AMinorNeedsAnAcceptedPlanAndNoMore) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  Responded("minor", "2024-05-14");
  assay::Problem problem = domain.Refused(Grant("2024-06-18"));
  EXPECT_EQ(problem.rule(), "DE-4");
  EXPECT_NE(problem.detail().find("NC-TST-2024-0001"), std::string::npos);

  auto accept = For<v1::AcceptResponse>("minor");
  accept.set_judged_by(IdOf("leif"));
  accept.set_occurred_on("2024-06-18");
  domain.Accepted(accept);
  domain.Accepted(Grant("2024-06-18"));
}

TEST_F(JourneyDecisionTest, AWithdrawnMajorStandsInNobodysWay) {
  MajorAndMinorAccepted();
  domain.SetToday("2024-06-18");
  auto withdraw = For<v1::WithdrawFinding>("major");
  withdraw.set_reason("The evidence was there");
  withdraw.set_occurred_on("2024-06-18");
  domain.Accepted(withdraw);
  domain.Accepted(Grant("2024-06-18"));
}

TEST_F(JourneyDecisionTest, AMajorVerifiedAfterSixMonthsAsksForAnotherStage2) {
  MajorAndMinorAccepted();
  domain.SetToday("2024-11-04");
  Verified("major", "2024-10-20");
  EXPECT_EQ(domain.Refused(Grant("2024-11-04")).rule(), "NC-4");

  Reported("stage 2 again", v1::CERTIFICATION_STAGE_2, "2024-12-02", "2024-12-04");
  domain.Accepted(Grant("2024-12-04"));
}

TEST_F(JourneyDecisionTest, AMajorStillOpenAfterSixMonthsAsksForAnotherStage2) {
  MajorAndMinorAccepted();
  domain.SetToday("2024-10-20");
  EXPECT_EQ(domain.Refused(Grant("2024-10-19")).rule(), "MS-6");
  EXPECT_EQ(domain.Refused(Grant("2024-10-20")).rule(), "NC-4");
}

TEST_F(JourneyDecisionTest, WhoTookPartInAnAuditDoesNotDecide) {
  UntilStage2Opened();
  domain.Accepted(Assign("stage 2", "nils", v1::TECHNICAL_EXPERT));
  domain.Accepted(Assign("stage 2", "trainee", v1::TRAINEE));
  auto release = For<v1::ReleaseTeamMember>("stage 2");
  release.set_person_id(IdOf("trainee"));
  release.set_reason("Leaves half-way, and took part all the same");
  domain.Accepted(release);
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  for (const char* member : {"leif", "nils", "trainee"}) {
    v1::GrantCertification grant = Grant("2024-06-18");
    grant.set_decider_id(IdOf(member));
    assay::Problem problem = domain.Refused(grant);
    EXPECT_EQ(problem.rule(), "DE-1") << member;
    EXPECT_EQ(problem.field(), "deciderId");

    auto refuse = For<v1::RefuseCertification>("journey");
    refuse.set_decider_id(IdOf(member));
    refuse.set_occurred_on("2024-06-18");
    refuse.set_reasons("No system");
    EXPECT_EQ(domain.Refused(refuse).rule(), "DE-1") << member;
  }
  domain.Accepted(Grant("2024-06-18"));
}

TEST_F(JourneyDecisionTest, AFormerConsultantDoesNotDecide) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  v1::GrantCertification grant = Grant("2024-06-18");
  grant.set_decider_id(IdOf("petra"));
  EXPECT_EQ(domain.Refused(grant).rule(), "IMP-5");
}

TEST_F(JourneyDecisionTest, WithoutStage2NothingIsGranted) {
  UntilStage2Opened();
  EXPECT_EQ(domain.Refused(Grant("2024-04-15")).code(), "stage-2-missing");
}

TEST_F(JourneyDecisionTest, ADecisionFollowsStage2) {
  UntilStage2Reported();
  EXPECT_EQ(domain.Refused(Grant("2024-04-18")).code(), "out-of-order");
}

TEST_F(JourneyDecisionTest, CertificatesBelongToTheJourney) {
  UntilStage2Reported();
  v1::GrantCertification standard = Grant("2024-04-19");
  standard.mutable_certificates(0)->set_standard("ISO 9001");
  EXPECT_EQ(domain.Refused(standard).code(), "standard-outside-journey");
  v1::GrantCertification twice = Grant("2024-04-19");
  twice.mutable_certificates(0)->set_standard("27001");
  EXPECT_EQ(domain.Refused(twice).code(), "standard-twice");
  v1::GrantCertification id = Grant("2024-04-19");
  id.mutable_certificates(0)->set_certificate_id(id.certificates(1).certificate_id());
  EXPECT_EQ(domain.Refused(id).code(), "certificate-twice");
  v1::GrantCertification number = Grant("2024-04-19");
  number.mutable_certificates(0)->set_number(number.certificates(1).number());
  EXPECT_EQ(domain.Refused(number).code(), "certificate-twice");
  v1::GrantCertification site = Grant("2024-04-19");
  site.mutable_certificates(0)->add_site_ids(IdOf("oslo"));
  EXPECT_EQ(domain.Refused(site).code(), "site-outside-journey");
}

TEST_F(JourneyDecisionTest, ACertificateTakesEffectOnTheDecisionOrLater) {
  UntilStage2Reported();
  v1::GrantCertification grant = Grant("2024-04-19");
  grant.set_effective_on("2024-04-18");
  EXPECT_EQ(domain.Refused(grant).rule(), "CE-1");
  grant.set_effective_on("2024-05-01");
  domain.Accepted(grant);
  EXPECT_EQ(Certificate(kContinuityCertificate).effective_on(), "2024-05-01");
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2027-04-18");
}

TEST_F(JourneyDecisionTest, WhatTheBodyDoesNotSayOfItselfIsTheBodysBreach) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  aggregate::Receipt receipt = domain.Accepted(Grant("2024-06-18"));
  ASSERT_TRUE(domain.Warned(receipt, "CE-2"));
  for (const assay::Warning& warning : receipt.warnings) {
    if (warning.rule() == "CE-2") {
      EXPECT_EQ(warning.record(), "assay.audits.v1.CertificationBody");
      EXPECT_EQ(warning.record_id(), IdOf("nordmark"));
    }
  }
}

TEST_F(JourneyDecisionTest, A27001CertificateNamesItsStatementOfApplicability) {
  UntilStage2Reported();
  v1::GrantCertification grant = Grant("2024-04-19");
  grant.mutable_certificates(1)->clear_applicability_version();
  assay::Problem problem = domain.Refused(grant);
  EXPECT_EQ(problem.rule(), "CE-2");
  EXPECT_NE(problem.detail().find("statement-of-applicability"), std::string::npos);
}

TEST_F(JourneyDecisionTest, A27001CertificateNeedsInternalAuditAndManagementReviewOfItsScope) {
  UntilStage2Reported();
  KnowReview({"ISO/IEC 20000-1", "ISO 22301"});
  EXPECT_EQ(domain.Refused(Grant("2024-04-19")).rule(), "DE-6");
  KnowReview({"27001"});
  domain.Accepted(Grant("2024-04-19"));
}

TEST_F(JourneyDecisionTest, A27001CertificateCoversNoSiteWithoutInternalAudit) {
  UntilAgreed();
  KnowReview(standards);
  v1::PlanAudit plan = Plan("desktop", v1::DESKTOP, "2023-11-02", "2023-11-02");
  plan.mutable_site_ids()->RemoveLast();
  domain.Accepted(plan);
  domain.Accepted(Assign("desktop", "mira", v1::TRAINEE));
  domain.Accepted(Assign("desktop", "petra", v1::COACH));
  domain.SetToday("2023-11-02");
  domain.Accepted(Open("desktop", "2023-11-02"));
  domain.Accepted(Report("desktop", "2023-11-02", "2023-11-02"));
  Opened("stage 1", v1::INITIAL_STAGE_1, "2024-02-20", "2024-02-21");
  domain.SetToday("2024-02-21");
  domain.Accepted(Report("stage 1", "2024-02-20", "2024-02-21"));
  auto give = For<v1::GiveVerdict>("stage 1");
  give.set_verdict(v1::GO);
  give.set_occurred_on("2024-02-21");
  domain.Accepted(give);
  UntilStage2Reported();
  EXPECT_EQ(domain.Refused(Grant("2024-04-19")).rule(), "DE-6");
}

TEST_F(JourneyDecisionTest, WithoutSamplingEverySiteIsAudited) {
  UntilStage1Concluded();
  v1::PlanAudit plan = Plan("stage 2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19");
  plan.mutable_site_ids()->RemoveLast();  // Tallinn
  domain.Accepted(plan);
  domain.Accepted(Assign("stage 2", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2024-04-19");
  domain.Accepted(Open("stage 2", "2024-04-15"));
  domain.Accepted(Report("stage 2", "2024-04-15", "2024-04-19"));
  EXPECT_EQ(domain.Refused(Grant("2024-04-19")).rule(), "MS-5");
}

TEST_F(JourneyDecisionTest, TheCentralFunctionIsAudited) {
  UntilStage1Concluded();
  v1::PlanAudit plan = Plan("stage 2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19");
  plan.clear_site_ids();
  plan.add_site_ids(IdOf("leipzig"));
  plan.add_site_ids(IdOf("tallinn"));
  domain.Accepted(plan);
  domain.Accepted(Assign("stage 2", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2024-04-19");
  domain.Accepted(Open("stage 2", "2024-04-15"));
  domain.Accepted(Report("stage 2", "2024-04-15", "2024-04-19"));
  EXPECT_EQ(domain.Refused(Grant("2024-04-19")).rule(), "MS-3");
}

TEST_F(JourneyDecisionTest, ARenewalInTimeFollowsTheExistingExpiry) {
  RecertificationReported();
  domain.SetToday("2027-05-20");
  domain.Accepted(Renew("2027-05-20"));
  v1::Certificate certificate = Certificate(kContinuityCertificate);
  EXPECT_EQ(certificate.expires_on(), "2030-06-17");
  EXPECT_EQ(certificate.effective_on(), "2027-05-20");
  EXPECT_EQ(certificate.revision(), 2U);
  EXPECT_EQ(certificate.gap_from(), "");
  EXPECT_FALSE(Journey().first_cycle());
  EXPECT_EQ(Journey().expires_on(), "2030-06-17");
  EXPECT_EQ(Journey().surveillances_size(), 0);
  // The next renewal needs another audit.
  EXPECT_EQ(Journey().recertification_id(), "");
  EXPECT_EQ(domain.Refused(Renew("2027-05-20")).rule(), "RC-4");
}

TEST_F(JourneyDecisionTest, ARenewalAfterExpiryRestoresWithAGap) {
  RecertificationReported();
  domain.SetToday("2027-06-20");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Renew("2027-06-20")), "RC-6"));
  v1::Certificate certificate = Certificate(kContinuityCertificate);
  EXPECT_EQ(certificate.expires_on(), "2030-06-17");
  EXPECT_EQ(certificate.effective_on(), "2027-06-20");
  EXPECT_EQ(certificate.gap_from(), "2027-06-18");
  EXPECT_EQ(certificate.gap_to(), "2027-06-19");
}

TEST_F(JourneyDecisionTest, SixMonthsAfterExpiryARenewalIsTooLate) {
  RecertificationReported();
  domain.SetToday("2027-12-18");
  EXPECT_EQ(domain.Refused(Renew("2027-12-18")).rule(), "RC-5");
  domain.Accepted(Renew("2027-12-17"));
}

TEST_F(JourneyDecisionTest, ARenewalWaitsForTheAuditAndItsMajors) {
  UntilCertified();
  EXPECT_EQ(domain.Refused(Renew("2024-06-18")).rule(), "RC-4");
  Opened("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19");
  domain.Accepted(Raise("r", "late", v1::MAJOR, "leipzig", "2027-03-15"));
  domain.Accepted(Raise("r", "small", v1::MINOR, "leipzig", "2027-03-15"));
  ResultsOf("r");
  domain.SetToday("2027-03-19");
  domain.Accepted(Report("r", "2027-03-15", "2027-03-19"));
  domain.Accepted(Supply("r", "2027-03-19"));
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).rule(), "RC-4");
  PlanAccepted("late", "2027-03-19");
  Verified("late", "2027-03-19");
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).rule(), "DE-4");
  PlanAccepted("small", "2027-03-19");
  domain.Accepted(Renew("2027-03-19"));
}

TEST_F(JourneyDecisionTest, WhoAuditedInTheCycleDecidesOnNoRenewal) {
  RecertificationReported();
  EXPECT_EQ(domain.Refused(Renew("2027-03-19", "leif")).rule(), "DE-1");
  auto refuse = For<v1::RefuseRenewal>("journey");
  refuse.set_decider_id(IdOf("leif"));
  refuse.set_occurred_on("2027-03-19");
  refuse.set_reasons("No");
  EXPECT_EQ(domain.Refused(refuse).rule(), "DE-1");
  refuse.set_decider_id(IdOf("ines"));
  domain.Accepted(refuse);
  EXPECT_EQ(Journey().refusal_reasons(), "No");
}

TEST_F(JourneyDecisionTest, ASuspendedCertificateIsNotRenewedWithdrawnOnesAreLeftAlone) {
  RecertificationReported();
  auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
  suspend.set_reason_code("voluntary-request");
  suspend.set_reason("Wanted");
  suspend.set_occurred_on("2027-03-19");
  domain.Accepted(suspend);
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).code(), "certificate-suspended");

  auto withdraw = For<v1::WithdrawCertificate>(kContinuityCertificate);
  withdraw.set_reason("Given up");
  withdraw.set_occurred_on("2027-03-19");
  domain.Accepted(withdraw);
  domain.Accepted(Renew("2027-03-19"));
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2027-06-17");
  EXPECT_EQ(Certificate(kContinuityCertificate).state(), v1::Certificate::WITHDRAWN);
}

TEST_F(JourneyDecisionTest, WithoutAnyCertificateThereIsNothingToRenew) {
  RecertificationReported();
  for (const std::string& standard : standards) {
    auto withdraw = For<v1::WithdrawCertificate>("certificate " + standard);
    withdraw.set_reason("Given up");
    withdraw.set_occurred_on("2027-03-19");
    domain.Accepted(withdraw);
  }
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).code(), "no-certificate");
}

TEST_F(JourneyDecisionTest, ARecertificationVisitsEverySiteToo) {
  UntilCertified();
  v1::PlanAudit plan = Plan("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19");
  plan.mutable_site_ids()->RemoveLast();
  domain.Accepted(plan);
  domain.Accepted(Assign("r", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2027-03-19");
  domain.Accepted(Open("r", "2027-03-15"));
  ResultsOf("r");
  domain.Accepted(Report("r", "2027-03-15", "2027-03-19"));
  domain.Accepted(Supply("r", "2027-03-19"));
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).rule(), "MS-5");
}

}  // namespace
}  // namespace assay::audits
