#include "services/actions/domain/cause.h"

#include "assay/rules/corrective_action_gates.h"
#include "assay/schema/fold.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/duties.h"
#include "services/actions/domain/repeats.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;

rules::AnalysisMethod MethodOf(v1::CauseMethod method) {
  switch (method) {
    case v1::FIVE_WHYS:
      return rules::AnalysisMethod::kFiveWhys;
    case v1::FISHBONE:
      return rules::AnalysisMethod::kFishbone;
    default:  // proto enums are open
      return rules::AnalysisMethod::kOther;
  }
}

rules::Judgement JudgeAnalysis(const v1::AnalyseCause& command, const Context& context) {
  rules::CauseAnalysis analysis{.method = MethodOf(command.method()),
                                .whys = command.whys_size() + command.steps_size(),
                                .root_cause = command.cause()};
  for (const v1::FishboneBranch& branch : command.fishbone()) {
    analysis.causes.insert(analysis.causes.end(), branch.causes().begin(), branch.causes().end());
  }
  return rules::JudgeCauseAnalysis(*context.rules, rules::Basis::kAct, analysis);
}

std::string FieldOf(v1::CauseMethod method) {
  return method == v1::FISHBONE ? "fishbone" : "whys";
}

}  // namespace

Outcome DecideAnalyseCause(const v1::Action& action, const v1::AnalyseCause& command,
                           const Context& context) {
  rules::Judgement judgement = JudgeAnalysis(command, context);
  if (auto refusal = rules::Refusal(judgement, FieldOf(command.method()))) {
    return *refusal;
  }
  if (auto refusal = RefuseStepBefore(command.occurred_on(), action.opened_on(),
                                      "the action was opened", context)) {
    return *refusal;
  }
  v1::CauseAnalysed analysed;
  schema::CopyFields(command, &analysed);
  if (analysed.analysed_by().empty()) {
    analysed.set_analysed_by(action.owner_id());
  }
  analysed.set_repeat_cause(command.cause_code());
  Repeats repeats = FindSameCause(action, command, context);
  analysed.mutable_cause_repeats()->Assign(repeats.earlier.begin(), repeats.earlier.end());
  Outcome outcome = Outcome().Then(command.id(), analysed);
  TellEarlier(repeats, &outcome);
  judgement.Merge(JudgeRepeats(repeats, context));
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideVerifyCause(const v1::Action& action, const v1::VerifyCause& command,
                          const Context& context) {
  if (action.cause().empty()) {
    return Refuse("no-cause", "No cause has been named that could be verified.");
  }
  if (auto refusal = RefuseDuty(action, rules::Duty::kVerifyCause, command.verified_by(), context,
                                "verifiedBy")) {
    return *refusal;
  }
  if (!IsSaid(command.confirmed() ? command.evidence() : command.reason())) {
    return command.confirmed()
               ? Refuse("missing-evidence", "Say what shows that this is the cause.", "evidence")
               : Refuse("missing-reason", "Say why this is not the cause.", "reason");
  }
  if (auto refusal =
          RefuseBefore(command.occurred_on(), action.analysed_on(), "the cause was analysed")) {
    return *refusal;
  }
  if (command.confirmed()) {
    v1::CauseVerified verified;
    schema::CopyFields(command, &verified);
    return Outcome().Then(command.id(), verified);
  }
  v1::CauseRefuted refuted;
  schema::CopyFields(command, &refuted);
  refuted.set_refuted_by(command.verified_by());
  return Outcome().Then(command.id(), refuted);
}

}  // namespace assay::actions
