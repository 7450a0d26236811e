#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/rules/judgement.h"

// The steps of a plan and the work on them. A cancelled step is not done; it counts only when an
// approver waives it. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;
using PlannedSteps = google::protobuf::RepeatedPtrField<v1::PlannedStep>;

// Refuses steps with one id twice, or that end after the plan.
std::optional<Rejection> RefuseSteps(const PlannedSteps& planned, const std::string& finish_by);

// The planned steps as they stand at first, or as far as those of the same id are already.
std::vector<v1::PlanStep> StepsFrom(const PlannedSteps& planned, const v1::Action& action);

// What the steps are that are neither done nor waived.
std::vector<std::string> OpenSteps(const v1::Action& action);

// CA-19: open steps; CA-21: a stale approval. What implementing, verifying and closing have in
// common.
rules::Judgement JudgeProgress(const v1::Action& action, const Context& context);

// Reports one step as done with its evidence. Refuses: no such step; one that is done, cancelled or
// waived; CA-21: a stale approval. Warns CA-22: done before the approval.
Outcome DecideCompleteStep(const v1::Action& action, const v1::CompleteStep& command,
                           const Context& context);

// Cancels a step with a reason. Refuses: no such step; one that is not to be done.
Outcome DecideCancelStep(const v1::Action& action, const v1::CancelStep& command,
                         const Context& context);

// Lets a cancelled step be. Refuses: one that is not cancelled; CA-20: the owner or an implementer
// waiving.
Outcome DecideWaiveStep(const v1::Action& action, const v1::WaiveStep& command,
                        const Context& context);

}  // namespace assay::actions
