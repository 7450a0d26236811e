// Every bound of Limits: just below it is served, beyond it is refused, and nothing waits for ever.
#include <gtest/gtest.h>

#include <future>
#include <string>

#include "tests/libs/http/raw_connection.h"
#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kChunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

std::unique_ptr<Server> StartWith(Limits limits, Handler handler = Echo) {
  ServerOptions options;
  options.limits = limits;
  return StartServer(std::move(handler), options);
}

// One timeout is short, so that the others do not strike on a busy machine.
Limits Short(int64_t Limits::*timeout) {
  Limits limits;
  limits.*timeout = 300;
  return limits;
}

void ExpectProblem(const RawAnswer& answer, int status, const std::string& code) {
  EXPECT_EQ(answer.status, status);
  EXPECT_NE(answer.body.find("\"code\":\"" + code + "\""), std::string::npos) << answer.body;
}

// A request whose header has `bytes` bytes.
std::string GetOfHeaderSize(size_t bytes) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\nA: ";
  return head + std::string(bytes - head.size() - 4, 'x') + "\r\n\r\n";
}

std::string PostOfBodySize(size_t bytes) {
  return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" +
         std::string(bytes, 'x');
}

TEST(Limits, AHeaderOfTheLimitIsServedAndOneByteMoreIs431) {
  auto server = StartWith({});
  EXPECT_EQ(RawExchange(server->port(), GetOfHeaderSize(16'384)).status, 200);
  ExpectProblem(RawExchange(server->port(), GetOfHeaderSize(16'385)), 431, "header-too-large");
  ExpectProblem(RawExchange(server->port(), std::string(100'000, 'x')), 431, "header-too-large");
}

TEST(Limits, PipelinedHeadersAreMeasuredOneByOne) {
  auto server = StartWith({});
  RawConnection connection(server->port());
  connection.Send(GetOfHeaderSize(16'384) + GetOfHeaderSize(16'384) + kGet);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(connection.Receive().status, 200);
  }
}

TEST(Limits, ABodyOfTheLimitIsServedAndOneByteMoreIs413) {
  auto server = StartWith({});
  EXPECT_EQ(RawExchange(server->port(), PostOfBodySize(1'000'000)).status, 200);
  ExpectProblem(RawExchange(server->port(), PostOfBodySize(1'000'001)), 413, "body-too-large");
}

TEST(Limits, ATooLargeBodyIsRefusedBeforeItIsSent) {
  auto server = StartWith({});
  for (const char* expect : {"", "Expect: 100-continue\r\n"}) {
    ExpectProblem(RawExchange(server->port(), std::string("POST / HTTP/1.1\r\nHost: a\r\n") +
                                                  expect + "Content-Length: 99999999999\r\n\r\n"),
                  413, "body-too-large");
  }
}

TEST(Limits, ChunksAreCountedTogether) {
  Limits limits;
  limits.body_bytes = 10;
  auto server = StartWith(limits);
  EXPECT_EQ(RawExchange(server->port(), kChunked + "8\r\n12345678\r\n2\r\n90\r\n0\r\n\r\n").status,
            200);
  ExpectProblem(RawExchange(server->port(), kChunked + "8\r\n12345678\r\n3\r\n"), 413,
                "body-too-large");
}

TEST(Limits, ChunkExtensionsAndTrailersAreBounded) {
  auto server = StartWith({});
  std::string many;
  for (int i = 0; i < 2'000; ++i) {
    many += "1;extension=value\r\nx\r\n";
  }
  EXPECT_EQ(RawExchange(server->port(), kChunked + many).status, 400);
  EXPECT_EQ(RawExchange(server->port(), kChunked + "1;a=" + std::string(60'000, 'x')).status, 431);
  EXPECT_EQ(RawExchange(server->port(), kChunked + "0\r\nA: " + std::string(60'000, 'x')).status,
            431);
}

TEST(Limits, AHeaderThatStopsHalfwayIs408) {
  auto server = StartWith(Short(&Limits::header_timeout_ms));
  RawConnection connection(server->port());
  connection.Send("GET / HTTP/1.1\r\nHo");
  ExpectProblem(connection.Receive(), 408, "timeout");
  EXPECT_TRUE(connection.ReceivesEnd());
}

TEST(Limits, AHeaderThatDribblesIs408) {
  auto server = StartWith(Short(&Limits::header_timeout_ms));
  RawConnection connection(server->port());
  connection.Send(kGet);
  EXPECT_EQ(connection.Receive().status, 200);
  connection.Send("GET / HTTP/1.1\r\nA: ");
  while (!connection.HasAnswerWithin(5)) {
    connection.Send("x");
  }
  ExpectProblem(connection.Receive(), 408, "timeout");
}

TEST(Limits, AConnectionWithoutARequestIsClosedWithoutAnAnswer) {
  auto server = StartWith(Short(&Limits::header_timeout_ms));
  EXPECT_TRUE(RawConnection(server->port()).ReceivesEnd());
}

TEST(Limits, AnIdleConnectionIsClosedWithoutAnAnswer) {
  auto server = StartWith(Short(&Limits::idle_timeout_ms));
  RawConnection connection(server->port());
  connection.Send(kGet);
  EXPECT_EQ(connection.Receive().status, 200);
  EXPECT_TRUE(connection.ReceivesEnd());
}

TEST(Limits, ABodyThatDoesNotComeIs408) {
  auto server = StartWith(Short(&Limits::body_timeout_ms));
  for (const std::string& bytes :
       {std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo"),
        kChunked + "4\r\nbo"}) {
    RawConnection connection(server->port());
    connection.Send(bytes);
    ExpectProblem(connection.Receive(), 408, "timeout");
    EXPECT_TRUE(connection.ReceivesEnd());
  }
}

TEST(Limits, ARequestThatTheHandlerDoesNotAnswerIs503) {
  std::promise<Respond> kept;
  auto server = StartWith(Short(&Limits::handler_timeout_ms), [&](const Request&, Respond respond) {
    kept.set_value(std::move(respond));
  });
  RawConnection connection(server->port());
  connection.Send(kGet);
  ExpectProblem(connection.Receive(), 503, "timeout");
  kept.get_future().get()({200, "text/plain", {}, "too late"});
  EXPECT_TRUE(connection.ReceivesEnd());
}

TEST(Limits, AClientThatLeavesHalfwayHarmsNobody) {
  auto server = StartWith({});
  for (size_t length = 0; length < kGet.size(); ++length) {
    RawConnection connection(server->port());
    connection.Send(kGet.substr(0, length));
    connection.FinishSending();
    EXPECT_TRUE(connection.ReceivesEnd()) << length;
  }
  EXPECT_EQ(RawExchange(server->port(), kGet).status, 200);
}

TEST(Limits, OneConnectionTooManyIsToldSoAndClosed) {
  Limits limits;
  limits.connections = 2;
  auto server = StartWith(limits);
  RawConnection first(server->port());
  RawConnection second(server->port());
  for (RawConnection* connection : {&first, &second}) {
    connection->Send(kGet);
    EXPECT_EQ(connection->Receive().status, 200);
  }
  RawConnection third(server->port());
  ExpectProblem(third.Receive(), 503, "too-many-connections");
  EXPECT_TRUE(third.ReceivesEnd());
  first.Send(kGet);
  EXPECT_EQ(first.Receive().status, 200);
}

// Asks on new connections until one is free.
int StatusOnceThereIsRoom(uint16_t port) {
  RawAnswer answer;
  do {
    answer = RawExchange(port, kGet);
  } while (answer.status == 503 || answer.status == 0);
  return answer.status;
}

TEST(Limits, AClosedConnectionMakesRoom) {
  Limits limits;
  limits.connections = 1;
  auto server = StartWith(limits);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(StatusOnceThereIsRoom(server->port()), 200);
  }
}

// More than the sockets between client and server hold.
std::string LargeText() {
  std::string text;
  text.resize(30'000'000, 'x');
  return text;
}

TEST(Limits, AClientThatDoesNotReadItsAnswerLosesItsConnection) {
  Limits limits = Short(&Limits::write_timeout_ms);
  limits.connections = 1;
  auto server = StartWith(limits, [](const Request&, const Respond& respond) {
    respond({200, "text/plain", {}, LargeText()});
  });
  RawConnection connection(server->port());
  connection.Send(kGet);
  EXPECT_EQ(connection.ReceiveBytes(15), "HTTP/1.1 200 OK");
  EXPECT_EQ(StatusOnceThereIsRoom(server->port()), 200);
}

}  // namespace
}  // namespace assay::http
