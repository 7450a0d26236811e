#include "services/audits/domain/evidence_request.h"

#include <algorithm>

#include "assay/rules/audit_conduct.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_checklist.h"
#include "services/audits/domain/audit_duties.h"

namespace assay::audits {
namespace {

template <typename Command>
Objection ObjectToDates(const Command& command, const Context& context) {
  Date asked = DayIn(command.occurred_on(), context.today);
  return rules::Refusal(
      rules::JudgeRequestDates(*context.rules, Basis::kPlan, asked, DayIn(command.due_on(), asked)),
      "dueOn");
}

// Whoever records what others say may do so in their name.
bool KeepsRecords(const Context& context) {
  const auto& roles = context.actor.roles();
  return context.actor.person().empty() ||
         std::find(roles.begin(), roles.end(), assay::COMPLIANCE_MANAGER) != roles.end();
}

template <typename Command>
Objection ObjectToJudge(const v1::EvidenceRequest& request, const Command& command,
                        const Context& context) {
  rules::AuditParts parts{.asked = {request.asked_id()}, .submitters = {request.submitted_by()}};
  const auto* audit = context.Find<v1::Audit>(request.audit_id());
  bool asking =
      command.judged_by() == request.requested_by() || IsAuditorOf(*audit, command.judged_by());
  return First(
      {ObjectToDuty(rules::AuditDuty::kJudgeEvidence, command.judged_by(), parts, context,
                    "judgedBy"),
       When(!asking, "not-asking-side",
            "Whoever asked for the evidence, or an auditor of the team, judges it.", "judgedBy"),
       ObjectToAnother(*audit, command.judged_by(), "judges", "judgedBy", context),
       ObjectToOrder(command.occurred_on(), request.submitted_on(), "the submission")});
}

}  // namespace

Outcome DecideRequestEvidence(const v1::EvidenceRequest& /*request*/,
                              const v1::RequestEvidence& command, const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.audit_id());
  const auto* checklist = context.Find<v1::AuditChecklist>(command.audit_id());
  bool over = audit->state() == v1::Audit::CLOSED || IsCancelled(*audit);
  bool unknown_line = !command.line().empty() &&
                      (checklist == nullptr || FindLine(*checklist, command.line()) == nullptr);
  Objection objection =
      First({When(over, "audit-over",
                  "The audit is closed or cancelled; nothing is asked for it any more.", "auditId"),
             When(!IsAuditorOf(*audit, command.requested_by()), "not-on-team",
                  "An auditor of the audit's team asks for evidence.", "requestedBy"),
             ObjectToAnother(*audit, command.requested_by(), "asks", "requestedBy", context),
             When(unknown_line, "unknown-line", "The audit's checklist has no such line.", "line"),
             ObjectToDates(command, context)});
  if (objection) {
    return *objection;
  }
  v1::EvidenceRequested requested;
  schema::CopyFields(command, &requested);
  requested.set_number(context.Number());
  return Outcome().Begin(command.id(), requested);
}

Outcome DecideSubmitEvidence(const v1::EvidenceRequest& request, const v1::SubmitEvidence& command,
                             const Context& context) {
  bool in_own_name = KeepsRecords(context) || context.actor.person() == request.asked_id();
  Objection objection = First(
      {When(command.submitted_by() != request.asked_id() || !in_own_name, "not-asked",
            "Another person was asked for this; the auditors ask somebody else where it must be.",
            "submittedBy"),
       ObjectToOrder(command.occurred_on(), request.requested_on(), "the request")});
  if (objection) {
    return *objection;
  }
  v1::EvidenceSubmitted submitted;
  schema::CopyFields(command, &submitted);
  return Outcome().Then(request.id(), submitted);
}

Outcome DecideAcceptEvidence(const v1::EvidenceRequest& request, const v1::AcceptEvidence& command,
                             const Context& context) {
  if (Objection objection = ObjectToJudge(request, command, context)) {
    return *objection;
  }
  v1::EvidenceAccepted accepted;
  schema::CopyFields(command, &accepted);
  return Outcome().Then(request.id(), accepted);
}

Outcome DecideRejectEvidence(const v1::EvidenceRequest& request, const v1::RejectEvidence& command,
                             const Context& context) {
  Objection objection =
      First({ObjectToJudge(request, command, context), ObjectToDates(command, context)});
  if (objection) {
    return *objection;
  }
  v1::EvidenceRejected rejected;
  schema::CopyFields(command, &rejected);
  return Outcome().Then(request.id(), rejected);
}

bool IsOpen(const v1::EvidenceRequest& request) {
  return request.state() != v1::EvidenceRequest::ACCEPTED &&
         request.state() != v1::EvidenceRequest::WITHDRAWN;
}

void PresentEvidenceRequest(v1::EvidenceRequest* request, Date on) {
  bool waits = request->state() == v1::EvidenceRequest::REQUESTED ||
               request->state() == v1::EvidenceRequest::REJECTED;
  request->set_overdue(waits && request->due_on() < on.ToString());
}

}  // namespace assay::audits
