#include "services/audits/domain/certificate_cycle.h"

#include <algorithm>

#include "assay/rules/surveillance.h"

namespace assay::audits {
namespace {

std::vector<const v1::Certificate*> StandingTo(const Texts& standards, const Context& context) {
  std::vector<const v1::Certificate*> standing = context.All<v1::Certificate>();
  std::erase_if(standing, [&standards](const v1::Certificate* one) {
    return one->state() == v1::Certificate::WITHDRAWN || !HoldsStandard(standards, one->standard());
  });
  return standing;
}

// Whether another surveillance of the certificate's standard, held or planned, comes before.
bool IsSurveyedBefore(const v1::Certificate& certificate, const v1::Audit& audit, Date day,
                      const Context& context) {
  auto audits = context.All<v1::Audit>();
  return std::any_of(audits.begin(), audits.end(), [&](const v1::Audit* other) {
    return other->id() != audit.id() && other->type() == v1::SURVEILLANCE && !IsCancelled(*other) &&
           HoldsStandard(other->standards(), certificate.standard()) &&
           other->planned_from() > certificate.decided_on() &&
           DayIn(other->last_day(), PlannedDays(*other).last) < day;
  });
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
                                         const rules::AuditDays& days, Basis basis,
                                         const Context& context) {
  rules::Judgement judgement;
  for (const v1::Certificate* certificate : StandingTo(audit.standards(), context)) {
    std::optional<Date> decided = DateIn(certificate->decided_on());
    bool with_journey = certificate->decided_on() == journey.decided_on();
    bool first = with_journey ? journey.first_cycle() : certificate->last_expires_on().empty();
    if (decided && first && !IsSurveyedBefore(*certificate, audit, days.last, context)) {
      judgement.Merge(rules::JudgeFirstSurveillance(*context.rules, basis, *decided, days));
    }
  }
  return judgement;
}

}  // namespace assay::audits
