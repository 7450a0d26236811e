#include "assay/calendar/zone.h"

#include <date/date.h>
#include <date/tz.h>

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

}  // namespace

bool IsZone(std::string_view name) {
  return FindZone(name) != nullptr;
}

Result<Date> DateAt(int64_t unix_us, std::string_view zone) {
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
  auto local = found->to_local(seconds);
  ::date::year_month_day day(::date::floor<::date::days>(local));
  return Date::Of(static_cast<int>(day.year()),
                  static_cast<int>(static_cast<unsigned>(day.month())),
                  static_cast<int>(static_cast<unsigned>(day.day())));
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
