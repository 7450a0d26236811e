#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The to-do list (R20). Open items are no obstacle to certification, but for those due before it.
// Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// An item for a breach by a fact, with priority and due date by BR-1 and no owner: whoever runs the
// programme gives it to somebody. Accepts without effect what is on the list, done or dropped.
Outcome DecideAddToDoForBreach(const v1::ToDo& to_do, const v1::AddToDoForBreach& command,
                               const Context& context);

// Gives an item another date; whether it is due before certification stays where that is not said.
// Refuses: an item that is no longer due before certification without the forum's decision.
Outcome DecideRedateToDo(const v1::ToDo& to_do, const v1::RedateToDo& command,
                         const Context& context);

}  // namespace assay::actions
