#pragma once

#include <string>

#include "assay/calendar/date.h"

namespace assay::scheduling {

// The date in a field that was validated when it was recorded or received. An unset one is the
// earliest date there is.
inline calendar::Date Day(const std::string& text) {
  Result<calendar::Date> date = calendar::Date::Parse(text);
  return date.ok() ? *date : calendar::Date::Earliest();
}

// The last day when what took from `from` to `to` begins on `first` and takes as many days.
inline calendar::Date LastDay(calendar::Date first, const std::string& from,
                              const std::string& to) {
  return calendar::AddDays(first, calendar::DaysBetween(Day(from), Day(to)));
}

}  // namespace assay::scheduling
