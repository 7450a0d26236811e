#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The cause of a nonconformity: analysed by its owner or somebody for them, verified by another
// person. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Records the analysis, by whoever writes down what the owner or the one named has found: a chain
// of whys, or a fishbone of causes by category, and the root cause among them; and links earlier
// actions with the same cause code (warns CA-23). Refuses CA-18: the analysis does not lead to the
// root cause; a date before the opening. A new analysis is not verified yet.
Outcome DecideAnalyseCause(const v1::Action& action, const v1::AnalyseCause& command,
                           const Context& context);

// Confirms the cause with evidence, or refutes it with a reason, after which it is analysed again.
// Refuses: no cause; CA-17: the owner or the analyst verifying; neither evidence nor reason; a date
// before the analysis.
Outcome DecideVerifyCause(const v1::Action& action, const v1::VerifyCause& command,
                          const Context& context);

}  // namespace assay::actions
