#include "services/audits/domain/maintenance.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/directory/v1/queries.pb.h"
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

// A major that was regraded after the report counts until the report is revised.
bool MayLeadToSuspension(const v1::Audit& audit, const Context& context) {
  return audit.majors() > 0 || HasMajor(audit, context) || !audit.suspension_risk().empty() ||
         audit.recommendation() == v1::NOT_RECOMMENDED;
}

// On the team, or was while the audit was under way.
bool TookPart(const v1::Audit& audit, const std::string& person_id) {
  const auto& left = audit.took_part_ids();
  return FindMember(audit, person_id) != nullptr ||
         std::find(left.begin(), left.end(), person_id) != left.end();
}

// Who took part cannot look at it from outside, and the client's own people are not the body's.
rules::Judgement JudgeOutsider(const v1::Audit& audit, const std::string& person_id,
                               const Context& context) {
  rules::Judgement judgement;
  const auto* person = context.Find<directory::v1::Person>(person_id);
  if (TookPart(audit, person_id)) {
    judgement.Add(
        *context.rules, Basis::kAct, kMaintenance,
        "this person took part in " + NameOf(audit) + "; name somebody of the body who did not");
  } else if (person != nullptr && person->tie() == directory::v1::STAFF) {
    judgement.Add(*context.rules, Basis::kAct, kMaintenance,
                  "this person belongs to the client; name somebody of the body who was not on " +
                      NameOf(audit));
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
             When(command.person_id().empty() && aggregate::ActsForBody(context), "missing-field",
                  "Name the person of the body before whom this is brought.", "personId"),
             rules::Refusal(JudgeOutsider(audit, command.person_id(), context), "personId"),
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
  Objection objection =
      First({ObjectUnlessSurveillance(audit),
             ObjectToDecider(command.decider_id(), decided, audit.planned_from(), context,
                             command.decider_arrangement()),
             rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                            "clarifications"),
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

rules::Judgement JudgeMonitor(const v1::Audit& audit, const v1::CloseAudit& command,
                              const Context& context) {
  return audit.type() == v1::SURVEILLANCE ? JudgeOutsider(audit, command.monitored_by(), context)
                                          : rules::Judgement();
}

rules::Judgement JudgeKeeping(const v1::Audit& audit, const v1::CloseAudit& command,
                              const Context& context) {
  if (audit.type() != v1::SURVEILLANCE) {
    return {};
  }
  return rules::JudgeMaintenance(
      *context.rules, BasisOfBody(context),
      {.audit = NameOf(audit),
       .team_leader_positive = IsPositive(audit) || audit.has_maintenance_decision(),
       .may_lead_to_suspension = MayLeadToSuspension(audit, context),
       .escalated = !audit.escalations().empty(),
       .monitored = !command.monitored_by().empty() || !aggregate::ActsForBody(context)});
}

rules::Judgement JudgeSurveillances(const std::string& standard, const std::string& since,
                                    const Context& context) {
  rules::Judgement judgement;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    bool counts = audit->type() == v1::SURVEILLANCE && IsReported(*audit) &&
                  audit->last_day() > since && HoldsStandard(audit->standards(), standard);
    if (!counts) {
      continue;
    }
    bool decided = audit->has_maintenance_decision();
    judgement.Merge(rules::JudgeMaintenance(
        *context.rules, BasisOfBody(context),
        {.audit = NameOf(*audit),
         .team_leader_positive = IsPositive(*audit) || decided,
         .decided_against = decided && !audit->maintenance_decision().kept(),
         .may_lead_to_suspension = MayLeadToSuspension(*audit, context),
         .escalated = !audit->escalations().empty(),
         .monitored = true}));
  }
  return judgement;
}

}  // namespace assay::audits
