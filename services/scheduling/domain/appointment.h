#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/module.h"
#include "assay/aggregate/outcome.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"

// Appointments: copies of dates that other services own. Pure.
namespace assay::scheduling {

using aggregate::Context;
using aggregate::Outcome;

// Entered, or moved when it is planned already. "ends-before-start"; "appointment-over" when it was
// kept or cancelled.
Outcome DecideEnterAppointment(const v1::Appointment&, const v1::EnterAppointment&, const Context&);

// Without a last day it takes as many days as before. "ends-before-start".
Outcome DecideShiftAppointment(const v1::Appointment&, const v1::ShiftAppointment&, const Context&);

// One that was never planned is entered on the day it took place. "never-planned" when the command
// does not say what it is about either; "appointment-over".
Outcome DecideKeepAppointment(const v1::Appointment&, const v1::KeepAppointment&, const Context&);

// The command by which the owner of the date moves it; whether it still can be moved the owner
// says. "ends-before-start"; "length-fixed" when the days of anything but an audit would change in
// number.
aggregate::Forwarded ForwardMove(const v1::Appointment&, const v1::MoveAppointment&);

// Overdue: planned, and its last day is past.
void PresentAppointment(v1::Appointment* appointment, calendar::Date on);

}  // namespace assay::scheduling
