#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "assay/base/status.h"
#include "assay/bus/context.h"

namespace assay::bus {

// The loop thread of one service: sockets, timers and work posted to it run here, one at a time.
// Run() is that thread; all callbacks of Server, Client and Subscription come from it.
class Loop {
 public:
  static constexpr size_t kPostedMax = 100'000;

  static Result<std::unique_ptr<Loop>> Create(std::shared_ptr<Context> context);
  virtual ~Loop() = default;

  // Runs until Stop; then runs what was already posted and returns. REQUIRES: called once.
  virtual void Run() = 0;
  // Any thread; also before Run.
  virtual void Stop() = 0;
  // Any thread. Unavailable when kPostedMax pieces of work wait, or after the loop has stopped.
  virtual Status Post(std::function<void()> work) = 0;
  // Runs `work` once after `delay_ms`. Loop thread, or before Run. Returns a handle for Cancel.
  virtual uint64_t After(int64_t delay_ms, std::function<void()> work) = 0;
  virtual void Cancel(uint64_t timer) = 0;
};

}  // namespace assay::bus
