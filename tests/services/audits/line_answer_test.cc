#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class LineAnswerTest : public AuditWorkspace {
 protected:
  v1::AnswerLine WithSample(uint32_t population, uint32_t size, uint32_t minimum,
                            const std::string& justification = "") {
    v1::AnswerLine answer = Answer(LineAt(0), v1::LineAnswer::CONFORM);
    v1::Sample* sample = answer.add_samples();
    sample->set_population("Internal audits of 2023");
    sample->set_population_size(population);
    sample->set_method(v1::Sample::JUDGEMENT);
    sample->set_sample_size(size);
    sample->set_minimum(minimum);
    sample->set_justification(justification);
    return answer;
  }
  std::string ResultsOf(const std::string& clause) {
    v1::Audit audit = Audit("internal");
    std::string text;
    for (const v1::ClauseResult& result : audit.results()) {
      if (result.key().ends_with("/" + clause)) {
        text += (text.empty() ? "" : ", ") + result.key() + " " +
                v1::ClauseAnswer_Name(result.answer());
      }
    }
    return text;
  }
};

TEST_F(LineAnswerTest, OneAnswerGivesEveryClauseOfTheLineItsResult) {
  OpenedInternal();
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::CONFORM));
  EXPECT_EQ(ResultsOf("9.2.1"), "27001/9.2.1 CONFORMS, 22301/9.2.1 CONFORMS");
  EXPECT_EQ(Audit("internal").results(0).standard(), "ISO/IEC 27001");
}

TEST_F(LineAnswerTest, TheGravestAnswerCountsAndALaterOneTakesTheEarliersPlace) {
  OpenedInternal();
  std::string line = LineAt(0);
  v1::AnswerLine hamburg = Answer(line, v1::LineAnswer::CONFORM);
  hamburg.set_site_id(IdOf("hamburg"));
  v1::AnswerLine leipzig = Answer(line, v1::LineAnswer::MAJOR);
  leipzig.set_site_id(IdOf("leipzig"));
  domain.Accepted(leipzig);
  domain.Accepted(hamburg);
  EXPECT_EQ(ResultsOf("9.2.1"), "27001/9.2.1 NONCONFORMS, 22301/9.2.1 NONCONFORMS");
  EXPECT_EQ(Audit("internal").results(0).site_ids_size(), 2);
  leipzig.set_result(v1::LineAnswer::POSITIVE);
  domain.Accepted(leipzig);
  EXPECT_EQ(Checklist().answers_size(), 2);
  EXPECT_EQ(ResultsOf("9.2.1"), "27001/9.2.1 CONFORMS, 22301/9.2.1 CONFORMS");
}

TEST_F(LineAnswerTest, WhatIsNotExaminedSaysNothingAboutItsClauses) {
  OpenedInternal();
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::CONFORM));
  v1::AnswerLine open = Answer(LineAt(0), v1::LineAnswer::NOT_EXAMINED);
  EXPECT_EQ(domain.Refused(open).rule(), "AU-8");
  open.set_justification("The records are in Tallinn; next audit");
  domain.Accepted(open);
  EXPECT_EQ(ResultsOf("9.2.1"), "");
}

TEST_F(LineAnswerTest, AnAnswerWithoutEvidenceOrMethodIsRefused) {
  OpenedInternal();
  v1::AnswerLine silent = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  silent.clear_statement();
  assay::Problem problem = domain.Refused(silent);
  EXPECT_EQ(problem.rule(), "AU-8");
  EXPECT_EQ(problem.field(), "statement");
  v1::AnswerLine how = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  how.clear_methods();
  EXPECT_EQ(domain.Refused(how).field(), "methods");
}

TEST_F(LineAnswerTest, ASampleBelowTheMinimumIsRefusedUnlessItIsJustified) {
  OpenedInternal();
  assay::Problem problem = domain.Refused(WithSample(12, 3, 4));
  EXPECT_EQ(problem.rule(), "AU-9");
  EXPECT_EQ(problem.field(), "samples[0].justification");
  EXPECT_NE(problem.clause(), "");
  EXPECT_TRUE(
      domain.Warned(domain.Accepted(WithSample(12, 3, 4, "The fourth was never held")), "AU-9"));
  EXPECT_EQ(domain.Refused(WithSample(2, 3, 0)).rule(), "AU-10");
  EXPECT_EQ(Checklist().answers(0).samples(0).justification(), "The fourth was never held");
}

TEST_F(LineAnswerTest, ARequirementWithoutExclusionsIsNotLeftOut) {
  OpenedInternal();
  v1::AnswerLine out = Answer(LineAt(0), v1::LineAnswer::NOT_APPLICABLE);
  out.set_justification("Too small for it");
  assay::Problem problem = domain.Refused(out);
  EXPECT_EQ(problem.rule(), "AU-11");
  EXPECT_EQ(problem.field(), "result");
}

TEST_F(LineAnswerTest, OnlyAuditorsOfTheTeamAnswerInNobodyElsesName) {
  OpenedInternal();
  v1::AnswerLine observer = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  observer.set_answered_by(IdOf("tom"));
  EXPECT_EQ(domain.Refused(observer).rule(), "AU-12");
  v1::AnswerLine outsider = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  outsider.set_answered_by(IdOf("kai"));
  EXPECT_EQ(domain.Refused(outsider).code(), "not-on-team");
  v1::AgendaItem talk = Item("talk", v1::AgendaItem::INTERVIEW, "2023-11-06", "10:00", "11:00");
  talk.add_auditee_ids(IdOf("olga"));
  domain.Accepted(Schedule(talk));
  v1::AnswerLine answer = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  EXPECT_EQ(RefusedAs("olga", answer).rule(), "AU-12");
  EXPECT_TRUE(GiveAs("mira", answer).receipt);
}

TEST_F(LineAnswerTest, ThePlaceTheTimeAndTheStateAreTheAudits) {
  Planned();
  domain.Accepted(Build({"9.2"}));
  v1::AnswerLine answer = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  domain.SetToday("2023-11-07");
  EXPECT_EQ(domain.Refused(answer).code(), "wrong-state");
  domain.Accepted(Open("internal", "2023-11-07"));
  EXPECT_EQ(domain.Refused(answer).code(), "out-of-order");
  answer.set_occurred_on("2023-11-07");
  v1::AnswerLine elsewhere = answer;
  elsewhere.set_site_id(IdOf("tallinn"));
  EXPECT_EQ(domain.Refused(elsewhere).code(), "site-outside-audit");
  v1::AnswerLine unknown = answer;
  unknown.set_line("27001/99/1");
  EXPECT_EQ(domain.Refused(unknown).code(), "unknown-line");
  v1::AnswerLine concern = answer;
  concern.set_result(v1::LineAnswer::CONCERN);
  EXPECT_EQ(domain.Refused(concern).code(), "concern-outside-stage-1");
}

TEST_F(LineAnswerTest, Stage1AnswersWithConcerns) {
  UntilStage1Opened();
  domain.Accepted(Build({"9.2"}, "stage 1"));
  v1::AnswerLine answer = Answer(Checklist("stage 1").lines(0).line(), v1::LineAnswer::MAJOR);
  answer.set_id(IdOf("stage 1"));
  answer.set_answered_by(IdOf("leif"));
  answer.set_occurred_on("2024-02-20");
  EXPECT_EQ(domain.Refused(answer).code(), "concerns-only");
  answer.set_result(v1::LineAnswer::CONCERN);
  domain.Accepted(answer);
  EXPECT_EQ(Audit("stage 1").results(0).answer(), v1::CONCERN_RAISED);
}

TEST_F(LineAnswerTest, AFindingFromALineAgreesWithItsAnswer) {
  OpenedInternal();
  std::string line = LineAt(0);
  EXPECT_EQ(domain.Refused(RaiseFrom("27001/99/1", "f", v1::MINOR)).code(), "unknown-line");
  EXPECT_EQ(domain.Refused(RaiseFrom(line, "f", v1::MINOR)).code(), "line-not-answered");
  v1::AnswerLine hamburg = Answer(line, v1::LineAnswer::MINOR);
  hamburg.set_site_id(IdOf("hamburg"));
  domain.Accepted(hamburg);
  EXPECT_EQ(domain.Refused(RaiseFrom(line, "f", v1::MINOR)).code(), "line-not-answered");
  domain.Accepted(Answer(line, v1::LineAnswer::MINOR));
  EXPECT_EQ(domain.Refused(RaiseFrom(line, "f", v1::MAJOR)).code(), "grade-differs");
  v1::RaiseFinding clause = RaiseFrom(line, "f", v1::MINOR);
  clause.set_clause("5.1");
  EXPECT_EQ(domain.Refused(clause).code(), "clause-outside-line");
  v1::RaiseFinding silent = RaiseFrom(line, "f", v1::MINOR);
  silent.clear_evidence();
  EXPECT_EQ(domain.Refused(silent).field(), "evidence");
  domain.Accepted(RaiseFrom(line, "f", v1::MINOR));
  EXPECT_EQ(Finding("f").line(), line);
  EXPECT_EQ(Finding("f").requirement(), "Internal audits at planned intervals");
  EXPECT_EQ(domain.Refused(Answer(line, v1::LineAnswer::CONFORM)).code(), "line-has-finding");
}

TEST_F(LineAnswerTest, WhatWasDoneWellIsAFindingFromWhichNothingFollows) {
  OpenedInternal();
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::POSITIVE));
  domain.Accepted(RaiseFrom(LineAt(0), "good", v1::POSITIVE));
  EXPECT_EQ(Finding("good").state(), v1::Finding::SETTLED);
  EXPECT_EQ(Finding("good").due_on(), "");
  domain.Accepted(Raise("internal", "seen", v1::OBSERVATION, "leipzig", "2023-11-06"));
  auto regrade = For<v1::RegradeFinding>("seen");
  regrade.set_grade(v1::POSITIVE);
  regrade.set_reason("It was good");
  regrade.set_occurred_on("2023-11-06");
  EXPECT_EQ(domain.Refused(regrade).code(), "not-regraded");
}

}  // namespace
}  // namespace assay::audits
