#include "services/audits/domain/maintenance.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// A surveillance of 2025-05-20 to 22 with Leif as lead.
class MaintenanceTest : public Fjordlicht {
 protected:
  MaintenanceTest() {
    UntilCertified();
    Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
    domain.SetToday("2025-05-22");
  }

  v1::IssueReport Conclude(v1::Recommendation recommendation) {
    v1::IssueReport report = Report("s", "2025-05-20", "2025-05-22");
    report.set_recommendation(recommendation);
    return report;
  }
  void MajorRaised() { domain.Accepted(Raise("s", "major", v1::MAJOR, "hamburg", "2025-05-20")); }
  v1::CloseAudit Close(const std::string& monitor = "") {
    auto close = For<v1::CloseAudit>("s");
    close.set_occurred_on("2025-05-22");
    if (!monitor.empty()) {
      close.set_monitored_by(IdOf(monitor));
    }
    return close;
  }
  v1::EscalateSurveillance Escalate(const std::string& person,
                                    const std::string& on = "2025-05-22") {
    auto escalate = For<v1::EscalateSurveillance>("s");
    escalate.set_person_id(IdOf(person));
    escalate.set_matter("The risks of the data centre");
    escalate.set_occurred_on(on);
    return escalate;
  }
  v1::DecideMaintenance Decide(const std::string& decider) {
    auto decide = For<v1::DecideMaintenance>("s");
    decide.set_decider_id(IdOf(decider));
    decide.set_kept(true);
    decide.set_reasons("The plan of the client suffices");
    decide.set_occurred_on("2025-05-22");
    return decide;
  }
};

TEST_F(MaintenanceTest, APositiveConclusionWithoutAMajorKeepsCertification) {
  domain.Accepted(Conclude(v1::RECOMMENDED));
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, AMajorIsEscalatedToSomebodyWhoWasNotOnTheAudit) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
  assay::Problem problem = domain.Refused(Escalate("leif"));
  EXPECT_EQ(problem.rule(), "SU-5");
  EXPECT_EQ(problem.field(), "personId");
  EXPECT_EQ(domain.Refused(Escalate("jonas")).rule(), "SU-5");  // the client's own
  EXPECT_EQ(domain.Refused(Escalate("ines", "2025-05-21")).code(), "out-of-order");
  domain.Accepted(Escalate("ines"));
  ASSERT_EQ(Audit("s").escalations_size(), 1);
  EXPECT_EQ(Audit("s").escalations(0).person_id(), IdOf("ines"));
  EXPECT_EQ(Audit("s").escalations(0).escalated_on(), "2025-05-22");
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, RegradingAMajorAfterTheReportIsNoWayRoundTheEscalation) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  auto regrade = For<v1::RegradeFinding>("major");
  regrade.set_grade(v1::MINOR);
  regrade.set_reason("On second thoughts");
  regrade.set_occurred_on("2025-05-22");
  domain.Accepted(regrade);
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
}

TEST_F(MaintenanceTest, AnEarlierMinorThatBecameAMajorIsEscalatedToo) {
  v1::RaiseFinding earlier = Raise("special", "neglected", v1::MINOR, "hamburg", "2025-05-22");
  Opened("special", v1::SPECIAL, "2025-05-22", "2025-05-22");
  domain.Accepted(earlier);
  auto regrade = For<v1::RegradeFinding>("neglected");
  regrade.set_grade(v1::MAJOR);
  regrade.set_reason("Nothing was done");
  regrade.set_occurred_on("2025-05-22");
  domain.Accepted(regrade);
  domain.Accepted(Conclude(v1::RECOMMENDED));
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
  PlanAccepted("neglected", "2025-05-22");
  Verified("neglected", "2025-05-22");
  domain.Accepted(Close());  // nothing is left of it
}

TEST_F(MaintenanceTest, WhatElseMayLeadToSuspensionIsEscalatedToo) {
  v1::IssueReport report = Conclude(v1::RECOMMENDED);
  report.set_suspension_risk("The data centre is for sale");
  domain.Accepted(report);
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
  domain.Accepted(Escalate("ines"));
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, WithoutAPositiveConclusionADecisionIsTaken) {
  domain.Accepted(Conclude(v1::NOT_RECOMMENDED));
  domain.Accepted(Escalate("ines"));
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
  EXPECT_EQ(domain.Refused(Decide("leif")).rule(), "DE-1");
  EXPECT_EQ(domain.Refused(Decide("jonas")).rule(), "DE-2");
  domain.Accepted(Decide("ines"));
  EXPECT_TRUE(Audit("s").maintenance_decision().kept());
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, AConclusionThatIsNotSaidIsNotPositive) {
  domain.Accepted(Conclude(v1::RECOMMENDATION_UNSPECIFIED));
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
}

TEST_F(MaintenanceTest, ABodyNamesWhoLooksOnAndNobodyLooksOnTheOwnAudit) {
  domain.Accepted(Conclude(v1::RECOMMENDED));
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close()).rule(), "SU-5");
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close("leif")).rule(), "SU-5");
  EXPECT_TRUE(GiveInRole(assay::BODY_AUDITOR, Close("ines")).receipt);
  EXPECT_EQ(Audit("s").monitored_by(), IdOf("ines"));
}

TEST_F(MaintenanceTest, ThisBelongsToSurveillanceAlone) {
  EXPECT_EQ(domain.Refused(Escalate("ines")).code(), "wrong-state");  // no report yet
  auto escalate = For<v1::EscalateSurveillance>("stage 2");
  escalate.set_person_id(IdOf("ines"));
  escalate.set_matter("A major");
  escalate.set_occurred_on("2025-05-22");
  EXPECT_EQ(domain.Refused(escalate).code(), "not-a-surveillance");
}

TEST_F(MaintenanceTest, TheClientRecordsWhatTheBodyDidElsewhereWithItsBreach) {
  MajorRaised();
  domain.Accepted(Conclude(v1::NOT_RECOMMENDED));
  aggregate::Receipt closed = domain.Accepted(Close());
  ASSERT_TRUE(domain.Warned(closed, "SU-5"));
  EXPECT_TRUE(closed.warnings.front().blocking()) << "work for a person";
  EXPECT_NE(closed.warnings.front().message().find("the surveillance of 2025-05-22"),
            std::string::npos)
      << closed.warnings.front().message();
  EXPECT_EQ(Audit("s").state(), v1::Audit::CLOSED);
}

TEST_F(MaintenanceTest, OnlyTheBodyMustSayBeforeWhomItEscalated) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  v1::EscalateSurveillance escalate = Escalate("ines");
  escalate.clear_person_id();
  assay::Problem problem = RefusedInRole(assay::BODY_AUDITOR, escalate);
  EXPECT_EQ(problem.code(), "missing-field");
  EXPECT_EQ(problem.field(), "personId");
  domain.Accepted(escalate);  // the client was not told the name
  EXPECT_FALSE(domain.Warned(domain.Accepted(Close()), "SU-5"));
}

TEST_F(MaintenanceTest, NobodyOfTheClientMonitorsTheBodysSurveillance) {
  domain.Accepted(Conclude(v1::RECOMMENDED));
  assay::Problem problem = domain.Refused(Close("jonas"));
  EXPECT_EQ(problem.rule(), "SU-5");
  EXPECT_EQ(problem.field(), "monitoredBy");
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Close("jonas")).rule(), "SU-5");
  EXPECT_EQ(domain.Refused(Close("leif")).rule(), "SU-5");
  domain.Accepted(Close("ines"));
}

TEST_F(MaintenanceTest, TheSentenceSaysWhichAuditAndWhatToDo) {
  domain.Accepted(Conclude(v1::NOT_RECOMMENDED));
  std::string detail = RefusedInRole(assay::BODY_AUDITOR, Close("ines")).detail();
  EXPECT_NE(detail.find("the surveillance of 2025-05-22"), std::string::npos) << detail;
  EXPECT_NE(detail.find("decide whether"), std::string::npos) << detail;
  domain.Accepted(Decide("ines"));
  detail = RefusedInRole(assay::BODY_AUDITOR, Close("ines")).detail();
  EXPECT_NE(detail.find("escalate it"), std::string::npos) << detail;
}

// ---- Before renewal

class RenewalGateTest : public MaintenanceTest {
 protected:
  assay::Problem RenewalRefused() {
    Recertified("r", "2027-03-15", "2027-03-19");
    return RefusedInRole(assay::BODY_DECIDER, Renew("2027-03-19"));
  }
};

TEST_F(RenewalGateTest, AMajorOfTheReportCountsAlsoAfterItWasRegraded) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  EXPECT_EQ(Audit("s").majors(), 1U);
  auto regrade = For<v1::RegradeFinding>("major");
  regrade.set_grade(v1::MINOR);
  regrade.set_reason("On second thoughts");
  regrade.set_occurred_on("2025-05-22");
  domain.Accepted(regrade);
  PlanAccepted("major", "2025-05-22");
  EXPECT_EQ(RenewalRefused().rule(), "SU-5");
  auto revise = For<v1::ReviseReport>("s");
  revise.set_reason("The grade was wrong");
  revise.set_occurred_on("2027-03-19");
  domain.Accepted(revise);
  EXPECT_EQ(Audit("s").majors(), 0U) << "of the report as it stands";
  domain.Accepted(Renew("2027-03-19"));
}

TEST_F(RenewalGateTest, AConclusionThatIsNotSaidNeedsADecision) {
  domain.Accepted(Conclude(v1::RECOMMENDATION_UNSPECIFIED));
  EXPECT_EQ(RenewalRefused().rule(), "SU-5");
  v1::DecideMaintenance decide = Decide("ines");
  decide.set_occurred_on("2027-03-19");
  domain.Accepted(decide);
  EXPECT_TRUE(GiveInRole(assay::BODY_DECIDER, Renew("2027-03-19")).receipt);
}

TEST_F(RenewalGateTest, NothingIsRenewedThatItWasDecidedNotToKeep) {
  domain.Accepted(Conclude(v1::RECOMMENDED));
  v1::DecideMaintenance decide = Decide("ines");
  decide.set_kept(false);
  domain.Accepted(decide);
  assay::Problem problem = RenewalRefused();
  EXPECT_EQ(problem.rule(), "SU-5");
  EXPECT_NE(problem.detail().find("the surveillance of 2025-05-22"), std::string::npos);
  decide.set_kept(true);
  decide.set_occurred_on("2027-03-19");
  domain.Accepted(decide);
  EXPECT_TRUE(GiveInRole(assay::BODY_DECIDER, Renew("2027-03-19")).receipt);
}

TEST_F(RenewalGateTest, ARenewalThatTheClientRecordsIsAFact) {
  domain.Accepted(Conclude(v1::NOT_RECOMMENDED));
  EXPECT_EQ(RenewalRefused().rule(), "SU-5");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Renew("2027-03-19")), "SU-5"));
}

TEST_F(RenewalGateTest, LeavingASurveillanceOpenIsNoWayToARenewalWithoutEscalation) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  PlanAccepted("major", "2025-05-22");
  Verified("major", "2025-05-22");
  EXPECT_EQ(RenewalRefused().rule(), "SU-5");
  domain.Accepted(Escalate("ines", "2027-03-19"));
  EXPECT_TRUE(GiveInRole(assay::BODY_DECIDER, Renew("2027-03-19")).receipt);
}

}  // namespace
}  // namespace assay::audits
