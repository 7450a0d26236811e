#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"
#include "assay/rules/nonconformity.h"

// A nonconformity as its owner works it off (rules.md 8.3): react, find the cause, act, review
// effectiveness.
namespace assay::rules {

enum class ActionStep : uint8_t {
  kOpen,
  kContained,
  kCauseAnalysed,
  kPlanSubmitted,
  kPlanAccepted,
  kPlanRejected,
  kImplemented,
  kVerified,
  kIneffective,
  kClosed,
};
std::string_view ToString(ActionStep step);

// Whether one step may follow the other: the main line, rejected plans submitted again, ineffective
// actions analysed again.
bool StepFollows(ActionStep from, ActionStep to);

// CA-1: the step does not follow.
Judgement JudgeStep(const Ruleset& ruleset, Basis basis, ActionStep from, ActionStep to);

// CA-1 in time: a step on `day` cannot come before the one that it follows, of `earlier`; `what`
// says which that is ("the plan was submitted").
Judgement JudgeStepDate(const Ruleset& ruleset, Basis basis, calendar::Date day,
                        calendar::Date earlier, const std::string& what);

struct ActionPlan {
  Grade grade = Grade::kMinor;
  bool correction = false;
  bool cause = false;
  bool corrective_action = false;
  bool similar_considered = false;  // whether the like exists or could occur elsewhere
};
// CA-2: a nonconformity's plan needs a cause, a correction and a corrective action; an
// opportunity's does not. CA-4: similar cases were not considered: warns.
Judgement JudgeActionPlan(const Ruleset& ruleset, Basis basis, const ActionPlan& plan);

// CA-7: a plan that ends after the action's due date; one without a due date ends whenever it does.
Judgement JudgePlanEnd(const Ruleset& ruleset, Basis basis, calendar::Date finish_by,
                       std::optional<calendar::Date> due);

struct Verification {
  std::string verifier;
  std::string owner;
  std::span<const std::string> implementers = {};
  bool evidence = false;
  calendar::Date verified;
  std::optional<calendar::Date> implemented = {};
  bool effective = true;
  std::string ineffective_reason = {};
};
// CA-3: the verifier is neither owner nor implementer. CA-5: there is evidence, and a reason where
// it was not effective. CA-6: sooner after implementation than the waiting period.
Judgement JudgeVerification(const Ruleset& ruleset, Basis basis, const Verification& verification);

// CA-3 alone: for closing, and for choosing a verifier ahead.
Judgement JudgeVerifier(const Ruleset& ruleset, Basis basis, const std::string& verifier,
                        const std::string& owner, std::span<const std::string> implementers);

// The first day on which an effectiveness check is worth its name (CA-6).
calendar::Date EffectivenessCheckFrom(const Ruleset& ruleset, calendar::Date implemented);

}  // namespace assay::rules
