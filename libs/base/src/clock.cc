#include "assay/base/clock.h"

#include <date/date.h>

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
  date::sys_time<std::chrono::microseconds> instant{std::chrono::microseconds(unix_us)};
  return date::format("%FT%TZ", instant);
}

Result<int64_t> ParseInstant(std::string_view text) {
  if (text.size() < 20 || text.size() > 27 || text[10] != 'T' || text.back() != 'Z') {
    return InvalidArgument("not an instant: expected UTC like 2026-11-21T09:00:00Z");
  }
  std::istringstream in{std::string(text)};
  date::sys_time<std::chrono::microseconds> instant;
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
