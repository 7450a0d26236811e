#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class AuditTeamTest : public Fjordlicht {
 protected:
  // Implementation audit of incident management, which Olga owns, Tom manages and Kai practises.
  void ImplementationAudit() {
    UntilSelected();
    v1::PlanAudit plan = Plan("audit", v1::IMPLEMENTATION, "2023-10-24", "2023-10-24");
    plan.add_process_ids(IdOf("incident management"));
    domain.Accepted(plan);
  }
  v1::ReleaseTeamMember Release(const std::string& audit, const std::string& person) {
    auto release = For<v1::ReleaseTeamMember>(audit);
    release.set_person_id(IdOf(person));
    release.set_reason("Ill");
    return release;
  }
};

TEST_F(AuditTeamTest, NobodyAuditsAProcessOfTheirOwnNotEvenAsATrainee) {
  ImplementationAudit();
  assay::Problem problem = domain.Refused(Assign("audit", "tom", v1::TRAINEE));
  EXPECT_EQ(problem.rule(), "IA-1");
  EXPECT_EQ(problem.field(), "member.personId");
  EXPECT_EQ(domain.Refused(Assign("audit", "olga", v1::TRAINEE)).rule(), "IA-1");
  EXPECT_EQ(domain.Refused(Assign("audit", "kai", v1::TRAINEE)).rule(), "IA-1");
  domain.Accepted(Assign("audit", "mira", v1::TRAINEE));
  domain.Accepted(Assign("audit", "tom", v1::OBSERVER));
}

TEST_F(AuditTeamTest, ASmallOrganisationMayOverrideWithAReasonALargeOneMayNot) {
  ImplementationAudit();
  v1::AssignTeamMember assign = Assign("audit", "tom", v1::TRAINEE);
  assign.mutable_member()->set_override_reason("Nobody else");
  EXPECT_EQ(domain.Refused(assign).rule(), "IA-1");

  auto start = For<v1::StartJourney>("small");
  start.set_name("Small");
  start.add_standards("ISO/IEC 27001");
  start.add_site_ids(IdOf("hamburg"));
  start.set_scope_statement("All");
  start.set_personnel(12);
  domain.Accepted(start);
  v1::PlanAudit plan = Plan("small audit", v1::IMPLEMENTATION, "2023-10-24", "2023-10-24");
  plan.set_journey_id(IdOf("small"));
  plan.clear_standards();
  plan.add_standards("27001");
  plan.clear_site_ids();
  plan.add_site_ids(IdOf("hamburg"));
  plan.add_process_ids(IdOf("incident management"));
  domain.Accepted(plan);
  assign.set_id(IdOf("small audit"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(assign), "IA-2"));
}

TEST_F(AuditTeamTest, AConsultantWhoCoachesTheOwnWorkIsRemarked) {
  ImplementationAudit();
  EXPECT_TRUE(domain.Warned(domain.Accepted(Assign("audit", "petra", v1::COACH)), "IA-3"));
  KnowEngagement("nils", directory::v1::GENERIC_TRAINING, "2023-01-01", "");
  EXPECT_FALSE(domain.Warned(domain.Accepted(Assign("audit", "nils", v1::COACH)), "IA-3"));
}

TEST_F(AuditTeamTest, AnInternalAuditorIsQualifiedOnTheAuditsDay) {
  ImplementationAudit();
  auto refused = [this](v1::TeamRole role) {
    return domain.Refused(Assign("audit", "mira", role)).code();
  };
  EXPECT_EQ(refused(v1::LEAD_AUDITOR), "auditor-not-qualified");
  KnowCompetence("mira", training::v1::TRAINEE_AUDITOR, "");
  EXPECT_EQ(refused(v1::TEAM_AUDITOR), "auditor-not-qualified");
  KnowCompetence("mira", training::v1::QUALIFIED_AUDITOR, "2023-10-25");
  EXPECT_EQ(refused(v1::TEAM_AUDITOR), "auditor-not-qualified");
  KnowCompetence("mira", training::v1::QUALIFIED_AUDITOR, "2023-10-24");
  domain.Accepted(Assign("audit", "mira", v1::TEAM_AUDITOR));
}

TEST_F(AuditTeamTest, AnAuditHasOneLead) {
  ImplementationAudit();
  KnowCompetence("mira", training::v1::QUALIFIED_LEAD, "2023-10-01");
  KnowCompetence("jonas", training::v1::QUALIFIED_LEAD, "2023-10-01");
  domain.Accepted(Assign("audit", "mira", v1::LEAD_AUDITOR));
  domain.Accepted(Assign("audit", "mira", v1::LEAD_AUDITOR));  // said again
  EXPECT_EQ(domain.Refused(Assign("audit", "jonas", v1::LEAD_AUDITOR)).code(), "lead-taken");
  domain.Accepted(Release("audit", "mira"));
  domain.Accepted(Assign("audit", "jonas", v1::LEAD_AUDITOR));
}

TEST_F(AuditTeamTest, AnotherRoleTakesThePlaceOfTheFormerWithItsOverride) {
  ImplementationAudit();
  v1::AssignTeamMember assign = Assign("audit", "mira", v1::TRAINEE);
  assign.mutable_member()->set_override_reason("Just in case");
  domain.Accepted(assign);
  domain.Accepted(Assign("audit", "mira", v1::OBSERVER));
  ASSERT_EQ(Audit("audit").team_size(), 1);
  EXPECT_EQ(Audit("audit").team(0).role(), v1::OBSERVER);
  EXPECT_EQ(Audit("audit").team(0).override_reason(), "");
}

TEST_F(AuditTeamTest, SomebodyWhoHasLeftIsNotAssigned) {
  ImplementationAudit();
  auto mira = For<directory::v1::Person>("mira");
  mira.set_state(directory::v1::Person::GONE);
  mira.set_left_on("2023-10-24");
  domain.Know(mira);
  EXPECT_EQ(domain.Refused(Assign("audit", "mira", v1::TRAINEE)).code(), "person-left");
}

TEST_F(AuditTeamTest, AConsultantAuditsForTheBodyOnlyAfterTwoYears) {
  UntilCertified();
  Reported("surveillance 1", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.SetToday("2026-05-04");
  KnowPerson("petra", directory::v1::BODY_STAFF);  // she works for Nordmark now
  domain.Accepted(Plan("s2", v1::SURVEILLANCE, "2026-05-19", "2026-05-21"));
  assay::Problem problem = domain.Refused(Assign("s2", "petra", v1::TEAM_AUDITOR));
  EXPECT_EQ(problem.rule(), "IMP-5");
  EXPECT_NE(problem.detail().find("2026-08-01"), std::string::npos);
  EXPECT_EQ(domain.Refused(Assign("s2", "petra", v1::TECHNICAL_EXPERT)).rule(), "IMP-5");
  domain.Accepted(Assign("s2", "petra", v1::OBSERVER));
}

TEST_F(AuditTeamTest, TheOrganisationsOwnStaffDoNotAuditItForTheBody) {
  UntilSelected();
  domain.Accepted(Plan("pre", v1::PRE_AUDIT, "2024-01-16", "2024-01-17"));
  EXPECT_EQ(domain.Refused(Assign("pre", "mira", v1::TEAM_AUDITOR)).code(), "own-staff");
}

TEST_F(AuditTeamTest, WhomTheClientObjectedToDoesNotAudit) {
  UntilAccepted();
  auto name = For<v1::NameBodyTeam>("journey");
  name.add_team()->set_person_id(IdOf("nils"));
  name.mutable_team(0)->set_role(v1::BODY_LEAD);
  name.set_occurred_on("2023-10-20");
  domain.Accepted(name);
  auto object = For<v1::ObjectToTeamMember>("journey");
  object.set_person_id(IdOf("nils"));
  object.set_reason("Knows us too well");
  object.set_occurred_on("2023-10-20");
  domain.Accepted(object);
  domain.Accepted(Plan("pre", v1::PRE_AUDIT, "2024-01-16", "2024-01-17"));
  EXPECT_EQ(domain.Refused(Assign("pre", "nils", v1::LEAD_AUDITOR)).code(), "objected");
}

TEST_F(AuditTeamTest, AnOpenAuditKeepsItsLeadAndItsTraineesTheirCoach) {
  UntilStage1Opened();
  EXPECT_EQ(domain.Refused(Release("stage 1", "leif")).code(), "no-lead");
  EXPECT_EQ(domain.Refused(Release("stage 1", "ines")).code(), "not-on-team");
  EXPECT_EQ(domain.Refused(Assign("stage 1", "leif", v1::TEAM_AUDITOR)).code(), "no-lead");
  domain.Accepted(Assign("stage 1", "trainee", v1::TRAINEE));
  EXPECT_EQ(domain.Refused(Release("stage 1", "leif")).code(), "trainee-alone");
  // Who audited is not made an observer, who may decide.
  EXPECT_EQ(domain.Refused(Assign("stage 1", "trainee", v1::OBSERVER)).code(), "took-part");
  domain.Accepted(Release("stage 1", "trainee"));
}

TEST_F(AuditTeamTest, ACoachLeadsTraineesOnAnInternalAuditOnly) {
  ImplementationAudit();
  domain.SetToday("2023-10-24");
  EXPECT_EQ(domain.Refused(Open("audit", "2023-10-24")).code(), "no-lead");
  domain.Accepted(Assign("audit", "mira", v1::TRAINEE));
  EXPECT_EQ(domain.Refused(Open("audit", "2023-10-24")).code(), "trainee-alone");
  domain.Accepted(Assign("audit", "petra", v1::COACH));
  domain.Accepted(Open("audit", "2023-10-24"));

  domain.Accepted(Plan("pre", v1::PRE_AUDIT, "2023-10-24", "2023-10-24"));
  domain.Accepted(Assign("pre", "trainee", v1::TRAINEE));
  domain.Accepted(Assign("pre", "nils", v1::COACH));
  EXPECT_EQ(domain.Refused(Open("pre", "2023-10-24")).code(), "no-lead");
}

}  // namespace
}  // namespace assay::audits
