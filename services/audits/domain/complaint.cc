#include "services/audits/domain/complaint.h"

#include <algorithm>

#include "assay/rules/appeal.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

// Who had which part in what the complaint is about.
std::vector<rules::Part> PartsIn(const v1::Complaint& complaint, const Context& context) {
  std::vector<rules::Part> parts = {{"subject", ToVector(complaint.subject_ids())}};
  if (complaint.direction() == v1::Complaint::ABOUT_BODY) {
    parts.push_back({"auditor", TeamsFeeding("", context)});
    parts.push_back({"decider", {context.Find<v1::Journey>(complaint.journey_id())->decider_id()}});
  }
  return parts;
}

// Who has a part in what the complaint is about leaves every step to others.
Objection ObjectToActor(const v1::Complaint& complaint, const Context& context) {
  const std::string& person = context.actor.person();
  if (person.empty()) {
    return std::nullopt;
  }
  return rules::Refusal(rules::JudgeComplaintHandler(*context.rules, Basis::kAct, person,
                                                     PartsIn(complaint, context)),
                        "");
}

rules::Judgement JudgeTime(const std::string& limit, const std::string& done,
                           const Context& context) {
  Date day = DayIn(done, context.today);
  return rules::JudgeComplaintTime(*context.rules, Basis::kFact, DayIn(limit, day), day);
}

bool HasReportedAudit(const v1::Complaint& complaint, const Context& context) {
  const auto& audits = complaint.audit_ids();
  return std::any_of(audits.begin(), audits.end(), [&](const std::string& id) {
    const auto* audit = context.Find<v1::Audit>(id);
    return audit != nullptr && IsReported(*audit);
  });
}

Objection ObjectToLinks(const v1::Complaint& complaint, const v1::LinkComplaint& command,
                        const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.audit_id());
  const auto* finding = context.Find<v1::Finding>(command.finding_id());
  bool elsewhere = audit != nullptr && audit->journey_id() != complaint.journey_id();
  bool stray = finding != nullptr && finding->journey_id() != complaint.journey_id();
  return First(
      {When(audit == nullptr && finding == nullptr, "nothing-to-link",
            "Name the audit that looks into the complaint, or the finding it led to.", "auditId"),
       When(elsewhere, "another-journey", "The audit belongs to another journey.", "auditId"),
       When(stray, "another-journey", "The finding belongs to another journey.", "findingId"),
       When(finding != nullptr && !complaint.valid(), "complaint-not-valid",
            "A complaint that was found not valid leads to no finding.", "findingId")});
}

}  // namespace

Outcome DecideReceiveComplaint(const v1::Complaint& /*complaint*/,
                               const v1::ReceiveComplaint& command, const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(command.certificate_id());
  bool elsewhere = certificate != nullptr && certificate->journey_id() != command.journey_id();
  if (Objection objection = When(elsewhere, "another-journey",
                                 "The certificate belongs to another journey.", "certificateId")) {
    return *objection;
  }
  Date received = DayIn(command.occurred_on(), context.today);
  v1::ComplaintReceived event;
  schema::CopyFields(command, &event);
  event.set_number(context.Number());
  event.set_acknowledge_by(rules::AcknowledgeComplaintBy(*context.rules, received).ToString());
  event.set_answer_by(rules::AnswerComplaintBy(*context.rules, received).ToString());
  return Outcome().Begin(command.id(), event);
}

Outcome DecideAcknowledgeComplaint(const v1::Complaint& complaint,
                                   const v1::AcknowledgeComplaint& command,
                                   const Context& context) {
  std::vector<rules::Part> parts = PartsIn(complaint, context);
  rules::Judgement judgement =
      rules::JudgeComplaintHandler(*context.rules, Basis::kAct, command.handler_id(), parts);
  Objection objection =
      First({rules::Refusal(judgement, "handlerId"),
             ObjectToOrder(command.occurred_on(), complaint.received_on(), "the complaint")});
  if (objection) {
    return *objection;
  }
  v1::ComplaintAcknowledged acknowledged;
  schema::CopyFields(command, &acknowledged);
  Outcome outcome;
  outcome.Then(complaint.id(), acknowledged);
  outcome.Warn(JudgeTime(complaint.acknowledge_by(), command.occurred_on(), context));
  return outcome;
}

Outcome DecideInvestigateComplaint(const v1::Complaint& complaint,
                                   const v1::InvestigateComplaint& command,
                                   const Context& context) {
  bool needless = command.special_audit_needed() &&
                  (!command.valid() || complaint.direction() != v1::Complaint::ABOUT_CLIENT);
  Objection objection = First(
      {When(needless, "special-audit-without-cause",
            "A special audit follows from a valid complaint about the client only.",
            "specialAuditNeeded"),
       ObjectToActor(complaint, context),
       ObjectToOrder(command.occurred_on(), complaint.acknowledged_on(), "the acknowledgement")});
  if (objection) {
    return *objection;
  }
  v1::ComplaintInvestigated investigated;
  schema::CopyFields(command, &investigated);
  return Outcome().Then(complaint.id(), investigated);
}

Outcome DecideLinkComplaint(const v1::Complaint& complaint, const v1::LinkComplaint& command,
                            const Context& context) {
  if (Objection objection = ObjectToLinks(complaint, command, context)) {
    return *objection;
  }
  v1::ComplaintLinked linked;
  schema::CopyFields(command, &linked);
  return Outcome().Then(complaint.id(), linked);
}

Outcome DecideAnswerComplaint(const v1::Complaint& complaint, const v1::AnswerComplaint& command,
                              const Context& context) {
  Objection objection = First(
      {ObjectToActor(complaint, context),
       ObjectToOrder(command.occurred_on(), complaint.investigated_on(), "the investigation")});
  if (objection) {
    return *objection;
  }
  v1::ComplaintAnswered answered;
  schema::CopyFields(command, &answered);
  Outcome outcome;
  outcome.Then(complaint.id(), answered);
  outcome.Warn(JudgeTime(complaint.answer_by(), command.occurred_on(), context));
  return outcome;
}

Outcome DecideCloseComplaint(const v1::Complaint& complaint, const v1::CloseComplaint& command,
                             const Context& context) {
  rules::Judgement judgement =
      rules::JudgeComplaintClosing(*context.rules, Basis::kAct, complaint.special_audit_needed(),
                                   HasReportedAudit(complaint, context));
  Objection objection =
      First({ObjectToActor(complaint, context), rules::Refusal(judgement, "outcome"),
             ObjectToOrder(command.occurred_on(), complaint.answered_on(), "the answer")});
  if (objection) {
    return *objection;
  }
  v1::ComplaintClosed closed;
  schema::CopyFields(command, &closed);
  return Outcome().Then(complaint.id(), closed);
}

void PresentComplaint(v1::Complaint* complaint, Date on) {
  std::string today = on.ToString();
  bool unheard =
      complaint->state() == v1::Complaint::RECEIVED && complaint->acknowledge_by() < today;
  bool unanswered = complaint->state() < v1::Complaint::ANSWERED && complaint->answer_by() < today;
  complaint->set_overdue(unheard || unanswered);
}

}  // namespace assay::audits
