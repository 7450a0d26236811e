#include "services/audits/domain/audit_plan.h"

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/audit_conduct.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_agenda.h"
#include "services/audits/domain/audit_checklist.h"
#include "services/audits/domain/audit_programme.h"
#include "services/audits/domain/audit_timing.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/concern_dates.h"
#include "services/audits/domain/team_judgement.h"

namespace assay::audits {
namespace {

Objection ObjectToSites(const v1::Audit& audit, const v1::Journey& journey,
                        const Context& context) {
  if (!Beyond(audit.site_ids(), journey.site_ids()).empty()) {
    return Refuse("site-outside-journey",
                  "An audit visits sites of its journey; revise the journey's scope first.",
                  "siteIds");
  }
  for (const std::string& id : audit.site_ids()) {
    const auto* site = context.Find<directory::v1::Site>(id);
    if (site != nullptr && site->state() == directory::v1::Site::CLOSED &&
        site->closed_on() <= audit.planned_from()) {
      return Refuse("site-closed",
                    "The site " + site->name() + " closed on " + site->closed_on() +
                        "; it cannot be audited after that.",
                    "siteIds");
    }
  }
  return std::nullopt;
}

Objection ObjectToJourney(const v1::Audit& audit, const v1::Journey& journey) {
  if (!IsBodyAudit(audit.type())) {
    return std::nullopt;
  }
  return First(
      {When(journey.body_id().empty(), "no-body-selected",
            "No certification body is selected yet; select one of the quotations first.", "type"),
       When(journey.state() == v1::Journey::REFUSED, "certification-refused",
            "Certification was refused; a new attempt is a new journey.", "type")});
}

// The body that issued the certificates for the audit's standards; before certification, the
// selected one. Empty: several.
std::string BodyFor(const v1::Audit& audit, const v1::Journey& journey, const Context& context) {
  std::string body;
  for (const v1::Certificate* certificate : StandingCertificates(context)) {
    if (!HoldsStandard(audit.standards(), certificate->standard())) {
      continue;
    }
    if (!body.empty() && body != certificate->body_id()) {
      return "";
    }
    body = certificate->body_id();
  }
  return body.empty() ? journey.body_id() : body;
}

// What all plans have in common, then the timing of the audit's type.
Timing JudgePlan(const v1::Audit& audit, const v1::Journey& journey, const Context& context) {
  rules::AuditDays days = PlannedDays(audit);
  Objection objection = First({When(days.last < days.first, "dates-reversed",
                                    "An audit ends on its first day or later.", "plannedTo"),
                               ObjectToSites(audit, journey, context),
                               ObjectToStandards(audit.standards(), journey.standards(), "journey"),
                               ObjectToJourney(audit, journey)});
  if (objection) {
    return {.objection = std::move(objection)};
  }
  Basis basis = days.last < context.today ? Basis::kFact : Basis::kPlan;
  Timing timing = JudgeTiming(journey, audit, days, basis, context);
  if (IsBodyAudit(audit.type())) {
    timing.judgement.Merge(
        JudgeTies(audit.body_id(), audit.standards(), {days.first, days.last}, basis, context));
  }
  return timing;
}

// The refusal that follows from a timing, if any.
Objection ObjectionOf(const Timing& timing) {
  return timing.objection ? timing.objection : rules::Refusal(timing.judgement, "plannedFrom");
}

// Takes from the previous audit what the command leaves open.
v1::PlanAudit Completed(const v1::PlanAudit& command, const v1::Audit* previous) {
  v1::PlanAudit completed = command;
  if (previous == nullptr) {
    return completed;
  }
  auto fill = [](const Texts& from, Texts* to) { *to = to->empty() ? from : *to; };
  fill(previous->standards(), completed.mutable_standards());
  fill(previous->site_ids(), completed.mutable_site_ids());
  fill(previous->process_ids(), completed.mutable_process_ids());
  if (command.objectives().empty()) {
    completed.set_objectives(previous->objectives());
  }
  if (command.criteria().empty()) {
    completed.set_criteria(previous->criteria());
  }
  return completed;
}

Objection ObjectToStart(const v1::PlanAudit& command, const v1::Audit* previous) {
  bool internal = !IsBodyAudit(command.type());
  return First(
      {When(command.standards().empty(), "missing-field",
            "Name the standards, or the previous audit to take them from.", "standards"),
       When(command.site_ids().empty(), "missing-field",
            "Name the sites, or the previous audit to take them from.", "siteIds"),
       When(previous != nullptr && previous->journey_id() != command.journey_id(), "other-journey",
            "An audit starts from one of the same journey.", "previousAuditId"),
       When(command.short_notice() && !internal && command.type() != v1::SPECIAL,
            "not-at-short-notice", "Only special and internal audits take place at short notice.",
            "shortNotice")});
}

// AU-7, before there is a team.
rules::Judgement JudgeNotice(const v1::PlanAudit& command, const Context& context) {
  return command.short_notice() ? rules::JudgeShortNotice(*context.rules, Basis::kPlan,
                                                          {.reason = !command.reason().empty()})
                                : rules::Judgement();
}

// What another audit leaves to begin with.
void TakeChecklist(const v1::PlanAudit& command, const Context& context, Outcome* outcome) {
  const auto* previous = context.Find<v1::AuditChecklist>(command.previous_audit_id());
  if (previous == nullptr) {
    return;
  }
  v1::ChecklistBuilt built = TakeOver(*previous, command.standards(), context.All<v1::Finding>());
  if (!built.lines().empty()) {
    outcome->Begin(command.id(), built);
  }
}

void MoveAgenda(const v1::Audit& audit, const v1::Audit& moved, Outcome* outcome) {
  if (!audit.agenda().empty()) {
    outcome->Then(audit.id(), ShiftAgenda(audit, moved));
  }
}

}  // namespace

Outcome DecidePlanAudit(const v1::Audit& /*audit*/, const v1::PlanAudit& given,
                        const Context& context) {
  const auto* journey = context.Find<v1::Journey>(given.journey_id());
  const auto* previous = context.Find<v1::Audit>(given.previous_audit_id());
  const v1::PlanAudit command = Completed(given, previous);
  Objection start = First({ObjectToStart(command, previous), ObjectToRound(command, context),
                           rules::Refusal(JudgeNotice(command, context), "reason")});
  if (start) {
    return *start;
  }
  v1::Audit planned;
  schema::CopyFields(command, &planned);
  planned.set_id(command.id());
  planned.set_planning_reason(command.reason());
  if (IsBodyAudit(command.type())) {
    planned.set_body_id(BodyFor(planned, *journey, context));
  }
  Timing timing = JudgePlan(planned, *journey, context);
  if (Objection objection = ObjectionOf(timing)) {
    return *objection;
  }
  v1::AuditPlanned event;
  schema::CopyFields(command, &event);
  event.set_body_id(planned.body_id());
  if (IsBodyAudit(command.type()) && event.body_id().empty()) {
    return Refuse("two-bodies",
                  "These standards are certified by different bodies; plan one audit for each.",
                  "standards");
  }
  Outcome outcome;
  outcome.Begin(command.id(), event);
  outcome.Warn(timing.judgement);
  outcome.WarnAbout<v1::Journey>(journey->id(), timing.of_journey);
  outcome.Warn(JudgeRoundOf(command, context));
  TakeChecklist(command, context, &outcome);
  if (command.type() == v1::CERTIFICATION_STAGE_2) {
    FollowStage2(*journey, command.planned_from(),
                 "Stage 2 is planned for " + command.planned_from() + ".", context, &outcome);
  }
  return outcome;
}

Outcome DecideMoveAudit(const v1::Audit& audit, const v1::MoveAudit& command,
                        const Context& context) {
  v1::Audit moved = audit;
  moved.set_planned_from(command.planned_from());
  moved.set_planned_to(command.planned_to());
  moved.set_planning_reason(command.reason());
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  Timing timing = JudgePlan(moved, *journey, context);
  MemberJudgement team = JudgeTeam(moved, context);
  Objection objection = First({ObjectionOf(timing), ObjectionOf(team, "plannedFrom")});
  if (objection) {
    return *objection;
  }
  v1::AuditMoved event;
  schema::CopyFields(command, &event);
  Outcome outcome;
  outcome.Then(audit.id(), event);
  outcome.Warn(timing.judgement);
  outcome.WarnAbout<v1::Journey>(journey->id(), timing.of_journey);
  outcome.Warn(team.judgement);
  MoveAgenda(audit, moved, &outcome);
  if (audit.type() == v1::CERTIFICATION_STAGE_2) {
    FollowStage2(*journey, command.planned_from(),
                 "Stage 2 was moved to " + command.planned_from() + ".", context, &outcome);
  }
  return outcome;
}

}  // namespace assay::audits
