#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <mutex>
#include <optional>

#include "fixture.h"
#include "raw_peer.h"

namespace assay::bus {
namespace {

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
