#include "services/scheduling/domain/cycle.h"

#include <gmock/gmock.h>

#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The demo's journey: decided 2024-06-18, three certificates to 2027-06-17.
class CycleTest : public SchedulingTest {
 protected:
  void Grant(const std::string& on = "2024-06-18", const std::string& expires_on = "2027-06-17") {
    audits::v1::CertificationGranted granted;
    granted.set_occurred_on(on);
    granted.set_expires_on(expires_on);
    Hear<audits::v1::Journey>(journey, granted);
  }
  void Renew(const std::string& on, const std::string& expires_on) {
    audits::v1::CertificationRenewed renewed;
    renewed.set_occurred_on(on);
    renewed.set_expires_on(expires_on);
    Hear<audits::v1::Journey>(journey, renewed);
  }
  void Survey(const std::string& audit_id, const std::string& last_day) {
    audits::v1::JourneySurveillanceReported reported;
    reported.mutable_period()->set_audit_id(audit_id);
    reported.mutable_period()->set_first_day(last_day);
    reported.mutable_period()->set_last_day(last_day);
    Hear<audits::v1::Journey>(journey, reported);
  }
  void Recertify(const std::string& audit_id, const std::string& last_day) {
    audits::v1::RecertificationReported reported;
    reported.set_audit_id(audit_id);
    reported.set_last_day(last_day);
    Hear<audits::v1::Journey>(journey, reported);
  }
  void IssueInFull(const std::string& certificate) {
    audits::v1::CertificateIssued issued;
    issued.set_journey_id(journey);
    issued.set_standard("ISO/IEC 20000-1");
    issued.set_number("NM-1");
    issued.set_body_id(IdOf("nordmark"));
    issued.set_scope("Hosting");
    issued.add_site_ids(IdOf("hamburg"));
    issued.add_site_ids(IdOf("leipzig"));
    Hear<audits::v1::Certificate>(certificate, issued);
  }
  void Reduce(const std::string& certificate) {
    audits::v1::CertificateReduced reduced;
    reduced.set_scope("Service desk");
    reduced.add_site_ids(IdOf("hamburg"));
    reduced.set_reason("Hosting is given up");
    reduced.set_occurred_on("2025-09-20");
    Hear<audits::v1::Certificate>(certificate, reduced);
  }
  static v1::CycleCertificate Of(const v1::Cycle& cycle, const std::string& certificate) {
    for (const v1::CycleCertificate& one : cycle.certificates()) {
      if (one.certificate_id() == certificate) {
        return one;
      }
    }
    ADD_FAILURE() << "not part of the cycle";
    return {};
  }
  void Issue(const std::string& certificate_id) {
    audits::v1::CertificateIssued issued;
    issued.set_journey_id(journey);
    Hear<audits::v1::Certificate>(certificate_id, issued);
  }
  void Suspend(const std::string& certificate_id, const std::string& review_by) {
    audits::v1::CertificateSuspended suspended;
    suspended.set_review_by(review_by);
    Hear<audits::v1::Certificate>(certificate_id, suspended);
  }
  void Restore(const std::string& certificate_id) {
    audits::v1::CertificateRestored restored;
    restored.set_occurred_on("2025-10-27");
    Hear<audits::v1::Certificate>(certificate_id, restored);
  }
  void Withdraw(const std::string& certificate_id) {
    audits::v1::CertificateWithdrawn withdrawn;
    withdrawn.set_reason("not restored");
    withdrawn.set_occurred_on("2025-11-03");
    Hear<audits::v1::Certificate>(certificate_id, withdrawn);
  }
  v1::Window WindowOf(const std::string& key) {
    v1::Cycle cycle = CycleOf(journey);
    for (const v1::Window& window : cycle.windows()) {
      if (window.key() == key) {
        return window;
      }
    }
    ADD_FAILURE() << "no window " << key;
    return {};
  }
  std::vector<std::string> WarnedRules() {
    std::vector<std::string> rules;
    for (const assay::Warning& warning : LastWarnings()) {
      rules.push_back(warning.rule());
    }
    return rules;
  }

  const std::string sms = IdOf("20000-1");
  const std::string isms = IdOf("27001");
  const std::string bcms = IdOf("22301");
  const std::string first = IdOf("surveillance of 2025");
  const std::string second = IdOf("surveillance of 2026");
};

TEST_F(CycleTest, ADecisionOf2024June18MakesTheProgrammeOfThreeYears) {
  Grant();
  auto cycle = CycleOf(journey);
  EXPECT_EQ(cycle.state(), v1::Cycle::RUNNING);
  EXPECT_EQ(cycle.journey_id(), journey);
  EXPECT_EQ(cycle.decided_on(), "2024-06-18");
  EXPECT_EQ(cycle.expires_on(), "2027-06-17");
  EXPECT_EQ(cycle.restore_until(), "2027-12-17");
  EXPECT_TRUE(cycle.first_cycle());
  ASSERT_EQ(cycle.windows_size(), 3);

  EXPECT_EQ(cycle.windows(0).key(), "surveillance-1");
  EXPECT_EQ(cycle.windows(0).earliest(), "2025-01-01");
  EXPECT_EQ(cycle.windows(0).latest(), "2025-06-18");
  EXPECT_EQ(cycle.windows(0).rule(), "SU-1");

  EXPECT_EQ(cycle.windows(1).key(), "surveillance-2");
  EXPECT_EQ(cycle.windows(1).earliest(), "2026-01-01");
  EXPECT_EQ(cycle.windows(1).latest(), "2026-12-31");
  EXPECT_EQ(cycle.windows(1).advised_by(), "2026-06-18");
  EXPECT_EQ(cycle.windows(1).rule(), "SU-2");

  EXPECT_EQ(cycle.windows(2).key(), "recertification");
  EXPECT_EQ(cycle.windows(2).latest(), "2027-06-17");
  EXPECT_EQ(cycle.windows(2).rule(), "RC-1");
  EXPECT_LT(cycle.windows(2).earliest(), cycle.windows(2).advised_by());
  EXPECT_LT(cycle.windows(2).advised_by(), cycle.windows(2).latest());
}

TEST_F(CycleTest, SurveillancesFillTheWindowsInTheirOrder) {
  Grant();
  Survey(first, "2025-05-22");
  Survey(second, "2026-05-21");
  EXPECT_EQ(WindowOf("surveillance-1").audit_id(), first);
  EXPECT_EQ(WindowOf("surveillance-1").done_on(), "2025-05-22");
  EXPECT_EQ(WindowOf("surveillance-1").latest(), "2025-06-18");
  EXPECT_EQ(WindowOf("surveillance-2").audit_id(), second);
  EXPECT_THAT(LastWarnings(), IsEmpty());
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CycleTest, ASurveillanceOnTheLastDayIsInTime) {
  Grant();
  Survey(first, "2025-06-18");
  EXPECT_THAT(LastWarnings(), IsEmpty());
}

TEST_F(CycleTest, AFirstSurveillanceOneDayLateIsRecordedWithAWarning) {
  Grant();
  Survey(first, "2025-06-19");
  EXPECT_EQ(WindowOf("surveillance-1").done_on(), "2025-06-19");
  EXPECT_THAT(WarnedRules(), ElementsAre("SU-1"));
  EXPECT_TRUE(LastWarnings().at(0).blocking()) << "V-SU1-3 as a fact: work to do";
}

TEST_F(CycleTest, ASecondSurveillanceAfterItsYearIsRecordedWithAWarning) {
  Grant();
  Survey(first, "2025-05-22");
  Survey(second, "2027-01-08");
  EXPECT_THAT(WarnedRules(), ElementsAre("SU-2"));
}

TEST_F(CycleTest, ASecondSurveillanceLaterThanAdvisedIsRecordedWithAHint) {
  Grant();
  Survey(first, "2025-05-22");
  Survey(second, "2026-12-30");
  EXPECT_THAT(WarnedRules(), ElementsAre("SU-7"));
}

TEST_F(CycleTest, TheRecertificationAuditFillsItsOwnWindow) {
  Grant();
  Recertify(first, "2027-03-19");
  EXPECT_EQ(WindowOf("recertification").audit_id(), first);
  EXPECT_EQ(WindowOf("surveillance-1").audit_id(), "");
  EXPECT_THAT(LastWarnings(), IsEmpty());
}

TEST_F(CycleTest, ARecertificationAuditAfterExpiryIsRecordedWithAWarning) {
  Grant();
  Recertify(first, "2027-06-21");
  EXPECT_THAT(WarnedRules(), ElementsAre("RC-1"));
}

TEST_F(CycleTest, ARecertificationAuditShortlyBeforeExpiryIsRecordedWithAHint) {
  Grant();
  Recertify(first, "2027-06-16");
  EXPECT_THAT(WarnedRules(), ElementsAre("RC-7"));
}

TEST_F(CycleTest, OneAuditFillsOneWindow) {
  Grant();
  Survey(first, "2025-05-22");
  Survey(first, "2025-05-22");
  EXPECT_THAT(Refusals(), ElementsAre("already-counted"));
  EXPECT_EQ(WindowOf("surveillance-2").audit_id(), "");
}

TEST_F(CycleTest, AFurtherSurveillanceHasNoWindow) {
  Grant();
  Survey(first, "2025-05-22");
  Survey(second, "2026-05-21");
  Survey(IdOf("third"), "2026-11-01");
  EXPECT_THAT(Refusals(), ElementsAre("no-open-window"));
}

TEST_F(CycleTest, ASecondRecertificationAuditHasNoWindow) {
  Grant();
  Recertify(first, "2027-03-19");
  Recertify(second, "2027-04-19");
  EXPECT_THAT(Refusals(), ElementsAre("no-open-window"));
}

TEST_F(CycleTest, AnAuditBeforeTheDecisionBelongsToAnotherCycle) {
  Grant();
  Survey(first, "2024-06-17");
  EXPECT_THAT(Refusals(), ElementsAre("before-decision"));
}

TEST_F(CycleTest, AnAuditWithoutACycleIsRefused) {
  Survey(first, "2024-06-17");
  EXPECT_THAT(Refusals(), ElementsAre("not-found"));
}

TEST_F(CycleTest, ComputingAnewForTheSameDecisionKeepsWhatWasDone) {
  Grant();
  Survey(first, "2025-05-22");
  Grant("2024-06-18", "2027-08-31");
  EXPECT_EQ(CycleOf(journey).expires_on(), "2027-08-31");
  EXPECT_EQ(WindowOf("surveillance-1").audit_id(), first);
  EXPECT_EQ(WindowOf("surveillance-1").done_on(), "2025-05-22");
  EXPECT_EQ(WindowOf("recertification").latest(), "2027-08-31");
}

TEST_F(CycleTest, ARenewalBeginsTheNextCycleWithOpenWindows) {
  Grant();
  Survey(first, "2025-05-22");
  Survey(second, "2026-05-21");
  Recertify(IdOf("recertification"), "2027-03-19");
  Renew("2027-05-04", "2030-06-17");
  auto cycle = CycleOf(journey);
  EXPECT_FALSE(cycle.first_cycle());
  EXPECT_EQ(cycle.decided_on(), "2027-05-04");
  EXPECT_EQ(cycle.expires_on(), "2030-06-17");
  EXPECT_EQ(cycle.restore_until(), "2030-12-17");
  ASSERT_EQ(cycle.windows_size(), 3);
  for (const v1::Window& window : cycle.windows()) {
    EXPECT_EQ(window.audit_id(), "") << window.key();
  }
  EXPECT_EQ(WindowOf("surveillance-1").rule(), "SU-2");
  EXPECT_EQ(WindowOf("surveillance-1").latest(), "2028-12-31");
  EXPECT_EQ(WindowOf("surveillance-1").advised_by(), "2028-05-04");
}

TEST_F(CycleTest, AnExpiryNotAfterTheDecisionIsRefused) {
  Grant("2024-06-18", "2024-06-18");
  EXPECT_THAT(Refusals(), ElementsAre("expiry-before-decision"));
}

TEST_F(CycleTest, AnOlderDecisionDoesNotChangeTheCycle) {
  Grant();
  Renew("2024-06-17", "2027-06-17");
  EXPECT_THAT(Refusals(), ElementsAre("older-decision"));
  EXPECT_TRUE(CycleOf(journey).first_cycle());
}

TEST_F(CycleTest, ASuspensionShowsInTheCycleAndStopsNoClock) {
  Grant();
  Issue(bcms);
  Suspend(bcms, "2026-03-08");
  auto cycle = CycleOf(journey);
  EXPECT_THAT(cycle.suspended_certificate_ids(), ElementsAre(bcms));
  EXPECT_EQ(cycle.review_by(), "2026-03-08");
  EXPECT_EQ(cycle.expires_on(), "2027-06-17");
  Restore(bcms);
  EXPECT_THAT(CycleOf(journey).suspended_certificate_ids(), IsEmpty());
  EXPECT_EQ(CycleOf(journey).review_by(), "");
  EXPECT_EQ(CycleOf(journey).expires_on(), "2027-06-17");
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CycleTest, OfTwoSuspensionsTheEarlierReviewCounts) {
  Grant();
  Issue(bcms);
  Issue(isms);
  Suspend(bcms, "2026-03-08");
  Suspend(isms, "2026-04-01");
  EXPECT_EQ(CycleOf(journey).review_by(), "2026-03-08");
  Restore(isms);
  EXPECT_EQ(CycleOf(journey).review_by(), "2026-03-08");
  EXPECT_THAT(CycleOf(journey).suspended_certificate_ids(), ElementsAre(bcms));
}

TEST_F(CycleTest, ASuspendedCertificateIsNotSuspendedAgainNorAnActiveOneRestored) {
  Grant();
  Issue(bcms);
  Restore(bcms);
  Suspend(bcms, "2026-03-08");
  Suspend(bcms, "2026-03-08");
  EXPECT_THAT(Refusals(), ElementsAre("not-suspended", "already-suspended"));
}

TEST_F(CycleTest, ACertificateThatIsNotKnownIsRefused) {
  Grant();
  Suspend(bcms, "2026-03-08");
  EXPECT_THAT(Refusals(), ElementsAre("not-found"));
}

TEST_F(CycleTest, TheCycleEndsWithItsLastCertificate) {
  Grant();
  Issue(sms);
  Issue(bcms);
  Suspend(bcms, "2026-03-08");
  Withdraw(bcms);
  EXPECT_EQ(CycleOf(journey).state(), v1::Cycle::RUNNING);
  EXPECT_THAT(CycleOf(journey).suspended_certificate_ids(), IsEmpty());
  Withdraw(sms);
  EXPECT_EQ(CycleOf(journey).state(), v1::Cycle::ENDED);
  Survey(first, "2025-05-22");
  EXPECT_THAT(Refusals(), ElementsAre("cycle-ended"));
}

TEST_F(CycleTest, AWithdrawnCertificateTakesNoPartAnyMore) {
  Grant();
  Issue(sms);
  Issue(bcms);
  Withdraw(bcms);
  Suspend(bcms, "2026-03-08");
  EXPECT_THAT(Refusals(), ElementsAre("wrong-state"));
}

TEST_F(CycleTest, ANewGrantAfterTheEndBeginsACycle) {
  Grant();
  Issue(sms);
  Withdraw(sms);
  Grant("2028-02-01", "2031-01-31");
  EXPECT_EQ(CycleOf(journey).state(), v1::Cycle::RUNNING);
}

TEST_F(CycleTest, ACertificateWithdrawnBeforeAnyCycleIsReleased) {
  Issue(sms);
  Withdraw(sms);
  EXPECT_THAT(Refusals(), IsEmpty());
  EXPECT_EQ(domain.Get<v1::CoveredCertificate>(sms).state(), v1::CoveredCertificate::RELEASED);
}

TEST_F(CycleTest, TheCycleKnowsItsCertificatesWithBodyScopeAndSites) {
  Grant();
  IssueInFull(sms);
  ASSERT_EQ(CycleOf(journey).certificates_size(), 1);
  const v1::CycleCertificate certificate = CycleOf(journey).certificates(0);
  EXPECT_EQ(certificate.certificate_id(), sms);
  EXPECT_EQ(certificate.standard(), "ISO/IEC 20000-1");
  EXPECT_EQ(certificate.number(), "NM-1");
  EXPECT_EQ(certificate.body_id(), IdOf("nordmark"));
  EXPECT_EQ(certificate.scope(), "Hosting");
  EXPECT_THAT(certificate.site_ids(), ElementsAre(IdOf("hamburg"), IdOf("leipzig")));
  Withdraw(sms);
  EXPECT_EQ(CycleOf(journey).certificates_size(), 0);
}

TEST_F(CycleTest, ATransferBringsAnotherBodyAndKeepsDecisionWindowsAndExpiry) {
  Grant();
  IssueInFull(sms);
  IssueInFull(isms);
  v1::Cycle before = CycleOf(journey);
  audits::v1::CertificateTransferred transferred;
  transferred.set_body_id(IdOf("albion"));
  transferred.set_number("AA-7");
  transferred.set_occurred_on("2025-01-15");
  Hear<audits::v1::Certificate>(sms, transferred);
  v1::Cycle after = CycleOf(journey);
  EXPECT_EQ(after.expires_on(), before.expires_on());
  EXPECT_EQ(after.decided_on(), before.decided_on());
  EXPECT_EQ(after.windows(0).latest(), before.windows(0).latest());
  const v1::CycleCertificate moved = Of(after, sms);
  EXPECT_EQ(moved.body_id(), IdOf("albion"));
  EXPECT_EQ(moved.number(), "AA-7");
  EXPECT_EQ(moved.transferred_on(), "2025-01-15");
  EXPECT_EQ(moved.scope(), "Hosting");
  EXPECT_THAT(moved.site_ids(), ElementsAre(IdOf("hamburg"), IdOf("leipzig")));
  EXPECT_EQ(Of(after, isms).body_id(), IdOf("nordmark"));
  EXPECT_EQ(domain.Get<v1::CoveredCertificate>(sms).body_id(), IdOf("albion"));
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CycleTest, ARevisionAndAReductionChangeScopeAndSitesButNoDates) {
  Grant();
  IssueInFull(sms);
  v1::Cycle before = CycleOf(journey);
  audits::v1::CertificateRevised revised;
  revised.set_scope("Hosting and service desk");
  revised.add_site_ids(IdOf("hamburg"));
  revised.add_site_ids(IdOf("leipzig"));
  revised.add_site_ids(IdOf("tallinn"));
  revised.set_occurred_on("2025-01-15");
  Hear<audits::v1::Certificate>(sms, revised);
  EXPECT_EQ(Of(CycleOf(journey), sms).scope(), "Hosting and service desk");
  EXPECT_EQ(Of(CycleOf(journey), sms).site_ids_size(), 3);
  Reduce(sms);
  EXPECT_EQ(Of(CycleOf(journey), sms).scope(), "Service desk");
  EXPECT_THAT(Of(CycleOf(journey), sms).site_ids(), ElementsAre(IdOf("hamburg")));
  EXPECT_EQ(CycleOf(journey).certificates_size(), 1);
  EXPECT_EQ(CycleOf(journey).expires_on(), before.expires_on());
  EXPECT_EQ(CycleOf(journey).windows_size(), before.windows_size());
  EXPECT_EQ(domain.Get<v1::CoveredCertificate>(sms).changed_on(), "2025-09-20");
}

TEST_F(CycleTest, AReductionEndsTheSuspensionARevisionDoesNot) {
  Grant();
  IssueInFull(bcms);
  Suspend(bcms, "2026-03-08");
  audits::v1::CertificateRevised revised;
  revised.set_occurred_on("2025-09-15");
  Hear<audits::v1::Certificate>(bcms, revised);
  EXPECT_THAT(CycleOf(journey).suspended_certificate_ids(), ElementsAre(bcms));
  Reduce(bcms);
  EXPECT_THAT(CycleOf(journey).suspended_certificate_ids(), IsEmpty());
  EXPECT_EQ(CycleOf(journey).review_by(), "");
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CycleTest, WithoutARunningCycleOnlyTheCertificateIsNoted) {
  IssueInFull(sms);
  Reduce(sms);
  EXPECT_EQ(domain.Get<v1::CoveredCertificate>(sms).scope(), "Service desk");
  EXPECT_FALSE(domain.Exists<v1::Cycle>(journey));
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CycleTest, ACycleIsExpiredFromTheDayAfterItsLastValidOne) {
  Grant();
  auto cycle = CycleOf(journey);
  PresentCycle(&cycle, calendar::Date::Parse("2027-06-17").value());
  EXPECT_FALSE(cycle.expired());
  PresentCycle(&cycle, calendar::Date::Parse("2027-06-18").value());
  EXPECT_TRUE(cycle.expired());
}

}  // namespace
}  // namespace assay::scheduling
