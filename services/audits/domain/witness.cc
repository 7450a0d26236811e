#include "services/audits/domain/witness.h"

#include <algorithm>

#include "assay/rules/client_duties.h"
#include "assay/schema/fold.h"

namespace assay::audits {
namespace {

bool IsOnTeam(const v1::Audit& audit, const std::string& person) {
  return std::any_of(
      audit.team().begin(), audit.team().end(),
      [&person](const v1::TeamMember& member) { return member.person_id() == person; });
}

Objection ObjectToUnannounced(const v1::Audit& audit) {
  return When(audit.witness_state() == v1::WITNESS_STATE_UNSPECIFIED, "witness-not-announced",
              "No witness is announced for this audit; the body announces one first.");
}

Objection ObjectToWitnessed(const v1::Audit& audit) {
  return When(audit.witness_state() == v1::WITNESS_PRESENT, "witness-was-there",
              "The witness was there; what was agreed before it stays as it was.");
}

std::optional<Date> ConsentedOn(const v1::Audit& audit) {
  return audit.witness_state() == v1::WITNESS_CONSENTED ? DateIn(audit.witness_answered_on())
                                                        : std::nullopt;
}

}  // namespace

Outcome DecideAnnounceWitness(const v1::Audit& audit, const v1::AnnounceWitness& command,
                              const Context& context) {
  bool audits = std::any_of(command.witness_ids().begin(), command.witness_ids().end(),
                            [&](const std::string& id) { return IsOnTeam(audit, id); });
  Objection objection =
      First({ObjectToWitnessed(audit),
             When(!IsBodyAudit(audit.type()), "not-a-body-audit",
                  "The accreditation body watches audits of the certification body, not the "
                  "organisation's own."),
             When(audits, "witness-on-team",
                  "Who audits is not the witness; name people of the accreditation body.",
                  "witnessIds")});
  if (objection) {
    return *objection;
  }
  Date announced = DayIn(command.occurred_on(), context.today);
  v1::WitnessAnnounced event;
  schema::CopyFields(command, &event);
  event.set_answer_by(rules::AnswerWitnessBy(*context.rules, announced).ToString());
  return Outcome().Then(audit.id(), event);
}

Outcome DecideAnswerWitness(const v1::Audit& audit, const v1::AnswerWitness& command,
                            const Context& context) {
  Objection objection = First(
      {ObjectToUnannounced(audit), ObjectToWitnessed(audit),
       When(!command.consents() && command.reason().empty(), "reason-missing",
            "Say why the accreditation body may not watch.", "reason"),
       ObjectToOrder(command.occurred_on(), audit.witness_announced_on(), "the announcement")});
  if (objection) {
    return *objection;
  }
  v1::WitnessAnswered answered;
  schema::CopyFields(command, &answered);
  answered.set_answer(command.consents() ? v1::WITNESS_CONSENTED : v1::WITNESS_OBJECTED);
  Outcome outcome;
  outcome.Then(audit.id(), answered);
  outcome.Warn(rules::JudgeWitnessAnswer(*context.rules, Basis::kFact, command.consents()));
  return outcome;
}

Outcome DecideRecordWitness(const v1::Audit& audit, const v1::RecordWitness& command,
                            const Context& context) {
  Objection objection = First(
      {ObjectToUnannounced(audit),
       When(audit.witness_state() == v1::WITNESS_OBJECTED, "witness-refused",
            "The client objected; a witness who was there all the same needs its consent "
            "first."),
       When(!Beyond(command.present_ids(), audit.witness_ids()).empty(), "witness-not-announced",
            "Only who was announced watches; announce the others first.", "presentIds"),
       ObjectToOrder(command.occurred_on(), audit.opened_on(), "the opening")});
  if (objection) {
    return *objection;
  }
  v1::AuditWitnessed witnessed;
  schema::CopyFields(command, &witnessed);
  Outcome outcome;
  outcome.Then(audit.id(), witnessed);
  outcome.Warn(rules::JudgeWitnessPresence(*context.rules, Basis::kFact, ConsentedOn(audit),
                                           DayIn(command.occurred_on(), context.today)));
  return outcome;
}

}  // namespace assay::audits
