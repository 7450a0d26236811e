#include "assay/calendar/recurrence.h"

#include <algorithm>

namespace assay::calendar {
namespace {

// More occurrences than the bounds of dates can hold; keeps `index * every` far from overflow.
constexpr int64_t kIndexMax = int64_t{366} * (Date::kYearMax - Date::kYearMin + 1);

std::optional<Date> DaysLater(Date anchor, int64_t days) {
  if (days > DaysBetween(anchor, Date::Latest())) {
    return std::nullopt;
  }
  return AddDays(anchor, days);
}

std::optional<Date> MonthsLater(Date anchor, int64_t months) {
  int64_t months_left = int64_t{12} * (Date::kYearMax - anchor.year()) + 12 - anchor.month();
  if (months > months_left) {
    return std::nullopt;
  }
  return AddMonths(anchor, months);
}

// None beyond the latest date; `until` plays no part.
std::optional<Date> FromAnchor(const Recurrence& recurrence, int64_t index) {
  int64_t units = std::min(index, kIndexMax) * recurrence.every;
  switch (recurrence.unit) {
    case RecurrenceUnit::kDay:
      return DaysLater(recurrence.anchor, units);
    case RecurrenceUnit::kWeek:
      return DaysLater(recurrence.anchor, units * 7);
    case RecurrenceUnit::kMonth:
      return MonthsLater(recurrence.anchor, units);
    case RecurrenceUnit::kYear:
      return MonthsLater(recurrence.anchor, units * 12);
  }
  return std::nullopt;
}

int64_t DaysPerUnitMax(RecurrenceUnit unit) {
  switch (unit) {
    case RecurrenceUnit::kDay:
      return 1;
    case RecurrenceUnit::kWeek:
      return 7;
    case RecurrenceUnit::kMonth:
      return 31;
    case RecurrenceUnit::kYear:
      return 366;
  }
  return 1;
}

// The index of the first occurrence on or after `from`. Starts from an index that cannot lie beyond
// it, because no unit is longer than DaysPerUnitMax.
int64_t FirstIndex(const Recurrence& recurrence, Date from) {
  int64_t days = std::max<int64_t>(0, DaysBetween(recurrence.anchor, from));
  int64_t index = days / (DaysPerUnitMax(recurrence.unit) * recurrence.every);
  for (std::optional<Date> date = FromAnchor(recurrence, index); date && *date < from;
       date = FromAnchor(recurrence, index)) {
    ++index;
  }
  return index;
}

}  // namespace

Status Check(const Recurrence& recurrence) {
  if (recurrence.every < 1 || recurrence.every > Recurrence::kEveryMax) {
    return InvalidArgument("a recurrence comes back every 1 to 1000 units");
  }
  if (recurrence.until && *recurrence.until < recurrence.anchor) {
    return InvalidArgument("a recurrence cannot end before its first date");
  }
  return OkStatus();
}

std::optional<Date> Occurrence(const Recurrence& recurrence, int64_t index) {
  std::optional<Date> date = FromAnchor(recurrence, index);
  if (date && recurrence.until && *date > *recurrence.until) {
    return std::nullopt;
  }
  return date;
}

std::optional<Date> NextOccurrence(const Recurrence& recurrence, Date from) {
  return Occurrence(recurrence, FirstIndex(recurrence, from));
}

std::vector<Date> Occurrences(const Recurrence& recurrence, Date from, Date to, size_t limit) {
  std::vector<Date> dates;
  for (int64_t index = FirstIndex(recurrence, from); dates.size() < limit; ++index) {
    std::optional<Date> date = Occurrence(recurrence, index);
    if (!date || *date > to) {
      break;
    }
    dates.push_back(*date);
  }
  return dates;
}

}  // namespace assay::calendar
