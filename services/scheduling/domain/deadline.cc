#include "services/scheduling/domain/deadline.h"

#include <algorithm>
#include <memory>

#include "assay/schema/fold.h"
#include "services/scheduling/domain/days.h"

namespace assay::scheduling {
namespace {

using calendar::AddDays;
using calendar::Date;

bool IsWaiting(const v1::Deadline& deadline) {
  return deadline.state() == v1::Deadline::WAITING;
}

// A reminder's command id is made of deadline and day, so a day that was used is not used again.
std::string FirstReminderOf(const v1::Deadline& deadline, const std::string& due_on, Date today) {
  Date earliest = today;
  if (!deadline.reminded_on().empty()) {
    earliest = std::max(today, AddDays(Day(deadline.reminded_on()), 1));
  }
  return FirstReminder(Day(due_on), earliest).ToString();
}

Outcome Begin(const v1::SetDeadline& command, Date today) {
  v1::DeadlineSet set;
  schema::CopyFields(command, &set);
  if (set.title().empty()) {
    set.set_title(command.subject_record() == "actions.ToDo" ? "To-do item" : "Action");
  }
  set.set_next_reminder_on(FirstReminder(Day(command.due_on()), today).ToString());
  return Outcome().Begin(command.id(), set);
}

Outcome Reopen(const v1::Deadline& deadline, const std::string& due_on, Date today) {
  v1::DeadlineReopened reopened;
  reopened.set_due_on(due_on);
  reopened.set_next_reminder_on(FirstReminderOf(deadline, due_on, today));
  return Outcome().Then(deadline.id(), reopened);
}

// Who answers for it may have changed while nobody waited for it.
void KeepOwner(const v1::Deadline& deadline, const v1::SetDeadline& command, Outcome* outcome) {
  if (!command.owner_id().empty() && command.owner_id() != deadline.owner_id()) {
    v1::DeadlineAssigned assigned;
    assigned.set_owner_id(command.owner_id());
    outcome->Then(deadline.id(), assigned);
  }
}

Outcome Move(const v1::Deadline& deadline, const std::string& due_on, Date today) {
  v1::DeadlineMoved moved;
  moved.set_due_on(due_on);
  moved.set_next_reminder_on(FirstReminderOf(deadline, due_on, today));
  return Outcome().Then(deadline.id(), moved);
}

}  // namespace

Date FirstReminder(Date due_on, Date earliest) {
  return std::max(AddDays(due_on, -kReminderLeadDays), earliest);
}

Date ReminderAfter(Date due_on, Date today) {
  Date lead = AddDays(due_on, -kReminderLeadDays);
  if (today < lead) {
    return lead;
  }
  if (today < due_on) {
    return due_on;
  }
  int64_t rungs = calendar::DaysBetween(due_on, today) / kOverdueReminderDays + 1;
  return AddDays(due_on, rungs * kOverdueReminderDays);
}

Outcome DecideSetDeadline(const v1::Deadline& deadline, const v1::SetDeadline& command,
                          const Context& context) {
  switch (deadline.state()) {
    case v1::Deadline::STATE_UNSPECIFIED:
      return Begin(command, context.today);
    case v1::Deadline::DROPPED: {
      Outcome reopened = Reopen(deadline, command.due_on(), context.today);
      KeepOwner(deadline, command, &reopened);
      return reopened;
    }
    case v1::Deadline::WAITING: {
      Outcome moved = deadline.due_on() == command.due_on()
                          ? Outcome()
                          : Move(deadline, command.due_on(), context.today);
      KeepOwner(deadline, command, &moved);
      return moved;
    }
    default:
      return aggregate::Refuse("deadline-met",
                               "This was done on " + deadline.met_on() +
                                   ": reopen what the date belongs to before giving it another.",
                               "dueOn");
  }
}

Outcome DecideAssignDeadline(const v1::Deadline& deadline, const v1::AssignDeadline& command,
                             const Context& /*context*/) {
  if (!IsWaiting(deadline)) {
    return {};
  }
  v1::DeadlineAssigned assigned;
  assigned.set_owner_id(command.owner_id());
  return Outcome().Then(command.id(), assigned);
}

Outcome DecideMeetDeadline(const v1::Deadline& deadline, const v1::MeetDeadline& command,
                           const Context& /*context*/) {
  if (!IsWaiting(deadline)) {
    return {};
  }
  v1::DeadlineMet met;
  met.set_occurred_on(command.occurred_on());
  return Outcome().Then(command.id(), met);
}

Outcome DecideDropDeadline(const v1::Deadline& deadline, const v1::DropDeadline& command,
                           const Context& /*context*/) {
  if (!IsWaiting(deadline)) {
    return {};
  }
  v1::DeadlineDropped dropped;
  dropped.set_reason(command.reason());
  return Outcome().Then(command.id(), dropped);
}

Outcome DecideReopenDeadline(const v1::Deadline& deadline, const v1::ReopenDeadline& /*command*/,
                             const Context& context) {
  if (deadline.state() != v1::Deadline::MET) {
    return {};
  }
  return Reopen(deadline, deadline.due_on(), context.today);
}

Outcome DecideRemind(const v1::Deadline& deadline, const v1::Remind& command,
                     const Context& context) {
  if (command.due() != deadline.next_reminder_on() || Day(command.due()) > context.today) {
    return aggregate::Refuse("not-due",
                             "The next reminder is due on " + deadline.next_reminder_on() +
                                 ", not today for " + command.due() + ".",
                             "due");
  }
  Date due_on = Day(deadline.due_on());
  v1::ReminderDue reminder;
  reminder.set_reminded_on(command.due());
  reminder.set_next_reminder_on(ReminderAfter(due_on, context.today).ToString());
  reminder.set_days_left(static_cast<int32_t>(calendar::DaysBetween(context.today, due_on)));
  return Outcome().Then(command.id(), reminder);
}

void PresentDeadline(v1::Deadline* deadline, Date on) {
  deadline->set_overdue(IsWaiting(*deadline) && deadline->due_on() < on.ToString());
}

std::vector<aggregate::DueCommand> FindDueReminders(const aggregate::TimerContext& context) {
  std::vector<aggregate::DueCommand> due;
  for (const v1::Deadline& deadline : context.All<v1::Deadline>()) {
    const std::string& organisation = deadline.meta().organisation();
    if (!IsWaiting(deadline) || deadline.next_reminder_on().empty() ||
        Day(deadline.next_reminder_on()) > context.today(organisation)) {
      continue;
    }
    auto remind = std::make_shared<v1::Remind>();
    remind->set_id(deadline.id());
    remind->set_due(deadline.next_reminder_on());
    due.push_back({organisation, std::move(remind)});
  }
  return due;
}

}  // namespace assay::scheduling
