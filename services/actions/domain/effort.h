#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// What an action costs: hours and money in exact decimals. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Records time, money or both. Refuses: neither; a negative or too large number; an entry with that
// id already; more entries than an action takes.
Outcome DecideRecordEffort(const v1::Action& action, const v1::RecordEffort& command,
                           const Context& context);

// Fills in the sums: hours_spent, and cost_spent by currency in the order of their codes.
void PresentEffort(v1::Action* action);

}  // namespace assay::actions
