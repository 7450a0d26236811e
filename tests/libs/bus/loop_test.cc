#include "assay/bus/loop.h"

#include <atomic>
#include <thread>

#include "fixture.h"

namespace assay::bus {
namespace {

class Loops : public testing::Test {
 protected:
  std::shared_ptr<Context> context_ = Context::Create({}).value();
  std::unique_ptr<Loop> loop_ = Loop::Create(context_).value();
};

TEST_F(Loops, WorkPostedBeforeRunRunsInOrder) {
  std::vector<int> ran;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(loop_->Post([&, i] { ran.push_back(i); }).ok());
  }
  ASSERT_TRUE(loop_->Post([&] { loop_->Stop(); }).ok());
  loop_->Run();
  EXPECT_EQ(ran, (std::vector<int>{0, 1, 2}));
}

TEST_F(Loops, WhatWasPostedBeforeStopStillRunsAndNothingAfter) {
  bool ran = false;
  loop_->Stop();
  ASSERT_TRUE(loop_->Post([&] { ran = true; }).ok());
  loop_->Run();
  EXPECT_TRUE(ran);
  EXPECT_EQ(loop_->Post([] {}).code(), StatusCode::kUnavailable);
}

TEST_F(Loops, AFullQueueSaysSo) {
  for (size_t i = 0; i < Loop::kPostedMax; ++i) {
    ASSERT_TRUE(loop_->Post([] {}).ok());
  }
  EXPECT_EQ(loop_->Post([] {}).code(), StatusCode::kUnavailable);
}

TEST_F(Loops, TimersRunOnceInTheOrderOfTheirTimesAndNotWhenCancelled) {
  std::vector<int> ran;
  loop_->After(30, [&] { loop_->Stop(); });
  loop_->After(20, [&] { ran.push_back(2); });
  loop_->After(0, [&] { ran.push_back(0); });
  uint64_t cancelled = loop_->After(5, [&] { ran.push_back(99); });
  loop_->After(10, [&] {
    ran.push_back(1);
    loop_->After(0, [&] { ran.push_back(10); });
  });
  loop_->Cancel(cancelled);
  loop_->Cancel(cancelled);
  loop_->Run();
  EXPECT_EQ(ran, (std::vector<int>{0, 1, 10, 2}));
}

TEST_F(Loops, ATimerMayCancelAnotherThatIsDueAtTheSameTime) {
  bool ran = false;
  uint64_t second = 0;
  loop_->After(0, [&] {
    loop_->Cancel(second);
    loop_->After(5, [&] { loop_->Stop(); });
  });
  second = loop_->After(0, [&] { ran = true; });
  loop_->Run();
  EXPECT_FALSE(ran);
}

TEST_F(Loops, WorkFromManyThreadsRunsCompletelyAndInEachThreadsOrder) {
  constexpr int kThreads = 4;
  constexpr int kEach = 20'000;
  std::vector<int> last(kThreads, -1);  // loop thread
  std::atomic<int> disorder{0};
  std::thread runner([&] { loop_->Run(); });
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        auto work = [&, t, i] {
          int& previous = last[static_cast<size_t>(t)];
          disorder += previous + 1 == i ? 0 : 1;
          previous = i;
        };
        while (!loop_->Post(work).ok()) {
          std::this_thread::yield();
        }
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  loop_->Stop();
  runner.join();
  EXPECT_EQ(disorder, 0);
  EXPECT_EQ(last, std::vector<int>(kThreads, kEach - 1));
}

TEST_F(Loops, WorkAndTimersKeepTheirTurnBesideABusySocket) {
  Host host(context_);
  auto server = host.Do([&] {
    return Server::Bind(
               host.loop(), {{"inproc://busy", {}, ""}, nullptr},
               [](const IncomingRequest&, const Responder& respond) { respond(v1::Reply(), ""); })
        .value();
  });
  auto client = host.Do([&] {
    return Client::Connect(host.loop(), {"inproc://busy", {}, ""}).value();
  });
  std::function<void()> ask = [&] {
    client->Call(v1::Request(), "", [&](const Result<Answer>&) { ask(); });  // for ever
  };
  bool timer = false;
  host.Do([&] {
    for (int i = 0; i < 1'000; ++i) {
      ask();
    }
    host.loop()->After(5, [&] { timer = true; });
  });
  EXPECT_TRUE(host.Eventually([&] { return timer; }));
  host.Do([&] {
    client.reset();
    server.reset();
  });
}

TEST(Contexts, AnAllowListWithSomethingElseThanKeysIsRefused) {
  EXPECT_EQ(Context::Create({1, {"not a key"}, nullptr}).status().code(),
            StatusCode::kInvalidArgument);
}

TEST(Contexts, KeysAreFortyCharactersAndDiffer) {
  CurveKeys one = MakeCurveKeys();
  CurveKeys two = MakeCurveKeys();
  EXPECT_EQ(one.public_key.size(), 40u);
  EXPECT_EQ(one.secret_key.size(), 40u);
  EXPECT_NE(one.public_key, two.public_key);
}

}  // namespace
}  // namespace assay::bus
