#include "services/actions/domain/extension.h"

#include "assay/aggregate/acting_person.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/action.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/duties.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;

std::optional<Rejection> RefuseNotLater(const v1::Action& action, const std::string& due_on,
                                        const std::string& field) {
  if (due_on > action.due_on()) {
    return std::nullopt;
  }
  return Refuse("not-later",
                "The action is due on " + action.due_on() + ": more time means a later date.",
                field);
}

std::optional<Rejection> RefuseOwnExtension(const v1::Action& action, const std::string& decider,
                                            const Context& context) {
  return RefuseDuty(action, rules::Duty::kDecideExtension, decider, context, "decidedBy",
                    "own-extension");
}

v1::DueDateExtended Extended(const v1::Action& action, const std::string& due_on,
                             const std::string& decided_by, const std::string& reason) {
  v1::DueDateExtended extended;
  extended.set_due_on(due_on);
  extended.set_reason(reason);
  extended.set_decided_by(decided_by);
  NameAction(action, &extended);
  if (action.extension_state() == v1::EXTENSION_ASKED) {
    extended.set_extension_state(v1::EXTENSION_GRANTED);
    extended.set_extension_decided_by(decided_by);
    extended.set_extension_decision(reason);
  }
  return extended;
}

}  // namespace

Outcome DecideAskForExtension(const v1::Action& action, const v1::AskForExtension& command,
                              const Context& context) {
  if (auto refusal = aggregate::RefuseForAnother(command.asked_by(), "asks", "askedBy", context)) {
    return *refusal;
  }
  if (action.extension_state() == v1::EXTENSION_ASKED) {
    return Refuse("already-asked", "More time until " + action.extension_due_on() +
                                       " was asked for already, and waits for a decision.");
  }
  if (auto refusal = RefuseNotLater(action, command.due_on(), "dueOn")) {
    return *refusal;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.opened_on(), "the action was opened")) {
    return *refusal;
  }
  v1::ExtensionAsked asked;
  schema::CopyFields(command, &asked);
  return Outcome().Then(command.id(), asked);
}

Outcome DecideDecideExtension(const v1::Action& action, const v1::DecideExtension& command,
                              const Context& context) {
  if (action.extension_state() != v1::EXTENSION_ASKED) {
    return Refuse("nothing-asked", "Nobody has asked for more time that is not decided yet.");
  }
  if (auto refusal = RefuseOwnExtension(action, command.decided_by(), context)) {
    return *refusal;
  }
  if (auto refusal = RefuseBefore(command.occurred_on(), action.extension_asked_on(),
                                  "more time was asked for")) {
    return *refusal;
  }
  if (!command.granted()) {
    v1::ExtensionRefused refused;
    schema::CopyFields(command, &refused);
    return Outcome().Then(command.id(), refused);
  }
  if (auto refusal = RefuseNotLater(action, action.extension_due_on(), "granted")) {
    return *refusal;
  }
  return Outcome().Then(command.id(), Extended(action, action.extension_due_on(),
                                               command.decided_by(), command.reason()));
}

Outcome DecideExtendDueDate(const v1::Action& action, const v1::ExtendDueDate& command,
                            const Context& context) {
  if (auto refusal = RefuseNotLater(action, command.due_on(), "dueOn")) {
    return *refusal;
  }
  if (auto refusal = RefuseOwnExtension(action, command.decided_by(), context)) {
    return *refusal;
  }
  return Outcome().Then(command.id(),
                        Extended(action, command.due_on(), command.decided_by(), command.reason()));
}

}  // namespace assay::actions
