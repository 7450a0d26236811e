#include "assay/rules/cycle.h"

#include <algorithm>

#include "assay/calculators/calculate.h"
#include "assay/rules/certificate.h"
#include "assay/rules/recertification.h"
#include "assay/rules/surveillance.h"
#include "narration.h"

namespace assay::calculators {
namespace {

using calendar::Date;

struct CycleQuestion {
  Date decision;
  Date expiry;
  bool kept = false;  // the expiry was said
  bool first_cycle = true;
  int64_t postponed_months = 0;
  std::optional<Date> stage2_end = {};
  std::vector<rules::AuditDays> surveillances = {};  // in order of time
  std::optional<Date> recertification_audit = {};
};

std::optional<Rejection> Before(const std::string& field, std::optional<Date> day, Date decision) {
  if (day && *day < decision) {
    return Invalid(field, "This day lies before the decision on " + decision.ToString() + ".");
  }
  return std::nullopt;
}

std::optional<Rejection> Contradiction(const v1::Cycle& request, const CycleQuestion& question) {
  if (question.stage2_end && *question.stage2_end > question.decision) {
    return Invalid("stage2_end", "Stage 2 ends before the decision that rests on it, not after " +
                                     question.decision.ToString() + ".");
  }
  if (question.expiry <= question.decision) {
    return Invalid("expiry", "A certificate expires after the decision on " +
                                 question.decision.ToString() + ".");
  }
  for (int i = 0; i < request.surveillances_size(); ++i) {
    if (auto fault = Before("surveillances[" + std::to_string(i) + "]",
                            DateOf(request.surveillances(i)), question.decision)) {
      return fault;
    }
  }
  return Before("recertification_audit", question.recertification_audit, question.decision);
}

CycleQuestion QuestionOf(const rules::Ruleset& ruleset, const v1::Cycle& request) {
  Date decision = RequiredDate(request.decision());
  CycleQuestion question{
      .decision = decision,
      .expiry = DateOf(request.expiry()).value_or(rules::CertificateExpiry(ruleset, decision)),
      .kept = !request.expiry().empty(),
      .first_cycle = !request.has_first_cycle() || request.first_cycle(),
      .postponed_months = request.postponed_months(),
      .stage2_end = DateOf(request.stage2_end()),
      .recertification_audit = DateOf(request.recertification_audit())};
  for (const std::string& day : request.surveillances()) {
    question.surveillances.push_back({RequiredDate(day), RequiredDate(day)});
  }
  std::sort(question.surveillances.begin(), question.surveillances.end(),
            [](const auto& a, const auto& b) { return a.last < b.last; });
  return question;
}

void JudgeAudits(const CycleQuestion& question, Narration* narration) {
  const rules::Ruleset& ruleset = narration->ruleset();
  rules::SurveillanceProgramme programme{.decision = question.decision,
                                         .first_cycle = question.first_cycle,
                                         .surveillances = question.surveillances,
                                         .postponed_months = question.postponed_months};
  if (question.stage2_end) {
    programme.stage2 = {{*question.stage2_end, *question.stage2_end}};
  }
  // Without a recertification audit the years up to the last surveillance are judged.
  programme.recertification_year =
      question.recertification_audit   ? question.recertification_audit->year()
      : question.surveillances.empty() ? question.decision.year()
                                       : question.surveillances.back().last.year() + 1;
  narration->Judge(rules::JudgeSurveillanceProgramme(ruleset, narration->basis(), programme));
  if (question.recertification_audit) {
    Date day = *question.recertification_audit;
    narration->Judge(
        rules::JudgeRecertificationPlan(ruleset, narration->basis(), question.expiry, {day, day}));
  }
}

void TellDates(const CycleQuestion& question, Narration* narration, v1::CycleAnswer* answer) {
  const rules::Ruleset& ruleset = narration->ruleset();
  const Date decision = question.decision;
  answer->set_expiry(question.expiry.ToString());
  answer->set_renewed_expiry(rules::NextExpiry(ruleset, question.expiry).ToString());
  std::string through = "the certificate is valid through " + answer->expiry();
  if (question.kept) {
    narration->Step("D7", "The cycle that goes on with the decision on " + decision.ToString() +
                              " is kept: " + through + ".");
  } else {
    narration->Step("D6", "The cycle begins with the decision on " + decision.ToString() + "; " +
                              through + ": " + Counted(ruleset.Int("D6", "term_months"), "month") +
                              ".");
  }
  if (question.first_cycle) {
    answer->set_first_surveillance_by(
        rules::FirstSurveillanceBy(ruleset, decision, question.postponed_months).ToString());
    narration->Step("SU-1", "The first surveillance takes place not more than " +
                                Counted(ruleset.Int("SU-1", "months"), "month") +
                                " after the decision: by " + answer->first_surveillance_by() +
                                ", that day included.");
  }
}

// The windows of the years between, and what comes after them.
void TellWindows(const CycleQuestion& question, Narration* narration, v1::CycleAnswer* answer) {
  const rules::Ruleset& ruleset = narration->ruleset();
  rules::CycleDates dates =
      rules::PlanCycle(ruleset, question.decision, question.expiry, question.first_cycle);
  for (const rules::SurveillanceWindow& window : dates.surveillances) {
    v1::SurveillanceDue& due = *answer->add_surveillances();
    due.set_from(window.from.ToString());
    due.set_by(window.by.ToString());
    due.set_advised_by(window.advised_by.ToString());
    due.set_rule(window.rule);
  }
  if (!question.first_cycle && !dates.surveillances.empty()) {
    answer->set_first_surveillance_by(dates.surveillances.front().by.ToString());
  }
  narration->Step("SU-2",
                  "Between the years of decision and recertification every calendar year "
                  "has a surveillance: " +
                      Counted(answer->surveillances_size(), "year") + ".");
  answer->set_recertification_from(dates.recertification_from.ToString());
  answer->set_recertification_advised_by(dates.recertification_advised_by.ToString());
  answer->set_restore_until(dates.restore_until.ToString());
  narration->Step("RC-1", "Recertification is planned from " + answer->recertification_from() +
                              " on and decided by " + answer->expiry() + ".");
  narration->Step("RC-7", "Its audit is advised to end by " + answer->recertification_advised_by() +
                              ", so that majors can still be verified.");
  narration->Step("RC-5", "After expiry it can be restored until " + answer->restore_until() +
                              ", that day included.");
  narration->Step("D7",
                  "Renewed or restored, the next term ends on " + answer->renewed_expiry() + ".");
}

}  // namespace

Answered<v1::CycleAnswer> Calculate(const rules::Ruleset& ruleset, const v1::Cycle& request) {
  Narration narration(ruleset, request.basis());
  CycleQuestion question = QuestionOf(ruleset, request);
  if (auto fault = Contradiction(request, question)) {
    return *fault;
  }
  v1::CycleAnswer answer;
  TellDates(question, &narration, &answer);
  TellWindows(question, &narration, &answer);
  JudgeAudits(question, &narration);
  if (std::optional<Date> effective = DateOf(request.effective())) {
    narration.Judge(
        rules::JudgeEffectiveDate(ruleset, narration.basis(), question.decision, *effective));
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
