#include "assay/rules/surveillance.h"

#include <algorithm>

namespace assay::rules {
namespace {

using calendar::AddMonths;
using calendar::Date;

bool HasDayIn(const std::vector<AuditDays>& audits, int year) {
  return std::any_of(audits.begin(), audits.end(), [year](const AuditDays& audit) {
    return audit.first.year() <= year && year <= audit.last.year();
  });
}

// The dates that count, in order of time.
std::vector<Date> AuditDates(const Ruleset& ruleset, const std::vector<AuditDays>& audits) {
  std::vector<Date> dates;
  dates.reserve(audits.size());
  for (const AuditDays& audit : audits) {
    dates.push_back(AuditDate(ruleset, audit));
  }
  std::sort(dates.begin(), dates.end());
  return dates;
}

void JudgeFirst(const Ruleset& ruleset, Basis basis, Date decision, Date first,
                int64_t postponed_months, Judgement* judgement) {
  Date limit = FirstSurveillanceBy(ruleset, decision, postponed_months);
  if (first > limit) {
    int64_t days = calendar::DaysBetween(limit, first);
    judgement->Add(ruleset, basis, "SU-1",
                   "the first surveillance on " + first.ToString() + " is " + std::to_string(days) +
                       (days == 1 ? " day" : " days") + " late; it is due by " + limit.ToString());
  }
}

void JudgeYears(const Ruleset& ruleset, Basis basis, const SurveillanceProgramme& programme,
                Judgement* judgement) {
  for (int year = programme.decision.year() + 1; year < programme.recertification_year; ++year) {
    if (!HasDayIn(programme.surveillances, year)) {
      judgement->Add(ruleset, basis, "SU-2",
                     "there is no surveillance in the year " + std::to_string(year));
    }
  }
  int decided = programme.decision.year();
  if (!programme.stage2.empty() && !HasDayIn(programme.stage2, decided)) {
    judgement->Add(ruleset, basis, "SU-2-STRICT",
                   "the year of the decision, " + std::to_string(decided) + ", has no audit day");
  }
}

// SU-7 for the surveillance at `index`, if there is one and its limit falls before the year of
// recertification.
void JudgeAdvised(const Ruleset& ruleset, Basis basis, const SurveillanceProgramme& programme,
                  const std::vector<Date>& dates, size_t index, Judgement* judgement) {
  int64_t months = ruleset.Int("SU-7", index == 0 ? "first_months" : "second_months");
  Date limit = AddMonths(programme.decision, months);
  if (index < dates.size() && dates[index] > limit &&
      limit.year() < programme.recertification_year) {
    judgement->Add(ruleset, basis, "SU-7",
                   "surveillance " + std::to_string(index + 1) + " on " + dates[index].ToString() +
                       " is more than " + std::to_string(months) + " months after the decision");
  }
}

}  // namespace

Date FirstSurveillanceBy(const Ruleset& ruleset, Date decision, int64_t postponed_months) {
  int64_t postponed = std::clamp<int64_t>(postponed_months, 0, ruleset.Int("SU-6", "months_max"));
  return AddMonths(decision, ruleset.Int("SU-1", "months") + postponed);
}

Judgement JudgeFirstSurveillance(const Ruleset& ruleset, Basis basis, Date decision,
                                 const AuditDays& audit, int64_t postponed_months) {
  Judgement judgement;
  JudgeFirst(ruleset, basis, decision, AuditDate(ruleset, audit), postponed_months, &judgement);
  return judgement;
}

Judgement JudgeSurveillanceProgramme(const Ruleset& ruleset, Basis basis,
                                     const SurveillanceProgramme& programme) {
  Judgement judgement;
  std::vector<Date> dates = AuditDates(ruleset, programme.surveillances);
  bool postponed_too_long = programme.postponed_months > ruleset.Int("SU-6", "months_max");
  if (postponed_too_long) {
    judgement.Add(ruleset, basis, "SU-6",
                  "an extraordinary event postpones an audit by at most " +
                      std::to_string(ruleset.Int("SU-6", "months_max")) + " months");
  }
  if (programme.first_cycle && !dates.empty()) {
    JudgeFirst(ruleset, basis, programme.decision, dates.front(), programme.postponed_months,
               &judgement);
  }
  JudgeYears(ruleset, basis, programme, &judgement);
  if (!programme.first_cycle) {
    JudgeAdvised(ruleset, basis, programme, dates, 0, &judgement);
  }
  JudgeAdvised(ruleset, basis, programme, dates, 1, &judgement);
  return judgement;
}

Judgement JudgeMaintenance(const Ruleset& ruleset, Basis basis, const Maintenance& maintenance) {
  Judgement judgement;
  if (maintenance.decided_against) {
    judgement.Add(ruleset, basis, "SU-5",
                  "after " + maintenance.audit +
                      " it was decided not to keep the certification: suspend, reduce or withdraw "
                      "it, or decide anew once the cause is gone");
  } else if (!maintenance.team_leader_positive) {
    judgement.Add(ruleset, basis, "SU-5",
                  maintenance.audit +
                      " has no positive conclusion of the team leader: decide whether the "
                      "certification is kept");
  }
  if (maintenance.may_lead_to_suspension && !maintenance.escalated) {
    judgement.Add(ruleset, basis, "SU-5",
                  maintenance.audit +
                      " has left what may lead to suspension: escalate it to competent people of "
                      "the body who were not on the audit");
  }
  if (!maintenance.monitored) {
    judgement.Add(ruleset, basis, "SU-5",
                  "name who of the body, and not of the team, monitors " + maintenance.audit +
                      " and its report");
  }
  return judgement;
}

}  // namespace assay::rules
