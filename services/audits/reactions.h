#pragma once

#include "assay/actions/v1/events.pb.h"
#include "assay/aggregate/module.h"

// What follows here from the actions that findings opened, and from what others add to readiness.
// Pure: an event of another service becomes a command.
namespace assay::audits {

using aggregate::Cause;
using aggregate::Commands;

// The finding learns its action.
Commands LinkOpenedAction(const actions::v1::ActionOpened&, const Cause&);
// Our closure: the action was verified effective and closed. The body's verdict is untouched.
Commands SettleWithClosedAction(const actions::v1::ActionClosed&, const Cause&);
Commands ReopenWithAction(const actions::v1::ActionReopened&, const Cause&);

// Everything recorded by directory, training and actions that can complete milestone M3 asks for a
// look at the organisation's journeys.
void AddMilestoneReactions(aggregate::Module* module);

}  // namespace assay::audits
