#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay::calendar {

// ISO 8601 numbering.
enum class Weekday : uint8_t {
  kMonday = 1,
  kTuesday,
  kWednesday,
  kThursday,
  kFriday,
  kSaturday,
  kSunday,
};

// A civil date without time or zone (D1), from 1900-01-01 to 2199-12-31; there is no empty date, an
// unknown one is an empty std::optional<Date>. Dates compare in calendar order, so a deadline,
// which is inclusive (D4), is kept when `done <= deadline`. A value; safe to copy between threads.
class Date {
 public:
  static constexpr int kYearMin = 1900;
  static constexpr int kYearMax = 2199;

  static constexpr Date Earliest() { return {kYearMin, 1, 1}; }
  static constexpr Date Latest() { return {kYearMax, 12, 31}; }

  // InvalidArgument when the day does not exist or lies outside the bounds. Months and days count
  // from 1.
  static Result<Date> Of(int year, int month, int day);
  // Accepts exactly "YYYY-MM-DD". InvalidArgument otherwise, also for the empty text.
  static Result<Date> Parse(std::string_view text);
  // As Parse, but the empty text is no date: what an unset field of a message means.
  static Result<std::optional<Date>> ParseOptional(std::string_view text);

  int year() const { return year_; }
  int month() const { return month_; }
  int day() const { return day_; }
  Weekday weekday() const;

  // "YYYY-MM-DD"; its byte order is calendar order.
  std::string ToString() const;

  auto operator<=>(const Date&) const = default;  // NOLINT(modernize-use-nullptr)

 private:
  friend Date AddDays(Date date, int64_t days);
  friend Date AddMonths(Date anchor, int64_t months);

  constexpr Date(int year, int month, int day)
      : year_(static_cast<int16_t>(year)),
        month_(static_cast<int8_t>(month)),
        day_(static_cast<int8_t>(day)) {}

  int16_t year_;
  int8_t month_;
  int8_t day_;
};

// "" for no date.
std::string ToString(const std::optional<Date>& date);

// The date `days` later, or earlier when negative. A result beyond the bounds is the bound.
Date AddDays(Date date, int64_t days);

// Days from `from` to `to`; negative when `to` is earlier.
int64_t DaysBetween(Date from, Date to);

// The same day number `months` later (earlier when negative); where that day does not exist, the
// last day of that month (D2). Always computed from the anchor: never feed a result back in to
// reach a later one (D3). A result beyond the bounds is the bound.
Date AddMonths(Date anchor, int64_t months);

// How a body prints the end of a term.
enum class ExpiryConvention : uint8_t {
  kDayBefore,    // D6: 36 whole months without overlap with the next term
  kAnniversary,  // D6': the same day number, so that neighbouring terms share a day
};

// The last valid day (D5) of a term of `months` that starts on `start`. Under kDayBefore a start on
// 29 February ends on 28 February of a common year.
Date TermExpiry(Date start, int64_t months,
                ExpiryConvention convention = ExpiryConvention::kDayBefore);

// The last valid day of the term of `months` that follows one ending on `expiry` (D7): the cycle is
// kept, whenever the decision was taken.
Date RenewedExpiry(Date expiry, int64_t months);

}  // namespace assay::calendar

template <>
struct std::hash<assay::calendar::Date> {
  size_t operator()(const assay::calendar::Date& date) const noexcept {
    return std::hash<int>()((date.year() * 16 + date.month()) * 32 + date.day());
  }
};
