#include "assay/calendar/date.h"

#include <date/date.h>

#include <algorithm>
#include <charconv>

namespace assay::calendar {
namespace {

constexpr std::string_view kExpected = "expected a date like 2026-11-21, from 1900 to 2199";

::date::sys_days ToSysDays(const Date& date) {
  return ::date::year(date.year()) / date.month() / date.day();
}

// The number in `digits`, or -1.
int ParseDigits(std::string_view digits) {
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return -1;
  }
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

void AppendPadded(int value, size_t width, std::string* out) {
  std::string digits = std::to_string(value);
  out->append(width - std::min(width, digits.size()), '0').append(digits);
}

}  // namespace

Result<Date> Date::Of(int year, int month, int day) {
  if (year < kYearMin || year > kYearMax || month < 1 || month > 12 || day < 1 || day > 31 ||
      !(::date::year(year) / month / day).ok()) {
    return InvalidArgument("no such date: " + std::string(kExpected));
  }
  return Date(year, month, day);
}

Result<Date> Date::Parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return InvalidArgument("not a date: " + std::string(kExpected));
  }
  return Of(ParseDigits(text.substr(0, 4)), ParseDigits(text.substr(5, 2)),
            ParseDigits(text.substr(8, 2)));
}

Result<std::optional<Date>> Date::ParseOptional(std::string_view text) {
  if (text.empty()) {
    return std::optional<Date>();
  }
  ASSAY_ASSIGN_OR_RETURN(Date date, Parse(text));
  return std::optional<Date>(date);
}

Weekday Date::weekday() const {
  return static_cast<Weekday>(::date::weekday(ToSysDays(*this)).iso_encoding());
}

std::string Date::ToString() const {
  std::string text;
  text.reserve(10);
  AppendPadded(year_, 4, &text);
  text.push_back('-');
  AppendPadded(month_, 2, &text);
  text.push_back('-');
  AppendPadded(day_, 2, &text);
  return text;
}

std::string ToString(const std::optional<Date>& date) {
  return date ? date->ToString() : "";
}

Date AddDays(Date date, int64_t days) {
  if (days > DaysBetween(date, Date::Latest())) {
    return Date::Latest();
  }
  if (days < DaysBetween(date, Date::Earliest())) {
    return Date::Earliest();
  }
  ::date::year_month_day shifted = ToSysDays(date) + ::date::days(days);
  return {static_cast<int>(shifted.year()),
          static_cast<int>(static_cast<unsigned>(shifted.month())),
          static_cast<int>(static_cast<unsigned>(shifted.day()))};
}

int64_t DaysBetween(Date from, Date to) {
  return (ToSysDays(to) - ToSysDays(from)).count();
}

Date AddMonths(Date anchor, int64_t months) {
  constexpr int64_t kMonthsMax = int64_t{12} * (Date::kYearMax - Date::kYearMin + 1);
  int64_t since_start = int64_t{12} * (anchor.year() - Date::kYearMin) + anchor.month() - 1 +
                        std::clamp(months, -kMonthsMax, kMonthsMax);
  if (since_start < 0) {
    return Date::Earliest();
  }
  if (since_start >= kMonthsMax) {
    return Date::Latest();
  }
  int year = Date::kYearMin + static_cast<int>(since_start / 12);
  int month = static_cast<int>(since_start % 12) + 1;
  ::date::year_month_day_last last = ::date::year(year) / month / ::date::last;
  return {year, month, std::min(anchor.day(), static_cast<int>(static_cast<unsigned>(last.day())))};
}

Date TermExpiry(Date start, int64_t months, ExpiryConvention convention) {
  Date end = AddMonths(start, months);
  bool day_exists = end.day() == start.day();
  return convention == ExpiryConvention::kDayBefore && day_exists ? AddDays(end, -1) : end;
}

Date RenewedExpiry(Date expiry, int64_t months) {
  return TermExpiry(AddDays(expiry, 1), months, ExpiryConvention::kDayBefore);
}

}  // namespace assay::calendar
