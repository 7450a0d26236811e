#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The plan of an action: submitted by who does it, judged by another person. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Submits a plan, also anew after a rejection. Refuses: CA-2, a corrective action without
// correction, or without a cause that stands; CA-10, an open dispute; CA-13 and CA-15, sites not
// examined or not contained; CA-16, a major's cause not verified; steps with one id, or that end
// after the plan. Warns CA-4 where similar cases were not looked for, CA-14, CA-26, NC-8 where the
// plan comes late, CA-7 where it ends after the due date.
Outcome DecideSubmitPlan(const v1::Action& action, const v1::SubmitPlan& command,
                         const Context& context);

// Changes a plan under way, the whole of it; steps of the same id stay as far as they are. The
// approval is stale until it is given anew (CA-21). Refuses: steps as in SubmitPlan; a step lost
// that was worked on; a date before the approval.
Outcome DecideAmendPlan(const v1::Action& action, const v1::AmendPlan& command,
                        const Context& context);

// Accepts the plan, or renews an approval that has gone stale, which leaves the action in its step.
// Refuses: CA-8 (code "own-plan"), the owner or an implementer approving; an approval in force that
// is not stale; what SubmitPlan refuses, since a regrading may have made a corrective action of it,
// or a major, meanwhile; a date before the submission or the last change.
Outcome DecideApprovePlan(const v1::Action& action, const v1::ApprovePlan& command,
                          const Context& context);
// Sends it back. Refuses: in another's name.
Outcome DecideRejectPlan(const v1::Action& action, const v1::RejectPlan& command,
                         const Context& context);

}  // namespace assay::actions
