#pragma once

#include <cstdint>
#include <set>

#include "assay/base/status.h"
#include "assay/calendar/date.h"

namespace assay::calendar {

// The days on which a site works: every day but its weekly days of rest and its holidays. Deadlines
// of the field are civil days and are never shifted (D9); this is for appointments and for limits
// that say "working days". A value; immutable, so any thread may read it.
class WorkingDays {
 public:
  // Saturday and Sunday rest; no holidays.
  WorkingDays() = default;

  // InvalidArgument when no day of the week is left to work on.
  static Result<WorkingDays> Create(std::set<Date> holidays,
                                    std::set<Weekday> rest = {Weekday::kSaturday,
                                                              Weekday::kSunday});

  bool IsWorkingDay(Date date) const;

  // The n-th working day after `date`, or before it when `working_days` is negative; `date` itself
  // is not counted and need not be a working day. Zero gives `date` unchanged. A result beyond the
  // dates' bounds is the bound.
  Date Add(Date date, int64_t working_days) const;

  // `date` if it is a working day, else the next (previous) one.
  Date OnOrAfter(Date date) const;
  Date OnOrBefore(Date date) const;

 private:
  Date Step(Date date, int direction) const;

  std::set<Date> holidays_;
  std::set<Weekday> rest_{Weekday::kSaturday, Weekday::kSunday};
};

}  // namespace assay::calendar
