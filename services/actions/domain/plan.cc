#include "services/actions/domain/plan.h"

#include <algorithm>

#include "assay/rules/corrective_action.h"
#include "assay/rules/nonconformity.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/chronology.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;
using rules::Basis;
using rules::Judgement;

// Concerns and improvements break no requirement, so their plans need no cause.
rules::Grade GradeOf(const v1::Action& action) {
  if (action.kind() != v1::CORRECTIVE_ACTION) {
    return rules::Grade::kOpportunity;
  }
  return action.grade() == v1::MAJOR_ACTION ? rules::Grade::kMajor : rules::Grade::kMinor;
}

Judgement JudgePlan(const v1::Action& action, const Context& context) {
  return rules::JudgeActionPlan(*context.rules, Basis::kAct,
                                {.grade = GradeOf(action),
                                 .correction = !action.correction().empty(),
                                 .cause = !action.cause().empty(),
                                 .corrective_action = true,  // the plan itself
                                 .similar_considered = !action.similar_cases().empty()});
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
  if (!action.due_on().empty() && command.finish_by() > action.due_on()) {
    judgement.Add(*context.rules, Basis::kAct, "NC-8",
                  "the plan ends on " + command.finish_by() + ", after the due date " +
                      action.due_on() + ": finish earlier, or have the due date extended");
  }
  return judgement;
}

}  // namespace

Outcome DecideSubmitPlan(const v1::Action& action, const v1::SubmitPlan& command,
                         const Context& context) {
  Judgement judgement = JudgePlan(action, context);
  if (auto refusal = rules::Refusal(judgement, "plan")) {
    return *refusal;
  }
  judgement.Merge(JudgeTimes(action, command, context));
  v1::PlanSubmitted submitted;
  schema::CopyFields(command, &submitted);
  Outcome outcome = Outcome().Then(command.id(), submitted);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideApprovePlan(const v1::Action& action, const v1::ApprovePlan& command,
                          const Context& context) {
  const auto& implementers = action.implementer_ids();
  bool implements = std::find(implementers.begin(), implementers.end(), command.approved_by()) !=
                    implementers.end();
  if (command.approved_by() == action.owner_id() || implements) {
    return Refuse(
        "own-plan",
        "Who owns or implements an action does not approve its plan: another person does.",
        "approvedBy");
  }
  if (auto refusal = rules::Refusal(JudgePlan(action, context), "")) {
    return *refusal;
  }
  if (auto refusal = RefuseBefore(command.occurred_on(), action.plan_submitted_on(),
                                  "the plan was submitted")) {
    return *refusal;
  }
  v1::PlanAccepted accepted;
  schema::CopyFields(command, &accepted);
  return Outcome().Then(command.id(), accepted);
}

}  // namespace assay::actions
