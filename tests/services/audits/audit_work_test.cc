#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class AuditWorkTest : public Fjordlicht {
 protected:
  v1::AgreeScopingStatement Scope(const std::string& audit, const std::string& version = "3.1") {
    auto agree = For<v1::AgreeScopingStatement>(audit);
    agree.set_scoping_statement("The management system of Fjordlicht IT");
    agree.set_services("Fleet IT");
    agree.set_organisational_unit("All");
    agree.add_site_ids(IdOf("hamburg"));
    agree.set_applicability_version(version);
    agree.set_occurred_on("2024-02-20");
    return agree;
  }
  v1::RecordClauseResult Result(const std::string& audit, const std::string& standard,
                                const std::string& clause, v1::ClauseAnswer answer) {
    auto record = For<v1::RecordClauseResult>(audit);
    record.set_standard(standard);
    record.set_clause(clause);
    record.set_answer(answer);
    record.set_evidence("Seen");
    return record;
  }
  v1::EvaluateTrainee Evaluate(const std::string& person, const std::string& coach,
                               bool satisfactory) {
    auto evaluate = For<v1::EvaluateTrainee>("stage 1");
    evaluate.set_person_id(IdOf(person));
    evaluate.set_coach_id(IdOf(coach));
    evaluate.set_satisfactory(satisfactory);
    return evaluate;
  }
};

TEST_F(AuditWorkTest, Stage1OpensOnTheDayOfTheAgreementOrLater) {
  UntilAgreed();
  domain.Accepted(Plan("stage 1", v1::INITIAL_STAGE_1, "2023-10-30", "2023-10-30"));
  domain.Accepted(Assign("stage 1", "leif", v1::LEAD_AUDITOR));
  EXPECT_EQ(domain.Refused(Open("stage 1", "2023-10-29")).rule(), "AP-4");
  domain.Accepted(Open("stage 1", "2023-10-30"));
  EXPECT_EQ(Audit("stage 1").state(), v1::Audit::OPENED);
}

TEST_F(AuditWorkTest, Stage2OpensAfterStage1) {
  UntilStage1Concluded();
  domain.Accepted(Plan("stage 2", v1::CERTIFICATION_STAGE_2, "2024-04-15", "2024-04-19"));
  domain.Accepted(Assign("stage 2", "leif", v1::LEAD_AUDITOR));
  EXPECT_EQ(domain.Refused(Open("stage 2", "2024-02-21")).rule(), "ST-3");
  domain.SetToday("2024-02-23");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Open("stage 2", "2024-02-23")), "ST-8"));
}

TEST_F(AuditWorkTest, AScopingStatementBelongsToStage1AndNamesTheStatementOfApplicability) {
  UntilStage1Opened();
  EXPECT_EQ(domain.Refused(Scope("stage 1", "")).code(), "applicability-version-missing");
  v1::AgreeScopingStatement elsewhere = Scope("stage 1");
  elsewhere.add_site_ids(IdOf("oslo"));
  EXPECT_EQ(domain.Refused(elsewhere).code(), "site-outside-journey");
  v1::AgreeScopingStatement early = Scope("stage 1");
  early.set_occurred_on("2024-02-19");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Scope("stage 1"));
  EXPECT_EQ(Audit("stage 1").applicability_version(), "3.1");

  UntilStage2Opened();
  EXPECT_EQ(domain.Refused(Scope("stage 2")).code(), "not-stage-1");
}

TEST_F(AuditWorkTest, TheCertificationAuditIsPlannedInStage1) {
  UntilStage1Opened();
  auto plan = For<v1::PlanCertificationAudit>("stage 1");
  plan.set_plan("Three sites in five days");
  domain.Accepted(plan);
  EXPECT_EQ(Audit("stage 1").certification_audit_plan(), "Three sites in five days");

  UntilStage2Opened();
  plan.set_id(IdOf("stage 2"));
  EXPECT_EQ(domain.Refused(plan).code(), "not-stage-1");
}

TEST_F(AuditWorkTest, AClauseHasOneResultWhichIsTheLatest) {
  UntilStage1Opened();
  domain.Accepted(Result("stage 1", "ISO/IEC 27001", "9.2", v1::CONCERN_RAISED));
  domain.Accepted(Result("stage 1", "27001", "9.2", v1::CONFORMS));
  domain.Accepted(Result("stage 1", "ISO 22301", "9.2", v1::CONFORMS));
  ASSERT_EQ(Audit("stage 1").results_size(), 2);
  EXPECT_EQ(Audit("stage 1").results(0).key(), "27001/9.2");
  EXPECT_EQ(Audit("stage 1").results(0).answer(), v1::CONFORMS);
}

TEST_F(AuditWorkTest, ResultsKeepToTheAuditsStandardsAndKind) {
  UntilStage1Opened();
  EXPECT_EQ(domain.Refused(Result("stage 1", "ISO 9001", "9.2", v1::CONFORMS)).code(),
            "standard-outside-audit");
  EXPECT_EQ(domain.Refused(Result("stage 1", "27001", "9.2", v1::NONCONFORMS)).code(),
            "concerns-only");
  UntilStage2Opened();
  EXPECT_EQ(domain.Refused(Result("stage 2", "27001", "9.2", v1::CONCERN_RAISED)).code(),
            "concern-outside-stage-1");
  domain.Accepted(Result("stage 2", "27001", "9.2", v1::NONCONFORMS));
}

TEST_F(AuditWorkTest, ATraineeOfTheTeamIsEvaluatedByCoachOrLead) {
  UntilStage1Opened();
  domain.Accepted(Assign("stage 1", "trainee", v1::TRAINEE));
  domain.Accepted(Assign("stage 1", "nils", v1::TEAM_AUDITOR));
  EXPECT_EQ(domain.Refused(Evaluate("nils", "leif", true)).code(), "not-a-trainee");
  EXPECT_EQ(domain.Refused(Evaluate("ines", "leif", true)).code(), "not-a-trainee");
  EXPECT_EQ(domain.Refused(Evaluate("trainee", "nils", true)).code(), "not-a-coach");
  EXPECT_EQ(domain.Refused(Evaluate("trainee", "ines", true)).code(), "not-a-coach");
  domain.Accepted(Evaluate("trainee", "leif", true));
  domain.Accepted(Evaluate("trainee", "leif", false));
  ASSERT_EQ(Audit("stage 1").evaluations_size(), 1);
  EXPECT_FALSE(Audit("stage 1").evaluations(0).satisfactory());
}

TEST_F(AuditWorkTest, EarlierThanPlannedTheTeamIsJudgedForThatDay) {
  UntilSelected();
  KnowCompetence("mira", training::v1::QUALIFIED_LEAD, "2023-11-06");
  v1::PlanAudit plan = Plan("internal", v1::INTERNAL, "2023-11-06", "2023-11-07");
  domain.Accepted(plan);
  domain.Accepted(Assign("internal", "mira", v1::LEAD_AUDITOR));
  domain.SetToday("2023-11-05");
  assay::Problem problem = domain.Refused(Open("internal", "2023-11-05"));
  EXPECT_EQ(problem.code(), "auditor-not-qualified");
  EXPECT_EQ(problem.field(), "occurredOn");
  domain.SetToday("2023-11-06");
  domain.Accepted(Open("internal", "2023-11-06"));
}

TEST_F(AuditWorkTest, EarlierThanPlannedCoolingOffCountsToo) {
  UntilCertified();
  KnowEngagement("nils", directory::v1::IMPLEMENTATION, "2022-06-01", "2023-05-10");
  domain.Accepted(Plan("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22"));
  domain.Accepted(Assign("s", "nils", v1::LEAD_AUDITOR));
  domain.SetToday("2025-05-09");
  assay::Problem problem = domain.Refused(Open("s", "2025-05-09"));
  EXPECT_EQ(problem.rule(), "IMP-5");
  EXPECT_EQ(problem.field(), "occurredOn");
}

}  // namespace
}  // namespace assay::audits
