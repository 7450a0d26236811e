// Each organisation has its turn and its bound, so that one that floods delays only itself.
#include "command_queue.h"

#include <gtest/gtest.h>

#include <future>

#include "assay/base/clock.h"

namespace assay::runtime {
namespace {

WaitingCommand From(const std::string& organisation, const std::string& key = "") {
  WaitingCommand command;
  command.request.organisation = organisation;
  command.request.correlation = key;
  return command;
}

WaitingFeed FeedFrom(uint64_t first) {
  auto batch = std::make_shared<FeedBatch>();
  batch->first = first;
  return {batch, [] {}};
}

class CommandQueueTest : public ::testing::Test {
 protected:
  // Takes once; "a1 b1 a2": organisations and keys in the order they are served.
  std::string Take(size_t commands_max = 1000) {
    std::vector<WaitingCommand> commands;
    feeds_.clear();
    open_ = queue_.Take(commands_max, &commands, &feeds_);
    std::string taken;
    for (const WaitingCommand& command : commands) {
      taken +=
          (taken.empty() ? "" : " ") + command.request.organisation + command.request.correlation;
    }
    return taken;
  }
  // How many of the organisation's commands are accepted before it is told to wait.
  size_t Fill(const std::string& organisation) {
    size_t accepted = 0;
    while (queue_.Push(From(organisation)).ok()) {
      ++accepted;
    }
    return accepted;
  }

  CommandQueue queue_;
  std::vector<WaitingFeed> feeds_;
  bool open_ = true;
};

TEST_F(CommandQueueTest, OrganisationsAreServedInTurnEachInItsOrder) {
  for (const char* key : {"1", "2", "3"}) {
    ASSERT_TRUE(queue_.Push(From("a", key)).ok());
  }
  ASSERT_TRUE(queue_.Push(From("b", "1")).ok());
  ASSERT_TRUE(queue_.Push(From("c", "1")).ok());
  EXPECT_EQ(Take(), "a1 b1 c1 a2 a3");
}

TEST_F(CommandQueueTest, TheTurnGoesOnWhereTheLastBatchEnded) {
  for (const char* key : {"1", "2"}) {
    for (const char* organisation : {"a", "b", "c"}) {
      ASSERT_TRUE(queue_.Push(From(organisation, key)).ok());
    }
  }
  EXPECT_EQ(Take(2), "a1 b1");
  EXPECT_EQ(queue_.waiting(), 4U);
  EXPECT_EQ(Take(2), "c1 a2");
  EXPECT_EQ(Take(2), "b2 c2");
}

TEST_F(CommandQueueTest, OneThatFloodsFillsOnlyItsOwnQueue) {
  EXPECT_EQ(Fill("flood"), CommandQueue::kWaitingPerOrganisationMax);
  EXPECT_EQ(queue_.Push(From("flood")).code(), StatusCode::kUnavailable);
  EXPECT_TRUE(queue_.Push(From("z", "1")).ok());
  EXPECT_EQ(Take(2), "flood z1");
}

TEST_F(CommandQueueTest, AllTogetherAreBoundedAndWhoIsToldToWaitIsGivenNoTurn) {
  size_t accepted = 0;
  for (int i = 0; accepted < CommandQueue::kWaitingMax; ++i) {
    accepted += Fill("o" + std::to_string(i));
  }
  EXPECT_EQ(accepted, CommandQueue::kWaitingMax);
  EXPECT_FALSE(queue_.Push(From("late")).ok());
  EXPECT_EQ(Take(CommandQueue::kWaitingMax + 1).find("late"), std::string::npos);
  EXPECT_EQ(queue_.waiting(), 0U);
  EXPECT_TRUE(queue_.Push(From("late", "1")).ok());
  EXPECT_EQ(Take(), "late1");
}

TEST_F(CommandQueueTest, OneFeedBatchIsTakenWithEachBatchOfCommandsInOrder) {
  queue_.PushFeed(FeedFrom(1));
  queue_.PushFeed(FeedFrom(2));
  ASSERT_TRUE(queue_.Push(From("a", "1")).ok());
  EXPECT_EQ(Take(), "a1");
  ASSERT_EQ(feeds_.size(), 1U);
  EXPECT_EQ(feeds_[0].batch->first, 1U);
  EXPECT_EQ(Take(), "");
  ASSERT_EQ(feeds_.size(), 1U);
  EXPECT_EQ(feeds_[0].batch->first, 2U);
}

TEST_F(CommandQueueTest, AClosedQueueHandsOutWhatItHoldsAndTakesNoMore) {
  ASSERT_TRUE(queue_.Push(From("a", "1")).ok());
  queue_.Close();
  EXPECT_EQ(queue_.Push(From("a", "2")).code(), StatusCode::kUnavailable);
  EXPECT_EQ(Take(), "a1");
  EXPECT_TRUE(open_);
  EXPECT_EQ(Take(), "");
  EXPECT_FALSE(open_);
}

TEST_F(CommandQueueTest, WhoTakesWaitsForWork) {
  auto taken = std::async(std::launch::async, [this] { return Take(); });
  ASSERT_TRUE(queue_.Push(From("a", "1")).ok());
  EXPECT_EQ(taken.get(), "a1");
}

TEST_F(CommandQueueTest, WhileFeedsAreHeldCommandsAreServed) {
  EXPECT_FALSE(queue_.HoldFeeds(MonotonicMillis() + 1'000'000));
  queue_.PushFeed(FeedFrom(1));
  ASSERT_TRUE(queue_.Push(From("a", "1")).ok());
  EXPECT_EQ(Take(), "a1");
  EXPECT_TRUE(feeds_.empty());
  EXPECT_TRUE(queue_.HoldFeeds(0));
  EXPECT_EQ(Take(), "");
  EXPECT_EQ(feeds_.size(), 1U);
  EXPECT_FALSE(queue_.HoldFeeds(0));
}

TEST_F(CommandQueueTest, AHoldEndsByItselfAndWithTheQueue) {
  queue_.HoldFeeds(MonotonicMillis() + 20);
  queue_.PushFeed(FeedFrom(1));
  EXPECT_EQ(Take(), "");
  EXPECT_EQ(feeds_.size(), 1U);
  queue_.HoldFeeds(MonotonicMillis() + 1'000'000);
  queue_.PushFeed(FeedFrom(2));
  queue_.Close();
  EXPECT_EQ(Take(), "");
  EXPECT_EQ(feeds_.size(), 1U);
  EXPECT_TRUE(open_);
}

TEST_F(CommandQueueTest, WhatIsGivenBackComesFirstAgainWhenItsTimeHasCome) {
  queue_.PushFeed(FeedFrom(2));
  queue_.TryAgain(FeedFrom(1), MonotonicMillis() + 20);
  EXPECT_FALSE(queue_.HoldFeeds(0));  // an operator's hold is another thing
  EXPECT_EQ(Take(), "");
  ASSERT_EQ(feeds_.size(), 1U);
  EXPECT_EQ(feeds_.front().batch->first, 1U);
  queue_.Close();
  queue_.TryAgain(FeedFrom(1), 0);
  EXPECT_EQ(Take(), "");
  ASSERT_EQ(feeds_.size(), 1U);
  EXPECT_EQ(feeds_.front().batch->first, 2U);
  EXPECT_EQ(Take(), "");
  EXPECT_FALSE(open_);
}

}  // namespace
}  // namespace assay::runtime
