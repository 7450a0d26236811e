#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The plan of an action: submitted by who does it, judged by another person. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Submits a plan, also anew after a rejection. Refuses CA-2: a corrective action without correction
// or cause. Warns CA-4 where similar cases were not looked for, NC-8 where the plan comes late or
// ends after the due date.
Outcome DecideSubmitPlan(const v1::Action& action, const v1::SubmitPlan& command,
                         const Context& context);

// Accepts the plan. Refuses: the owner or an implementer approving; CA-2, since a regrading may
// have made a corrective action of it meanwhile; a date before the submission.
Outcome DecideApprovePlan(const v1::Action& action, const v1::ApprovePlan& command,
                          const Context& context);

}  // namespace assay::actions
