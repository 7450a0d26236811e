// Starting and stopping: requests under way end, nothing is left behind.
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>

#include "tests/libs/http/raw_connection.h"
#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr int64_t kLongMs = 60'000;

TEST(Stop, ARequestUnderWayIsAnsweredAndThenTheConnectionEnds) {
  std::promise<Respond> asked;
  auto server =
      StartServer([&](const Request&, Respond respond) { asked.set_value(std::move(respond)); });
  RawConnection idle(server->port());
  RawConnection busy(server->port());
  busy.Send(kGet);
  Respond respond = asked.get_future().get();
  std::thread stopping([&] { server->Stop(kLongMs); });
  EXPECT_TRUE(idle.ReceivesEnd());  // so Stop is under way
  respond({200, "text/plain", {}, "late"});
  RawAnswer answer = busy.Receive();
  EXPECT_EQ(answer.body, "late");
  EXPECT_EQ(answer.headers["connection"], "close");
  EXPECT_TRUE(busy.ReceivesEnd());
  busy.FinishSending();
  stopping.join();
}

TEST(Stop, AHeaderHalfwayHereMayStillBecomeARequest) {
  auto server = StartServer(Echo);
  RawConnection idle(server->port());
  RawConnection halfway(server->port());
  halfway.Send(kGet + kGet.substr(0, 10));
  EXPECT_EQ(halfway.Receive().status, 200);
  std::thread stopping([&] { server->Stop(kLongMs); });
  EXPECT_TRUE(idle.ReceivesEnd());
  halfway.Send(kGet.substr(10));
  EXPECT_EQ(halfway.Receive().headers["connection"], "close");
  halfway.FinishSending();
  stopping.join();
}

TEST(Stop, AnAnswerHalfwayOutIsWrittenToItsEndAndThenTheConnectionEnds) {
  constexpr size_t kMoreThanSocketsHold = 30'000'000;
  auto server = StartServer([](const Request&, const Respond& respond) {
    respond({200, "text/plain", {}, std::string(kMoreThanSocketsHold, 'x')});
  });
  RawConnection idle(server->port());
  RawConnection busy(server->port());
  busy.Send(kGet);
  EXPECT_EQ(busy.ReceiveBytes(15), "HTTP/1.1 200 OK");
  std::thread stopping([&] { server->Stop(kLongMs); });
  EXPECT_TRUE(idle.ReceivesEnd());
  std::string rest = busy.ReceiveBytes(2 * kMoreThanSocketsHold);
  EXPECT_TRUE(rest.ends_with(std::string(kMoreThanSocketsHold, 'x')));
  busy.FinishSending();
  stopping.join();
}

TEST(Stop, ARequestThatIsNeverAnsweredEndsWithTheGrace) {
  std::promise<Respond> asked;
  auto server =
      StartServer([&](const Request&, Respond respond) { asked.set_value(std::move(respond)); });
  RawConnection connection(server->port());
  connection.Send(kGet);
  Respond respond = asked.get_future().get();
  server->Stop(50);
  EXPECT_TRUE(connection.ReceivesEnd());
  respond({});
}

TEST(Stop, WithoutGraceEverythingEndsAtOnce) {
  std::promise<Respond> asked;
  auto server =
      StartServer([&](const Request&, Respond respond) { asked.set_value(std::move(respond)); });
  RawConnection connection(server->port());
  connection.Send(kGet);
  Respond respond = asked.get_future().get();
  server->Stop(0);
  EXPECT_TRUE(connection.ReceivesEnd());
}

TEST(Stop, AnAnswerAfterTheServerIsGoneIsHarmless) {
  std::promise<Respond> asked;
  auto server =
      StartServer([&](const Request&, Respond respond) { asked.set_value(std::move(respond)); });
  RawConnection connection(server->port());
  connection.Send(kGet);
  Respond respond = asked.get_future().get();
  server.reset();
  respond({});
}

TEST(Stop, MayBeCalledManyTimesFromManyThreads) {
  auto server = StartServer(Echo);
  std::vector<std::thread> threads(4);
  for (std::thread& thread : threads) {
    thread = std::thread([&] { server->Stop(100); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  server->Stop(0);
}

TEST(Stop, ThePortIsFreeAgain) {
  auto first = StartServer(Echo);
  uint16_t port = first->port();
  EXPECT_EQ(RawExchange(port, kGet).status, 200);
  first->Stop(100);
  ServerOptions options;
  options.port = port;
  auto second = Server::Start(options, Echo);
  ASSERT_TRUE(second.ok()) << second.status().message();
  EXPECT_EQ((*second)->port(), port);
  EXPECT_EQ(RawExchange(port, kGet).status, 200);
}

TEST(Stop, UnderLoadNoAnswerIsHalf) {
  for (int round = 0; round < 10; ++round) {
    auto server = StartServer(Echo);
    std::promise<void> running;
    std::thread client([&, port = server->port()] {
      RawConnection connection(port);
      for (int i = 0;; ++i) {
        connection.Send(kGet);
        RawAnswer answer = connection.Receive();
        if (i == 0) {
          running.set_value();
        }
        if (answer.status == 0) {
          return;
        }
        EXPECT_EQ(answer.body, "GET /||");
      }
    });
    running.get_future().get();
    server->Stop(kLongMs);
    client.join();
  }
}

TEST(Start, ATakenPortIsUnavailable) {
  auto server = StartServer(Echo);
  ServerOptions options;
  options.port = server->port();
  Status status = Server::Start(options, Echo).status();
  EXPECT_EQ(status.code(), StatusCode::kUnavailable);
  EXPECT_NE(status.message().find(std::to_string(options.port)), std::string::npos)
      << status.message();
}

TEST(Start, AHostThatIsNotOursIsRefused) {
  ServerOptions options;
  options.host = "not a host";
  options.port = 0;
  EXPECT_EQ(Server::Start(options, Echo).status().code(), StatusCode::kInvalidArgument);
  options.host = "192.0.2.1";
  EXPECT_EQ(Server::Start(options, Echo).status().code(), StatusCode::kUnavailable);
}

}  // namespace
}  // namespace assay::http
