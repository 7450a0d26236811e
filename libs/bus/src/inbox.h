#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "assay/bus/loop.h"

namespace assay::bus {

// Where other threads leave values for an object on the loop thread. Values that come together are
// delivered together, by one piece of posted work. Lives as long as anybody holds it; after Close
// values are dropped.
template <typename T>
class Inbox : public std::enable_shared_from_this<Inbox<T>> {
 public:
  using Sink = std::function<void(std::vector<T>* values)>;

  // `sink` is called on the loop thread and may move the values away.
  Inbox(Loop* loop, Sink sink) : sink_(std::move(sink)), loop_(loop) {}

  // Any thread.
  void Push(T value) {
    std::lock_guard<std::mutex> lock(mu_);
    if (!closed_) {
      waiting_.push_back(std::move(value));
      Schedule();
    }
  }

  // As Push, but nothing happens when an equal value waits already.
  void PushOnce(const T& value) {
    std::lock_guard<std::mutex> lock(mu_);
    if (!closed_ && std::find(waiting_.begin(), waiting_.end(), value) == waiting_.end()) {
      waiting_.push_back(value);
      Schedule();
    }
  }

  // Delivers what waits; also for the case that the loop's queue was full. Loop thread.
  void Drain() {
    {
      std::lock_guard<std::mutex> lock(mu_);
      scheduled_ = false;
      if (closed_) {
        return;
      }
      taken_.swap(waiting_);
    }
    if (!taken_.empty()) {
      sink_(&taken_);
      taken_.clear();
    }
  }

  // Nothing is delivered any more, and neither the sink nor the loop is touched. Loop thread, or
  // after its end.
  void Close() {
    std::lock_guard<std::mutex> lock(mu_);
    closed_ = true;
    waiting_.clear();
  }

 private:
  // REQUIRES: mu_ is held; it keeps the loop alive, since Close comes before the loop's end.
  void Schedule() {
    if (!scheduled_) {
      scheduled_ = loop_->Post([self = this->shared_from_this()] { self->Drain(); }).ok();
    }
  }

  // Constant after construction.
  const Sink sink_;
  Loop* const loop_;
  // Owned by the loop thread.
  std::vector<T> taken_;

  std::mutex mu_;
  // Guarded by mu_.
  std::vector<T> waiting_;
  bool scheduled_ = false;
  bool closed_ = false;
};

}  // namespace assay::bus
