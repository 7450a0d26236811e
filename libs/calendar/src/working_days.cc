#include "assay/calendar/working_days.h"

#include <utility>

namespace assay::calendar {

Result<WorkingDays> WorkingDays::Create(std::set<Date> holidays, std::set<Weekday> rest) {
  if (rest.size() >= 7) {
    return InvalidArgument("no day of the week is left to work on");
  }
  WorkingDays days;
  days.holidays_ = std::move(holidays);
  days.rest_ = std::move(rest);
  return days;
}

bool WorkingDays::IsWorkingDay(Date date) const {
  return !rest_.contains(date.weekday()) && !holidays_.contains(date);
}

Date WorkingDays::Step(Date date, int direction) const {
  Date bound = direction > 0 ? Date::Latest() : Date::Earliest();
  while (date != bound && !IsWorkingDay(date)) {
    date = AddDays(date, direction);
  }
  return date;
}

Date WorkingDays::Add(Date date, int64_t working_days) const {
  int direction = working_days < 0 ? -1 : 1;
  Date bound = direction > 0 ? Date::Latest() : Date::Earliest();
  for (int64_t left = working_days; left != 0 && date != bound; left -= direction) {
    date = Step(AddDays(date, direction), direction);
  }
  return date;
}

Date WorkingDays::OnOrAfter(Date date) const {
  return Step(date, 1);
}

Date WorkingDays::OnOrBefore(Date date) const {
  return Step(date, -1);
}

}  // namespace assay::calendar
