#include "services/audits/domain/maintenance.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/audits/v1/audit_report.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/decision.h"
#include "assay/rules/surveillance.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_team.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

constexpr char kMaintenance[] = "SU-5";

bool IsPositive(const v1::Audit& audit) {
  return audit.recommendation() == v1::RECOMMENDED ||
         audit.recommendation() == v1::RECOMMENDED_WITH_CONDITIONS;
}

// One of this audit, or of an earlier one of its standards that the body has not verified: a minor
// on which nothing was done is a major now.
bool HasMajor(const v1::Audit& audit, const Context& context) {
  auto findings = BodyNonconformities(context);
  return std::any_of(findings.begin(), findings.end(), [&audit](const v1::Finding* finding) {
    bool left_open = finding->body_state() != v1::Finding::BODY_VERIFIED &&
                     finding->raised_on() <= audit.reported_on() &&
                     HoldsStandard(audit.standards(), finding->standard());
    return finding->grade() == v1::MAJOR && (finding->audit_id() == audit.id() || left_open);
  });
}

// Of the report as it stands: a major that was regraded after it needs a revision of the report.
bool ReportsMajor(const v1::Audit& audit, const Context& context) {
  const auto* report = context.Find<v1::AuditReport>(audit.id());
  if (report == nullptr || report->versions().empty()) {
    return false;
  }
  const auto& findings = report->versions(report->versions_size() - 1).findings();
  return std::any_of(findings.begin(), findings.end(),
                     [](const auto& finding) { return finding.grade() == v1::MAJOR; });
}

bool MayLeadToSuspension(const v1::Audit& audit, const Context& context) {
  return HasMajor(audit, context) || !audit.suspension_risk().empty() ||
         audit.recommendation() == v1::NOT_RECOMMENDED;
}

// On the team, or was while the audit was under way.
bool TookPart(const v1::Audit& audit, const std::string& person_id) {
  const auto& left = audit.took_part_ids();
  return FindMember(audit, person_id) != nullptr ||
         std::find(left.begin(), left.end(), person_id) != left.end();
}

// A body names who looks on; a client that records the body's audit need not know.
bool IsMonitored(const v1::Audit& audit, const v1::CloseAudit& command, const Context& context) {
  return command.monitored_by().empty() ? !aggregate::ActsForBody(context)
                                        : !TookPart(audit, command.monitored_by());
}

// Who took part cannot look at it from outside, and the client's own people are not the body's.
rules::Judgement JudgeEscalationTo(const v1::Audit& audit, const std::string& person_id,
                                   const Context& context) {
  rules::Judgement judgement;
  const auto* person = context.Find<directory::v1::Person>(person_id);
  if (TookPart(audit, person_id)) {
    judgement.Add(*context.rules, Basis::kAct, kMaintenance,
                  "this person was on the audit; escalate to somebody of the body who was not");
  } else if (person != nullptr && person->tie() == directory::v1::STAFF) {
    judgement.Add(*context.rules, Basis::kAct, kMaintenance,
                  "this person belongs to the client; escalate to somebody of the body");
  }
  return judgement;
}

Objection ObjectUnlessSurveillance(const v1::Audit& audit) {
  return When(audit.type() != v1::SURVEILLANCE, "not-a-surveillance",
              "This belongs to a surveillance audit; after others a decision of its own follows.");
}

}  // namespace

Outcome DecideEscalateSurveillance(const v1::Audit& audit, const v1::EscalateSurveillance& command,
                                   const Context& context) {
  Objection objection =
      First({ObjectUnlessSurveillance(audit),
             rules::Refusal(JudgeEscalationTo(audit, command.person_id(), context), "personId"),
             ObjectToOrder(command.occurred_on(), audit.reported_on(), "the report")});
  if (objection) {
    return *objection;
  }
  v1::SurveillanceEscalated escalated;
  schema::CopyFields(command, escalated.mutable_escalation());
  escalated.mutable_escalation()->set_escalated_on(command.occurred_on());
  return Outcome().Then(audit.id(), escalated);
}

Outcome DecideDecideMaintenance(const v1::Audit& audit, const v1::DecideMaintenance& command,
                                const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  Objection objection = First(
      {ObjectUnlessSurveillance(audit),
       ObjectToDecider(command.decider_id(), decided, audit.planned_from(), context,
                       command.decider_arrangement()),
       rules::Refusal(rules::JudgeDecisionRecord(*context.rules, Basis::kAct, command.reasons()),
                      "reasons"),
       ObjectToOrder(command.occurred_on(), audit.reported_on(), "the report")});
  if (objection) {
    return *objection;
  }
  v1::MaintenanceDecided event;
  schema::CopyFields(command, &event);
  schema::CopyFields(command, event.mutable_decision());
  event.mutable_decision()->set_decided_on(command.occurred_on());
  return Outcome().Then(audit.id(), event);
}

rules::Judgement JudgeKeeping(const v1::Audit& audit, const v1::CloseAudit& command,
                              const Context& context) {
  if (audit.type() != v1::SURVEILLANCE) {
    return {};
  }
  return rules::JudgeMaintenance(
      *context.rules, Basis::kAct,
      {.team_leader_positive = IsPositive(audit) || audit.has_maintenance_decision(),
       .may_lead_to_suspension =
           MayLeadToSuspension(audit, context) || ReportsMajor(audit, context),
       .escalated = !audit.escalations().empty(),
       .monitored = IsMonitored(audit, command, context)});
}

rules::Judgement JudgeSurveillances(const std::string& standard, const std::string& since,
                                    const Context& context) {
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    bool counts = audit->type() == v1::SURVEILLANCE && IsReported(*audit) &&
                  audit->last_day() > since && HoldsStandard(audit->standards(), standard);
    if (!counts) {
      continue;
    }
    rules::Judgement judgement = rules::JudgeMaintenance(
        *context.rules, Basis::kAct,
        {.team_leader_positive =
             audit->recommendation() != v1::NOT_RECOMMENDED || audit->has_maintenance_decision(),
         .may_lead_to_suspension = MayLeadToSuspension(*audit, context),
         .escalated = !audit->escalations().empty(),
         .monitored = true});
    if (!judgement.clean()) {
      return judgement;
    }
  }
  return {};
}

}  // namespace assay::audits
