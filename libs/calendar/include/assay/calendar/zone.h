#pragma once

#include <cstdint>
#include <string_view>

#include "assay/base/status.h"
#include "assay/calendar/date.h"

// Between instants and civil dates, by the machine's IANA time-zone database. The database is read
// once per zone and kept; any thread may call. A machine without the database knows no zone.
namespace assay::calendar {

// True for a name of the database, such as "Europe/Berlin" or "UTC"; case matters.
bool IsZone(std::string_view name);

// The date in `zone` at an instant in UTC microseconds since 1970: "today" is the date in the zone
// of the body or site (D1). InvalidArgument for an unknown zone or an instant outside the dates'
// bounds.
Result<Date> DateAt(int64_t unix_us, std::string_view zone);

// The instant, in UTC microseconds since 1970, at which clocks in `zone` show `minute_of_day` on
// `date`. A time that clocks skip is the first instant after the gap; a time they show twice is the
// earlier one. InvalidArgument for an unknown zone or a minute outside 0..1439.
Result<int64_t> InstantAt(Date date, int minute_of_day, std::string_view zone);

}  // namespace assay::calendar
