#pragma once

#include "assay/actions/v1/queries.pb.h"
#include "assay/calendar/date.h"

// How an action stands: computed when it is read.
namespace assay::actions {

// Lateness (lateness.h); whether the approval is stale, and what has changed since; open steps;
// what was spent; whether it is a repeat finding, before whom it was brought, and whether it counts
// as done: closed, or waived.
void PresentAction(v1::Action* action, calendar::Date on);

}  // namespace assay::actions
