#include "services/actions/domain/effectiveness.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/corrective_action.h"
#include "assay/rules/corrective_action_gates.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/duties.h"
#include "services/actions/domain/steps.h"

namespace assay::actions {
namespace {

using calendar::Date;
using rules::Basis;
using rules::Judgement;

int64_t PersonnelOf(const Context& context) {
  const auto* organisation = context.Find<directory::v1::Organisation>(context.organisation);
  return organisation != nullptr ? organisation->personnel() : 0;
}

// CA-9: three persons, or two with a reason in a small organisation.
Judgement JudgeThird(const v1::Action& action, const v1::VerifyEffectiveness& command,
                     const Context& context) {
  return rules::JudgeThirdPerson(
      *context.rules, Basis::kAct,
      {.verifier = command.verifier_id(),
       .personnel = PersonnelOf(context),
       .reason = IsSaid(command.override_reason()) ? command.override_reason() : ""},
      DutiesOf(action));
}

std::string LatestStep(const v1::Action& action) {
  std::string latest;
  for (const v1::PlanStep& step : action.steps()) {
    latest = std::max(latest, step.done_on());
  }
  return latest;
}

Judgement JudgeCheck(const v1::Action& action, const v1::VerifyEffectiveness& command,
                     const Context& context) {
  return rules::JudgeVerification(
      *context.rules, Basis::kAct,
      {.verifier = "",  // judged apart
       .owner = action.owner_id(),
       .evidence = IsSaid(command.evidence()),
       .verified = Date::Parse(command.occurred_on()).value(),
       .implemented = Date::ParseOptional(action.implemented_on()).value(),
       .effective = command.effective(),
       .ineffective_reason = IsSaid(command.reason()) ? command.reason() : ""});
}

// The field that a check's first blocking breach is about.
std::string FieldOf(const Judgement& check, const v1::VerifyEffectiveness& command) {
  const rules::Breach* breach = check.FirstBlocking();
  if (breach != nullptr && breach->rule == "CA-6") {
    return "occurredOn";
  }
  return IsSaid(command.evidence()) ? "reason" : "evidence";
}

}  // namespace

Outcome DecideReportImplementation(const v1::Action& action,
                                   const v1::ReportImplementation& command,
                                   const Context& context) {
  if (auto refusal = RefuseStepBefore(command.occurred_on(), action.opened_on(),
                                      "the action was opened", context)) {
    return *refusal;
  }
  Judgement judgement = JudgeProgress(action, context);
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  if (auto refusal = RefuseStepBefore(command.occurred_on(), LatestStep(action),
                                      "the last step was done", context)) {
    return *refusal;
  }
  Date implemented = Date::Parse(command.occurred_on()).value();
  judgement.Merge(rules::JudgeWorkBegun(*context.rules, Basis::kFact, implemented,
                                        Date::ParseOptional(action.plan_accepted_on()).value()));
  v1::ActionImplemented event;
  schema::CopyFields(command, &event);
  event.set_check_from(rules::EffectivenessCheckFrom(*context.rules, implemented).ToString());
  Outcome outcome = Outcome().Then(command.id(), event);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideVerifyEffectiveness(const v1::Action& action, const v1::VerifyEffectiveness& command,
                                  const Context& context) {
  if (auto refusal = RefuseDuty(action, rules::Duty::kVerifyEffectiveness, command.verifier_id(),
                                context, "verifierId")) {
    return *refusal;
  }
  Judgement judgement = JudgeThird(action, command, context);
  if (auto refusal = rules::Refusal(judgement, "verifierId")) {
    return *refusal;
  }
  judgement.Merge(JudgeProgress(action, context));
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  if (auto refusal = RefuseStepBefore(command.occurred_on(), action.implemented_on(),
                                      "the action was implemented", context)) {
    return *refusal;
  }
  Judgement check = JudgeCheck(action, command, context);
  if (auto refusal = rules::Refusal(check, FieldOf(check, command))) {
    return *refusal;
  }
  judgement.Merge(check);
  Outcome outcome;
  if (command.effective()) {
    v1::EffectivenessVerified verified;
    schema::CopyFields(command, &verified);
    outcome.Then(command.id(), verified);
  } else {
    v1::ActionIneffective ineffective;
    schema::CopyFields(command, &ineffective);
    outcome.Then(command.id(), ineffective);
  }
  outcome.Warn(judgement);
  return outcome;
}

}  // namespace assay::actions
