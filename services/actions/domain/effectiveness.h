#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// What an action achieved: reported by who did it, checked by somebody else after a while. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Reports the action as implemented and says from when its effect can be checked (CA-6). Refuses:
// a date before the action was opened or its last step done; CA-19, open steps; CA-21, a stale
// approval. Warns CA-22: implemented before the plan was approved.
Outcome DecideReportImplementation(const v1::Action& action,
                                   const v1::ReportImplementation& command, const Context& context);

// Finds the action effective, or ineffective with a reason. Refuses: CA-3, the verifier, or whoever
// gives the command, owns or implemented it; CA-9, the verifier approved the plan, unless a reason
// says that a small organisation has no third person, then warns; CA-21, a stale approval; CA-5, no
// evidence, or no reason why ineffective; CA-6, before the waiting period has passed; a date before
// the implementation.
Outcome DecideVerifyEffectiveness(const v1::Action& action, const v1::VerifyEffectiveness& command,
                                  const Context& context);

}  // namespace assay::actions
