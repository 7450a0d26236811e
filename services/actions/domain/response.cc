#include "services/actions/domain/response.h"

#include "assay/aggregate/acting_person.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/duties.h"

namespace assay::actions {

using aggregate::Refuse;

Outcome DecideAcceptAction(const v1::Action& action, const v1::AcceptAction& command,
                           const Context& context) {
  if (auto refusal =
          aggregate::RefuseForAnother(command.accepted_by(), "accepts", "acceptedBy", context)) {
    return *refusal;
  }
  if (action.acceptance() == v1::ACTION_ACCEPTED) {
    return Refuse("already-accepted", "The action was accepted on " + action.accepted_on() + ".");
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.opened_on(), "the action was opened")) {
    return *refusal;
  }
  v1::ActionAccepted accepted;
  schema::CopyFields(command, &accepted);
  return Outcome().Then(command.id(), accepted);
}

Outcome DecideDisputeAction(const v1::Action& action, const v1::DisputeAction& command,
                            const Context& context) {
  if (auto refusal =
          aggregate::RefuseForAnother(command.disputed_by(), "disputes", "disputedBy", context)) {
    return *refusal;
  }
  switch (action.acceptance()) {
    case v1::ACTION_ACCEPTED:
      return Refuse("already-accepted",
                    "What was accepted is not disputed any more: it was accepted on " +
                        action.accepted_on() + ".");
    case v1::ACTION_DISPUTED:
      return Refuse("already-disputed",
                    "A dispute is under way already: have it decided by somebody else.");
    case v1::DISPUTE_REFUSED:
    case v1::DISPUTE_GRANTED:
      return Refuse("dispute-decided", "The dispute was decided on " + action.dispute_decided_on() +
                                           "; it is not opened a second time.");
    default:  // proto enums are open
      break;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.opened_on(), "the action was opened")) {
    return *refusal;
  }
  v1::ActionDisputed disputed;
  schema::CopyFields(command, &disputed);
  return Outcome().Then(command.id(), disputed);
}

Outcome DecideDecideDispute(const v1::Action& action, const v1::DecideDispute& command,
                            const Context& context) {
  if (action.acceptance() != v1::ACTION_DISPUTED) {
    return Refuse("nothing-disputed", "No dispute about this action waits for a decision.");
  }
  if (auto refusal = RefuseDuty(action, rules::Duty::kDecideDispute, command.decided_by(), context,
                                "decidedBy")) {
    return *refusal;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.disputed_on(), "the action was disputed")) {
    return *refusal;
  }
  v1::DisputeDecided decided;
  schema::CopyFields(command, &decided);
  decided.set_acceptance(command.granted() ? v1::DISPUTE_GRANTED : v1::DISPUTE_REFUSED);
  Outcome outcome = Outcome().Then(command.id(), decided);
  if (command.granted()) {
    v1::ActionCancelled cancelled;
    cancelled.set_reason("The dispute was granted: " + command.reason());
    outcome.Then(command.id(), cancelled);
  }
  return outcome;
}

}  // namespace assay::actions
