#include "assay/calendar/zone.h"

#include <date/date.h>
#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>

namespace assay::calendar {
namespace {

using Micros = std::chrono::microseconds;

// date-tz throws for unknown zones and for zone files it cannot read; here, and only here, that
// becomes "no zone".
const ::date::time_zone* FindZone(std::string_view name) {
  try {
    const ::date::time_zone* zone = ::date::locate_zone(std::string(name));
    zone->get_info(::date::sys_seconds{});  // reads the zone's file
    return zone;
  } catch (const std::exception&) {
    return nullptr;
  }
}

Status UnknownZone(std::string_view name) {
  return InvalidArgument("unknown time zone: " + std::string(name.substr(0, 64)));
}

// A date in a zone, and the instants on it around the one asked about between which the zone keeps
// its offset.
struct Day {
  std::string zone;
  int64_t begin_us = 0;
  int64_t end_us = 0;  // exclusive
  Date date = Date::Earliest();
};

Result<Day> DayAt(int64_t unix_us, std::string_view zone) {
  const ::date::time_zone* found = FindZone(zone);
  if (found == nullptr) {
    return UnknownZone(zone);
  }
  // Rough bounds first, so that the offset cannot overflow; Date::Of has the last word.
  constexpr int64_t kSecondsMax = int64_t{400} * 366 * 86'400;
  auto seconds = ::date::floor<std::chrono::seconds>(::date::sys_time<Micros>(Micros(unix_us)));
  if (std::chrono::abs(seconds.time_since_epoch()).count() > kSecondsMax) {
    return InvalidArgument("instant outside the years 1900 to 2199");
  }
  ::date::sys_info info = found->get_info(seconds);
  auto local_day = ::date::floor<::date::days>(seconds + info.offset);
  ::date::year_month_day civil(local_day);
  ASSAY_ASSIGN_OR_RETURN(Date date, Date::Of(static_cast<int>(civil.year()),
                                             static_cast<int>(static_cast<unsigned>(civil.month())),
                                             static_cast<int>(static_cast<unsigned>(civil.day()))));
  auto micros = [](::date::sys_seconds instant) {
    return std::chrono::duration_cast<Micros>(instant.time_since_epoch()).count();
  };
  ::date::sys_seconds midnight = local_day - info.offset;
  ::date::sys_seconds next = midnight + ::date::days(1);
  return Day{std::string(zone), micros(std::max(midnight, info.begin)),
             micros(std::min(next, info.end)), date};
}

}  // namespace

bool IsZone(std::string_view name) {
  return FindZone(name) != nullptr;
}

Result<Date> DateAt(int64_t unix_us, std::string_view zone) {
  // Most instants that a thread asks about lie on the same day.
  static thread_local Day day;
  if (unix_us < day.begin_us || unix_us >= day.end_us || day.zone != zone) {
    ASSAY_ASSIGN_OR_RETURN(day, DayAt(unix_us, zone));
  }
  return day.date;
}

Result<int64_t> InstantAt(Date date, int minute_of_day, std::string_view zone) {
  const ::date::time_zone* found = FindZone(zone);
  if (found == nullptr) {
    return UnknownZone(zone);
  }
  if (minute_of_day < 0 || minute_of_day >= 24 * 60) {
    return InvalidArgument("minute of day out of range 0..1439");
  }
  ::date::local_days day(::date::year(date.year()) / date.month() / date.day());
  auto instant = found->to_sys(day + std::chrono::minutes(minute_of_day), ::date::choose::earliest);
  return std::chrono::duration_cast<Micros>(instant.time_since_epoch()).count();
}

}  // namespace assay::calendar
