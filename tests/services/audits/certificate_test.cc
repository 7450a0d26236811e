#include "services/audits/domain/certificate.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class CertificateTest : public Fjordlicht {
 protected:
  CertificateTest() { UntilCertified(); }

  v1::PermitMark Permit(v1::MarkKind mark) {
    auto permit = For<v1::PermitMark>(kContinuityCertificate);
    permit.set_mark(mark);
    permit.set_occurred_on("2024-06-18");
    return permit;
  }
  v1::SuspendCertificate Suspend(const std::string& on, const std::string& reason) {
    auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
    suspend.set_reason_code(reason);
    suspend.set_reason("The recovery target is missed again and again");
    suspend.set_decider_id(IdOf("ines"));
    suspend.set_occurred_on(on);
    return suspend;
  }
  v1::RestoreCertificate Restore(const std::string& on) {
    auto restore = For<v1::RestoreCertificate>(kContinuityCertificate);
    restore.set_reason("Shown at the special audit");
    restore.set_cause_resolved(true);
    restore.set_decider_id(IdOf("ines"));
    restore.set_occurred_on(on);
    return restore;
  }
  void Suspended() {
    domain.SetToday("2025-09-08");
    domain.Accepted(Suspend("2025-09-08", "persistent-failure"));
  }
  v1::ReviseCertificate Revise(const std::string& on) {
    auto revise = For<v1::ReviseCertificate>(kSecurityCertificate);
    revise.set_scope("IT services for shipping companies");
    for (const std::string& site : sites) {
      revise.add_site_ids(IdOf(site));
    }
    revise.set_reason("Tallinn has moved");
    revise.set_occurred_on(on);
    return revise;
  }
  v1::ReduceCertificate Reduce(const std::string& on) {
    auto reduce = For<v1::ReduceCertificate>(kContinuityCertificate);
    reduce.set_scope("IT services for shipping companies");
    reduce.add_site_ids(IdOf("hamburg"));
    reduce.set_reason("Leipzig and Tallinn are not ready");
    reduce.set_decider_id(IdOf("ines"));
    reduce.set_occurred_on(on);
    return reduce;
  }
  v1::WithdrawCertificate Withdraw(const std::string& on, const std::string& decider) {
    auto withdraw = For<v1::WithdrawCertificate>(kContinuityCertificate);
    withdraw.set_reason("Given up");
    withdraw.set_decider_id(IdOf(decider));
    withdraw.set_occurred_on(on);
    return withdraw;
  }
  v1::Certificate::State StateOn(const std::string& day) {
    v1::Certificate certificate = Certificate(kContinuityCertificate);
    PresentCertificate(&certificate, calendar::Date::Parse(day).value(), rules::Ruleset::Default());
    return certificate.state();
  }
};

TEST_F(CertificateTest, MarksAreTheBodysOrTheSchemesUnderLicenceNeverIsos) {
  EXPECT_EQ(domain.Refused(Permit(v1::ISO_LOGO)).rule(), "MK-4");
  EXPECT_EQ(domain.Refused(Permit(v1::SCHEME_MARK)).rule(), "MK-3");
  v1::PermitMark licensed = Permit(v1::SCHEME_MARK);
  licensed.set_licensed(true);
  domain.Accepted(licensed);
  domain.Accepted(Permit(v1::BODY_MARK));
  EXPECT_EQ(Certificate(kContinuityCertificate).mark(), v1::BODY_MARK);
  v1::PermitMark early = Permit(v1::BODY_MARK);
  early.set_occurred_on("2024-06-17");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
}

TEST_F(CertificateTest, AnExpiredCertificateCarriesNoMark) {
  domain.SetToday("2027-06-18");
  v1::PermitMark late = Permit(v1::BODY_MARK);
  late.set_occurred_on("2027-06-18");
  EXPECT_EQ(domain.Refused(late).rule(), "MK-5");
}

TEST_F(CertificateTest, ASuspensionHasARecognisedReasonAndIsReviewedWithinSixMonths) {
  domain.SetToday("2025-09-08");
  assay::Problem problem = domain.Refused(Suspend("2025-09-08", "bad-mood"));
  EXPECT_EQ(problem.rule(), "SP-1");
  EXPECT_EQ(problem.field(), "reasonCode");
  EXPECT_EQ(domain.Refused(Suspend("2024-06-17", "persistent-failure")).code(), "out-of-order");
  domain.Accepted(Suspend("2025-09-08", "persistent-failure"));
  v1::Certificate certificate = Certificate(kContinuityCertificate);
  EXPECT_EQ(certificate.state(), v1::Certificate::SUSPENDED);
  EXPECT_EQ(certificate.review_by(), "2026-03-08");
  EXPECT_EQ(certificate.expires_on(), "2027-06-17");
}

TEST_F(CertificateTest, WhoAuditedInTheCycleDecidesOnNoSuspensionRestorationReductionOrWithdrawal) {
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.SetToday("2025-09-08");
  v1::SuspendCertificate suspend = Suspend("2025-09-08", "persistent-failure");
  suspend.set_decider_id(IdOf("leif"));
  EXPECT_EQ(domain.Refused(suspend).rule(), "DE-1");
  suspend.clear_decider_id();  // the client need not know
  domain.Accepted(suspend);
  v1::RestoreCertificate restore = Restore("2025-09-08");
  restore.set_decider_id(IdOf("leif"));
  EXPECT_EQ(domain.Refused(restore).rule(), "DE-1");
  v1::ReduceCertificate reduce = Reduce("2025-09-08");
  reduce.set_decider_id(IdOf("leif"));
  EXPECT_EQ(domain.Refused(reduce).rule(), "DE-1");
  EXPECT_EQ(domain.Refused(Withdraw("2025-09-08", "leif")).rule(), "DE-1");
}

TEST_F(CertificateTest, WhereTheBodyItselfDecidesItNamesItsDecider) {
  domain.SetToday("2025-09-08");
  v1::SuspendCertificate suspend = Suspend("2025-09-08", "persistent-failure");
  suspend.clear_decider_id();
  aggregate::Request request = domain.RequestOf(suspend);
  request.actor.add_roles(assay::BODY_DECIDER);
  Result<aggregate::Verdict> verdict = domain.processor().Process(request);
  ASSERT_TRUE(verdict.ok());
  ASSERT_TRUE(verdict->problem);
  EXPECT_EQ(verdict->problem->rule(), "DE-1");
}

TEST_F(CertificateTest, ARestoredCertificateKeepsItsExpiry) {
  Suspended();
  domain.SetToday("2025-10-27");
  v1::RestoreCertificate unresolved = Restore("2025-10-27");
  unresolved.set_cause_resolved(false);
  EXPECT_EQ(domain.Refused(unresolved).rule(), "SP-3");
  EXPECT_EQ(domain.Refused(Restore("2025-09-07")).code(), "out-of-order");
  EXPECT_TRUE(domain.Accepted(Restore("2025-10-27")).warnings.empty());
  EXPECT_EQ(Certificate(kContinuityCertificate).state(), v1::Certificate::ACTIVE);
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2027-06-17");
}

TEST_F(CertificateTest, ARestorationWaitsForTheFindingsOfItsStandard) {
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  v1::RaiseFinding security = Raise("s", "security", v1::MAJOR, "hamburg", "2025-05-20");
  domain.Accepted(security);
  v1::RaiseFinding continuity = Raise("s", "continuity", v1::MAJOR, "hamburg", "2025-05-20");
  continuity.set_standard("22301");
  domain.Accepted(continuity);
  Suspended();
  EXPECT_EQ(domain.Refused(Restore("2025-09-08")).rule(), "DE-4");
  PlanAccepted("continuity", "2025-09-08");
  Verified("continuity", "2025-09-08");
  domain.Accepted(Restore("2025-09-08"));
}

TEST_F(CertificateTest, ARestorationAfterSixMonthsIsWarnedAbout) {
  Suspended();
  domain.SetToday("2026-03-09");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Restore("2026-03-09")), "SP-2"));
}

TEST_F(CertificateTest, TransferWhileSuspendedIsRefused) {
  Suspended();
  assay::Problem problem = domain.Refused(Transfer(kContinuityCertificate, "2025-09-08"));
  EXPECT_EQ(problem.rule(), "TR-2");
}

TEST_F(CertificateTest, ATransferKeepsTheExpiryAndChangesTheBody) {
  domain.Accepted(Transfer(kSecurityCertificate, "2024-06-18"));
  EXPECT_EQ(Certificate(kSecurityCertificate).body_id(), IdOf("albion"));
  EXPECT_EQ(Certificate(kSecurityCertificate).number(), "AL-27001");
  EXPECT_EQ(Certificate(kSecurityCertificate).expires_on(), "2027-06-17");
  EXPECT_EQ(domain.Refused(Transfer(kSecurityCertificate, "2024-06-18")).code(), "same-body");
}

TEST_F(CertificateTest, OnlyAValidCertificateIsTransferred) {
  EXPECT_EQ(domain.Refused(Transfer(kSecurityCertificate, "2024-06-17")).code(), "out-of-order");
  domain.SetToday("2027-06-18");
  EXPECT_EQ(domain.Refused(Transfer(kSecurityCertificate, "2027-06-18")).rule(), "TR-2");
  domain.Accepted(Withdraw("2027-06-17", "ines"));
  EXPECT_EQ(domain.Refused(Transfer(kContinuityCertificate, "2027-06-17")).rule(), "TR-2");
}

TEST_F(CertificateTest, ATransferWaitsForTheFindingsOfItsStandard) {
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.Accepted(Raise("s", "major", v1::MAJOR, "hamburg", "2025-05-20"));
  EXPECT_EQ(domain.Refused(Transfer(kSecurityCertificate, "2025-05-20")).rule(), "TR-5");
  PlanAccepted("major", "2025-05-20");
  Verified("major", "2025-05-20");
  domain.Accepted(Raise("s", "minor", v1::MINOR, "hamburg", "2025-05-20"));
  EXPECT_EQ(domain.Refused(Transfer(kSecurityCertificate, "2025-05-20")).rule(), "TR-5");
  PlanAccepted("minor", "2025-05-20");
  domain.Accepted(Transfer(kSecurityCertificate, "2025-05-20"));
}

TEST_F(CertificateTest, ATransferIsReviewedAsAWholeAndDecidedByWhoDidNotAudit) {
  v1::TransferCertificate hasty = Transfer(kSecurityCertificate, "2024-06-18");
  hasty.mutable_reviewed()->RemoveLast();
  assay::Problem problem = domain.Refused(hasty);
  EXPECT_EQ(problem.rule(), "TR-4");
  EXPECT_EQ(problem.field(), "reviewed");
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  v1::TransferCertificate by_auditor = Transfer(kSecurityCertificate, "2025-05-20");
  by_auditor.set_decider_id(IdOf("leif"));
  EXPECT_EQ(domain.Refused(by_auditor).rule(), "DE-1");
  by_auditor.set_decider_id(IdOf("ines"));
  domain.Accepted(by_auditor);
  EXPECT_EQ(Certificate(kSecurityCertificate).decider_id(), IdOf("ines"));
}

TEST_F(CertificateTest, TheAcceptingBodyDecidesBeforeItAudits) {
  domain.Accepted(Plan("before", v1::SURVEILLANCE, "2025-05-20", "2025-05-22"));  // with Nordmark
  domain.Accepted(Assign("before", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2025-05-12");
  domain.Accepted(Transfer(kSecurityCertificate, "2025-05-12"));
  domain.SetToday("2025-05-22");
  domain.Accepted(Open("before", "2025-05-20"));  // though the certificate has gone to Albion
  v1::TransferCertificate back = Transfer(kSecurityCertificate, "2025-05-22");
  back.set_body_id(IdOf("nordmark"));
  assay::Problem problem = domain.Refused(back);
  EXPECT_EQ(problem.rule(), "TR-6");

  v1::PlanAudit early = Plan("early", v1::SURVEILLANCE, "2025-05-11", "2025-05-12");
  early.clear_standards();
  early.add_standards("ISO/IEC 27001");
  EXPECT_TRUE(domain.Warned(domain.Accepted(early), "TR-6"));  // it was, all the same
  early.set_id(IdOf("in time"));
  early.set_planned_from("2025-05-12");
  EXPECT_FALSE(domain.Warned(domain.Accepted(early), "TR-6"));
}

TEST_F(CertificateTest, TheScopeOfASiteStaysUntilItIsSaidAnew) {
  v1::ReviseCertificate revise = Revise("2024-06-18");
  v1::CertifiedSite* leipzig = revise.add_site_scopes();
  leipzig->set_site_id(IdOf("leipzig"));
  leipzig->set_scope("Service desk");
  v1::ReviseCertificate twice = revise;
  *twice.add_site_scopes() = *leipzig;
  EXPECT_EQ(domain.Refused(twice).code(), "site-scope-twice");
  domain.Accepted(revise);
  domain.Accepted(Revise("2024-06-18"));
  ASSERT_EQ(Certificate(kSecurityCertificate).site_scopes_size(), 1);
  EXPECT_EQ(Certificate(kSecurityCertificate).site_scopes(0).scope(), "Service desk");
}

TEST_F(CertificateTest, LeavingABodyThatLostItsAccreditationTakesSixMonthsAtMost) {
  auto end = For<v1::EndAccreditation>("nordmark");
  end.set_standard("ISO/IEC 27001");
  end.set_occurred_on("2024-06-18");
  end.set_reason("Lost");
  domain.Accepted(end);
  domain.SetToday("2024-12-19");
  EXPECT_EQ(domain.Refused(Transfer(kSecurityCertificate, "2024-12-19")).rule(), "TR-3");
  domain.Accepted(Transfer(kSecurityCertificate, "2024-12-18"));
}

TEST_F(CertificateTest, TheAcceptingBodyIsAccreditedToo) {
  EXPECT_EQ(domain.Refused(Transfer(kContinuityCertificate, "2024-06-18")).code(),
            "accepting-body-not-accredited");
}

TEST_F(CertificateTest, ARevisedCertificateIsToldFromTheOldOne) {
  domain.SetToday("2026-02-16");
  domain.Accepted(Revise("2026-02-16"));
  EXPECT_EQ(Certificate(kSecurityCertificate).revision(), 2U);
  EXPECT_EQ(Certificate(kSecurityCertificate).revised_on(), "2026-02-16");
  EXPECT_EQ(Certificate(kSecurityCertificate).applicability_version(), "3.1");
  v1::ReviseCertificate again = Revise("2026-02-16");
  again.set_applicability_version("4.0");
  domain.Accepted(again);
  EXPECT_EQ(Certificate(kSecurityCertificate).revision(), 3U);
  EXPECT_EQ(Certificate(kSecurityCertificate).applicability_version(), "4.0");
}

TEST_F(CertificateTest, ARevisionKeepsEverySiteAndStaysWithinTheJourney) {
  v1::ReviseCertificate fewer = Revise("2024-06-18");
  fewer.mutable_site_ids()->RemoveLast();
  EXPECT_EQ(domain.Refused(fewer).code(), "is-a-reduction");
  v1::ReviseCertificate more = Revise("2024-06-18");
  more.add_site_ids(IdOf("oslo"));
  EXPECT_EQ(domain.Refused(more).code(), "site-outside-journey");
  EXPECT_EQ(domain.Refused(Revise("2024-06-17")).code(), "out-of-order");
}

TEST_F(CertificateTest, AReductionTakesSomethingOutAndEndsASuspension) {
  Suspended();
  v1::ReduceCertificate more = Reduce("2025-09-08");
  more.add_site_ids(IdOf("oslo"));
  EXPECT_EQ(domain.Refused(more).code(), "not-a-reduction");
  v1::ReduceCertificate same = Reduce("2025-09-08");
  same.add_site_ids(IdOf("leipzig"));
  same.add_site_ids(IdOf("tallinn"));
  EXPECT_EQ(domain.Refused(same).code(), "not-a-reduction");
  domain.Accepted(Reduce("2025-09-08"));
  EXPECT_EQ(Certificate(kContinuityCertificate).state(), v1::Certificate::ACTIVE);
  EXPECT_EQ(Certificate(kContinuityCertificate).site_ids_size(), 1);
  EXPECT_EQ(Certificate(kContinuityCertificate).revision(), 2U);
}

TEST_F(CertificateTest, NothingHappensToACertificateThatHasExpired) {
  domain.SetToday("2027-06-18");
  EXPECT_EQ(domain.Refused(Suspend("2027-06-18", "persistent-failure")).code(),
            "certificate-expired");
  EXPECT_EQ(domain.Refused(Revise("2027-06-18")).code(), "certificate-expired");
  EXPECT_EQ(domain.Refused(Reduce("2027-06-18")).code(), "certificate-expired");
  EXPECT_EQ(domain.Refused(Withdraw("2027-06-18", "ines")).code(), "certificate-expired");
  domain.Accepted(Suspend("2027-06-17", "persistent-failure"));
  EXPECT_EQ(domain.Refused(Restore("2027-06-18")).code(), "certificate-expired");
}

TEST_F(CertificateTest, AWithdrawnCertificateStaysWithdrawn) {
  EXPECT_EQ(domain.Refused(Withdraw("2024-06-17", "ines")).code(), "out-of-order");
  domain.Accepted(Withdraw("2024-06-18", "ines"));
  EXPECT_EQ(Certificate(kContinuityCertificate).state(), v1::Certificate::WITHDRAWN);
  EXPECT_EQ(StateOn("2027-06-18"), v1::Certificate::WITHDRAWN);
}

TEST_F(CertificateTest, ACertificateShowsAsExpiredFromTheDayAfterItsLast) {
  EXPECT_EQ(StateOn("2027-06-17"), v1::Certificate::ACTIVE);
  EXPECT_EQ(StateOn("2027-06-18"), v1::Certificate::EXPIRED);
  Suspended();
  EXPECT_EQ(StateOn("2027-06-17"), v1::Certificate::SUSPENDED);
  EXPECT_EQ(StateOn("2027-06-18"), v1::Certificate::EXPIRED);
}

}  // namespace
}  // namespace assay::audits
