#include "services/audits/domain/finding.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "services/audits/domain/concern_dates.h"
#include "services/audits/domain/line_answer.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

// The dates of a finding, as fields of its events.
template <typename Event>
void SetDates(const rules::ResponseDates& dates, Event* event) {
  event->set_plan_due_on(calendar::ToString(dates.plan_by));
  event->set_due_on(calendar::ToString(dates.implement_by));
  event->set_verify_by(calendar::ToString(dates.verify_by));
}

// As long as stage 2 has no date, a concern is answered in the time for a minor's plan.
rules::ResponseDates ConcernDates(const v1::Journey* journey, Date raised, const Context& context) {
  std::optional<Date> stage2 = journey == nullptr ? std::nullopt : DateIn(journey->stage2_on());
  if (stage2) {
    return {.implement_by = ConcernDueOn(raised, *stage2)};
  }
  return {.implement_by = rules::ResponseDatesOf(*context.rules, rules::Grade::kMinor,
                                                 rules::AuditKind::kStage1, raised)
                              .plan_by};
}

// Counted from the audit's last day: reported, else planned; never before the finding itself.
Date CountedFrom(const v1::Audit* audit, const std::string& occurred_on) {
  Date raised = DayIn(occurred_on, Date::Earliest());
  if (audit == nullptr) {
    return raised;
  }
  Date last =
      audit->last_day().empty() ? PlannedDays(*audit).last : DayIn(audit->last_day(), raised);
  return std::max(raised, last);
}

rules::ResponseDates DatesOf(v1::Grade grade, v1::AuditType type, const v1::Journey* journey,
                             Date counted_from, const Context& context) {
  if (grade == v1::AREA_OF_CONCERN) {
    return ConcernDates(journey, counted_from, context);
  }
  rules::AuditKind kind = KindOf(type);
  bool certified = journey != nullptr && journey->state() == v1::Journey::CERTIFIED;
  if (kind == rules::AuditKind::kStage2 && certified) {
    kind = rules::AuditKind::kSurveillance;  // regraded after the decision: NC-4 is over
  }
  return rules::ResponseDatesOf(*context.rules, GradeOf(grade), kind, counted_from,
                                certified ? DateIn(journey->expires_on()) : std::nullopt);
}

Objection ObjectToGrade(v1::Grade grade, v1::AuditType type) {
  bool concern = grade == v1::AREA_OF_CONCERN;
  return First(
      {When(FindsConcerns(type) && !concern && grade != v1::POSITIVE, "concerns-only",
            "Pre-audit and stage 1 find areas of concern; nothing is graded before stage 2.",
            "grade"),
       When(!FindsConcerns(type) && concern, "concern-outside-stage-1",
            "Only pre-audit and stage 1 find areas of concern; grade this finding.", "grade")});
}

// NC-7: whether nothing was done in time on a minor that becomes a major now.
bool IsNeglected(const v1::Finding& finding, const v1::RegradeFinding& command,
                 const Context& context) {
  v1::Finding on_that_day = finding;
  PresentFinding(&on_that_day, DayIn(command.occurred_on(), context.today));
  return finding.grade() == v1::MINOR && command.grade() == v1::MAJOR && on_that_day.overdue();
}

// NC-7: a minor comes back although nothing was done on it.
rules::Judgement JudgeRepetition(const v1::RaiseFinding& command, const Context& context) {
  const auto* earlier = context.Find<v1::Finding>(command.repeats_finding_id());
  bool acted_on = earlier == nullptr || earlier->grade() != v1::MINOR ||
                  earlier->state() != v1::Finding::RAISED || command.grade() == v1::MAJOR;
  return rules::JudgeNeglectedMinor(*context.rules, Basis::kAct, acted_on);
}

template <typename Command>
rules::Judgement JudgeText(const Command& command, const Context& context) {
  rules::Statement statement{.grade = GradeOf(command.grade()),
                             .requirement = command.clause(),
                             .statement = command.statement(),
                             .evidence = command.evidence()};
  statement.breaks_requirement = IsNonconformity(command.grade());
  return rules::JudgeStatement(*context.rules, Basis::kAct, statement);
}

Objection ObjectToRaising(const v1::Audit& audit, const v1::RaiseFinding& command,
                          const v1::Journey& journey, const Context& context) {
  const auto* repeated = context.Find<v1::Finding>(command.repeats_finding_id());
  return First(
      {ObjectToGrade(command.grade(), audit.type()),
       When(!HoldsStandard(audit.standards(), command.standard()), "standard-outside-audit",
            "The audit is against " + Join(ToVector(audit.standards())) + "; raise it there.",
            "standard"),
       When(!Holds(journey.site_ids(), command.site_id()), "site-outside-journey",
            "A finding concerns a site of the journey.", "siteId"),
       ObjectToOrder(command.occurred_on(), audit.opened_on(), "the opening"),
       When(repeated != nullptr && repeated->journey_id() != audit.journey_id(),
            "repeats-other-journey", "A finding repeats one of the same journey.",
            "repeatsFindingId"),
       ObjectToOwner(command.owner_id(), context),
       ObjectToLine(context.Find<v1::AuditChecklist>(audit.id()), command)});
}

// Nothing follows from what was done well.
void SettlePositive(const v1::FindingRaised& raised, const std::string& id, Outcome* outcome) {
  if (raised.grade() == v1::POSITIVE) {
    v1::FindingSettled settled;
    settled.set_occurred_on(raised.occurred_on());
    outcome->Then(id, settled);
  }
}

}  // namespace

Outcome DecideRaiseFinding(const v1::Audit& audit, const v1::RaiseFinding& command,
                           const Context& context) {
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  if (Objection objection = ObjectToRaising(audit, command, *journey, context)) {
    return *objection;
  }
  rules::Judgement judgement = JudgeText(command, context);
  judgement.Merge(JudgeRepetition(command, context));
  if (Objection refusal = rules::Refusal(judgement, "statement")) {
    return *refusal;
  }
  v1::FindingRaised raised;
  schema::CopyFields(command, &raised);
  raised.set_number(context.Number());
  raised.set_journey_id(audit.journey_id());
  raised.set_audit_id(audit.id());
  raised.set_audit_type(audit.type());
  raised.set_origin(IsBodyAudit(audit.type()) ? v1::BODY_AUDIT : v1::INTERNAL_AUDIT);
  raised.set_raised_by(context.actor.person());
  SetDates(DatesOf(command.grade(), audit.type(), journey,
                   CountedFrom(&audit, command.occurred_on()), context),
           &raised);
  v1::FindingNoted noted;
  noted.set_finding_id(command.finding_id());
  Outcome outcome;
  outcome.Begin(command.finding_id(), raised);
  SettlePositive(raised, command.finding_id(), &outcome);
  outcome.Then(audit.id(), noted);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideRaiseExerciseFinding(const v1::Exercise& exercise,
                                   const v1::RaiseExerciseFinding& command,
                                   const Context& context) {
  rules::Judgement judgement = JudgeText(command, context);
  Objection objection =
      First({When(command.grade() == v1::AREA_OF_CONCERN, "concern-outside-stage-1",
                  "Only pre-audit and stage 1 find areas of concern; grade this finding.", "grade"),
             ObjectToOrder(command.occurred_on(), exercise.held_on(), "the exercise"),
             ObjectToOwner(command.owner_id(), context), rules::Refusal(judgement, "statement")});
  if (objection) {
    return *objection;
  }
  v1::FindingRaised raised;
  schema::CopyFields(command, &raised);
  raised.set_number(context.Number());
  raised.set_journey_id(exercise.journey_id());
  raised.set_exercise_id(exercise.id());
  raised.set_site_id(exercise.site_id());
  raised.set_origin(v1::EXERCISE);
  raised.set_raised_by(context.actor.person());
  SetDates(DatesOf(command.grade(), v1::INTERNAL, nullptr,
                   DayIn(command.occurred_on(), context.today), context),
           &raised);
  v1::ExerciseFindingNoted noted;
  noted.set_finding_id(command.finding_id());
  Outcome outcome;
  outcome.Begin(command.finding_id(), raised);
  SettlePositive(raised, command.finding_id(), &outcome);
  outcome.Then(exercise.id(), noted);
  return outcome;
}

Outcome DecideRegradeFinding(const v1::Finding& finding, const v1::RegradeFinding& command,
                             const Context& context) {
  rules::Statement statement{.grade = GradeOf(command.grade()),
                             .requirement = finding.clause(),
                             .statement = finding.statement(),
                             .evidence = finding.evidence()};
  statement.breaks_requirement =
      IsNonconformity(finding.grade()) || IsNonconformity(command.grade());
  Objection objection = First(
      {When(command.grade() == finding.grade(), "same-grade", "The finding has this grade already.",
            "grade"),
       When(command.grade() == v1::POSITIVE, "not-regraded",
            "What was done well is a finding of its own; withdraw this one and raise that.",
            "grade"),
       ObjectToGrade(command.grade(), finding.audit_type()),
       ObjectToOrder(command.occurred_on(), finding.raised_on(), "the finding"),
       rules::Refusal(rules::JudgeStatement(*context.rules, Basis::kAct, statement), "grade")});
  if (objection) {
    return *objection;
  }
  const auto* journey = context.Find<v1::Journey>(finding.journey_id());
  v1::FindingRegraded regraded;
  schema::CopyFields(command, &regraded);
  SetDates(DatesOf(command.grade(), finding.audit_type(), journey,
                   CountedFrom(context.Find<v1::Audit>(finding.audit_id()), command.occurred_on()),
                   context),
           &regraded);
  rules::Judgement neglect = rules::JudgeRegradedMinor(*context.rules, Basis::kFact,
                                                       IsNeglected(finding, command, context));
  if (!neglect.clean()) {
    regraded.set_rule(neglect.breaches().front().rule);
  }
  Outcome outcome;
  outcome.Then(finding.id(), regraded);
  outcome.Warn(neglect);
  if (command.grade() == v1::MAJOR && finding.origin() == v1::BODY_AUDIT &&
      finding.body_state() != v1::Finding::NO_RESPONSE) {
    v1::ResponseAskedAnew asked;
    asked.set_reason(command.reason());
    outcome.Then(finding.id(), asked);
  }
  return outcome;
}

Outcome DecideWithdrawFinding(const v1::Finding& finding, const v1::WithdrawFinding& command,
                              const Context& /*context*/) {
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), finding.raised_on(), "the finding")) {
    return *objection;
  }
  v1::FindingWithdrawn withdrawn;
  schema::CopyFields(command, &withdrawn);
  return Outcome().Then(finding.id(), withdrawn);
}

Outcome DecideDisputeFinding(const v1::Finding& finding, const v1::DisputeFinding& command,
                             const Context& /*context*/) {
  Objection objection =
      First({When(finding.disputed(), "already-disputed",
                  "The finding is disputed already; its author withdraws it or lets it stand."),
             ObjectToOrder(command.occurred_on(), finding.raised_on(), "the finding")});
  if (objection) {
    return *objection;
  }
  v1::FindingDisputed disputed;
  schema::CopyFields(command, &disputed);
  return Outcome().Then(finding.id(), disputed);
}

Outcome DecideCloseConcern(const v1::Finding& finding, const v1::CloseConcern& command,
                           const Context& /*context*/) {
  Objection objection =
      First({When(finding.grade() != v1::AREA_OF_CONCERN, "not-a-concern",
                  "Only an area of concern is closed this way; a graded finding is settled by its "
                  "action."),
             ObjectToOrder(command.occurred_on(), finding.raised_on(), "the finding")});
  if (objection) {
    return *objection;
  }
  v1::ConcernClosed closed;
  schema::CopyFields(command, &closed);
  return Outcome().Then(finding.id(), closed);
}

Outcome DecideSettleFinding(const v1::Finding& finding, const v1::SettleFinding& command,
                            const Context& /*context*/) {
  if (finding.state() == v1::Finding::SETTLED) {
    return {};
  }
  v1::FindingSettled settled;
  schema::CopyFields(command, &settled);
  return Outcome().Then(finding.id(), settled);
}

void PresentFinding(v1::Finding* finding, Date on) {
  std::string day = on.ToString();
  auto passed = [&day](const std::string& limit) { return !limit.empty() && limit < day; };
  bool body = finding->origin() == v1::BODY_AUDIT && IsNonconformity(finding->grade());
  bool verified = finding->body_state() == v1::Finding::BODY_VERIFIED;
  bool unanswered = finding->body_state() == v1::Finding::NO_RESPONSE ||
                    finding->body_state() == v1::Finding::RESPONSE_REJECTED;
  bool late_response = body && unanswered && passed(finding->plan_due_on());
  bool late_verification = body && !verified && passed(finding->verify_by());
  bool late_closure =
      finding->state() == v1::Finding::RAISED && !verified && passed(finding->due_on());
  finding->set_overdue(finding->state() != v1::Finding::WITHDRAWN &&
                       (late_response || late_verification || late_closure));
}

}  // namespace assay::audits
