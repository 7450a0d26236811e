#pragma once

#include "assay/actions/v1/queries.pb.h"
#include "assay/calendar/date.h"

// What only the passing of days changes: computed when a record is read. Deadlines are inclusive.
namespace assay::actions {

// `overdue`: not implemented by the due date; the check of its effect afterwards has no deadline.
// `plan_overdue`: no plan was submitted by its date.
void PresentLateness(v1::Action* action, calendar::Date on);

// Whether the work itself is still to be done.
bool IsUnderWay(const v1::Action& action);

// `overdue`: open after the due date. `without_date`: open and nobody said until when.
void PresentToDo(v1::ToDo* to_do, calendar::Date on);

// Whether the item is still to be done.
bool IsOpen(const v1::ToDo& to_do);

}  // namespace assay::actions
