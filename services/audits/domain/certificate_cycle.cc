#include "services/audits/domain/certificate_cycle.h"

#include <algorithm>

#include "assay/rules/surveillance.h"
#include "services/audits/domain/certificate_state.h"

namespace assay::audits {
namespace {

using rules::AuditDays;

// A cycle of three years, of a certificate or of the whole journey.
struct Cycle {
  Date decided;
  Date expiry;
  bool first = false;
  Texts standards = {};
};

std::vector<const v1::Certificate*> StandingTo(const Texts& standards, const Context& context) {
  std::vector<const v1::Certificate*> standing = StandingCertificates(context);
  std::erase_if(standing, [&standards](const v1::Certificate* one) {
    return !HoldsStandard(standards, one->standard());
  });
  return standing;
}

std::vector<Cycle> CyclesOf(const v1::Journey& journey, const Texts& standards,
                            const Context& context) {
  std::vector<Cycle> cycles;
  for (const v1::Certificate* certificate : StandingTo(standards, context)) {
    std::optional<Date> decided = DateIn(certificate->decided_on());
    std::optional<Date> expiry = DateIn(certificate->expires_on());
    bool with_journey = certificate->decided_on() == journey.decided_on();
    bool first = with_journey ? journey.first_cycle() : certificate->last_expires_on().empty();
    if (decided && expiry) {
      cycles.push_back({.decided = *decided, .expiry = *expiry, .first = first});
      *cycles.back().standards.Add() = certificate->standard();
    }
  }
  std::optional<Date> decided = DateIn(journey.decided_on());
  std::optional<Date> expiry = DateIn(journey.expires_on());
  if (cycles.empty() && decided && expiry) {
    cycles.push_back({*decided, *expiry, journey.first_cycle(), standards});
  }
  return cycles;
}

// As reported, else as planned.
AuditDays DaysOf(const v1::Audit& audit) {
  AuditDays planned = PlannedDays(audit);
  return {DayIn(audit.first_day(), planned.first), DayIn(audit.last_day(), planned.last)};
}

// Planned for days that are still to come, or under way; what was only planned did not take place.
bool TakesPlace(const v1::Audit& audit, const Context& context) {
  return audit.state() != v1::Audit::PLANNED || DaysOf(audit).last >= context.today;
}

// The surveillances of the cycle without `audit`, held or still to come.
std::vector<const v1::Audit*> OthersIn(const Cycle& cycle, const v1::Audit& audit,
                                       const Context& context) {
  std::vector<const v1::Audit*> others;
  for (const v1::Audit* other : context.All<v1::Audit>()) {
    bool of_cycle = std::any_of(
        cycle.standards.begin(), cycle.standards.end(),
        [other](const std::string& one) { return HoldsStandard(other->standards(), one); });
    if (of_cycle && other->id() != audit.id() && other->type() == v1::SURVEILLANCE &&
        !IsCancelled(*other) && TakesPlace(*other, context) &&
        other->planned_from() > cycle.decided.ToString()) {
      others.push_back(other);
    }
  }
  return others;
}

// Years that have not ended may still have theirs, so only SU-7 looks at them. SU-1 is judged
// apart.
rules::Judgement JudgeProgramme(const Cycle& cycle, std::vector<AuditDays> surveillances, int year,
                                const Context& context) {
  rules::SurveillanceProgramme programme{.decision = cycle.decided, .first_cycle = cycle.first};
  programme.surveillances = std::move(surveillances);
  programme.recertification_year = std::min({cycle.expiry.year(), year, context.today.year()});
  rules::Judgement so_far =
      rules::JudgeSurveillanceProgramme(*context.rules, Basis::kFact, programme);
  programme.recertification_year = cycle.expiry.year();
  rules::Judgement whole =
      rules::JudgeSurveillanceProgramme(*context.rules, Basis::kFact, programme);
  rules::Judgement judgement;
  auto take = [&](const rules::Judgement& from, bool advised) {
    for (const rules::Breach& breach : from.breaches()) {
      if (breach.rule != "SU-1" && (breach.rule == "SU-7") == advised) {
        judgement.Add(*context.rules, Basis::kFact, breach.rule, breach.message);
      }
    }
  };
  take(so_far, false);
  take(whole, true);
  return judgement;
}

void AddOnce(const rules::Judgement& added, Basis basis, const Context& context,
             rules::Judgement* judgement) {
  for (const rules::Breach& breach : added.breaches()) {
    const std::vector<rules::Breach>& known = judgement->breaches();
    if (std::find(known.begin(), known.end(), breach) == known.end()) {
      judgement->Add(*context.rules, basis, breach.rule, breach.message);
    }
  }
}

}  // namespace

std::optional<Date> CycleExpiry(const v1::Journey& journey, const Texts& standards,
                                const Context& context) {
  std::optional<Date> earliest;
  for (const v1::Certificate* certificate : StandingTo(standards, context)) {
    if (std::optional<Date> expiry = DateIn(certificate->expires_on())) {
      earliest = std::min(earliest.value_or(*expiry), *expiry);
    }
  }
  return earliest ? earliest : DateIn(journey.expires_on());
}

rules::Judgement JudgeFirstSurveillances(const v1::Journey& journey, const v1::Audit& audit,
                                         const AuditDays& days, Basis basis,
                                         const Context& context) {
  rules::Judgement judgement;
  for (const Cycle& cycle : CyclesOf(journey, audit.standards(), context)) {
    Date limit = rules::FirstSurveillanceBy(*context.rules, cycle.decided);
    std::vector<const v1::Audit*> others = OthersIn(cycle, audit, context);
    // One that is planned too late is no better than none.
    bool is_first = std::none_of(others.begin(), others.end(), [&](const v1::Audit* one) {
      bool counts = one->state() != v1::Audit::PLANNED || DaysOf(*one).last <= limit;
      return counts && DaysOf(*one).last < days.last;
    });
    if (cycle.first && is_first) {
      AddOnce(rules::JudgeFirstSurveillance(*context.rules, basis, cycle.decided, days), basis,
              context, &judgement);
    }
  }
  return judgement;
}

rules::Judgement JudgeSurveillanceYears(const v1::Journey& journey, const v1::Audit& audit,
                                        const AuditDays& days, const Context& context) {
  rules::Judgement judgement;
  for (const Cycle& cycle : CyclesOf(journey, audit.standards(), context)) {
    std::vector<AuditDays> surveillances = {days};
    for (const v1::Audit* other : OthersIn(cycle, audit, context)) {
      surveillances.push_back(DaysOf(*other));
    }
    AddOnce(JudgeProgramme(cycle, std::move(surveillances), days.first.year(), context),
            Basis::kFact, context, &judgement);
  }
  return judgement;
}

}  // namespace assay::audits
