// Bodies that come piece by piece: bounded, ended by either side, never in the way of others.
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

// Answers every request with a stream and keeps the last writing end.
class Streams {
 public:
  explicit Streams(Limits limits = {}) {
    ServerOptions options;
    options.limits = limits;
    server_ = StartServer([this](const Request&, const Respond& respond) { Answer(respond); },
                          std::move(options));
  }
  Server* server() { return server_.get(); }
  uint16_t port() const { return server_->port(); }
  // The writing end of the stream that was begun last. REQUIRES: one was, since the call before.
  std::unique_ptr<BodyStream> Take() {
    auto stream = begun_.get_future().get();
    begun_ = {};
    return stream;
  }

 private:
  void Answer(const Respond& respond) {
    Response response;
    response.content_type = "text/event-stream";
    response.body = "hello\n";
    response.streaming = Streaming{
        ":\n", [this](std::unique_ptr<BodyStream> stream) { begun_.set_value(std::move(stream)); }};
    respond(std::move(response));
  }

  std::promise<std::unique_ptr<BodyStream>> begun_;
  std::unique_ptr<Server> server_;
};

// The head of a stream's answer, up to the empty line, and its first piece.
std::string Head(RawConnection* connection) {
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {
    std::string next = connection->ReceiveBytes(1);
    if (next.empty()) {
      return head;
    }
    head += next;
  }
  return head;
}

// Writes until the reader's end is known of; the bound keeps a broken server from hanging the test.
bool WritesUntilRefused(BodyStream* stream, const std::string& piece) {
  for (int i = 0; i < 100'000; ++i) {
    if (!stream->Write(piece)) {
      return true;
    }
    std::this_thread::yield();
  }
  return false;
}

TEST(Stream, PiecesArriveInOrderAsTheyAreWritten) {
  Streams streams;
  RawConnection reader(streams.port());
  reader.Send(kGet);
  std::string head = Head(&reader);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
  EXPECT_NE(head.find("Connection: close"), std::string::npos) << head;
  EXPECT_EQ(head.find("Content-Length"), std::string::npos) << head;
  EXPECT_EQ(reader.ReceiveBytes(6), "hello\n");
  auto stream = streams.Take();
  EXPECT_TRUE(stream->Write("one\n"));
  EXPECT_EQ(reader.ReceiveBytes(4), "one\n");
  EXPECT_TRUE(stream->Write("two\n"));
  EXPECT_TRUE(stream->Write("three\n"));
  stream.reset();
  EXPECT_EQ(reader.ReceiveBytes(10), "two\nthree\n");
  EXPECT_TRUE(reader.ReceivesEnd());
}

TEST(Stream, AQuietOneSendsItsHeartbeat) {
  Limits limits;
  limits.heartbeat_ms = 5;
  Streams streams(limits);
  RawConnection reader(streams.port());
  reader.Send(kGet);
  Head(&reader);
  EXPECT_EQ(reader.ReceiveBytes(10), "hello\n:\n:\n");
}

TEST(Stream, OneMoreThanTheLimitIsToldSo) {
  Limits limits;
  limits.streams = 1;
  Streams streams(limits);
  RawConnection first(streams.port());
  first.Send(kGet);
  Head(&first);
  auto stream = streams.Take();
  RawAnswer refused = RawExchange(streams.port(), kGet);
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("too-many-streams"), std::string::npos);
  stream.reset();
  EXPECT_EQ(first.ReceiveBytes(6), "hello\n");
  EXPECT_TRUE(first.ReceivesEnd());
  RawConnection next(streams.port());
  next.Send(kGet);
  EXPECT_TRUE(Head(&next).starts_with("HTTP/1.1 200 "));
}

TEST(Stream, AReaderThatTakesNothingIsCutOff) {
  Limits limits;
  limits.stream_waiting_bytes = 100'000;
  Streams streams(limits);
  RawConnection reader(streams.port());
  reader.Send(kGet);
  Head(&reader);
  auto stream = streams.Take();
  EXPECT_TRUE(WritesUntilRefused(stream.get(), std::string(50'000, 'x')));
  EXPECT_FALSE(stream->Write("more"));
}

TEST(Stream, AReaderThatLeavesIsNoticed) {
  Streams streams;
  std::unique_ptr<BodyStream> stream;
  {
    RawConnection reader(streams.port());
    reader.Send(kGet);
    Head(&reader);
    stream = streams.Take();
  }
  EXPECT_TRUE(WritesUntilRefused(stream.get(), "x"));
}

TEST(Stream, WhatTheReaderSaysMeanwhileIsNotLookedAt) {
  Streams streams;
  RawConnection reader(streams.port());
  reader.Send(kGet);
  Head(&reader);
  auto stream = streams.Take();
  reader.Send("nonsense " + kGet);
  EXPECT_TRUE(stream->Write("one\n"));
  EXPECT_EQ(reader.ReceiveBytes(10), "hello\none\n");
}

TEST(Stream, StopEndsItAfterWhatWasWritten) {
  Streams streams;
  RawConnection reader(streams.port());
  reader.Send(kGet);
  Head(&reader);
  auto stream = streams.Take();
  EXPECT_TRUE(stream->Write("last\n"));
  streams.server()->Stop(kLongMs);
  EXPECT_EQ(reader.ReceiveBytes(11), "hello\nlast\n");
  EXPECT_TRUE(reader.ReceivesEnd());
  EXPECT_FALSE(stream->Write("too late"));
}

TEST(Stream, ForHeadThereIsNone) {
  Streams streams;
  RawConnection reader(streams.port());
  reader.Send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + kGet);
  EXPECT_EQ(reader.Receive(true).status, 200);
  Head(&reader);
  EXPECT_EQ(reader.ReceiveBytes(6), "hello\n");  // the second request's
}

}  // namespace
}  // namespace assay::http
