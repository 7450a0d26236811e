#include "services/actions/domain/action.h"

#include "assay/rules/corrective_action_gates.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/approval.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/duties.h"
#include "services/actions/domain/repeats.h"
#include "services/actions/domain/steps.h"

namespace assay::actions {

using aggregate::Refuse;

namespace {

bool IsUrgent(v1::ActionSource source) {
  return source == v1::COMPLAINT || source == v1::INCIDENT;
}

// The dates of a graded corrective action that nobody has dated, by grade and source.
v1::OpenAction WithDates(v1::OpenAction command, const Context& context) {
  bool graded = command.grade() == v1::MAJOR_ACTION || command.grade() == v1::MINOR_ACTION;
  if (command.kind() != v1::CORRECTIVE_ACTION || !graded || !command.due_on().empty()) {
    return command;
  }
  rules::ResponseDates dates = rules::ActionDatesOf(
      *context.rules,
      command.grade() == v1::MAJOR_ACTION ? rules::Grade::kMajor : rules::Grade::kMinor,
      IsUrgent(command.source()), calendar::Date::Parse(command.occurred_on()).value());
  if (command.plan_due_on().empty()) {
    command.set_plan_due_on(dates.plan_by->ToString());
  }
  command.set_due_on(dates.implement_by->ToString());
  return command;
}

v1::Closure ClosureOf(const v1::Action& action, const v1::CloseAction& command,
                      const Context& context) {
  v1::Closure closure;
  closure.set_revision(action.revision());
  closure.set_closed_on(command.occurred_on());
  closure.set_closed_by(context.actor.person());
  closure.set_verifier_id(action.verifier_id());
  closure.set_effectiveness_evidence(action.effectiveness_evidence());
  return closure;
}

}  // namespace

Outcome DecideOpenAction(const v1::Action& /*action*/, const v1::OpenAction& asked,
                         const Context& context) {
  v1::OpenAction command = WithDates(asked, context);
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
  opened.set_repeat_site_id(CanRepeat(command) ? command.site_id() : "");
  Repeats repeats = FindSamePlace(command, context);
  opened.mutable_repeats()->Assign(repeats.earlier.begin(), repeats.earlier.end());
  Outcome outcome = Outcome().Begin(command.id(), opened);
  TellEarlier(repeats, &outcome);
  outcome.Warn(JudgeRepeats(repeats, context));
  return outcome;
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
  NameAction(action, &regraded);
  return Outcome().Then(command.id(), regraded);
}

Outcome DecideRedateAction(const v1::Action& action, const v1::RedateAction& command,
                           const Context& /*context*/) {
  if (command.due_on() == action.due_on()) {
    return {};
  }
  v1::ActionRedated redated;
  schema::CopyFields(command, &redated);
  NameAction(action, &redated);
  return Outcome().Then(command.id(), redated);
}

Outcome DecideCloseAction(const v1::Action& action, const v1::CloseAction& command,
                          const Context& context) {
  if (auto refusal = RefuseDuty(action, rules::Duty::kVerifyEffectiveness, "", context, "")) {
    return *refusal;
  }
  rules::Judgement judgement = JudgeProgress(action, context);
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  if (auto refusal = RefuseStepBefore(command.occurred_on(), action.verified_on(),
                                      "the action was verified", context)) {
    return *refusal;
  }
  v1::ActionClosed closed;
  closed.set_finding_id(action.finding_id());
  closed.set_occurred_on(command.occurred_on());
  *closed.mutable_closure() = ClosureOf(action, command, context);
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

Outcome DecideWaiveAction(const v1::Action& action, const v1::WaiveAction& command,
                          const Context& context) {
  if (auto refusal =
          RefuseDuty(action, rules::Duty::kWaive, command.waived_by(), context, "waivedBy")) {
    return *refusal;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.opened_on(), "the action was opened")) {
    return *refusal;
  }
  v1::ActionWaived waived;
  schema::CopyFields(command, &waived);
  return Outcome().Then(command.id(), waived);
}

}  // namespace assay::actions
