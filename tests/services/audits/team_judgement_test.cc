#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class TeamJudgementTest : public AuditWorkspace {
 protected:
  v1::MoveAudit Move(const std::string& from, const std::string& to) const {
    auto move = For<v1::MoveAudit>("internal");
    move.set_planned_from(from);
    move.set_planned_to(to);
    move.set_reason("Holidays");
    return move;
  }
  void KnowLead(const std::string& name, const std::string& since) {
    auto competence = For<training::v1::Competence>(name);
    competence.set_level(training::v1::QUALIFIED_LEAD);
    competence.set_qualified_on("2023-01-09");
    competence.set_lead_since(since);
    domain.Know(competence);
  }
};

TEST_F(TeamJudgementTest, AnUnqualifiedLeadIsRefusedWithRuleClauseFieldAndSentence) {
  UntilSelected();
  domain.Accepted(Internal("internal", "2023-11-06", "2023-11-07"));
  KnowCompetence("jonas", training::v1::QUALIFIED_AUDITOR, "2023-09-01");
  assay::Problem problem = domain.Refused(Assign("internal", "jonas", v1::LEAD_AUDITOR));
  EXPECT_EQ(problem.rule(), "AU-20");
  EXPECT_EQ(problem.field(), "member.personId");
  EXPECT_NE(problem.clause(), "");
  EXPECT_NE(problem.detail().find("not qualified to lead"), std::string::npos);
  domain.Accepted(Assign("internal", "jonas", v1::TEAM_AUDITOR));
}

TEST_F(TeamJudgementTest, TheLeadIsQualifiedOnTheDayOfTheAudit) {
  UntilSelected();
  domain.Accepted(Internal("internal", "2023-11-06", "2023-11-07"));
  KnowLead("mira", "2023-11-07");
  EXPECT_EQ(domain.Refused(Assign("internal", "mira", v1::LEAD_AUDITOR)).rule(), "AU-20");
  KnowLead("mira", "2023-11-06");
  domain.Accepted(Assign("internal", "mira", v1::LEAD_AUDITOR));
}

TEST_F(TeamJudgementTest, MovingAnAuditJudgesItsWholeTeamForTheNewDays) {
  UntilSelected();
  domain.Accepted(Internal("internal", "2023-11-06", "2023-11-07"));
  KnowLead("mira", "2023-11-06");
  domain.Accepted(Assign("internal", "mira", v1::LEAD_AUDITOR));
  assay::Problem problem = domain.Refused(Move("2023-10-30", "2023-10-31"));
  EXPECT_EQ(problem.rule(), "AU-20");
  EXPECT_EQ(problem.field(), "plannedFrom");
  KnowCompetence("jonas", training::v1::QUALIFIED_AUDITOR, "2023-11-06");
  domain.Accepted(Assign("internal", "jonas", v1::TEAM_AUDITOR));
  KnowLead("mira", "2023-02-01");
  EXPECT_EQ(domain.Refused(Move("2023-10-30", "2023-10-31")).code(), "auditor-not-qualified");
  domain.Accepted(Move("2023-11-13", "2023-11-14"));
}

TEST_F(TeamJudgementTest, WhoManagesASiteDoesNotAuditIt) {
  UntilSelected();
  auto leipzig = For<directory::v1::Site>("leipzig");
  leipzig.set_name("leipzig");
  leipzig.set_state(directory::v1::Site::OPEN);
  leipzig.add_manager_ids(IdOf("mira"));
  domain.Know(leipzig);
  KnowLead("mira", "2023-02-01");
  domain.Accepted(Internal("internal", "2023-11-06", "2023-11-07"));
  assay::Problem problem = domain.Refused(Assign("internal", "mira", v1::LEAD_AUDITOR));
  EXPECT_EQ(problem.rule(), "IA-1");
  EXPECT_EQ(problem.field(), "member.personId");
  domain.Accepted(Assign("internal", "mira", v1::OBSERVER));
}

TEST_F(TeamJudgementTest, ExpertsAndObserversDoNotMakeATeam) {
  UntilSelected();
  domain.Accepted(Internal("internal", "2023-11-06", "2023-11-07"));
  domain.Accepted(Assign("internal", "kai", v1::TECHNICAL_EXPERT));
  domain.Accepted(Assign("internal", "tom", v1::OBSERVER));
  domain.SetToday("2023-11-06");
  EXPECT_EQ(domain.Refused(Open("internal", "2023-11-06")).code(), "no-lead");
}

TEST_F(TeamJudgementTest, AnAuditAtShortNoticeGivesItsReasonAndHasATeamWithoutTies) {
  UntilSelected();
  v1::PlanAudit plan = Internal("internal", "2023-10-05", "2023-10-06");
  plan.set_short_notice(true);
  assay::Problem silent = domain.Refused(plan);
  EXPECT_EQ(silent.rule(), "AU-7");
  EXPECT_EQ(silent.field(), "reason");
  plan.set_reason("Two complaints about Leipzig");
  domain.Accepted(plan);
  EXPECT_TRUE(Audit("internal").short_notice());
  EXPECT_EQ(domain.Refused(Assign("internal", "petra", v1::COACH)).rule(), "AU-7");
  KnowLead("mira", "2023-02-01");
  domain.Accepted(Assign("internal", "mira", v1::LEAD_AUDITOR));
}

TEST_F(TeamJudgementTest, TheBodysSpecialAuditAtShortNoticeTakesNobodyWithEarlierTies) {
  UntilCertified();
  v1::PlanAudit plan = Plan("special", v1::SPECIAL, "2024-07-01", "2024-07-01");
  plan.set_short_notice(true);
  plan.set_reason("A complaint");
  domain.Accepted(plan);
  KnowEngagement("nils", directory::v1::IMPLEMENTATION, "2015-01-05", "2015-06-30");
  EXPECT_EQ(domain.Refused(Assign("special", "nils", v1::LEAD_AUDITOR)).rule(), "AU-7");
  domain.Accepted(Assign("special", "leif", v1::LEAD_AUDITOR));
  v1::PlanAudit regular = Plan("surveillance", v1::SURVEILLANCE, "2025-05-20", "2025-05-20");
  regular.set_short_notice(true);
  regular.set_reason("A complaint");
  EXPECT_EQ(domain.Refused(regular).code(), "not-at-short-notice");
}

}  // namespace
}  // namespace assay::audits
