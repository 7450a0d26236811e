#include "services/actions/domain/steps.h"

#include <algorithm>
#include <set>

#include "assay/rules/corrective_action_gates.h"
#include "services/actions/domain/approval.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/duties.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;
using calendar::Date;
using rules::Basis;

const v1::PlanStep* FindStep(const v1::Action& action, const std::string& id) {
  auto found = std::find_if(action.steps().begin(), action.steps().end(),
                            [&id](const v1::PlanStep& step) { return step.id() == id; });
  return found != action.steps().end() ? &*found : nullptr;
}

std::string StateName(const v1::PlanStep& step) {
  switch (step.state()) {
    case v1::PlanStep::DONE:
      return "done";
    case v1::PlanStep::CANCELLED:
      return "cancelled";
    case v1::PlanStep::WAIVED:
      return "waived";
    default:  // proto enums are open
      return "still to be done";
  }
}

// Refuses a step that the plan does not have, or that is not in the state asked for.
std::optional<Rejection> RefuseUnless(const v1::PlanStep* step, v1::PlanStep::State state,
                                      const std::string& wanted) {
  if (step == nullptr) {
    return Refuse("no-such-step", "The plan has no step with this id.", "stepId");
  }
  if (step->state() != state) {
    return Refuse("wrong-step-state",
                  "The step \"" + step->what() + "\" is " + StateName(*step) +
                      "; only one that is " + wanted + " can be.",
                  "stepId");
  }
  return std::nullopt;
}

// The change of one step: its id and what is new.
v1::PlanStep ChangeOf(const std::string& id, v1::PlanStep::State state) {
  v1::PlanStep step;
  step.set_id(id);
  step.set_state(state);
  return step;
}

}  // namespace

std::optional<Rejection> RefuseSteps(const PlannedSteps& planned, const std::string& finish_by) {
  std::set<std::string> ids;
  for (const v1::PlannedStep& step : planned) {
    if (!ids.insert(step.id()).second) {
      return Refuse("step-twice", "Two steps of the plan have the same id: give each its own.",
                    "steps");
    }
    if (step.due_on() > finish_by) {
      return Refuse("step-after-end",
                    "The step \"" + step.what() + "\" is due on " + step.due_on() +
                        ", after the end of the plan on " + finish_by + ".",
                    "steps");
    }
  }
  return std::nullopt;
}

std::vector<v1::PlanStep> StepsFrom(const PlannedSteps& planned, const v1::Action& action) {
  std::vector<v1::PlanStep> steps;
  for (const v1::PlannedStep& one : planned) {
    const v1::PlanStep* known = FindStep(action, one.id());
    v1::PlanStep step = known != nullptr ? *known : v1::PlanStep();
    if (known == nullptr) {
      step.set_state(v1::PlanStep::TO_BE_DONE);
    }
    step.set_id(one.id());
    step.set_what(one.what());
    step.set_implementer_id(one.implementer_id());
    step.set_due_on(one.due_on());
    step.set_site_id(one.site_id());
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<std::string> OpenSteps(const v1::Action& action) {
  std::vector<std::string> open;
  for (const v1::PlanStep& step : action.steps()) {
    if (step.state() != v1::PlanStep::DONE && step.state() != v1::PlanStep::WAIVED) {
      open.push_back("\"" + step.what() + "\" (" + StateName(step) + ")");
    }
  }
  return open;
}

rules::Judgement JudgeProgress(const v1::Action& action, const Context& context) {
  rules::Judgement judgement =
      rules::JudgeOpenSteps(*context.rules, Basis::kAct, OpenSteps(action));
  judgement.Merge(rules::JudgeApproval(*context.rules, Basis::kAct, ChangedSinceApproval(action)));
  return judgement;
}

Outcome DecideCompleteStep(const v1::Action& action, const v1::CompleteStep& command,
                           const Context& context) {
  if (auto refusal = RefuseUnless(FindStep(action, command.step_id()), v1::PlanStep::TO_BE_DONE,
                                  "still to be done")) {
    return *refusal;
  }
  rules::Judgement judgement =
      rules::JudgeApproval(*context.rules, Basis::kAct, ChangedSinceApproval(action));
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.opened_on(), "the action was opened")) {
    return *refusal;
  }
  judgement.Merge(rules::JudgeWorkBegun(*context.rules, Basis::kFact,
                                        Date::Parse(command.occurred_on()).value(),
                                        Date::ParseOptional(action.plan_accepted_on()).value()));
  v1::StepDone done;
  *done.mutable_step() = ChangeOf(command.step_id(), v1::PlanStep::DONE);
  done.mutable_step()->set_evidence(command.evidence());
  done.mutable_step()->set_done_by(command.done_by());
  done.mutable_step()->set_done_on(command.occurred_on());
  Outcome outcome = Outcome().Then(command.id(), done);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideCancelStep(const v1::Action& action, const v1::CancelStep& command,
                         const Context& /*context*/) {
  if (auto refusal = RefuseUnless(FindStep(action, command.step_id()), v1::PlanStep::TO_BE_DONE,
                                  "still to be done")) {
    return *refusal;
  }
  v1::StepCancelled cancelled;
  *cancelled.mutable_step() = ChangeOf(command.step_id(), v1::PlanStep::CANCELLED);
  cancelled.mutable_step()->set_cancel_reason(command.reason());
  return Outcome().Then(command.id(), cancelled);
}

Outcome DecideWaiveStep(const v1::Action& action, const v1::WaiveStep& command,
                        const Context& context) {
  if (auto refusal =
          RefuseUnless(FindStep(action, command.step_id()), v1::PlanStep::CANCELLED, "cancelled")) {
    return *refusal;
  }
  if (auto refusal =
          RefuseDuty(action, rules::Duty::kWaive, command.waived_by(), context, "waivedBy")) {
    return *refusal;
  }
  v1::StepWaived waived;
  *waived.mutable_step() = ChangeOf(command.step_id(), v1::PlanStep::WAIVED);
  waived.mutable_step()->set_waived_by(command.waived_by());
  waived.mutable_step()->set_waiver_reason(command.reason());
  return Outcome().Then(command.id(), waived);
}

}  // namespace assay::actions
