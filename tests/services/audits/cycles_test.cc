// Certificates of one journey on different cycles: a standard certified later, and renewals of
// some.
#include "services/audits/domain/certificate_cycle.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class CyclesTest : public Fjordlicht {
 protected:
  // Certified to ISO/IEC 20000-1 and ISO/IEC 27001 on 2024-06-18, not to ISO 22301.
  void CertifiedToTwo() {
    UntilStage2Reported();
    domain.SetToday("2024-06-18");
    v1::GrantCertification grant = Grant("2024-06-18");
    grant.mutable_certificates()->RemoveLast();
    domain.Accepted(grant);
  }
  v1::GrantCertification Further(const std::string& on) {
    v1::GrantCertification grant = Grant(on);
    grant.mutable_certificates()->DeleteSubrange(0, 2);
    return grant;
  }
  // Stage 1 and 2 of ISO 22301 alone, in early 2025.
  void AuditedLater() {
    v1::PlanAudit stage1 = Plan("late stage 1", v1::INITIAL_STAGE_1, "2025-01-14", "2025-01-14");
    v1::PlanAudit stage2 =
        Plan("late stage 2", v1::CERTIFICATION_STAGE_2, "2025-02-18", "2025-02-20");
    for (v1::PlanAudit* plan : {&stage1, &stage2}) {
      plan->clear_standards();
      plan->add_standards("ISO 22301");
      plan->set_reason("ISO 22301 follows");
    }
    domain.SetToday("2025-01-13");
    Held(stage1);
    auto verdict = For<v1::GiveVerdict>("late stage 1");
    verdict.set_verdict(v1::GO);
    verdict.set_occurred_on("2025-01-14");
    domain.Accepted(verdict);
    Held(stage2);
  }
  void Held(const v1::PlanAudit& plan) {
    domain.Accepted(plan);
    v1::AssignTeamMember lead;
    lead.set_id(plan.id());
    lead.mutable_member()->set_person_id(IdOf("leif"));
    lead.mutable_member()->set_role(v1::LEAD_AUDITOR);
    domain.Accepted(lead);
    domain.SetToday(plan.planned_to());
    v1::OpenAudit open;
    open.set_id(plan.id());
    open.set_occurred_on(plan.planned_from());
    domain.Accepted(open);
    v1::IssueReport report = Report("", plan.planned_from(), plan.planned_to());
    report.set_id(plan.id());
    domain.Accepted(report);
    if (plan.type() == v1::CERTIFICATION_STAGE_2) {
      v1::SupplyDecisionPackage supply = Supply("", plan.planned_to());
      supply.set_id(plan.id());
      domain.Accepted(supply);
    }
  }
  v1::RenewCertification Renew(const std::string& on, const std::vector<std::string>& which = {}) {
    v1::RenewCertification renew = Fjordlicht::Renew(on);
    for (const std::string& certificate : which) {
      renew.add_certificate_ids(IdOf(certificate));
    }
    return renew;
  }
  void AllCertified() {
    CertifiedToTwo();
    AuditedLater();
    domain.SetToday("2025-03-03");
    domain.Accepted(Further("2025-03-03"));
  }
};

TEST_F(CyclesTest, AStandardThatStage2DidNotAuditIsNotCertified) {
  UntilStage1Concluded();
  v1::PlanAudit plan = Plan("stage 2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19");
  plan.mutable_standards()->RemoveLast();
  Held(plan);
  domain.SetToday("2024-06-18");
  assay::Problem problem = domain.Refused(Grant("2024-06-18"));
  EXPECT_EQ(problem.rule(), "DE-4");
  EXPECT_NE(problem.detail().find("ISO 22301"), std::string::npos);
  v1::GrantCertification two = Grant("2024-06-18");
  two.mutable_certificates()->RemoveLast();
  domain.Accepted(two);
}

TEST_F(CyclesTest, AFurtherStandardHasItsOwnCycleAndLeavesTheJourneys) {
  AllCertified();
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2028-03-02");
  EXPECT_EQ(Certificate(kServiceCertificate).expires_on(), "2027-06-17");
  EXPECT_EQ(Journey().expires_on(), "2027-06-17");
  EXPECT_EQ(Journey().decided_on(), "2024-06-18");
  EXPECT_EQ(Journey().certificate_ids_size(), 3);
  EXPECT_EQ(domain.Refused(Further("2025-03-03")).code(), "standard-certified");
}

TEST_F(CyclesTest, AFurtherStandardWaitsForItsOwnFindings) {
  CertifiedToTwo();
  AuditedLater();
  domain.SetToday("2025-03-03");
  v1::GrantCertification by_auditor = Further("2025-03-03");
  by_auditor.set_decider_id(IdOf("leif"));
  EXPECT_EQ(domain.Refused(by_auditor).rule(), "DE-1");
}

TEST_F(CyclesTest, TheFirstSurveillanceOfAFurtherStandardIsCountedFromItsOwnDecision) {
  AllCertified();
  v1::PlanAudit of_all = Plan("s1", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  of_all.mutable_standards()->RemoveLast();
  Held(of_all);
  v1::PlanAudit late = Plan("s2", v1::SURVEILLANCE, "2026-03-04", "2026-03-04");
  assay::Problem problem = domain.Refused(late);
  EXPECT_EQ(problem.rule(), "SU-1");
  late.set_planned_from("2026-03-03");
  late.set_planned_to("2026-03-03");
  domain.Accepted(late);
}

TEST_F(CyclesTest, TheSurveillanceOfOneStandardIsNoneOfAnother) {
  AllCertified();
  v1::PlanAudit of_continuity = Plan("s1", v1::SURVEILLANCE, "2025-04-08", "2025-04-08");
  of_continuity.clear_standards();
  of_continuity.add_standards("ISO 22301");
  Held(of_continuity);
  v1::PlanAudit of_two = Plan("s2", v1::SURVEILLANCE, "2025-06-19", "2025-06-19");
  of_two.mutable_standards()->RemoveLast();
  EXPECT_EQ(domain.Refused(of_two).rule(), "SU-1");
  v1::PlanAudit later = of_continuity;
  later.set_id(IdOf("s3"));
  later.set_planned_from("2025-06-19");
  later.set_planned_to("2025-06-19");
  domain.Accepted(later);  // what the others lack is not its concern
}

TEST_F(CyclesTest, TheExpiryOfOneStandardDoesNotEndTheSurveillanceOfAnother) {
  AllCertified();
  domain.SetToday("2027-07-01");
  v1::PlanAudit of_continuity = Plan("s", v1::SURVEILLANCE, "2027-09-01", "2027-09-01");
  EXPECT_EQ(domain.Refused(of_continuity).code(), "after-expiry");
  of_continuity.clear_standards();
  of_continuity.add_standards("ISO 22301");
  of_continuity.set_planned_from("2027-07-01");
  of_continuity.set_planned_to("2027-07-01");
  EXPECT_NE(domain.Refused(of_continuity).code(), "after-expiry");  // SU-1 is long past
}

TEST_F(CyclesTest, ARenewalOfTheJourneysCycleLeavesTheOtherCertificate) {
  AllCertified();
  Recertified("r", "2027-03-15", "2027-03-19", {"ISO/IEC 20000-1", "ISO/IEC 27001"});
  EXPECT_EQ(domain.Refused(Renew("2027-03-19")).rule(), "RC-4");  // ISO 22301 was not audited
  domain.Accepted(Renew("2027-03-19", {kServiceCertificate, kSecurityCertificate}));
  EXPECT_EQ(Certificate(kServiceCertificate).expires_on(), "2030-06-17");
  EXPECT_EQ(Certificate(kServiceCertificate).last_expires_on(), "2027-06-17");
  EXPECT_EQ(Certificate(kServiceCertificate).recertified_on(), "2027-03-19");
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2028-03-02");
  EXPECT_EQ(Journey().expires_on(), "2030-06-17");
  EXPECT_EQ(domain.Refused(Renew("2027-03-19", {kServiceCertificate})).rule(),
            "RC-4");  // not twice
}

TEST_F(CyclesTest, ARenewalOfTheOtherLeavesTheJourneysCycle) {
  AllCertified();
  Recertified("r", "2027-03-15", "2027-03-19", {"ISO 22301"});
  EXPECT_EQ(domain.Refused(Renew("2027-03-19", {"nowhere"})).code(), "no-certificate");
  domain.Accepted(Renew("2027-03-19", {kContinuityCertificate}));
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2031-03-02");
  EXPECT_EQ(Certificate(kServiceCertificate).expires_on(), "2027-06-17");
  EXPECT_EQ(Journey().expires_on(), "2027-06-17");
}

TEST_F(CyclesTest, WhatHasLapsedDoesNotKeepTheJourneyFromItsNextCycle) {
  UntilCertified();
  Recertified("r", "2027-05-03", "2027-05-07");
  domain.SetToday("2027-05-10");
  domain.Accepted(Renew("2027-05-10", {kServiceCertificate}));
  EXPECT_EQ(Journey().expires_on(), "2027-06-17");  // the others are valid on it
  domain.SetToday("2027-07-01");
  domain.Accepted(Renew("2027-07-01", {kSecurityCertificate}));
  EXPECT_EQ(Journey().expires_on(), "2030-06-17");
  EXPECT_EQ(Certificate(kContinuityCertificate).expires_on(), "2027-06-17");
}

TEST_F(CyclesTest, ALapseShowsInTheCertificate) {
  UntilCertified();
  Recertified("r", "2027-05-03", "2027-05-07");
  domain.SetToday("2027-07-01");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Renew("2027-07-01")), "RC-6"));
  v1::Certificate certificate = Certificate(kSecurityCertificate);
  EXPECT_EQ(certificate.original_effective_on(), "2024-06-18");
  EXPECT_EQ(certificate.cycle_from(), "2027-07-01");
  EXPECT_EQ(certificate.last_expires_on(), "2027-06-17");
  EXPECT_EQ(certificate.recertified_on(), "2027-05-07");
  EXPECT_EQ(certificate.gap_from(), "2027-06-18");
  EXPECT_EQ(certificate.gap_to(), "2027-06-30");
}

TEST_F(CyclesTest, TheYearsOfAFurtherStandardAreCountedInItsOwnCycle) {
  AllCertified();  // ISO 22301 on 2025-03-03, the others on 2024-06-18
  v1::PlanAudit of_continuity = Plan("s1", v1::SURVEILLANCE, "2026-02-10", "2026-02-10");
  of_continuity.clear_standards();
  of_continuity.add_standards("ISO 22301");
  EXPECT_FALSE(domain.Warned(domain.Accepted(of_continuity), "SU-2")) << "none is due in 2025";
  v1::PlanAudit of_two = Plan("s2", v1::SURVEILLANCE, "2025-06-18", "2025-06-18");
  of_two.mutable_standards()->RemoveLast();
  domain.Accepted(of_two);

  v1::PlanAudit second = of_continuity;
  second.set_id(IdOf("s3"));
  second.set_planned_from("2027-03-04");
  second.set_planned_to("2027-03-04");
  EXPECT_TRUE(domain.Warned(domain.Accepted(second), "SU-7")) << "24 months after 2025-03-03";
}

TEST_F(CyclesTest, AYearWithoutSurveillanceIsTheJourneysBreachWhicheverAuditShowsIt) {
  UntilCertified();
  Held(Plan("s1", v1::SURVEILLANCE, "2025-05-20", "2025-05-20"));
  domain.SetToday("2027-01-04");
  std::vector<std::string> about;
  for (const char* name : {"s2", "s3"}) {
    aggregate::Receipt receipt =
        domain.Accepted(Plan(name, v1::SURVEILLANCE, "2027-02-01", "2027-02-01"));
    for (const assay::Warning& warning : receipt.warnings) {
      if (warning.rule() == "SU-2") {
        about.push_back(warning.record() + "/" + warning.record_id());
      }
    }
  }
  std::string of_journey = "assay.audits.v1.Journey/" + IdOf("journey");
  EXPECT_EQ(about, (std::vector<std::string>{of_journey, of_journey}));
}

TEST_F(CyclesTest, ALateFirstSurveillanceIsToldOfThatAuditOnly) {
  UntilCertified();
  domain.SetToday("2025-06-20");
  v1::PlanAudit late = Plan("s1", v1::SURVEILLANCE, "2025-06-19", "2025-06-19");
  EXPECT_TRUE(domain.Warned(domain.Accepted(late), "SU-1")) << "a fact by now";
  domain.Accepted(Assign("s1", "leif", v1::LEAD_AUDITOR));
  domain.Accepted(Open("s1", "2025-06-19"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(Report("s1", "2025-06-19", "2025-06-19")), "SU-1"));
  aggregate::Receipt next =
      domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-05-20", "2026-05-20"));
  EXPECT_FALSE(domain.Warned(next, "SU-1"));
}

TEST_F(CyclesTest, ASurveillanceThatWasOnlyPlannedHidesNoLateFirstOne) {
  UntilCertified();
  domain.Accepted(Plan("planned", v1::SURVEILLANCE, "2025-05-20", "2025-05-20"));
  domain.SetToday("2025-07-01");
  v1::PlanAudit held = Plan("held", v1::SURVEILLANCE, "2025-06-30", "2025-06-30");
  EXPECT_TRUE(domain.Warned(domain.Accepted(held), "SU-1")) << "nobody came in May";
  domain.Accepted(Assign("held", "leif", v1::LEAD_AUDITOR));
  domain.Accepted(Open("held", "2025-06-30"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(Report("held", "2025-06-30", "2025-06-30")), "SU-1"));
}

TEST_F(CyclesTest, ASurveillancePlannedTooLateHidesNoOtherThatIs) {
  CertifiedToTwo();
  AuditedLater();
  v1::PlanAudit first = Plan("s1", v1::SURVEILLANCE, "2025-05-20", "2025-05-20");
  first.mutable_standards()->RemoveLast();
  domain.Accepted(first);
  domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-05-19", "2026-05-19"));
  domain.SetToday("2025-03-03");
  domain.Accepted(Further("2025-03-03"));  // whose first one is due by 2026-03-03
  v1::PlanAudit later = Plan("s3", v1::SURVEILLANCE, "2026-06-01", "2026-06-01");
  later.clear_standards();
  later.add_standards("ISO 22301");
  EXPECT_EQ(domain.Refused(later).rule(), "SU-1") << "what is planned too late is no first one";
  later.set_planned_from("2026-03-03");
  later.set_planned_to("2026-03-03");
  domain.Accepted(later);
}

TEST_F(CyclesTest, AYearStillToComeLacksNothing) {
  UntilCertified();
  Held(Plan("s1", v1::SURVEILLANCE, "2025-05-20", "2025-05-20"));
  aggregate::Receipt ahead =
      domain.Accepted(Plan("s3", v1::SURVEILLANCE, "2027-02-01", "2027-02-01"));
  EXPECT_FALSE(domain.Warned(ahead, "SU-2")) << "2026 may still have one";
  domain.SetToday("2026-12-31");
  auto move = For<v1::MoveAudit>("s3");
  move.set_planned_from("2027-02-02");
  move.set_planned_to("2027-02-02");
  move.set_reason("A day later");
  EXPECT_FALSE(domain.Warned(domain.Accepted(move), "SU-2"));
  domain.SetToday("2027-01-01");
  EXPECT_TRUE(domain.Warned(domain.Accepted(move), "SU-2"));
}

TEST_F(CyclesTest, AYearIsNotKeptByAnAuditThatWasOnlyPlanned) {
  UntilCertified();
  Held(Plan("s1", v1::SURVEILLANCE, "2025-05-20", "2025-05-20"));
  domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-05-20", "2026-05-20"));
  domain.SetToday("2027-01-04");
  EXPECT_TRUE(domain.Warned(
      domain.Accepted(Plan("s3", v1::SURVEILLANCE, "2027-02-01", "2027-02-01")), "SU-2"));
}

}  // namespace
}  // namespace assay::audits
