#include "services/audits/domain/edition.h"

#include "assay/audits/v1/scope_extension.pb.h"
#include "assay/audits/v1/transition.pb.h"
#include "services/audits/domain/certificate.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// ISO/IEC 27001:2013 ended on 2025-10-31; audits of it led to a certificate until 2024-04-30.
class EditionTest : public Fjordlicht {
 protected:
  v1::GrantCertification GrantOld(const std::string& on) {
    v1::GrantCertification grant = Grant(on);
    for (v1::CertificateRequest& request : *grant.mutable_certificates()) {
      request.set_edition(request.standard() == "ISO/IEC 27001" ? "2013" : request.edition());
    }
    return grant;
  }
  void CertifiedToTheOld() {
    UntilStage2Reported();
    domain.SetToday("2024-06-18");
    EXPECT_TRUE(domain.Warned(domain.Accepted(GrantOld("2024-06-18")), "ET-2"));
  }
  // A special audit with these criteria, reported on the day.
  void Audited(const std::string& criteria) {
    v1::PlanAudit plan = Plan("special", v1::SPECIAL, "2024-10-07", "2024-10-07");
    plan.set_criteria(criteria);
    domain.Accepted(plan);
    domain.Accepted(Assign("special", "leif", v1::LEAD_AUDITOR));
    domain.SetToday("2024-10-07");
    domain.Accepted(Open("special", "2024-10-07"));
    domain.Accepted(Report("special", "2024-10-07", "2024-10-07"));
  }
  // ISO/IEC 27001 once more, to the new edition.
  v1::GrantCertification Anew(const std::string& on) {
    v1::GrantCertification anew = Grant(on);
    anew.mutable_certificates()->DeleteSubrange(0, 1);
    anew.mutable_certificates()->RemoveLast();
    anew.mutable_certificates(0)->set_certificate_id(IdOf("new"));
    anew.mutable_certificates(0)->set_number("NM-27001-2");
    return anew;
  }
  // A stage 2 of one day with these criteria.
  void Stage2(const std::string& name, const std::string& criteria, const std::string& on) {
    v1::PlanAudit plan = Plan(name, v1::CERTIFICATION_STAGE_2, on, on);
    plan.set_criteria(criteria);
    plan.set_reason("Certification anew");
    domain.Accepted(plan);
    domain.Accepted(Assign(name, "leif", v1::LEAD_AUDITOR));
    domain.SetToday(on);
    domain.Accepted(Open(name, on));
    domain.Accepted(Report(name, on, on));
    domain.Accepted(Supply(name, on));
  }
  v1::TransitionCertificate Transition(const std::string& on = "2024-10-07",
                                       const std::string& decider = "ines") {
    auto transition = For<v1::TransitionCertificate>(kSecurityCertificate);
    transition.set_edition("2022");
    transition.set_audit_id(IdOf("special"));
    transition.set_decider_id(IdOf(decider));
    transition.set_reasons("Audited against the new edition");
    transition.set_occurred_on(on);
    return transition;
  }
  v1::Certificate CertificateOn(const std::string& day) {
    v1::Certificate certificate = Certificate(kSecurityCertificate);
    PresentCertificate(&certificate, calendar::Date::Parse(day).value(), rules::Ruleset::Default());
    return certificate;
  }
};

TEST_F(EditionTest, ACertificateOfAnEndingEditionShowsWhenAndEndsWithIt) {
  CertifiedToTheOld();
  EXPECT_EQ(CertificateOn("2025-10-31").transition_by(), "2025-10-31");
  EXPECT_EQ(CertificateOn("2025-10-31").state(), v1::Certificate::ACTIVE);
  EXPECT_EQ(CertificateOn("2025-11-01").state(), v1::Certificate::EXPIRED);
}

TEST_F(EditionTest, NothingIsCertifiedToAnEditionThatHasEnded) {
  UntilStage2Reported();
  domain.SetToday("2025-11-01");
  assay::Problem problem = domain.Refused(GrantOld("2025-11-01"));
  EXPECT_EQ(problem.rule(), "ET-1");
  EXPECT_NE(problem.detail().find("2022"), std::string::npos);
}

TEST_F(EditionTest, ATransitionRestsOnAnAuditThatNamesTheNewEdition) {
  CertifiedToTheOld();
  domain.SetToday("2024-10-07");
  EXPECT_EQ(domain.Refused(Transition()).rule(), "ET-3");  // no audit
  Audited("ISO/IEC 27001:2013, Statement of Applicability of 2022-05-01, ISO 9001:2022");
  EXPECT_EQ(domain.Refused(Transition()).rule(), "ET-3");
  v1::TransitionCertificate unknown = Transition();
  unknown.set_edition("2030");
  EXPECT_EQ(domain.Refused(unknown).rule(), "ET-3");
}

TEST_F(EditionTest, TheTransitionIsADecisionThatLeavesTheExpiry) {
  CertifiedToTheOld();
  Audited("ISO/IEC 27001:2022");
  EXPECT_EQ(domain.Refused(Transition("2024-10-07", "leif")).rule(), "DE-1");
  EXPECT_EQ(domain.Refused(Transition("2024-06-17")).code(), "out-of-order");
  v1::TransitionCertificate backdated = Transition();
  backdated.set_effective_on("2024-10-06");
  EXPECT_EQ(domain.Refused(backdated).rule(), "CE-1");
  domain.Accepted(Transition());
  v1::Certificate certificate = CertificateOn("2025-11-01");
  EXPECT_EQ(certificate.edition(), "2022");
  EXPECT_EQ(certificate.revision(), 2U);
  EXPECT_EQ(certificate.expires_on(), "2027-06-17");
  EXPECT_EQ(certificate.transition_by(), "");
  EXPECT_EQ(certificate.state(), v1::Certificate::ACTIVE);
}

TEST_F(EditionTest, AnOpenMajorStandsInTheWay) {
  CertifiedToTheOld();
  v1::PlanAudit plan = Plan("special", v1::SPECIAL, "2024-10-07", "2024-10-07");
  plan.set_criteria("ISO/IEC 27001:2022");
  domain.Accepted(plan);
  domain.Accepted(Assign("special", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2024-10-07");
  domain.Accepted(Open("special", "2024-10-07"));
  domain.Accepted(Raise("special", "major", v1::MAJOR, "leipzig", "2024-10-07"));
  domain.Accepted(Report("special", "2024-10-07", "2024-10-07"));
  EXPECT_EQ(domain.Refused(Transition()).rule(), "DE-4");
}

TEST_F(EditionTest, AfterTheEndThereIsNothingLeftToMove) {
  CertifiedToTheOld();
  Audited("ISO/IEC 27001:2022");
  domain.SetToday("2025-11-01");
  EXPECT_EQ(domain.Refused(Transition("2025-11-01")).rule(), "ET-1");
  domain.SetToday("2027-06-18");
  EXPECT_EQ(domain.Refused(Transition("2027-06-18")).code(), "certificate-expired");
}

TEST_F(EditionTest, AfterTheEndNothingIsDoneToTheCertificateAnyMore) {
  CertifiedToTheOld();
  domain.SetToday("2025-10-31");
  auto suspend = For<v1::SuspendCertificate>(kSecurityCertificate);
  suspend.set_reason_code("persistent-failure");
  suspend.set_reason("It fails");
  suspend.set_decider_id(IdOf("ines"));
  suspend.set_occurred_on("2025-10-31");
  domain.Accepted(suspend);  // on its last day it stands

  domain.SetToday("2025-11-01");
  auto restore = For<v1::RestoreCertificate>(kSecurityCertificate);
  restore.set_reason("Met");
  restore.set_cause_resolved(true);
  restore.set_decider_id(IdOf("ines"));
  restore.set_occurred_on("2025-11-01");
  assay::Problem problem = domain.Refused(restore);
  EXPECT_EQ(problem.rule(), "ET-1");
  EXPECT_EQ(problem.field(), "occurredOn");
  restore.set_occurred_on("2025-10-31");
  domain.Accepted(restore);

  auto revise = For<v1::ReviseCertificate>(kSecurityCertificate);
  revise.set_scope("IT services");
  for (const std::string& site : sites) {
    revise.add_site_ids(IdOf(site));
  }
  revise.set_reason("Clearer");
  revise.set_occurred_on("2025-11-01");
  EXPECT_EQ(domain.Refused(revise).rule(), "ET-1");
  auto ask = For<v1::RequestScopeExtension>("extension");
  ask.set_certificate_id(IdOf(kSecurityCertificate));
  ask.set_scope("More");
  *ask.mutable_site_ids() = revise.site_ids();
  ask.set_reason("Grown");
  ask.set_occurred_on("2025-11-01");
  EXPECT_EQ(domain.Refused(ask).rule(), "ET-1");
  auto transfer = For<v1::TransferCertificate>(kSecurityCertificate);
  transfer.set_body_id(IdOf("albion"));
  transfer.set_number("A-1");
  transfer.set_review("Files and last reports");
  transfer.set_decider_id(IdOf("ines"));
  transfer.set_occurred_on("2025-11-01");
  ReviewAll(&transfer);
  EXPECT_EQ(domain.Refused(transfer).rule(), "ET-1");
}

TEST_F(EditionTest, AfterTheEndTheStandardIsCertifiedAnewInTheSameJourney) {
  CertifiedToTheOld();
  domain.SetToday("2025-10-31");
  v1::GrantCertification anew = Anew("2025-10-31");
  EXPECT_EQ(domain.Refused(anew).code(), "standard-certified");
  domain.SetToday("2025-11-01");
  anew.set_occurred_on("2025-11-01");
  assay::Problem problem = domain.Refused(anew);
  EXPECT_EQ(problem.rule(), "DE-4") << "nothing but the audit against the old edition";
  EXPECT_EQ(problem.field(), "certificates");
  EXPECT_NE(problem.detail().find("ISO/IEC 27001:2022"), std::string::npos) << problem.detail();
  Stage2("against the old", "ISO/IEC 27001:2013", "2025-11-03");
  anew.set_occurred_on("2025-11-03");
  EXPECT_EQ(domain.Refused(anew).rule(), "DE-4");
  Stage2("against the new", "ISO/IEC 27001:2022", "2025-11-10");
  anew.set_occurred_on("2025-11-10");
  domain.Accepted(anew);
  EXPECT_EQ(Certificate("new").edition(), "2022");
  EXPECT_EQ(Certificate("new").expires_on(), "2028-11-09");
  v1::PlanAudit first = Plan("s", v1::SURVEILLANCE, "2026-05-20", "2026-05-20");
  first.clear_standards();
  first.add_standards("ISO/IEC 27001");
  domain.Accepted(first);  // within a year of the new one; the old one is not waited for
}

TEST_F(EditionTest, ARecertificationAgainstTheNewEditionWillDoWithWhatItsTeamSupplies) {
  CertifiedToTheOld();
  domain.SetToday("2025-11-01");
  v1::PlanAudit plan = Plan("r", v1::RECERTIFICATION, "2025-11-03", "2025-11-03");
  plan.clear_standards();
  plan.add_standards("ISO/IEC 27001");
  plan.set_criteria("ISO/IEC 27001:2022");
  domain.Accepted(plan);
  domain.Accepted(Assign("r", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2025-11-03");
  domain.Accepted(Open("r", "2025-11-03"));
  for (int clause = 4; clause <= 10; ++clause) {
    auto record = For<v1::RecordClauseResult>("r");
    record.set_standard("ISO/IEC 27001");
    record.set_clause(std::to_string(clause));
    record.set_answer(v1::CONFORMS);
    record.set_evidence("Seen");
    domain.Accepted(record);
  }
  domain.Accepted(Report("r", "2025-11-03", "2025-11-03"));
  assay::Problem problem = domain.Refused(Anew("2025-11-03"));
  EXPECT_EQ(problem.rule(), "DE-5");
  EXPECT_NE(problem.detail().find("the recertification audit of 2025-11-03"), std::string::npos);
  domain.Accepted(Supply("r", "2025-11-03"));
  domain.Accepted(Anew("2025-11-03"));
}

TEST_F(EditionTest, AnAuditAgainstTheNewEditionBeforeTheOldOneEndedIsNotEnough) {
  CertifiedToTheOld();
  Stage2("before the end", "ISO/IEC 27001:2022", "2025-10-31");
  domain.SetToday("2025-11-01");
  EXPECT_EQ(domain.Refused(Anew("2025-11-01")).rule(), "DE-4");
}

}  // namespace
}  // namespace assay::audits
