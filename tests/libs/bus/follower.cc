#include "follower.h"

#include <algorithm>
#include <utility>

namespace assay::bus {

void Follower::Start(SubscriptionOptions options) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    next_ = options.from;
  }
  host_.Do([&] { subscription_ = Subscription::Start(host_.loop(), options, this).value(); });
}

void Follower::Stop() {
  host_.Do([this] { subscription_.reset(); });
}

void Follower::GrantInLumps(uint32_t lump) {
  host_.Do([&] {
    lump_ = lump;
    GrantLump();
  });
}

void Follower::GrantLump() {
  uint32_t lump = by_hand_ ? lump_ : unapplied_;
  if (lump > 0 && unapplied_ >= lump) {
    unapplied_ -= lump;
    subscription_->Grant(lump);
  }
}

void Follower::OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    EXPECT_EQ(first, next_);
    EXPECT_FALSE(forked_);
    EXPECT_GE(next, first + entries.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      ASSERT_EQ(entries[i], log_->At(first + i));
    }
    next_ = first + entries.size();
    largest_batch_ = std::max(largest_batch_, entries.size());
    EXPECT_EQ(subscription_->next(), next_);
  }
  changed_.notify_all();
  unapplied_ += static_cast<uint32_t>(entries.size());
  GrantLump();
}

void Follower::OnFork(const v1::Hello& hello) {
  std::lock_guard<std::mutex> lock(mu_);
  EXPECT_FALSE(forked_);
  forked_ = true;
  hello_ = hello;
  changed_.notify_all();
}

void Follower::OnPresence(bool present, const v1::Hello& hello) {
  std::lock_guard<std::mutex> lock(mu_);
  EXPECT_NE(present, present_);
  present_ = present;
  hello_ = hello;
  changed_.notify_all();
}

bool Follower::WaitFor(const std::function<bool()>& holds) {
  std::unique_lock<std::mutex> lock(mu_);
  return changed_.wait_for(lock, kPatience, holds);
}

bool Follower::WaitForNext(uint64_t next) {
  return WaitFor([&] { return next_ >= next; });
}

bool Follower::WaitForFork() {
  return WaitFor([&] { return forked_; });
}

bool Follower::WaitForPresence(bool present) {
  return WaitFor([&] { return present_ == present; });
}

uint64_t Follower::next() const {
  std::lock_guard<std::mutex> lock(mu_);
  return next_;
}

size_t Follower::largest_batch() const {
  std::lock_guard<std::mutex> lock(mu_);
  return largest_batch_;
}

v1::Hello Follower::hello() const {
  std::lock_guard<std::mutex> lock(mu_);
  return hello_;
}

}  // namespace assay::bus
