#include <string>

#include "assay/base/clock.h"
#include "fixture.h"
#include "follower.h"

namespace assay::bus {
namespace {

class Feeds : public testing::TestWithParam<Transport> {
 protected:
  SubscriptionOptions From(uint64_t from, uint32_t credit = 4'096) {
    SubscriptionOptions options;
    options.endpoint = wire_.client;
    options.log = "audits";
    options.from = from;
    options.credit = credit;
    options.silence_ms = 600;
    return options;
  }
  Wire wire_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Over, Feeds,
                         testing::Values(Transport::kInproc, Transport::kIpc, Transport::kCurve),
                         TransportName);

TEST_P(Feeds, ASubscriberFromTheStartGetsEverythingAndThenWhatIsNew) {
  FakeLog log(1'000);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  EXPECT_TRUE(follower.WaitForNext(1'000));
  EXPECT_TRUE(follower.WaitForPresence(true));
  EXPECT_EQ(follower.hello().origin(), "assay.example/audits");
  uint64_t reads = log.reads();
  for (int i = 0; i < 50; ++i) {
    service.Append(1);
    ASSERT_TRUE(follower.WaitForNext(1'001 + static_cast<uint64_t>(i)));
  }
  EXPECT_EQ(log.reads(), reads) << "near the head it reads from memory only";
}

TEST_P(Feeds, ASubscriberFromTheMiddleGetsTheRest) {
  FakeLog log(1'000);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(517));
  EXPECT_TRUE(follower.WaitForNext(1'000));
}

TEST_P(Feeds, ASubscriberAtTheHeadWaitsForNews) {
  FakeLog log(10);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(10));
  EXPECT_TRUE(follower.WaitForPresence(true));
  EXPECT_EQ(follower.next(), 10u);
  service.Append(5);
  EXPECT_TRUE(follower.WaitForNext(15));
}

TEST_P(Feeds, FiftyThousandEntriesPassThroughASmallCredit) {
  FakeLog log(50'000);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0, 64));
  EXPECT_TRUE(follower.WaitForNext(50'000));
  EXPECT_LE(follower.largest_batch(), 64u);
}

TEST_P(Feeds, EntriesOfTheLargestSizePassOneByOne) {
  FakeLog log(12, 4);
  for (uint64_t position = 0; position < 12; ++position) {
    log.Replace(position, std::string(900'000, static_cast<char>('a' + position)));
  }
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  EXPECT_TRUE(follower.WaitForNext(12));
  EXPECT_EQ(follower.largest_batch(), 1u);
}

TEST_P(Feeds, ASlowSubscriberMissesNothingAndHoldsUpNobody) {
  FakeLog log(5'000);
  EchoService service(&wire_, &log);
  Follower slow(wire_.client_context, &log, true);
  Follower fast(wire_.client_context, &log);
  slow.Start(From(0, 10));
  ASSERT_TRUE(slow.WaitForNext(10));
  fast.Start(From(0));
  EXPECT_TRUE(fast.WaitForNext(5'000));
  EXPECT_EQ(slow.next(), 10u) << "never more than its credit";
  service.Append(10);
  EXPECT_TRUE(fast.WaitForNext(5'010));
  EXPECT_EQ(slow.next(), 10u);
  slow.GrantInLumps(10);
  EXPECT_TRUE(slow.WaitForNext(5'010));
}

TEST_P(Feeds, ASubscriberThatGrantsOnlyLargeLumpsIsServedToo) {
  FakeLog log(32);
  for (uint64_t position = 0; position < 32; ++position) {
    log.Replace(position, std::string(100'000, static_cast<char>('0' + position)));
  }
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log, true);
  follower.GrantInLumps(16);  // 1.6 MB, more than the owner lets wait
  follower.Start(From(0, 16));
  EXPECT_TRUE(follower.WaitForNext(32));
}

TEST_P(Feeds, TwoSubscribersOfOneLogEachGetEverything) {
  FakeLog log(3'000);
  EchoService service(&wire_, &log);
  Follower one(wire_.client_context, &log);
  Follower two(wire_.client_context, &log);
  one.Start(From(0));
  two.Start(From(1'500, 100));
  for (int i = 0; i < 100; ++i) {
    service.Append(10);
  }
  EXPECT_TRUE(one.WaitForNext(4'000));
  EXPECT_TRUE(two.WaitForNext(4'000));
}

TEST_P(Feeds, ARestartOfTheServerDuringAFeedLosesAndRepeatsNothing) {
  FakeLog log(20'000);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0, 100));
  for (uint64_t stop : {1'000u, 5'000u, 9'000u}) {
    ASSERT_TRUE(follower.WaitForNext(stop));
    service.StopServer();
    log.Append(100);
    service.StartServer();
  }
  EXPECT_TRUE(follower.WaitForNext(20'300));
  service.StopServer();
  service.StartServer();
  service.Append(1);
  EXPECT_TRUE(follower.WaitForNext(20'301)) << "also when it was idle";
}

TEST_P(Feeds, ASubscriberWaitsForAnOwnerThatComesLater) {
  FakeLog log(100);
  EchoService service(&wire_, &log);
  service.StopServer();
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  service.StartServer();
  EXPECT_TRUE(follower.WaitForNext(100));
}

TEST_P(Feeds, ASilentOwnerIsReportedAndSoIsItsReturn) {
  FakeLog log(100);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  EXPECT_TRUE(follower.WaitForPresence(true));
  service.StopServer();
  EXPECT_TRUE(follower.WaitForPresence(false));
  service.StartServer();
  EXPECT_TRUE(follower.WaitForPresence(true));
}

TEST_P(Feeds, ALogThatIsServedLaterIsFoundThen) {
  FakeLog log(100);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  SubscriptionOptions options = From(0);
  options.log = "actions";
  follower.Start(options);
  Caller caller(&wire_);
  EXPECT_TRUE(caller.Call("meanwhile").ok());
  service.ServeAlso("actions");
  EXPECT_TRUE(follower.WaitForNext(100));
}

TEST_P(Feeds, AFailedReadIsTriedAgain) {
  FakeLog log(1'000);
  EchoService service(&wire_, &log);
  log.Fail(Unavailable("disk away"));
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  EXPECT_TRUE(service.host().Eventually([&] { return log.reads() >= 2; }));
  log.Fail(OkStatus());
  EXPECT_TRUE(follower.WaitForNext(1'000));
}

TEST_P(Feeds, AnOwnerWhosePoolIsFullGoesOnLater) {
  FakeLog log(1'000);
  EchoService service(&wire_, &log);
  service.RefuseReads(3);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  EXPECT_TRUE(follower.WaitForNext(1'000));
}

TEST_P(Feeds, ASubscriberThatLeavesIsForgotten) {
  FakeLog log(100);
  EchoService service(&wire_, &log);
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  EXPECT_TRUE(follower.WaitForNext(100));
  EXPECT_EQ(service.subscribers(), 1u);
  follower.Stop();
  EXPECT_TRUE(service.host().Eventually([&] { return service.subscribers() == 0; }));
}

TEST_P(Feeds, AReadThatIsUnderWayOrQueuedWhenItsServerGoesHarmsNobody) {
  FakeLog log(1'000);
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  EchoService service(&wire_, &log);
  ASSERT_TRUE(service.pool().Run([released] { released.wait(); }).ok());
  Follower follower(wire_.client_context, &log);
  follower.Start(From(0));
  ASSERT_TRUE(service.host().Eventually([&] { return service.subscribers() == 1; }));
  service.StopServer();
  release.set_value();
  service.StartServer();
  EXPECT_TRUE(follower.WaitForNext(1'000));
}

TEST_P(Feeds, AnIdleSubscriberStaysSubscribed) {
  FakeLog log(10);
  EchoService service(&wire_, &log, 300);
  Follower follower(wire_.client_context, &log);
  SubscriptionOptions options = From(10);
  options.silence_ms = 150;
  follower.Start(options);
  ASSERT_TRUE(follower.WaitForPresence(true));
  // Several times the silence after which a peer that says nothing is dropped.
  const int64_t end_ms = MonotonicMillis() + 1'000;
  EXPECT_TRUE(follower.host().Eventually([&] { return MonotonicMillis() >= end_ms; }));
  EXPECT_EQ(service.subscribers(), 1u);
  EXPECT_TRUE(follower.WaitForPresence(true));
}

}  // namespace
}  // namespace assay::bus
