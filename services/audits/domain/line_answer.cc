#include "services/audits/domain/line_answer.h"

#include <algorithm>

#include "assay/rules/audit_conduct.h"
#include "assay/rules/standard.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_checklist.h"
#include "services/audits/domain/audit_duties.h"

namespace assay::audits {
namespace {

using Result = v1::LineAnswer::Result;

std::string KeyOf(const std::string& name, const std::string& site_id) {
  return site_id.empty() ? name : name + "@" + site_id;
}

v1::Grade GradeOfResult(Result result) {
  switch (result) {
    case v1::LineAnswer::MAJOR:
      return v1::MAJOR;
    case v1::LineAnswer::MINOR:
      return v1::MINOR;
    case v1::LineAnswer::OBSERVATION:
      return v1::OBSERVATION;
    case v1::LineAnswer::OPPORTUNITY:
      return v1::OPPORTUNITY_FOR_IMPROVEMENT;
    case v1::LineAnswer::POSITIVE:
      return v1::POSITIVE;
    case v1::LineAnswer::CONCERN:
      return v1::AREA_OF_CONCERN;
    default:
      return v1::GRADE_UNSPECIFIED;
  }
}

// ---- What speaks against an answer

rules::AnswerKind KindOfAnswer(Result result) {
  return result == v1::LineAnswer::NOT_APPLICABLE ? rules::AnswerKind::kNotApplicable
         : result == v1::LineAnswer::NOT_EXAMINED ? rules::AnswerKind::kNotExamined
                                                  : rules::AnswerKind::kSeen;
}

Objection ObjectToEvidence(const v1::AnswerLine& command, const Context& context) {
  rules::Answer answer{.kind = KindOfAnswer(command.result()),
                       .statement = !command.statement().empty(),
                       .method = !command.methods().empty(),
                       .justification = !command.justification().empty()};
  std::string field = answer.kind != rules::AnswerKind::kSeen ? "justification"
                      : answer.statement                      ? "methods"
                                                              : "statement";
  return rules::Refusal(rules::JudgeAnswer(*context.rules, Basis::kAct, answer), field);
}

Objection ObjectToExclusion(const v1::AuditLine& line, const v1::AnswerLine& command,
                            const Context& context) {
  rules::Judgement judgement;
  if (command.result() == v1::LineAnswer::NOT_APPLICABLE) {
    for (const v1::LineClause& clause : ClausesOf(line)) {
      judgement.Merge(rules::JudgeNotApplicable(*context.rules, Basis::kAct, clause.standard(),
                                                clause.clause()));
    }
  }
  return rules::Refusal(judgement, "result");
}

rules::Judgement JudgeOneSample(const v1::Sample& sample, const Context& context) {
  return rules::JudgeSample(*context.rules, Basis::kAct,
                            {.population = sample.population_size(),
                             .size = sample.sample_size(),
                             .minimum = sample.minimum(),
                             .items = sample.items_size(),
                             .statistical = sample.method() == v1::Sample::STATISTICAL,
                             .confidence_percent = sample.confidence_percent(),
                             .justification = !sample.justification().empty()});
}

Objection ObjectToSamples(const v1::AnswerLine& command, const Context& context) {
  for (int i = 0; i < command.samples_size(); ++i) {
    rules::Judgement judgement = JudgeOneSample(command.samples(i), context);
    bool small = judgement.blocked() && judgement.FirstBlocking()->rule == "AU-9";
    std::string field =
        "samples[" + std::to_string(i) + "]." + (small ? "justification" : "sampleSize");
    if (Objection refusal = rules::Refusal(judgement, field)) {
      return refusal;
    }
  }
  return std::nullopt;
}

Objection ObjectToAuditor(const v1::Audit& audit, const v1::AnswerLine& command,
                          const Context& context) {
  return First({ObjectToDuty(rules::AuditDuty::kAnswerLine, command.answered_by(), PartsOf(audit),
                             context, "answeredBy"),
                When(!IsAuditorOf(audit, command.answered_by()), "not-on-team",
                     "An auditor of the audit's team answers its checklist.", "answeredBy"),
                ObjectToAnother(audit, command.answered_by(), "answers", "answeredBy", context)});
}

Objection ObjectToResult(const v1::Audit& audit, Result result) {
  bool concerns = FindsConcerns(audit.type());
  bool graded = result == v1::LineAnswer::MAJOR || result == v1::LineAnswer::MINOR;
  return First(
      {When(concerns && graded, "concerns-only",
            "Pre-audit and stage 1 find areas of concern; nothing is graded before stage 2.",
            "result"),
       When(!concerns && result == v1::LineAnswer::CONCERN, "concern-outside-stage-1",
            "Only pre-audit and stage 1 find areas of concern; grade what was seen.", "result")});
}

// What a finding says already is not answered otherwise.
Objection ObjectToChange(const v1::AnswerLine& command, const Context& context) {
  v1::LineAnswer answer;
  schema::CopyFields(command, &answer);
  for (const v1::Finding* finding : context.All<v1::Finding>()) {
    if (ComesFrom(*finding, answer) && finding->state() != v1::Finding::WITHDRAWN &&
        finding->grade() != GradeOfResult(command.result())) {
      return Refuse("line-has-finding",
                    "Finding " + finding->number() +
                        " was raised from this line with another grade; regrade or withdraw it "
                        "first.",
                    "result");
    }
  }
  return std::nullopt;
}

Objection ObjectToAnswer(const v1::AuditLine* line, const v1::AnswerLine& command,
                         const v1::Audit& audit, const Context& context) {
  bool elsewhere = !command.site_id().empty() && !Holds(audit.site_ids(), command.site_id());
  Objection objection =
      First({When(audit.state() != v1::Audit::OPENED, "wrong-state",
                  "Lines are answered while the audit is open.", "id"),
             When(line == nullptr, "unknown-line", "The checklist has no such line.", "line"),
             When(elsewhere, "site-outside-audit", "The audit does not visit this site.", "siteId"),
             ObjectToResult(audit, command.result()),
             ObjectToOrder(command.occurred_on(), audit.opened_on(), "the opening"),
             ObjectToAuditor(audit, command, context)});
  if (!objection) {
    objection =
        First({ObjectToEvidence(command, context), ObjectToExclusion(*line, command, context),
               ObjectToSamples(command, context), ObjectToChange(command, context)});
  }
  return objection;
}

// ---- What the audit's clause results become

v1::ClauseAnswer ClauseAnswerOf(Result result) {
  switch (result) {
    case v1::LineAnswer::MAJOR:
    case v1::LineAnswer::MINOR:
      return v1::NONCONFORMS;
    case v1::LineAnswer::CONCERN:
      return v1::CONCERN_RAISED;
    case v1::LineAnswer::OPPORTUNITY:
      return v1::OPPORTUNITY;
    case v1::LineAnswer::NOT_APPLICABLE:
      return v1::NOT_APPLICABLE;
    case v1::LineAnswer::NOT_EXAMINED:
      return v1::CLAUSE_ANSWER_UNSPECIFIED;
    default:
      return v1::CONFORMS;
  }
}

bool Serves(const v1::AuditLine& line, const v1::LineClause& clause) {
  std::vector<v1::LineClause> served = ClausesOf(line);
  return std::any_of(served.begin(), served.end(), [&clause](const v1::LineClause& other) {
    return other.standard() == clause.standard() && other.clause() == clause.clause();
  });
}

// The result of a clause by all answers of the lines that serve it: the gravest, with its evidence,
// at the sites where it was looked at. No answer: nothing is said about it any more.
v1::ClauseResult ResultOf(const v1::AuditChecklist& checklist, const v1::LineClause& clause) {
  const v1::LineAnswer* gravest = nullptr;
  bool everywhere = false;
  v1::ClauseResult result;
  for (const v1::LineAnswer& answer : checklist.answers()) {
    const v1::AuditLine* line = FindLine(checklist, answer.line());
    if (answer.result() == v1::LineAnswer::NOT_EXAMINED || !Serves(*line, clause)) {
      continue;
    }
    if (gravest == nullptr || Gravest(answer.result(), gravest->result()) != gravest->result()) {
      gravest = &answer;
    }
    everywhere = everywhere || answer.site_id().empty();
    if (!answer.site_id().empty() && !Holds(result.site_ids(), answer.site_id())) {
      result.add_site_ids(answer.site_id());
    }
  }
  if (gravest != nullptr) {
    result.set_answer(ClauseAnswerOf(gravest->result()));
    result.set_evidence(gravest->statement().empty() ? gravest->justification()
                                                     : gravest->statement());
  }
  if (everywhere) {
    result.clear_site_ids();
  }
  return result;
}

const v1::ClauseResult* FindResult(const v1::Audit& audit, const std::string& key) {
  for (const v1::ClauseResult& result : audit.results()) {
    if (result.key() == key) {
      return &result;
    }
  }
  return nullptr;
}

// A new result takes the place of the one on record; one that no answer bears any more goes.
void Tell(const v1::Audit& audit, const v1::AuditChecklist& after, const v1::LineClause& clause,
          Outcome* outcome) {
  auto standard = std::find_if(
      audit.standards().begin(), audit.standards().end(),
      [&clause](const std::string& name) { return SameStandard(name, clause.standard()); });
  if (standard == audit.standards().end()) {
    return;
  }
  v1::ClauseResult result = ResultOf(after, clause);
  result.set_key(rules::StandardKey(clause.standard()) + "/" + clause.clause());
  result.set_standard(*standard);
  result.set_clause(clause.clause());
  if (FindResult(audit, result.key()) != nullptr) {
    v1::ClauseResultDropped dropped;
    dropped.set_key(result.key());
    outcome->Then(audit.id(), dropped);
  }
  if (result.answer() != v1::CLAUSE_ANSWER_UNSPECIFIED) {
    v1::ClauseResultRecorded recorded;
    *recorded.mutable_result() = std::move(result);
    outcome->Then(audit.id(), recorded);
  }
}

}  // namespace

Outcome DecideAnswerLine(const v1::AuditChecklist& checklist, const v1::AnswerLine& command,
                         const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.id());
  const v1::AuditLine* line = FindLine(checklist, command.line());
  if (Objection objection = ObjectToAnswer(line, command, *audit, context)) {
    return *objection;
  }
  v1::LineAnswered answered;
  schema::CopyFields(command, answered.mutable_answer());
  answered.mutable_answer()->set_key(KeyOf(command.line(), command.site_id()));
  v1::LineAnswerReplaced replaced;
  replaced.set_key(answered.answer().key());
  v1::AuditChecklist after = checklist;
  schema::Fold(replaced, &after);
  bool again = after.answers_size() < checklist.answers_size();
  schema::Fold(answered, &after);
  Outcome outcome;
  if (again) {
    outcome.Then(checklist.id(), replaced);
  }
  outcome.Then(checklist.id(), answered);
  for (const v1::LineClause& clause : ClausesOf(*line)) {
    Tell(*audit, after, clause, &outcome);
  }
  for (const v1::Sample& sample : command.samples()) {
    outcome.Warn(JudgeOneSample(sample, context));
  }
  return outcome;
}

Objection ObjectToLine(const v1::AuditChecklist* checklist, const v1::RaiseFinding& command) {
  if (command.line().empty()) {
    return std::nullopt;
  }
  const v1::AuditLine* line = checklist == nullptr ? nullptr : FindLine(*checklist, command.line());
  if (line == nullptr) {
    return Refuse("unknown-line", "The audit's checklist has no such line.", "line");
  }
  bool answered = false;
  bool same_grade = false;
  for (const v1::LineAnswer& answer : checklist->answers()) {
    bool about_it = answer.line() == command.line() &&
                    (answer.site_id().empty() || answer.site_id() == command.site_id());
    answered = answered || about_it;
    same_grade = same_grade || (about_it && GradeOfResult(answer.result()) == command.grade());
  }
  v1::LineClause clause;
  clause.set_standard(rules::StandardKey(command.standard()));
  clause.set_clause(command.clause());
  return First(
      {When(!answered, "line-not-answered",
            "Nothing is recorded at this line for this site yet; answer it before a finding comes "
            "from it.",
            "line"),
       When(!same_grade, "grade-differs",
            "The line is answered with another grade; answer it anew, or grade the finding alike.",
            "grade"),
       When(!ClausesOf(*line).empty() && !Serves(*line, clause), "clause-outside-line",
            "The line does not ask about this clause; name one that it serves.", "clause")});
}

bool AsksForFinding(v1::LineAnswer::Result result) {
  return result == v1::LineAnswer::MAJOR || result == v1::LineAnswer::MINOR ||
         result == v1::LineAnswer::CONCERN;
}

bool ComesFrom(const v1::Finding& finding, const v1::LineAnswer& answer) {
  return finding.line() == answer.line() &&
         (answer.site_id().empty() || finding.site_id() == answer.site_id());
}

}  // namespace assay::audits
