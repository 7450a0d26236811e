#include <atomic>

#include "bundle.h"
#include "bus_limits.h"
#include "fixture.h"
#include "follower.h"
#include "raw_peer.h"

namespace assay::bus {
namespace {

class Abuse : public testing::TestWithParam<Transport> {
 protected:
  Wire wire_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Over, Abuse,
                         testing::Values(Transport::kInproc, Transport::kIpc, Transport::kCurve),
                         TransportName);

v1::Frame Subscribe(uint64_t id, uint64_t from, uint32_t credit) {
  v1::Frame frame;
  frame.set_protocol(1);
  frame.set_id(id);
  frame.mutable_subscribe()->set_log("audits");
  frame.mutable_subscribe()->set_from(from);
  frame.mutable_subscribe()->set_credit(credit);
  return frame;
}

TEST_P(Abuse, GarbageIsCountedAndTheServiceStillAnswers) {
  EchoService service(&wire_);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  v1::Frame request;
  request.set_protocol(1);
  request.mutable_request();
  v1::Frame newer = request;
  newer.set_protocol(2);
  v1::Frame reply;
  reply.set_protocol(1);
  reply.mutable_reply();
  v1::Frame kindless;
  kindless.set_protocol(1);
  const std::vector<std::vector<std::string>> garbage = {
      {""},
      {"\xff\xff\xff\xff"},
      {"GET / HTTP/1.1\r\n\r\n"},
      {"", request.SerializeAsString()},  // what a REQ socket would send
      {request.SerializeAsString(), "body", "one more"},
      {newer.SerializeAsString(), ""},
      {reply.SerializeAsString(), ""},
      {kindless.SerializeAsString()},
      std::vector<std::string>(100, "x"),
  };
  for (const auto& frames : garbage) {
    peer->Send(frames);
  }
  EXPECT_TRUE(service.host().Eventually([&] { return service.malformed() == garbage.size(); }));
  Caller caller(&wire_);
  EXPECT_TRUE(caller.Call("still here").ok());
  EXPECT_EQ(service.malformed(), garbage.size());
}

// Each costs one malformed message, and what is whole in it before the fault is answered.
TEST_P(Abuse, ABundleThatIsNoneIsCountedAndTheServiceStillAnswers) {
  EchoService service(&wire_);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  v1::Frame request;
  request.set_protocol(1);
  request.set_id(5);
  request.mutable_request()->set_method("echo");
  BundleWriter one;
  ASSERT_TRUE(one.Add(request, "first"));
  auto header = [](uint32_t count) {
    v1::Frame frame;
    frame.set_protocol(1);
    frame.mutable_bundle()->set_count(count);
    return frame;
  };
  BundleWriter nested;
  ASSERT_TRUE(nested.Add(header(1), *one.bytes()));
  const std::vector<std::vector<std::string>> garbage = {
      {header(0).SerializeAsString(), ""},
      {header(1).SerializeAsString()},
      {header(1).SerializeAsString(), "\xff\xff\xff\xff"},
      {header(2).SerializeAsString(), *one.bytes()},
      {header(0xffffffff).SerializeAsString(), *one.bytes()},
      {header(1).SerializeAsString(), *nested.bytes()},
      {header(kBundleFramesMax + 1).SerializeAsString(), *one.bytes()},
      {header(1).SerializeAsString(), std::string(kBundleBytesMax + 1, '\0')},
  };
  for (const auto& frames : garbage) {
    peer->Send(frames);
  }
  EXPECT_TRUE(service.host().Eventually([&] { return service.malformed() == garbage.size(); }));
  EXPECT_EQ(peer->ReceiveFrame().id(), 5u);
  Caller caller(&wire_);
  EXPECT_TRUE(caller.Call("still here").ok());
}

TEST_P(Abuse, AFloodOfGarbageIsCountedLoggedOnceAndHoldsUpNobody) {
  constexpr uint64_t kMessages = 50'000;
  std::atomic<int> lines{0};
  auto log = [&](std::string_view) { ++lines; };
  wire_.server_context = Context::Create({1, {wire_.client_keys.public_key}, log}).value();
  if (GetParam() == Transport::kInproc) {
    wire_.client_context = wire_.server_context;
  }
  EchoService service(&wire_);
  std::thread flood([&] {
    auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
    for (uint64_t i = 0; i < kMessages; ++i) {
      peer->Send({"garbage", std::to_string(i)});
    }
    EXPECT_TRUE(service.host().Eventually([&] { return service.malformed() == kMessages; }));
  });
  Caller caller(&wire_);
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(caller.Call("beside it").ok());
  }
  flood.join();
  EXPECT_EQ(service.malformed(), kMessages);
  EXPECT_EQ(lines, 1);
}

TEST_P(Abuse, AnOversizedMessageIsNotTakenAndTheServiceStillAnswers) {
  bool handled = false;  // on the service's loop
  EchoService service(&wire_);
  service.Handle([&](const IncomingRequest& request, const Responder& respond) {
    handled = handled || request.body.size() > 4'000'000;
    respond(v1::Reply(), "");
  });
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  v1::Frame request;
  request.set_protocol(1);
  request.mutable_request();
  peer->Send({request.SerializeAsString(), std::string(5'000'000, 'x')});
  Caller caller(&wire_);
  EXPECT_TRUE(caller.Call("still here").ok());
  EXPECT_FALSE(service.host().Do([&] { return handled; }));
}

TEST_P(Abuse, ASubscriberThatVanishesWithoutAWordIsForgotten) {
  FakeLog log(10);
  EchoService service(&wire_, &log);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  peer->Send(Subscribe(1, 10, 100));
  EXPECT_TRUE(peer->ReceiveFrame().has_hello());
  EXPECT_EQ(service.subscribers(), 1u);
  peer.reset();
  EXPECT_TRUE(service.host().Eventually([&] {
    service.Append(1);  // the socket says that the route is gone
    return service.subscribers() == 0;
  }));
}

TEST_P(Abuse, ASubscriberThatSaysNothingForTooLongIsForgotten) {
  FakeLog log(10);
  EchoService service(&wire_, &log, 200);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  peer->Send(Subscribe(1, 10, 100));
  EXPECT_TRUE(peer->ReceiveFrame().has_hello());
  EXPECT_TRUE(service.host().Eventually([&] { return service.subscribers() == 0; }));
}

TEST_P(Abuse, ASubscriberThatNeverReadsHoldsUpNobody) {
  FakeLog log(20'000);
  EchoService service(&wire_, &log);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  peer->Send(Subscribe(1, 0, 4'000'000'000u));
  ASSERT_TRUE(service.host().Eventually([&] { return service.subscribers() == 1; }));
  Follower follower(wire_.client_context, &log);
  SubscriptionOptions options;
  options.endpoint = wire_.client;
  options.log = "audits";
  follower.Start(options);
  EXPECT_TRUE(follower.WaitForNext(20'000));
  follower.Stop();
  // What waits for it is bounded by bytes, whatever credit it claims.
  size_t bytes = 0;
  for (auto frames = peer->Receive(); !frames.empty(); frames = peer->Receive(50)) {
    bytes += frames.size() > 1 ? frames[1].size() : 0;
  }
  EXPECT_LE(bytes, Server::kFeedBatchBytes + 1'000);
}

TEST_P(Abuse, ASubscriberThatKeepsChangingItsMindGetsItsLastWish) {
  FakeLog log(1'000);
  EchoService service(&wire_, &log);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  for (uint64_t from = 1; from <= 300; ++from) {
    peer->Send(Subscribe(1, from, 5));  // always the same id, while reads for it are under way
  }
  v1::Frame frame = peer->ReceiveFrame();
  while (!frame.has_entries() || frame.entries().first() != 300) {
    frame = peer->ReceiveFrame();
  }
  EXPECT_EQ(frame.entries().count(), 5u);
  EXPECT_EQ(service.subscribers(), 1u);
}

TEST_P(Abuse, CreditsWithoutASubscribeAreAnsweredNotServed) {
  FakeLog log(10);
  EchoService service(&wire_, &log);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  v1::Frame credit;
  credit.set_protocol(1);
  credit.set_id(7);
  credit.mutable_credit()->set_entries(1'000);
  peer->Send(credit);
  EXPECT_EQ(peer->ReceiveFrame().hello().problem().code(), "not-subscribed");
  EXPECT_EQ(service.subscribers(), 0u);
}

TEST_P(Abuse, AnUnknownLogIsRefusedByName) {
  FakeLog log(10);
  EchoService service(&wire_, &log);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  v1::Frame subscribe = Subscribe(1, 0, 10);
  subscribe.mutable_subscribe()->set_log("payroll");
  peer->Send(subscribe);
  EXPECT_EQ(peer->ReceiveFrame().hello().problem().code(), "log-not-here");
  EXPECT_EQ(service.subscribers(), 0u);
}

TEST(SlowPeers, RepliesThatAFullQueueDoesNotTakeWaitAndHoldUpNobody) {
  constexpr size_t kRequests = 16'000;  // more than the queues of both sides
  Wire wire(Transport::kInproc);
  EchoService service(&wire);
  auto peer = RawPeer::Dealer(wire.client_context, wire.client);
  v1::Frame request;
  request.set_protocol(1);
  for (size_t i = 0; i < kRequests; ++i) {
    request.set_id(i);
    request.mutable_request();
    peer->Send({request.SerializeAsString(), "body"});
  }
  Caller caller(&wire);
  EXPECT_TRUE(caller.Call("beside it").ok());
  std::vector<int> replies(kRequests, 0);
  for (size_t i = 0; i < kRequests; ++i) {
    ++replies.at(peer->ReceiveFrame().id());
  }
  EXPECT_EQ(replies, std::vector<int>(kRequests, 1));
}

}  // namespace
}  // namespace assay::bus
