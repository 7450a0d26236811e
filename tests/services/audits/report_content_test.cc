#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class ReportContentTest : public AuditWorkspace {
 protected:
  static void Fill(v1::ReportDetails* details) {
    details->set_scope("All three sites");
    details->add_participant_ids(IdOf("olga"));
    details->set_degree_of_fulfilment("Met, but for one minor");
    details->set_diverging_opinions("None");
    details->set_sampling_disclaimer("A sample was seen; it may not stand for all");
    details->set_deviations_from_plan("None");
    details->set_significant_changes("None");
    details->set_unresolved_issues("None");
    details->set_earlier_corrective_actions("Two verified");
    details->set_use_of_certificate_and_marks("None in use yet");
    details->set_conformity_and_effectiveness("The system works; internal audits do");
    details->set_objectives_fulfilled("Yes");
  }
  void KnowClient() {
    auto fjordlicht = For<directory::v1::Organisation>("organisation");
    fjordlicht.set_name("Fjordlicht IT");
    domain.Know(fjordlicht);
  }
  v1::ReviseReport Revise(const std::string& on) const {
    auto revise = For<v1::ReviseReport>("internal");
    revise.set_reason("A site was missing");
    revise.set_occurred_on(on);
    return revise;
  }
  v1::AuditReport Issued(const std::string& audit = "internal") {
    return domain.Get<v1::AuditReport>(IdOf(audit));
  }
};

TEST_F(ReportContentTest, TheReportIsFrozenWithItsFindingsWhenItIsIssued) {
  OpenedInternal();
  AnswerAll();
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::MINOR));
  domain.Accepted(RaiseFrom(LineAt(0), "minor", v1::MINOR));
  domain.Accepted(Hold(v1::Meeting::OPENING, "2023-11-06"));
  domain.Accepted(Report("internal", "2023-11-06", "2023-11-06"));
  auto regrade = For<v1::RegradeFinding>("minor");
  regrade.set_grade(v1::MAJOR);
  regrade.set_reason("Worse than thought");
  regrade.set_occurred_on("2023-11-06");
  domain.Accepted(regrade);

  v1::ReportVersion report = Issued().versions(0);
  EXPECT_EQ(report.version(), 1U);
  EXPECT_TRUE(report.combined());
  EXPECT_EQ(report.team_size(), 3);
  ASSERT_EQ(report.findings_size(), 1);
  EXPECT_EQ(report.findings(0).grade(), v1::MINOR);
  EXPECT_EQ(report.findings(0).finding_id(), IdOf("minor"));
  EXPECT_EQ(report.findings(0).evidence(), "No record after 2022-11");
  ASSERT_EQ(report.details().participant_ids_size(), 1);  // of the meeting, without the team
  EXPECT_EQ(report.details().participant_ids(0), IdOf("olga"));
}

TEST_F(ReportContentTest, ARevisionIsAnotherVersionAndTheFirstStays) {
  OpenedInternal();
  AnswerAll();
  v1::IssueReport issue = Report("internal", "2023-11-06", "2023-11-06");
  Fill(issue.mutable_details());
  KnowClient();
  EXPECT_FALSE(domain.Warned(domain.Accepted(issue), "AU-19"));
  EXPECT_EQ(domain.Refused(Revise("2023-11-05")).code(), "out-of-order");
  v1::ReviseReport revise = Revise("2023-11-06");
  revise.set_summary("What was seen, with Leipzig");
  revise.mutable_details()->set_significant_changes("A new site");
  domain.Accepted(revise);
  v1::AuditReport report = Issued();
  EXPECT_EQ(report.version(), 2U);
  ASSERT_EQ(report.versions_size(), 2);
  EXPECT_EQ(report.versions(0).summary(), "What was seen");
  EXPECT_EQ(report.versions(0).reason(), "");
  EXPECT_EQ(report.versions(1).summary(), "What was seen, with Leipzig");
  EXPECT_EQ(report.versions(1).reason(), "A site was missing");
  EXPECT_EQ(report.versions(1).conclusion(), "What follows");
  EXPECT_EQ(report.versions(1).details().significant_changes(), "A new site");
  EXPECT_EQ(report.versions(1).details().diverging_opinions(), "None");
}

TEST_F(ReportContentTest, NoRevisionOfAReportThatIsNotThere) {
  OpenedInternal();
  EXPECT_EQ(domain.Refused(Revise("2023-11-06")).code(), "not-found");
}

TEST_F(ReportContentTest, WhatAReportLacksIsRemarked) {
  OpenedInternal();
  AnswerAll();
  EXPECT_TRUE(
      domain.Warned(domain.Accepted(Report("internal", "2023-11-06", "2023-11-06")), "AU-19"));
}

TEST_F(ReportContentTest, ADecisionRestsOnACompleteReportWhereTheAuditHasAPlan) {
  UntilStage2Opened();
  auto prepare = For<v1::PrepareAuditPlan>("stage 2");
  prepare.set_objectives("Conformity with all requirements");
  prepare.set_criteria("The three standards");
  prepare.mutable_plan()->set_scope("IT services at all sites");
  domain.Accepted(prepare);
  domain.SetToday("2024-04-19");
  v1::IssueReport issue = Report("stage 2", "2024-04-15", "2024-04-19");
  assay::Problem problem = domain.Refused(issue);
  EXPECT_EQ(problem.rule(), "ST-6");
  EXPECT_EQ(problem.field(), "details");
  EXPECT_NE(problem.detail().find("sampling-disclaimer"), std::string::npos) << problem.detail();
  Fill(issue.mutable_details());
  KnowClient();
  domain.Accepted(issue);
  EXPECT_EQ(Issued("stage 2").versions(0).client(), "Fjordlicht IT");

  v1::ReviseReport revise = Revise("2024-04-19");
  revise.set_id(IdOf("stage 2"));
  domain.Accepted(revise);
}

TEST_F(ReportContentTest, AnAuditThatWasNotPlannedHereIsRecordedWithWhatItsReportLacks) {
  UntilStage2Opened();
  domain.SetToday("2024-04-19");
  EXPECT_TRUE(
      domain.Warned(domain.Accepted(Report("stage 2", "2024-04-15", "2024-04-19")), "ST-6"));
}

}  // namespace
}  // namespace assay::audits
