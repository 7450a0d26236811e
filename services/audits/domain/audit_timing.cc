#include "services/audits/domain/audit_timing.h"

#include <algorithm>

#include "assay/rules/recertification.h"
#include "assay/rules/stages.h"
#include "assay/rules/surveillance.h"
#include "assay/rules/suspension.h"
#include "services/audits/domain/certificate_cycle.h"

namespace assay::audits {
namespace {

using rules::AuditDays;

// Audits of the journey of one type, not cancelled, other than `audit`.
std::vector<const v1::Audit*> Others(const v1::Audit& audit, v1::AuditType type,
                                     const Context& context) {
  std::vector<const v1::Audit*> others;
  for (const v1::Audit* other : context.All<v1::Audit>()) {
    if (other->id() != audit.id() && other->type() == type && !IsCancelled(*other)) {
      others.push_back(other);
    }
  }
  return others;
}

Timing TimePreAudit(const v1::Journey& journey, const v1::Audit& audit, const AuditDays& days,
                    Basis basis, const Context& context) {
  Timing timing;
  std::vector<const v1::Audit*> stage1 = Others(audit, v1::INITIAL_STAGE_1, context);
  bool after =
      !journey.stage1_id().empty() ||
      std::any_of(stage1.begin(), stage1.end(), [&days](const v1::Audit* other) {
        return other->state() != v1::Audit::PLANNED || PlannedDays(*other).first <= days.last;
      });
  timing.objection =
      When(after, "pre-audit-after-stage-1",
           "A pre-audit takes place before stage 1; once stage 1 has begun it has no purpose.",
           "plannedFrom");
  rules::PreAudit pre_audit;
  pre_audit.already_held = static_cast<int>(Others(audit, v1::PRE_AUDIT, context).size());
  timing.judgement = rules::JudgePreAudit(*context.rules, basis, pre_audit);
  return timing;
}

Timing TimeStage1(const v1::Journey& journey, const v1::Audit& audit, const AuditDays& days,
                  Basis basis, const Context& context) {
  rules::Stage1 stage{.days = days,
                      .agreement_signed = DateIn(journey.agreement_on()),
                      .repeat_reason = audit.planning_reason()};
  stage.already_held = static_cast<int>(Others(audit, v1::INITIAL_STAGE_1, context).size());
  return {.judgement = rules::JudgeStage1(*context.rules, basis, stage)};
}

Timing TimeStage2(const v1::Journey& journey, const v1::Audit& audit, const AuditDays& days,
                  Basis basis, const Context& context) {
  rules::Stage2 stage{.days = days, .interval_justification = audit.planning_reason()};
  if (std::optional<Date> first = DateIn(journey.stage1_first_day())) {
    stage.stage1 = AuditDays{*first, DayIn(journey.stage1_last_day(), *first)};
    stage.stage1_concluded = true;
    stage.significant_change = journey.last_change_notified_on() > journey.stage1_last_day();
  }
  v1::Verdict verdict = journey.stage1_verdict();
  Timing timing;
  timing.objection =
      When(verdict == v1::POSTPONE || verdict == v1::REPEAT, "stage-1-not-passed",
           "Stage 1 was concluded without a go; stage 2 waits for a stage 1 that ends with one.",
           "type");
  timing.judgement = rules::JudgeStage2(*context.rules, basis, stage);
  return timing;
}

// TR-6: what the audit's body accepted from another one, it decided on before it audits.
rules::Judgement JudgeAccepted(const v1::Audit& audit, const AuditDays& days, Basis basis,
                               const Context& context) {
  rules::Judgement judgement;
  for (const v1::Certificate* certificate : context.All<v1::Certificate>()) {
    std::optional<Date> transferred = DateIn(certificate->transferred_on());
    bool accepted = transferred && certificate->body_id() == audit.body_id() &&
                    HoldsStandard(audit.standards(), certificate->standard());
    if (accepted && !judgement.Names("TR-6")) {
      judgement.Merge(rules::JudgeAcceptingAudit(*context.rules, basis, *transferred, days.first));
    }
  }
  return judgement;
}

// SU-1 decides about the first surveillance of a first cycle; what the programme lacks otherwise is
// remarked. What has taken place is judged also where it should not have been planned.
Timing TimeSurveillance(const v1::Journey& journey, const v1::Audit& audit, const AuditDays& days,
                        Basis basis, const Context& context) {
  Timing timing;
  std::optional<Date> decided = DateIn(journey.decided_on());
  std::optional<Date> expiry = CycleExpiry(journey, audit.standards(), context);
  bool certified = journey.state() == v1::Journey::CERTIFIED && decided && expiry;
  timing.objection = First(
      {When(!certified, "not-certified",
            "Surveillance follows the certification decision, which has not been taken.", "type"),
       When(certified && days.first <= *decided, "before-decision",
            "Surveillance takes place after the certification decision.", "plannedFrom"),
       When(certified && days.last > *expiry, "after-expiry",
            "The certificate will have expired by then; plan the recertification audit instead.",
            "plannedTo")});
  if (certified && (!timing.objection || basis == Basis::kFact)) {
    timing.judgement = JudgeFirstSurveillances(journey, audit, days, basis, context);
    timing.of_journey = JudgeSurveillanceYears(journey, audit, days, context);
  }
  timing.judgement.Merge(JudgeAccepted(audit, days, basis, context));
  return timing;
}

Timing TimeRecertification(const v1::Journey& journey, const v1::Audit& audit,
                           const AuditDays& days, Basis basis, const Context& context) {
  Timing timing;
  std::optional<Date> expiry = CycleExpiry(journey, audit.standards(), context);
  timing.objection =
      When(journey.state() != v1::Journey::CERTIFIED || !expiry, "not-certified",
           "There is no certificate to renew: recertification follows a certification.", "type");
  if (!timing.objection) {
    // Once the certificate has lapsed, late is a fact: what is planned then serves its restoration
    // (RC-5).
    Basis judged = *expiry < context.today ? Basis::kFact : basis;
    timing.judgement = rules::JudgeRecertificationPlan(*context.rules, judged, *expiry, days);
    timing.judgement.Merge(JudgeAccepted(audit, days, basis, context));
  }
  return timing;
}

}  // namespace

Timing JudgeTiming(const v1::Journey& journey, const v1::Audit& audit, const AuditDays& days,
                   Basis basis, const Context& context) {
  switch (audit.type()) {
    case v1::PRE_AUDIT:
      return TimePreAudit(journey, audit, days, basis, context);
    case v1::INITIAL_STAGE_1:
      return TimeStage1(journey, audit, days, basis, context);
    case v1::CERTIFICATION_STAGE_2:
      return TimeStage2(journey, audit, days, basis, context);
    case v1::SURVEILLANCE:
      return TimeSurveillance(journey, audit, days, basis, context);
    case v1::RECERTIFICATION:
      return TimeRecertification(journey, audit, days, basis, context);
    default:
      return {};
  }
}

}  // namespace assay::audits
