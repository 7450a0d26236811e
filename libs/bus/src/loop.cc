#include "assay/bus/loop.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <zmq.hpp>

#include "assay/base/clock.h"
#include "loop_impl.h"

namespace assay::bus {

Result<std::unique_ptr<Loop>> Loop::Create(std::shared_ptr<Context> context) {
  int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor < 0) {
    return Unavailable(std::string("cannot make an eventfd: ") + std::strerror(errno));
  }
  auto impl = std::static_pointer_cast<ContextImpl>(std::move(context));
  return std::unique_ptr<Loop>(new LoopImpl(std::move(impl), descriptor));
}

LoopImpl::LoopImpl(std::shared_ptr<ContextImpl> context, int wake_descriptor)
    : context_(std::move(context)), wake_descriptor_(wake_descriptor) {
  // Sockets look for new inproc servers before each wait, so a wake-up is all they need.
  inproc_waker_ = context_->inproc().OnChange([this] { Wake(); });
}

LoopImpl::~LoopImpl() {
  context_->inproc().Forget(inproc_waker_);
  ASSAY_CHECK(pollables_.empty());
  ::close(wake_descriptor_);
}

void LoopImpl::Run() {
  ASSAY_CHECK(!ran_);
  ran_ = true;
  Work work;
  for (bool ended = false; !ended;) {
    Wait();
    ended = TakePosted(&work);
    for (auto& piece : work) {
      piece();
    }
    work.clear();
    if (!ended) {
      RunTimers();
      RunSockets();
    }
  }
}

void LoopImpl::Stop() {
  {
    std::lock_guard<std::mutex> lock(mu_);
    stop_ = true;
  }
  Wake();
}

Status LoopImpl::Post(std::function<void()> work) {
  bool wake = false;
  {
    std::lock_guard<std::mutex> lock(mu_);
    if (ended_) {
      return Unavailable("the loop has stopped");
    }
    if (posted_.size() >= kPostedMax) {
      return Unavailable("the loop's queue is full");
    }
    posted_.push_back(std::move(work));
    wake = std::exchange(sleeping_, false);
  }
  if (wake) {
    Wake();
  }
  return OkStatus();
}

void LoopImpl::Wake() {
  const uint64_t one = 1;
  // Fails only when the counter is full, and then the loop is awake.
  [[maybe_unused]] ssize_t written = ::write(wake_descriptor_, &one, sizeof(one));
}

uint64_t LoopImpl::After(int64_t delay_ms, std::function<void()> work) {
  uint64_t timer = ++last_timer_;
  int64_t due_ms = MonotonicMillis() + std::max<int64_t>(delay_ms, 0);
  timers_.emplace(std::make_pair(due_ms, timer), std::move(work));
  due_ms_.emplace(timer, due_ms);
  return timer;
}

void LoopImpl::Cancel(uint64_t timer) {
  auto due = due_ms_.find(timer);
  if (due != due_ms_.end()) {
    timers_.erase({due->second, timer});
    due_ms_.erase(due);
  }
}

void LoopImpl::Add(Pollable* pollable) {
  pollables_.push_back(pollable);
}

void LoopImpl::Remove(Pollable* pollable) {
  pollables_.erase(std::remove(pollables_.begin(), pollables_.end(), pollable), pollables_.end());
  std::replace(polled_.begin(), polled_.end(), pollable, static_cast<Pollable*>(nullptr));
}

void LoopImpl::Wait() {
  items_.clear();
  items_.push_back({nullptr, wake_descriptor_, ZMQ_POLLIN, 0});
  polled_ = pollables_;
  for (Pollable* pollable : polled_) {
    Pollable::Interest interest = pollable->BeforeWait();
    int events = interest.writable ? ZMQ_POLLIN | ZMQ_POLLOUT : ZMQ_POLLIN;
    items_.push_back({interest.socket, 0, static_cast<short>(events), 0});  // NOLINT: zmq's type
  }
  int ready = zmq_poll(items_.data(), static_cast<int>(items_.size()), TimeoutMs());
  if (ready < 0) {
    ASSAY_CHECK(errno == EINTR);
    for (auto& item : items_) {
      item.revents = 0;
    }
  }
  if (items_.front().revents != 0) {
    uint64_t count = 0;
    [[maybe_unused]] ssize_t taken = ::read(wake_descriptor_, &count, sizeof(count));
  }
}

int64_t LoopImpl::TimeoutMs() {
  std::lock_guard<std::mutex> lock(mu_);
  if (stop_ || !posted_.empty()) {
    return 0;
  }
  sleeping_ = true;
  if (timers_.empty()) {
    return -1;
  }
  return std::max<int64_t>(timers_.begin()->first.first - MonotonicMillis(), 0);
}

// Says whether this was the last of it.
bool LoopImpl::TakePosted(Work* work) {
  std::lock_guard<std::mutex> lock(mu_);
  sleeping_ = false;
  work->swap(posted_);
  ended_ = stop_;
  return ended_;
}

void LoopImpl::RunTimers() {
  const uint64_t last = last_timer_;  // timers that timers set wait for the next turn
  const int64_t now_ms = MonotonicMillis();
  while (!timers_.empty()) {
    auto first = timers_.begin();
    if (first->first.first > now_ms || first->first.second > last) {
      return;
    }
    auto work = std::move(first->second);
    due_ms_.erase(first->first.second);
    timers_.erase(first);
    work();
  }
}

void LoopImpl::RunSockets() {
  for (size_t i = 0; i < polled_.size(); ++i) {
    int events = items_[i + 1].revents;
    if (polled_[i] != nullptr && events != 0) {
      polled_[i]->OnReady((events & ZMQ_POLLIN) != 0, (events & ZMQ_POLLOUT) != 0);
    }
  }
}

}  // namespace assay::bus
