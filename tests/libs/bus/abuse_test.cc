#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <mutex>

#include "fixture.h"
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

// Who may connect at all.
class Strangers : public testing::Test {
 protected:
  Strangers() {
    auto log = [this](std::string_view line) {
      std::lock_guard<std::mutex> lock(mu_);
      lines_.emplace_back(line);
    };
    wire_.server_context = Context::Create({1, {wire_.client_keys.public_key}, log}).value();
    service_.emplace(&wire_);
  }
  int Connect() {
    int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(
        std::stoi(wire_.server.address.substr(wire_.server.address.rfind(':') + 1))));
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    EXPECT_EQ(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    return descriptor;
  }
  size_t lines() {
    std::lock_guard<std::mutex> lock(mu_);
    return lines_.size();
  }

  std::mutex mu_;
  std::vector<std::string> lines_;
  Wire wire_{Transport::kCurve};
  std::optional<EchoService> service_;
};

TEST_F(Strangers, AKeyThatIsNotOnTheListGetsNoAnswerAndIsLoggedOnce) {
  Wire stranger(Transport::kCurve);
  stranger.client.address = wire_.client.address;
  stranger.client.server_public_key = wire_.client.server_public_key;
  stranger.client.own = MakeCurveKeys();
  Caller one(&stranger);
  Caller two(&stranger);
  EXPECT_EQ(one.Call("let me in", 300).status().code(), StatusCode::kUnavailable);
  EXPECT_EQ(two.Call("let me in", 300).status().code(), StatusCode::kUnavailable);
  EXPECT_TRUE(service_->host().Eventually([&] { return lines() > 0; }));
  EXPECT_EQ(lines(), 1u);
  Caller friendly(&wire_);
  EXPECT_TRUE(friendly.Call("mine").ok());
}

TEST_F(Strangers, AClientThatExpectsAnotherServerGetsNoAnswer) {
  Wire mistaken(Transport::kCurve);
  mistaken.client = wire_.client;
  mistaken.client.server_public_key = MakeCurveKeys().public_key;
  Caller caller(&mistaken);
  EXPECT_EQ(caller.Call("who are you", 300).status().code(), StatusCode::kUnavailable);
}

TEST_F(Strangers, APeerWithoutCurveGetsNoAnswer) {
  Endpoint plain;
  plain.address = wire_.client.address;
  auto peer = RawPeer::Dealer(wire_.client_context, plain);
  v1::Frame request;
  request.set_protocol(1);
  request.mutable_request();
  peer->Send({request.SerializeAsString(), ""});
  EXPECT_TRUE(peer->Receive(300).empty());
  Caller friendly(&wire_);
  EXPECT_TRUE(friendly.Call("mine").ok());
  EXPECT_EQ(service_->malformed(), 0u);
}

TEST_F(Strangers, HalfOpenAndBabblingConnectionsHoldUpNobody) {
  std::vector<int> descriptors;
  for (int i = 0; i < 50; ++i) {
    descriptors.push_back(Connect());
    const char babble[] = "GET / HTTP/1.1\r\nHost: assay\r\n\r\n";
    if (i % 2 == 1) {
      EXPECT_GT(::send(descriptors.back(), babble, sizeof(babble), MSG_NOSIGNAL), 0);
    }
  }
  Caller friendly(&wire_);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(friendly.Call("mine").ok());
  }
  for (int descriptor : descriptors) {
    ::close(descriptor);
  }
  EXPECT_TRUE(friendly.Call("mine").ok());
}

// Addresses that cannot be served or asked.
class Addresses : public testing::Test {
 protected:
  Status Bind(const std::string& address) {
    return host_.Do([&] {
      return Server::Bind(host_.loop(), {{address, {}, ""}, nullptr},
                          [](const IncomingRequest&, const Responder&) {})
          .status();
    });
  }
  Host host_{Context::Create({}).value()};
  TempFolder folder_;
};

TEST_F(Addresses, TcpWithoutKeysIsRefusedOnBothSides) {
  EXPECT_EQ(Bind("tcp://127.0.0.1:*").code(), StatusCode::kInvalidArgument);
  Status connect = host_.Do([&] {
    return Client::Connect(host_.loop(), {"tcp://127.0.0.1:1", {}, ""}).status();
  });
  EXPECT_EQ(connect.code(), StatusCode::kInvalidArgument);
}

TEST_F(Addresses, WhatIsNoAddressIsRefused) {
  EXPECT_EQ(Bind("").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Bind("udp://127.0.0.1:1").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Bind("ipc://").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Bind("ipc://@abstract").code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Bind("ipc:///" + std::string(200, 'x')).code(), StatusCode::kInvalidArgument);
}

TEST_F(Addresses, AnIpcFolderThatIsMissingOrMayNotBeWrittenIsSaid) {
  EXPECT_EQ(Bind("ipc://" + folder_.path() + "/missing/audits").code(), StatusCode::kNotFound);
  ::chmod(folder_.path().c_str(), S_IRUSR | S_IXUSR);
  if (::access(folder_.path().c_str(), W_OK) == 0) {
    GTEST_SKIP() << "this user may write everywhere";
  }
  EXPECT_EQ(Bind("ipc://" + folder_.path() + "/audits").code(), StatusCode::kPermission);
}

TEST_F(Addresses, AnIpcSocketAdmitsOwnerAndGroupOnlyAndGoesWithItsServer) {
  const std::string path = folder_.path() + "/audits";
  std::unique_ptr<Server> server = host_.Do([&] {
    return Server::Bind(host_.loop(), {{"ipc://" + path, {}, ""}, nullptr},
                        [](const IncomingRequest&, const Responder&) {})
        .value();
  });
  struct stat file = {};
  ASSERT_EQ(::stat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777u, 0660u);
  host_.Do([&] { server.reset(); });
  EXPECT_NE(::stat(path.c_str(), &file), 0);
}

TEST_F(Addresses, AnIpcSocketThatACrashLeftBehindIsReplaced) {
  const std::string path = folder_.path() + "/audits";
  int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  ASSERT_EQ(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  ::close(descriptor);
  EXPECT_TRUE(Bind("ipc://" + path).ok());
}

TEST_F(Addresses, AFileThatIsNoSocketIsNotReplaced) {
  const std::string path = folder_.path() + "/audits";
  FILE* file = std::fopen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  std::fclose(file);
  EXPECT_EQ(Bind("ipc://" + path).code(), StatusCode::kUnavailable);
  EXPECT_EQ(::access(path.c_str(), F_OK), 0);
}

}  // namespace
}  // namespace assay::bus
