#include "assay/rules/corrective_action.h"

#include "assay/rules/corrective_action_duties.h"
#include "text.h"

namespace assay::rules {

std::string_view ToString(ActionStep step) {
  switch (step) {
    case ActionStep::kOpen:
      return "open";
    case ActionStep::kContained:
      return "contained";
    case ActionStep::kCauseAnalysed:
      return "cause analysed";
    case ActionStep::kPlanSubmitted:
      return "plan submitted";
    case ActionStep::kPlanAccepted:
      return "plan accepted";
    case ActionStep::kPlanRejected:
      return "plan rejected";
    case ActionStep::kImplemented:
      return "implemented";
    case ActionStep::kVerified:
      return "verified";
    case ActionStep::kIneffective:
      return "ineffective";
    case ActionStep::kClosed:
      return "closed";
  }
  return "";
}

bool StepFollows(ActionStep from, ActionStep to) {
  switch (from) {
    case ActionStep::kOpen:
      return to == ActionStep::kContained;
    case ActionStep::kContained:  // an opportunity needs no cause
      return to == ActionStep::kCauseAnalysed || to == ActionStep::kPlanSubmitted;
    case ActionStep::kCauseAnalysed:
    case ActionStep::kPlanRejected:
      return to == ActionStep::kPlanSubmitted;
    case ActionStep::kPlanSubmitted:
      return to == ActionStep::kPlanAccepted || to == ActionStep::kPlanRejected;
    case ActionStep::kPlanAccepted:
      return to == ActionStep::kImplemented;
    case ActionStep::kImplemented:
      return to == ActionStep::kVerified || to == ActionStep::kIneffective;
    case ActionStep::kVerified:
      return to == ActionStep::kClosed;
    case ActionStep::kIneffective:
      return to == ActionStep::kCauseAnalysed;
    case ActionStep::kClosed:
      return false;
  }
  return false;
}

Judgement JudgeStep(const Ruleset& ruleset, Basis basis, ActionStep from, ActionStep to) {
  Judgement judgement;
  if (!StepFollows(from, to)) {
    judgement.Add(ruleset, basis, "CA-1",
                  "the action is " + std::string(ToString(from)) + "; it cannot become " +
                      std::string(ToString(to)) + " from there");
  }
  return judgement;
}

Judgement JudgeStepDate(const Ruleset& ruleset, Basis basis, calendar::Date day,
                        calendar::Date earlier, const std::string& what) {
  Judgement judgement;
  if (day < earlier) {
    judgement.Add(ruleset, basis, "CA-1",
                  "This cannot have happened on " + day.ToString() + ": " + what + " on " +
                      earlier.ToString() + "; give a date from then on.");
  }
  return judgement;
}

Judgement JudgeActionPlan(const Ruleset& ruleset, Basis basis, const ActionPlan& plan) {
  Judgement judgement;
  if (plan.grade == Grade::kOpportunity) {
    return judgement;
  }
  std::vector<std::string> missing;
  if (!plan.cause) {
    missing.emplace_back("cause");
  }
  if (!plan.correction) {
    missing.emplace_back("correction");
  }
  if (!plan.corrective_action) {
    missing.emplace_back("corrective action");
  }
  if (!missing.empty()) {
    judgement.Add(ruleset, basis, "CA-2", "the plan for a nonconformity lacks: " + Join(missing));
  }
  if (!plan.similar_considered) {
    judgement.Add(ruleset, basis, "CA-4",
                  "look whether similar nonconformities exist or could occur elsewhere");
  }
  return judgement;
}

Judgement JudgePlanEnd(const Ruleset& ruleset, Basis basis, calendar::Date finish_by,
                       std::optional<calendar::Date> due) {
  Judgement judgement;
  if (due && finish_by > *due) {
    judgement.Add(ruleset, basis, "CA-7",
                  "the plan ends on " + finish_by.ToString() + ", after the due date " +
                      due->ToString() + ": finish earlier, or have the due date extended");
  }
  return judgement;
}

Judgement JudgeVerifier(const Ruleset& ruleset, Basis basis, const std::string& verifier,
                        const std::string& owner, std::span<const std::string> implementers) {
  return JudgeDuty(ruleset, basis, Duty::kVerifyEffectiveness, verifier,
                   {.owner = owner, .implementers = {implementers.begin(), implementers.end()}});
}

Judgement JudgeVerification(const Ruleset& ruleset, Basis basis, const Verification& verification) {
  Judgement judgement = JudgeVerifier(ruleset, basis, verification.verifier, verification.owner,
                                      verification.implementers);
  if (!verification.evidence) {
    judgement.Add(ruleset, basis, "CA-5", "a verification needs evidence of the result");
  }
  if (!verification.effective && verification.ineffective_reason.empty()) {
    judgement.Add(ruleset, basis, "CA-5", "say why the action was not effective");
  }
  if (verification.implemented &&
      verification.verified < EffectivenessCheckFrom(ruleset, *verification.implemented)) {
    judgement.Add(ruleset, basis, "CA-6",
                  "Effectiveness shows only after a while: check it from " +
                      EffectivenessCheckFrom(ruleset, *verification.implemented).ToString() +
                      " on.");
  }
  return judgement;
}

calendar::Date EffectivenessCheckFrom(const Ruleset& ruleset, calendar::Date implemented) {
  return calendar::AddDays(implemented, ruleset.Int("CA-6", "waiting_days"));
}

}  // namespace assay::rules
