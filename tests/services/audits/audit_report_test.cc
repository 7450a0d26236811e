#include "services/audits/domain/vocabulary.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class AuditReportTest : public Fjordlicht {
 protected:
  v1::GiveVerdict Give(const std::string& audit, v1::Verdict verdict) {
    auto give = For<v1::GiveVerdict>(audit);
    give.set_verdict(verdict);
    give.set_occurred_on("2024-02-21");
    return give;
  }
  v1::CloseAudit Close(const std::string& audit, const std::string& on) {
    auto close = For<v1::CloseAudit>(audit);
    close.set_occurred_on(on);
    return close;
  }
  void Stage1Reported() {
    UntilStage1Opened();
    domain.SetToday("2024-02-21");
    domain.Accepted(Report("stage 1", "2024-02-20", "2024-02-21"));
  }
  void ResultOf(const std::string& audit, const std::string& standard, const std::string& clause) {
    auto record = For<v1::RecordClauseResult>(audit);
    record.set_standard(standard);
    record.set_clause(clause);
    record.set_answer(v1::CONFORMS);
    record.set_evidence("Seen");
    domain.Accepted(record);
  }
};

TEST_F(AuditReportTest, TheDaysOfAnAuditAreInOrder) {
  UntilStage2Opened();
  domain.SetToday("2024-04-19");
  EXPECT_EQ(domain.Refused(Report("stage 2", "2024-04-19", "2024-04-18")).code(), "dates-reversed");
  EXPECT_EQ(domain.Refused(Report("stage 2", "2024-04-14", "2024-04-19")).code(), "out-of-order");
  v1::IssueReport early = Report("stage 2", "2024-04-15", "2024-04-19");
  early.set_occurred_on("2024-04-18");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
}

TEST_F(AuditReportTest, AReportThatADecisionRestsOnRecommends) {
  UntilStage2Opened();
  domain.SetToday("2024-04-19");
  v1::IssueReport report = Report("stage 2", "2024-04-15", "2024-04-19");
  report.clear_recommendation();
  EXPECT_EQ(domain.Refused(report).code(), "recommendation-missing");
}

TEST_F(AuditReportTest, Stage1IsCompleteOnceAllItsObjectivesWereExamined) {
  UntilStage1Opened();
  domain.SetToday("2024-02-21");
  v1::IssueReport report = Report("stage 1", "2024-02-20", "2024-02-21");
  report.clear_examined();
  report.add_examined("documented-information");
  report.add_examined("scope-information");
  report.add_examined("complaints");  // of surveillance: no help here
  assay::Problem problem = RefusedInRole(assay::BODY_AUDITOR, report);
  EXPECT_EQ(problem.rule(), "ST-1");
  EXPECT_EQ(problem.field(), "examined");
  EXPECT_EQ(problem.detail(),
            "missing: site-conditions-and-readiness, understanding-of-requirements, "
            "resources-for-stage-2, stage-2-focus, internal-audits-and-management-review");
  domain.Accepted(Report("stage 1", "2024-02-20", "2024-02-21"));
  EXPECT_TRUE(Holds(Audit("stage 1").examined(), "stage-2-focus"));
}

TEST_F(AuditReportTest, ASurveillanceCoversWhatKeepsCertificationJustified) {
  UntilCertified();
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.SetToday("2025-05-22");
  v1::IssueReport report = Report("s", "2025-05-20", "2025-05-22");
  report.mutable_examined()->RemoveLast();
  assay::Problem problem = RefusedInRole(assay::BODY_AUDITOR, report);
  EXPECT_EQ(problem.rule(), "SU-4");
  EXPECT_EQ(problem.detail(), "missing: use-of-marks");
  report.add_examined("use-of-marks");
  domain.Accepted(report);
}

TEST_F(AuditReportTest, WhatTheBodysReportLeftOutIsAFactForTheClientWhoRecordsIt) {
  UntilStage1Opened();
  domain.SetToday("2024-02-21");
  v1::IssueReport report = Report("stage 1", "2024-02-20", "2024-02-21");
  report.clear_examined();
  EXPECT_TRUE(domain.Warned(domain.Accepted(report), "ST-1"));
  auto verdict = For<v1::GiveVerdict>("stage 1");
  verdict.set_verdict(v1::GO);
  verdict.set_occurred_on("2024-02-21");
  domain.Accepted(verdict);
  UntilCertified();
  Opened("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.SetToday("2025-05-22");
  v1::IssueReport surveillance = Report("s", "2025-05-20", "2025-05-22");
  surveillance.clear_examined();
  EXPECT_TRUE(domain.Warned(domain.Accepted(surveillance), "SU-4"));
}

TEST_F(AuditReportTest, AReportIsIssuedWithFindingsOpenAndTheJourneyLearnsTheDays) {
  UntilStage2Opened();
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  domain.Accepted(Raise("stage 2", "gone", v1::MINOR, "hamburg", "2024-04-15"));
  auto withdraw = For<v1::WithdrawFinding>("gone");
  withdraw.set_reason("A misunderstanding");
  withdraw.set_occurred_on("2024-04-15");
  domain.Accepted(withdraw);
  UntilStage2Reported();

  EXPECT_EQ(Audit("stage 2").state(), v1::Audit::REPORTED);
  EXPECT_EQ(Journey().stage2_id(), IdOf("stage 2"));
  EXPECT_EQ(Journey().stage2_first_day(), "2024-04-15");
  EXPECT_EQ(Journey().stage2_last_day(), "2024-04-19");
  v1::AuditReportIssued issued;
  ASSERT_TRUE(domain.log()
                  .ReadStream({v1::Audit::descriptor()->full_name(), IdOf("stage 2")},
                              [&issued](const log::v1::Event& event) {
                                if (event.type() == issued.GetDescriptor()->full_name()) {
                                  issued.ParseFromString(event.data());
                                }
                                return OkStatus();
                              })
                  .ok());
  EXPECT_EQ(issued.majors(), 1U);
  EXPECT_EQ(issued.minors(), 1U);
}

TEST_F(AuditReportTest, APreAuditIsKnownToTheJourneyAndAnInternalAuditIsNot) {
  UntilSelected();
  Reported("pre", v1::PRE_AUDIT, "2024-01-16", "2024-01-17");
  EXPECT_EQ(Journey().pre_audit_ids(0), IdOf("pre"));
  EXPECT_EQ(Journey().pre_audit_on(), "2024-01-17");
  EXPECT_EQ(domain.EventTypes().back(), "JourneyPreAuditHeld");
}

TEST_F(AuditReportTest, ASurveillanceHeldLateIsAFactThatIsWarnedAbout) {
  UntilCertified();
  domain.Accepted(Plan("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22"));
  domain.Accepted(Assign("s", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2025-06-20");
  domain.Accepted(Open("s", "2025-06-17"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(Report("s", "2025-06-17", "2025-06-19")), "SU-1"));
  ASSERT_EQ(Journey().surveillances_size(), 1);
  EXPECT_EQ(Journey().surveillances(0).last_day(), "2025-06-19");
}

TEST_F(AuditReportTest, ASurveillanceHeldInTimeIsNotWarnedAbout) {
  UntilCertified();
  Opened("s", v1::SURVEILLANCE, "2025-06-17", "2025-06-18");
  domain.SetToday("2025-06-18");
  aggregate::Receipt receipt = domain.Accepted(Report("s", "2025-06-17", "2025-06-18"));
  for (const char* rule : {"SU-1", "SU-2", "SU-2-STRICT", "SU-7", "RC-1", "RC-7"}) {
    EXPECT_FALSE(domain.Warned(receipt, rule)) << rule;
  }
}

TEST_F(AuditReportTest, ARecertificationConcludesNothingUntilEveryClauseHasAResult) {
  UntilCertified();
  Opened("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19");
  for (const std::string& standard : standards) {
    for (const char* clause : {"4.1", "5", "6.2", "7", "8.1", "9.3"}) {
      ResultOf("r", standard, clause);
    }
  }
  domain.SetToday("2027-03-19");
  assay::Problem problem = domain.Refused(Report("r", "2027-03-15", "2027-03-19"));
  EXPECT_EQ(problem.rule(), "RC-2");
  EXPECT_NE(problem.detail().find("20000-1/10, 27001/10, 22301/10"), std::string::npos);
  EXPECT_EQ(problem.detail().find("27001/9"), std::string::npos);

  for (const std::string& standard : standards) {
    ResultOf("r", standard, "10.1");
  }
  domain.Accepted(Report("r", "2027-03-15", "2027-03-19"));
  EXPECT_EQ(Journey().recertification_last_day(), "2027-03-19");
}

TEST_F(AuditReportTest, OnlyStage1EndsWithAVerdict) {
  UntilStage2Reported();
  v1::GiveVerdict give = Give("stage 2", v1::GO);
  give.set_occurred_on("2024-04-19");
  EXPECT_EQ(domain.Refused(give).code(), "not-stage-1");
}

TEST_F(AuditReportTest, AGoWithConditionsNamesThemAndIsGivenOnce) {
  Stage1Reported();
  EXPECT_EQ(domain.Refused(Give("stage 1", v1::GO_WITH_CONDITIONS)).code(), "conditions-missing");
  v1::GiveVerdict early = Give("stage 1", v1::GO);
  early.set_occurred_on("2024-02-20");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");

  v1::GiveVerdict give = Give("stage 1", v1::GO_WITH_CONDITIONS);
  give.set_conditions("Four concerns answered");
  domain.Accepted(give);
  EXPECT_EQ(Journey().stage1_id(), IdOf("stage 1"));
  EXPECT_EQ(Journey().stage1_verdict(), v1::GO_WITH_CONDITIONS);
  EXPECT_EQ(Journey().stage1_last_day(), "2024-02-21");
  EXPECT_EQ(domain.Refused(Give("stage 1", v1::GO)).code(), "verdict-given");
}

TEST_F(AuditReportTest, Stage1IsClosedWithItsVerdict) {
  Stage1Reported();
  EXPECT_EQ(domain.Refused(Close("stage 1", "2024-02-21")).code(), "verdict-missing");
  domain.Accepted(Give("stage 1", v1::GO));
  EXPECT_EQ(domain.Refused(Close("stage 1", "2024-02-20")).code(), "out-of-order");
  domain.Accepted(Close("stage 1", "2024-02-21"));
  EXPECT_EQ(Audit("stage 1").state(), v1::Audit::CLOSED);
}

TEST_F(AuditReportTest, ClosingSaysWhatTrainingCredits) {
  UntilStage1Opened();
  auto evaluate = For<v1::EvaluateTrainee>("desktop");
  evaluate.set_person_id(IdOf("mira"));
  evaluate.set_coach_id(IdOf("petra"));
  evaluate.set_satisfactory(true);
  domain.Accepted(evaluate);
  domain.Accepted(Close("desktop", "2023-11-03"));

  v1::AuditClosed closed;
  ASSERT_TRUE(domain.log()
                  .ReadStream({v1::Audit::descriptor()->full_name(), IdOf("desktop")},
                              [&closed](const log::v1::Event& event) {
                                if (event.type() == closed.GetDescriptor()->full_name()) {
                                  closed.ParseFromString(event.data());
                                }
                                return OkStatus();
                              })
                  .ok());
  EXPECT_EQ(closed.type(), v1::DESKTOP);
  EXPECT_EQ(closed.standards_size(), 3);
  EXPECT_EQ(closed.last_day(), "2023-11-02");
  EXPECT_EQ(closed.occurred_on(), "2023-11-03");
  ASSERT_EQ(closed.evaluations_size(), 1);
  EXPECT_TRUE(closed.evaluations(0).satisfactory());
  EXPECT_EQ(Audit("desktop").evaluations_size(), 1);
}

}  // namespace
}  // namespace assay::audits
