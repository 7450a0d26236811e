#include "assay/base/clock.h"

#include <date/date.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <sstream>

namespace assay {

int64_t SystemClock::NowMicros() const {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

void ManualClock::AdvanceTo(int64_t now_us) {
  int64_t current = now_us_.load(std::memory_order_acquire);
  while (now_us > current && !now_us_.compare_exchange_weak(current, now_us)) {
  }
}

std::string FormatInstant(int64_t unix_us) {
  using std::chrono::microseconds;
  date::sys_time<microseconds> instant{microseconds(unix_us)};
  auto day = date::floor<date::days>(instant);
  date::year_month_day civil(day);
  date::hh_mm_ss<microseconds> time(instant - day);
  std::array<char, 40> text{};
  int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
      static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()),
      static_cast<unsigned>(civil.day()), static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
      static_cast<int>(time.subseconds().count()));
  return {text.data(), static_cast<size_t>(length)};
}

Result<int64_t> ParseInstant(std::string_view text) {
  if (text.size() < 20 || text.size() > 27 || text[10] != 'T' || text.back() != 'Z') {
    return InvalidArgument("not an instant: expected UTC like 2026-11-21T09:00:00Z");
  }
  std::istringstream in{std::string(text)};
  date::sys_time<std::chrono::microseconds> instant{};
  in >> date::parse("%FT%TZ", instant);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) {
    return InvalidArgument("not an instant: expected UTC like 2026-11-21T09:00:00Z");
  }
  return instant.time_since_epoch().count();
}

int64_t MonotonicMillis() {
  auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace assay
