#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/module.h"
#include "assay/aggregate/outcome.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"

// Dates that something must be done by, and the ladder of reminders: 7 days before, on the day,
// then every 7 days while overdue. Pure.
namespace assay::scheduling {

using aggregate::Context;
using aggregate::Outcome;

inline constexpr int64_t kReminderLeadDays = 7;
inline constexpr int64_t kOverdueReminderDays = 7;

// The first reminder of a deadline that is known from `earliest` on: the lead before it, or
// `earliest` when that is later.
calendar::Date FirstReminder(calendar::Date due_on, calendar::Date earliest);
// The first rung of the ladder after `today`. Rungs that were slept through are left out.
calendar::Date ReminderAfter(calendar::Date due_on, calendar::Date today);

// Set, or moved when the date is another one. One that was dropped waits again. "deadline-met".
Outcome DecideSetDeadline(const v1::Deadline&, const v1::SetDeadline&, const Context&);

// These say nothing about a thing that has no deadline, or whose deadline is over.
Outcome DecideAssignDeadline(const v1::Deadline&, const v1::AssignDeadline&, const Context&);
Outcome DecideMeetDeadline(const v1::Deadline&, const v1::MeetDeadline&, const Context&);
Outcome DecideDropDeadline(const v1::Deadline&, const v1::DropDeadline&, const Context&);
// A deadline that was met waits again, on the same date.
Outcome DecideReopenDeadline(const v1::Deadline&, const v1::ReopenDeadline&, const Context&);

// "not-due" when `due` is not the day of the next reminder, or lies after today.
Outcome DecideRemind(const v1::Deadline&, const v1::Remind&, const Context&);

// Overdue: waiting, and its day is past.
void PresentDeadline(v1::Deadline* deadline, calendar::Date on);

// A Remind for each waiting deadline whose next reminder has come.
std::vector<aggregate::DueCommand> FindDueReminders(const aggregate::TimerContext& context);

}  // namespace assay::scheduling
