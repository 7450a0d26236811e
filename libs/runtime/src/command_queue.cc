#include "command_queue.h"

#include <algorithm>
#include <chrono>

#include "assay/base/clock.h"

namespace assay::runtime {

Status CommandQueue::Push(WaitingCommand command) {
  std::lock_guard lock(mu_);
  auto at = by_organisation_.find(command.request.organisation);
  bool full = at != by_organisation_.end() && at->second.size() >= kWaitingPerOrganisationMax;
  if (closed_ || waiting_ >= kWaitingMax || full) {
    return Unavailable(closed_ ? "stopping" : "too many commands are waiting");
  }
  // Only now: an organisation without a command would be given a turn.
  by_organisation_[command.request.organisation].push_back(std::move(command));
  ++waiting_;
  changed_.notify_one();
  return OkStatus();
}

void CommandQueue::PushFeed(WaitingFeed feed) {
  std::lock_guard lock(mu_);
  feeds_.push_back(std::move(feed));
  changed_.notify_one();
}

bool CommandQueue::Take(size_t commands_max, std::vector<WaitingCommand>* commands,
                        std::vector<WaitingFeed>* feeds) {
  std::unique_lock lock(mu_);
  auto has_work = [this] { return waiting_ > 0 || (!feeds_.empty() && !FeedsHeld()) || closed_; };
  while (!has_work()) {
    if (FeedsHeld()) {
      changed_.wait_for(lock, std::chrono::milliseconds(FeedsHeldUntil() - MonotonicMillis() + 1));
    } else {
      changed_.wait(lock);
    }
  }
  if (!feeds_.empty() && !FeedsHeld()) {
    feeds->push_back(std::move(feeds_.front()));
    feeds_.pop_front();
  }
  while (waiting_ > 0 && commands->size() < commands_max) {
    auto turn = by_organisation_.upper_bound(last_served_);
    if (turn == by_organisation_.end()) {
      turn = by_organisation_.begin();
    }
    last_served_ = turn->first;
    commands->push_back(std::move(turn->second.front()));
    turn->second.pop_front();
    --waiting_;
    if (turn->second.empty()) {
      by_organisation_.erase(turn);
    }
  }
  return !commands->empty() || !feeds->empty() || !closed_;
}

int64_t CommandQueue::FeedsHeldUntil() const {
  return std::max(held_until_ms_, try_again_at_ms_);
}

bool CommandQueue::FeedsHeld() const {
  return !closed_ && FeedsHeldUntil() > MonotonicMillis();
}

void CommandQueue::TryAgain(WaitingFeed feed, int64_t at_ms) {
  std::lock_guard lock(mu_);
  if (!closed_) {
    feeds_.push_front(std::move(feed));
    try_again_at_ms_ = at_ms;
  }
}

bool CommandQueue::HoldFeeds(int64_t until_ms) {
  std::lock_guard lock(mu_);
  bool before = !closed_ && held_until_ms_ > MonotonicMillis();
  held_until_ms_ = until_ms;
  changed_.notify_all();
  return before;
}

void CommandQueue::Close() {
  std::lock_guard lock(mu_);
  closed_ = true;
  changed_.notify_all();
}

size_t CommandQueue::waiting() const {
  std::lock_guard lock(mu_);
  return waiting_;
}

}  // namespace assay::runtime
