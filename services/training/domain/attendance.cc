#include "services/training/domain/attendance.h"

#include "services/training/domain/people.h"

namespace assay::training {

using aggregate::Refuse;

Outcome DecideHoldSession(const v1::Session& session, const v1::HoldSession& command,
                          const Context& /*context*/) {
  v1::SessionHeld held;
  *held.mutable_attended_ids() = EachOnce(command.attended_ids());
  held.set_notes(command.notes());
  held.set_occurred_on(command.occurred_on());
  held.set_kind(session.kind());
  held.set_standard(session.standard());
  return Outcome().Then(command.id(), held);
}

Outcome DecideRecordReviewTraining(const v1::Session& /*session*/,
                                   const v1::RecordReviewTraining& command,
                                   const Context& /*context*/) {
  PersonIds people = EachOnce(command.attended_ids());
  v1::SessionScheduled scheduled;
  scheduled.set_kind(v1::FORUM_TRAINING);
  scheduled.set_title("Management review as training");
  scheduled.set_journey_id(command.journey_id());
  scheduled.set_planned_on(command.held_on());
  scheduled.set_half_days(1);
  scheduled.set_trainer_id(command.trainer_id());
  v1::PeopleInvited invited;
  *invited.mutable_invited_ids() = people;
  v1::SessionHeld held;
  *held.mutable_attended_ids() = people;
  held.set_occurred_on(command.held_on());
  held.set_kind(v1::FORUM_TRAINING);
  Outcome outcome = Outcome().Begin(command.id(), scheduled);
  outcome.Then(command.id(), invited);
  outcome.Then(command.id(), held);
  return outcome;
}

Outcome DecideAcknowledgeBriefing(const v1::Session& session,
                                  const v1::AcknowledgeBriefing& command,
                                  const Context& /*context*/) {
  const std::string& person = command.person_id();
  if (session.kind() != v1::BRIEFING) {
    return Refuse("not-a-briefing", "Only a briefing is acknowledged; other training is attended.");
  }
  if (!Includes(session.invited_ids(), person) && !Includes(session.attended_ids(), person)) {
    return Refuse(
        "not-invited",
        "This person was neither invited to the briefing nor there: whoever it is for was "
        "invited.",
        "personId");
  }
  if (Includes(session.acknowledged_ids(), person)) {
    return Refuse("already-acknowledged", "This person has acknowledged the briefing before.",
                  "personId");
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), session.held_on(), "the briefing was held")) {
    return *refusal;
  }
  v1::BriefingAcknowledged acknowledged;
  acknowledged.set_person_id(person);
  acknowledged.set_occurred_on(command.occurred_on());
  return Outcome().Then(command.id(), acknowledged);
}

}  // namespace assay::training
