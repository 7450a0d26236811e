#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// What the audited side says to what was raised, and how a dispute about it ends. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Accepts it, also in the middle of a dispute, which is given up so. Refuses: accepted before.
Outcome DecideAcceptAction(const v1::Action& action, const v1::AcceptAction& command,
                           const Context& context);

// Disputes it: no plan until somebody else has decided (CA-10). Refuses: accepted, disputed or
// decided before.
Outcome DecideDisputeAction(const v1::Action& action, const v1::DisputeAction& command,
                            const Context& context);

// Decides the dispute with a reason: refused, the action stands; granted, it is cancelled. Refuses:
// nothing is disputed; CA-11: the owner or the disputer deciding; a date before the dispute.
Outcome DecideDecideDispute(const v1::Action& action, const v1::DecideDispute& command,
                            const Context& context);

}  // namespace assay::actions
