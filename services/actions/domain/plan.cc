#include "services/actions/domain/plan.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/rules/corrective_action.h"
#include "assay/rules/corrective_action_gates.h"
#include "assay/rules/nonconformity.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/approval.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/containment.h"
#include "services/actions/domain/duties.h"
#include "services/actions/domain/steps.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;
using rules::Basis;
using rules::Judgement;

Judgement JudgePlan(const v1::Action& action, const Context& context) {
  return rules::JudgeActionPlan(
      *context.rules, Basis::kAct,
      {.grade = GradeOf(action),
       .correction = !action.correction().empty(),
       .cause = !action.cause().empty() && action.cause_refuted_reason().empty(),
       .corrective_action = true,  // the plan itself
       .similar_considered = !action.similar_cases().empty()});
}

// What must have gone before a plan, besides its content.
Judgement JudgeGates(const v1::Action& action, const Context& context) {
  Judgement judgement;
  bool accepted = action.acceptance() == v1::ACTION_ACCEPTED ||
                  action.acceptance() == v1::DISPUTE_REFUSED ||
                  GradeOf(action) == rules::Grade::kOpportunity;
  judgement.Merge(rules::JudgeAcceptance(*context.rules, Basis::kAct, accepted,
                                         action.acceptance() == v1::ACTION_DISPUTED));
  judgement.Merge(rules::JudgeCauseVerified(*context.rules, Basis::kAct, GradeOf(action),
                                            !action.cause_verified_by().empty()));
  judgement.Merge(JudgeSites(action, context));
  return judgement;
}

// Everybody who is to do a part of the plan.
template <typename Command, typename Event>
void SetWork(const Command& command, const std::vector<v1::PlanStep>& steps, Event* event) {
  event->mutable_steps()->Assign(steps.begin(), steps.end());
  v1::Action work;
  *work.mutable_implementer_ids() = command.implementer_ids();
  *work.mutable_steps() = event->steps();
  event->clear_implementer_ids();
  for (const std::string& person : ImplementersOf(work)) {
    event->add_implementer_ids(person);
  }
}

v1::PlanAmended AmendedBy(const v1::Action& action, const v1::AmendPlan& command) {
  v1::PlanAmended amended;
  schema::CopyFields(command, &amended);
  SetWork(command, StepsFrom(command.steps(), action), &amended);
  return amended;
}

// A step that has been worked on stays in the plan as it was.
std::optional<Rejection> RefuseLostWork(const v1::Action& action, const v1::PlanAmended& amended) {
  for (const v1::PlanStep& step : action.steps()) {
    bool kept = step.state() == v1::PlanStep::TO_BE_DONE;
    for (const v1::PlanStep& now : amended.steps()) {
      kept |= now.id() == step.id() && now.what() == step.what() &&
              now.implementer_id() == step.implementer_id();
    }
    if (!kept) {
      return Refuse("step-worked-on",
                    "The step \"" + step.what() +
                        "\" is done, cancelled or waived: it stays in the plan as it is; add "
                        "another one.",
                    "steps");
    }
  }
  return std::nullopt;
}

// Whether the plan comes and ends in time. Dates parse: proto/ has them validated before any
// decide.
Judgement JudgeTimes(const v1::Action& action, const v1::SubmitPlan& command,
                     const Context& context) {
  rules::Response response{.grade = GradeOf(action),
                           .cause = true,  // what the plan contains is judged apart
                           .correction = true,
                           .corrective_action = true,
                           .submitted = calendar::Date::Parse(command.occurred_on()).value(),
                           .due = calendar::Date::ParseOptional(action.plan_due_on()).value()};
  Judgement judgement = rules::JudgeResponse(*context.rules, Basis::kAct, response);
  judgement.Merge(rules::JudgePlanEnd(*context.rules, Basis::kPlan,
                                      calendar::Date::Parse(command.finish_by()).value(),
                                      calendar::Date::ParseOptional(action.due_on()).value()));
  return judgement;
}

}  // namespace

Outcome DecideSubmitPlan(const v1::Action& action, const v1::SubmitPlan& command,
                         const Context& context) {
  Judgement judgement = JudgePlan(action, context);
  if (auto refusal = rules::Refusal(judgement, "plan")) {
    return *refusal;
  }
  judgement.Merge(JudgeGates(action, context));
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  Judgement times = JudgeTimes(action, command, context);
  if (auto refusal = rules::Refusal(times, "finishBy")) {
    return *refusal;
  }
  judgement.Merge(times);
  if (auto refusal = RefuseStepBefore(command.occurred_on(), action.analysed_on(),
                                      "the cause was analysed", context)) {
    return *refusal;
  }
  if (auto refusal = RefuseSteps(command.steps(), command.finish_by())) {
    return *refusal;
  }
  v1::PlanSubmitted submitted;
  schema::CopyFields(command, &submitted);
  SetWork(command, StepsFrom(command.steps(), v1::Action()), &submitted);
  Outcome outcome = Outcome().Then(command.id(), submitted);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideAmendPlan(const v1::Action& action, const v1::AmendPlan& command,
                        const Context& /*context*/) {
  if (auto refusal = RefuseSteps(command.steps(), command.finish_by())) {
    return *refusal;
  }
  v1::PlanAmended amended = AmendedBy(action, command);
  if (auto refusal = RefuseLostWork(action, amended)) {
    return *refusal;
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.plan_accepted_on(), "the plan was approved")) {
    return *refusal;
  }
  return Outcome().Then(command.id(), amended);
}

Outcome DecideApprovePlan(const v1::Action& action, const v1::ApprovePlan& command,
                          const Context& context) {
  if (IsApprovalInForce(action) && ChangedSinceApproval(action).empty()) {
    return Refuse("already-approved", "The plan was approved on " + action.plan_accepted_on() +
                                          ", and nothing has changed since.");
  }
  if (auto refusal = RefuseDuty(action, rules::Duty::kApprovePlan, command.approved_by(), context,
                                "approvedBy", "own-plan")) {
    return *refusal;
  }
  Judgement judgement = JudgePlan(action, context);
  judgement.Merge(JudgeGates(action, context));
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  const std::string& changed = action.plan_amended_on();
  if (auto refusal = RefuseStepBefore(
          command.occurred_on(), std::max(action.plan_submitted_on(), changed),
          changed > action.plan_submitted_on() ? "the plan was amended" : "the plan was submitted",
          context)) {
    return *refusal;
  }
  std::vector<v1::ApprovedPart> parts = PartsOf(action);
  Outcome outcome;
  if (IsApprovalInForce(action)) {
    v1::PlanApprovalRenewed renewed;
    schema::CopyFields(command, &renewed);
    renewed.mutable_approved_parts()->Assign(parts.begin(), parts.end());
    outcome.Then(command.id(), renewed);
  } else {
    v1::PlanAccepted accepted;
    schema::CopyFields(command, &accepted);
    accepted.mutable_approved_parts()->Assign(parts.begin(), parts.end());
    outcome.Then(command.id(), accepted);
  }
  return outcome;
}

Outcome DecideRejectPlan(const v1::Action& /*action*/, const v1::RejectPlan& command,
                         const Context& context) {
  if (auto refusal =
          aggregate::RefuseForAnother(command.rejected_by(), "rejects", "rejectedBy", context)) {
    return *refusal;
  }
  v1::PlanRejected rejected;
  schema::CopyFields(command, &rejected);
  return Outcome().Then(command.id(), rejected);
}

}  // namespace assay::actions
