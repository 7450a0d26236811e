#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "assay/base/status.h"

namespace assay::runtime {

// A bounded pool of threads for work that may wait for the disk. Any thread.
class Pool {
 public:
  static constexpr size_t kWaitingMax = 5'000;

  explicit Pool(size_t threads);
  ~Pool();
  // Unavailable when kWaitingMax pieces of work wait or the pool has stopped.
  Status Run(std::function<void()> work);
  // Finishes what was accepted.
  void Stop();

 private:
  void Work();

  std::mutex mu_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;  // guarded by mu_
  bool stopped_ = false;                       // guarded by mu_
  std::vector<std::thread> threads_;
};

}  // namespace assay::runtime
