#include "tests/services/training/support.h"

namespace assay::training {
namespace {

class Competences : public Training {
 protected:
  void QualifyMira() {
    HoldCourse();
    domain_.Accepted(Check(kMira, true));
    Credit(kMira, "Hamburg", "2023-10-24");
    Credit(kMira, "Leipzig", "2023-10-26");
  }
  v1::PromoteToLead Promotion(const std::string& day) const {
    v1::PromoteToLead command;
    command.set_id(kMira);
    command.set_basis("Led two audits under observation");
    command.set_occurred_on(day);
    return command;
  }
  v1::WithdrawQualification Withdrawal(const std::string& person, const std::string& day) const {
    v1::WithdrawQualification command;
    command.set_id(person);
    command.set_reason("No audit for three years");
    command.set_occurred_on(day);
    return command;
  }
};

TEST_F(Competences, CourseAndTwoSatisfactoryAuditsMakeAnAuditor) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  Credit(kMira, "Hamburg", "2023-10-24");
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::TRAINEE_AUDITOR);
  Credit(kMira, "Leipzig", "2023-10-26");
  v1::Competence competence = CompetenceOf(kMira);
  EXPECT_EQ(competence.level(), v1::QUALIFIED_AUDITOR);
  EXPECT_EQ(competence.qualified_on(), "2023-10-26");
  EXPECT_EQ(competence.basis(),
            "Auditor course passed on 2023-10-06; satisfactory part in audits on 2023-10-24 and "
            "2023-10-26");
  EXPECT_EQ(domain_.EventTypes().back(), "AuditorQualified");
}

TEST_F(Competences, AnUnsatisfactoryAuditIsRecordedAndDoesNotCount) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  Credit(kMira, "Hamburg", "2023-10-24");
  Credit(kMira, "Leipzig", "2023-10-26", false);
  EXPECT_EQ(CompetenceOf(kMira).credits_size(), 2);
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::TRAINEE_AUDITOR);
  Credit(kMira, "Tallinn", "2023-11-02");
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::QUALIFIED_AUDITOR);
}

TEST_F(Competences, AuditsBeforeTheCourseCountOnceItIsPassed) {
  Credit(kKai, "Hamburg", "2023-09-24");
  Credit(kKai, "Leipzig", "2023-09-26");
  EXPECT_EQ(CompetenceOf(kKai).level(), v1::QUALIFICATION_LEVEL_UNSPECIFIED);
  HoldCourse();
  domain_.Accepted(Check(kKai, true));
  EXPECT_EQ(CompetenceOf(kKai).level(), v1::QUALIFIED_AUDITOR);
  EXPECT_EQ(CompetenceOf(kKai).qualified_on(), "2023-10-06");
}

TEST_F(Competences, OneAuditIsCreditedOnce) {
  Credit(kKai, "Hamburg", "2023-10-24");
  v1::CreditAudit again;
  again.set_id(kKai);
  again.mutable_credit()->set_audit_id(IdOf("Hamburg"));
  EXPECT_EQ(domain_.Refused(again).code(), "already-credited");
}

TEST_F(Competences, AQualifiedAuditorStaysOneWithMoreCredits) {
  QualifyMira();
  Credit(kMira, "Tallinn", "2023-11-02");
  EXPECT_EQ(CompetenceOf(kMira).qualified_on(), "2023-10-26");
  std::vector<std::string> events = domain_.EventTypes();
  EXPECT_EQ(std::count(events.begin(), events.end(), "AuditorQualified"), 1);
}

TEST_F(Competences, AQualifiedAuditorBecomesALeadAndStaysQualifiedSinceThen) {
  QualifyMira();
  domain_.SetToday("2024-09-02");
  domain_.Accepted(Promotion("2024-09-02"));
  v1::Competence competence = CompetenceOf(kMira);
  EXPECT_EQ(competence.level(), v1::QUALIFIED_LEAD);
  EXPECT_EQ(competence.qualified_on(), "2023-10-26");
  EXPECT_EQ(competence.lead_since(), "2024-09-02");
  EXPECT_EQ(competence.lead_basis(), "Led two audits under observation");
  EXPECT_EQ(domain_.Refused(Promotion("2024-09-02")).code(), "already-lead");
}

TEST_F(Competences, ATraineeDoesNotBecomeALead) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  EXPECT_EQ(domain_.Refused(Promotion("2023-10-06")).code(), "not-qualified");
}

TEST_F(Competences, NobodyLeadsBeforeBeingQualified) {
  QualifyMira();
  EXPECT_EQ(domain_.Refused(Promotion("2023-10-06")).code(), "out-of-order");
}

TEST_F(Competences, AWithdrawnQualificationIsEarnedAnewWithNewCredits) {
  QualifyMira();
  domain_.SetToday("2024-01-10");
  EXPECT_EQ(domain_.Refused(Withdrawal(kMira, "2023-10-05")).code(), "out-of-order");
  domain_.Accepted(Withdrawal(kMira, "2024-01-10"));
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::QUALIFICATION_LEVEL_UNSPECIFIED);
  EXPECT_EQ(domain_.Refused(Promotion("2024-01-10")).code(), "not-qualified");
  EXPECT_EQ(domain_.Refused(Withdrawal(kMira, "2024-01-10")).code(), "not-qualified");
  domain_.Accepted(Check(kMira, true, "2024-01-10"));
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::TRAINEE_AUDITOR);
  Credit(kMira, "Hamburg 2", "2024-02-05");
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::TRAINEE_AUDITOR);
  Credit(kMira, "Leipzig 2", "2024-02-06");
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::QUALIFIED_AUDITOR);
}

}  // namespace
}  // namespace assay::training
