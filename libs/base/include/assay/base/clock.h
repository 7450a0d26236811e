#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay {

// Where time comes from. Instants are UTC microseconds since 1970. Implementations may be called
// from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual int64_t NowMicros() const = 0;
};

// The machine's clock: the only reader of it in the system.
class SystemClock final : public Clock {
 public:
  int64_t NowMicros() const override;
};

// A clock that stands still until it is moved forward; for simulated logs and tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(int64_t now_us) : now_us_(now_us) {}
  int64_t NowMicros() const override { return now_us_.load(std::memory_order_acquire); }
  // Earlier instants are ignored: it never goes back.
  void AdvanceTo(int64_t now_us);

 private:
  std::atomic<int64_t> now_us_;
};

// "2026-11-21T09:00:00.000000Z".
std::string FormatInstant(int64_t unix_us);
// Accepts RFC 3339 in UTC ("Z"), with 0 to 6 digits of fraction. InvalidArgument otherwise.
Result<int64_t> ParseInstant(std::string_view text);

// Monotonic milliseconds, for deadlines only: no relation to dates.
int64_t MonotonicMillis();

}  // namespace assay
