#include "services/actions/domain/effectiveness.h"

#include "assay/rules/corrective_action.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/chronology.h"

namespace assay::actions {
namespace {

using calendar::Date;
using rules::Basis;
using rules::Judgement;

// CA-3 is judged as a fact, which is never refused, where a reason says that nobody else is there.
Judgement JudgeIndependence(const v1::Action& action, const v1::VerifyEffectiveness& command,
                            const Context& context) {
  std::vector<std::string> implementers(action.implementer_ids().begin(),
                                        action.implementer_ids().end());
  Basis basis = IsSaid(command.override_reason()) ? Basis::kFact : Basis::kAct;
  return rules::JudgeVerifier(*context.rules, basis, command.verifier_id(), action.owner_id(),
                              implementers);
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

}  // namespace

Outcome DecideReportImplementation(const v1::Action& action,
                                   const v1::ReportImplementation& command,
                                   const Context& context) {
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.opened_on(), "the action was opened")) {
    return *refusal;
  }
  Date implemented = Date::Parse(command.occurred_on()).value();
  v1::ActionImplemented event;
  schema::CopyFields(command, &event);
  event.set_check_from(rules::EffectivenessCheckFrom(*context.rules, implemented).ToString());
  return Outcome().Then(command.id(), event);
}

Outcome DecideVerifyEffectiveness(const v1::Action& action, const v1::VerifyEffectiveness& command,
                                  const Context& context) {
  Judgement judgement = JudgeIndependence(action, command, context);
  if (auto refusal = rules::Refusal(judgement, "verifierId")) {
    return *refusal;
  }
  judgement.Merge(JudgeCheck(action, command, context));
  if (auto refusal =
          rules::Refusal(judgement, IsSaid(command.evidence()) ? "reason" : "evidence")) {
    return *refusal;
  }
  if (auto refusal = RefuseBefore(command.occurred_on(), action.implemented_on(),
                                  "the action was implemented")) {
    return *refusal;
  }
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
