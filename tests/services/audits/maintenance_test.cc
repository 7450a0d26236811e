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
  aggregate::Verdict CloseAs(assay::Role role, const std::string& monitor) {
    aggregate::Request request = domain.RequestOf(Close(monitor));
    request.actor.add_roles(role);
    auto verdict = domain.processor().Process(request);
    EXPECT_TRUE(verdict.ok() && domain.processor().Commit().ok());
    return *verdict;
  }
};

TEST_F(MaintenanceTest, APositiveConclusionWithoutAMajorKeepsCertification) {
  domain.Accepted(Conclude(v1::RECOMMENDED));
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, AMajorIsEscalatedToSomebodyWhoWasNotOnTheAudit) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  EXPECT_EQ(domain.Refused(Close()).rule(), "SU-5");
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
  EXPECT_EQ(domain.Refused(Close()).rule(), "SU-5");
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
  EXPECT_EQ(domain.Refused(Close()).rule(), "SU-5");
  PlanAccepted("neglected", "2025-05-22");
  Verified("neglected", "2025-05-22");
  domain.Accepted(Close());  // nothing is left of it
}

TEST_F(MaintenanceTest, WhatElseMayLeadToSuspensionIsEscalatedToo) {
  v1::IssueReport report = Conclude(v1::RECOMMENDED);
  report.set_suspension_risk("The data centre is for sale");
  domain.Accepted(report);
  EXPECT_EQ(domain.Refused(Close()).rule(), "SU-5");
  domain.Accepted(Escalate("ines"));
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, WithoutAPositiveConclusionADecisionIsTaken) {
  domain.Accepted(Conclude(v1::NOT_RECOMMENDED));
  domain.Accepted(Escalate("ines"));
  EXPECT_EQ(domain.Refused(Close()).rule(), "SU-5");
  EXPECT_EQ(domain.Refused(Decide("leif")).rule(), "DE-1");
  EXPECT_EQ(domain.Refused(Decide("jonas")).rule(), "DE-2");
  domain.Accepted(Decide("ines"));
  EXPECT_TRUE(Audit("s").maintenance_decision().kept());
  domain.Accepted(Close());
}

TEST_F(MaintenanceTest, AConclusionThatIsNotSaidIsNotPositive) {
  domain.Accepted(Conclude(v1::RECOMMENDATION_UNSPECIFIED));
  EXPECT_EQ(domain.Refused(Close()).rule(), "SU-5");
}

TEST_F(MaintenanceTest, ABodyNamesWhoLooksOnAndNobodyLooksOnTheOwnAudit) {
  domain.Accepted(Conclude(v1::RECOMMENDED));
  EXPECT_EQ(CloseAs(assay::BODY_AUDITOR, "").problem->rule(), "SU-5");
  EXPECT_EQ(CloseAs(assay::BODY_AUDITOR, "leif").problem->rule(), "SU-5");
  EXPECT_FALSE(CloseAs(assay::BODY_AUDITOR, "ines").problem);
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

TEST_F(MaintenanceTest, LeavingASurveillanceOpenIsNoWayToARenewalWithoutEscalation) {
  MajorRaised();
  domain.Accepted(Conclude(v1::RECOMMENDED));
  PlanAccepted("major", "2025-05-22");
  Verified("major", "2025-05-22");
  Opened("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19");
  for (const std::string& standard : standards) {
    for (int clause = 4; clause <= 10; ++clause) {
      auto record = For<v1::RecordClauseResult>("r");
      record.set_standard(standard);
      record.set_clause(std::to_string(clause));
      record.set_answer(v1::CONFORMS);
      record.set_evidence("Seen");
      domain.Accepted(record);
    }
  }
  domain.SetToday("2027-03-19");
  domain.Accepted(Report("r", "2027-03-15", "2027-03-19"));
  domain.Accepted(Supply("r", "2027-03-19"));
  auto renew = For<v1::RenewCertification>("journey");
  renew.set_decider_id(IdOf("ines"));
  renew.set_occurred_on("2027-03-19");
  renew.set_reasons("The system works");
  EXPECT_EQ(domain.Refused(renew).rule(), "SU-5");
  domain.Accepted(Escalate("ines", "2027-03-19"));
  domain.Accepted(renew);
}

}  // namespace
}  // namespace assay::audits
