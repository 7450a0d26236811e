#include "assay/base/clock.h"

#include <date/date.h>
#include <fmt/compile.h>

#include <chrono>
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
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z"),
                     static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()),
                     static_cast<unsigned>(civil.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
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
