#include "services/actions/domain/action.h"

#include "assay/rules/corrective_action.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/chronology.h"

namespace assay::actions {

using aggregate::Refuse;

Outcome DecideOpenAction(const v1::Action& /*action*/, const v1::OpenAction& command,
                         const Context& context) {
  if (command.due_on().empty() && command.kind() != v1::CONCERN_FOLLOW_UP) {
    return Refuse("missing-due-date",
                  "An action needs a date by which it is done; only the follow-up of a concern may "
                  "wait for the date of stage 2.",
                  "dueOn");
  }
  bool by_hand = command.finding_id().empty();
  if (by_hand && command.due_on() < command.occurred_on()) {
    return Refuse("due-before-opened",
                  "The action is opened on " + command.occurred_on() +
                      ": its due date must be that day or later.",
                  "dueOn");
  }
  v1::ActionOpened opened;
  schema::CopyFields(command, &opened);
  opened.set_number(context.Number());
  return Outcome().Begin(command.id(), opened);
}

Outcome DecideRegradeAction(const v1::Action& action, const v1::RegradeAction& command,
                            const Context& /*context*/) {
  if (action.state() == v1::Action::STATE_UNSPECIFIED) {
    return Refuse(
        "no-action-to-regrade",
        "The finding was regraded and has no action so far: open one for it where its new "
        "grade needs one.");
  }
  v1::ActionRegraded regraded;
  schema::CopyFields(command, &regraded);
  if (command.plan_due_on().empty()) {
    regraded.set_plan_due_on(action.plan_due_on());
  }
  if (command.due_on().empty()) {
    regraded.set_due_on(action.due_on());
  }
  return Outcome().Then(command.id(), regraded);
}

Outcome DecideCloseAction(const v1::Action& action, const v1::CloseAction& command,
                          const Context& context) {
  std::vector<std::string> implementers(action.implementer_ids().begin(),
                                        action.implementer_ids().end());
  // Where nobody else was there to verify, nobody else is there to close.
  rules::Basis basis = action.override_reason().empty() ? rules::Basis::kAct : rules::Basis::kFact;
  rules::Judgement judgement = rules::JudgeVerifier(*context.rules, basis, context.actor.person(),
                                                    action.owner_id(), implementers);
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.verified_on(), "the action was verified")) {
    return *refusal;
  }
  v1::ActionClosed closed;
  closed.set_finding_id(action.finding_id());
  closed.set_occurred_on(command.occurred_on());
  Outcome outcome = Outcome().Then(command.id(), closed);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideReopenAction(const v1::Action& action, const v1::ReopenAction& command,
                           const Context& /*context*/) {
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.closed_on(), "the action was closed")) {
    return *refusal;
  }
  v1::ActionReopened reopened;
  schema::CopyFields(command, &reopened);
  reopened.set_finding_id(action.finding_id());
  reopened.set_revision(action.revision() + 1);
  return Outcome().Then(command.id(), reopened);
}

Outcome DecideExtendDueDate(const v1::Action& action, const v1::ExtendDueDate& command,
                            const Context& /*context*/) {
  if (command.due_on() <= action.due_on()) {
    return Refuse("not-later",
                  "The action is due on " + action.due_on() + ": more time means a later date.",
                  "dueOn");
  }
  if (command.decided_by() == action.owner_id()) {
    return Refuse("own-extension",
                  "The owner of an action does not decide on more time for it: somebody else does.",
                  "decidedBy");
  }
  v1::DueDateExtended extended;
  schema::CopyFields(command, &extended);
  return Outcome().Then(command.id(), extended);
}

}  // namespace assay::actions
