#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// What an action achieved: reported by who did it, checked by somebody else after a while. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Reports the action as implemented and says from when its effect can be checked (CA-6). Refuses: a
// date before the action was opened.
Outcome DecideReportImplementation(const v1::Action& action,
                                   const v1::ReportImplementation& command, const Context& context);

// Finds the action effective, or ineffective with a reason. Refuses CA-3: the verifier owns or
// implemented it, unless an override reason is given, then warns; CA-5: no evidence, or no reason
// why ineffective; a date before the implementation. Warns CA-6: checked too soon.
Outcome DecideVerifyEffectiveness(const v1::Action& action, const v1::VerifyEffectiveness& command,
                                  const Context& context);

}  // namespace assay::actions
