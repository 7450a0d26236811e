// Bodies that a sink takes piece by piece.
#include <gtest/gtest.h>

#include "tests/libs/http/raw_connection.h"
#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

constexpr size_t kMegabyte = 1 << 20;

class Counting final : public BodySink {
 public:
  explicit Counting(size_t wanted) : wanted_(wanted) {}
  bool Take(std::string_view piece) override {
    bytes += piece.size();
    largest = std::max(largest, piece.size());
    return bytes <= wanted_;
  }
  size_t bytes = 0;
  size_t largest = 0;

 private:
  size_t wanted_;
};

class SinkTest : public ::testing::Test {
 protected:
  SinkTest() {
    ServerOptions options;
    options.limits.sunk_body_bytes = 4 * kMegabyte;
    options.sink_for = [this](const Request& request) -> std::shared_ptr<BodySink> {
      if (request.method != "PUT" || request.path != "/sink") {
        return nullptr;
      }
      return std::make_shared<Counting>(wanted_);
    };
    server_ = StartServer(
        [](Request request, const Respond& respond) {
          auto* sink = static_cast<Counting*>(request.sink.get());
          Response response;
          response.body = sink == nullptr ? "kept " + std::to_string(request.body.size())
                                          : "sunk " + std::to_string(sink->bytes) + " " +
                                                std::to_string(request.body.size()) +
                                                (sink->largest <= 65'536 ? " in pieces" : "");
          respond(std::move(response));
        },
        options);
  }
  RawAnswer Send(const std::string& request) { return RawExchange(server_->port(), request); }
  static std::string Sized(const std::string& line, size_t bytes) {
    return line + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" +
           std::string(bytes, 'x');
  }
  static std::string Chunked(const std::string& line, size_t chunks) {
    std::string request = line + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (size_t i = 0; i < chunks; ++i) {
      request += "10000\r\n" + std::string(65'536, 'x') + "\r\n";
    }
    return request + "0\r\n\r\n";
  }

  size_t wanted_ = SIZE_MAX;
  std::unique_ptr<Server> server_;
};

TEST_F(SinkTest, TakesABodyInPiecesThatIsNeverKept) {
  EXPECT_EQ(Send(Sized("PUT /sink", 3 * kMegabyte)).body, "sunk 3145728 0 in pieces");
  EXPECT_EQ(Send(Chunked("PUT /sink", 40)).body, "sunk 2621440 0 in pieces");
  EXPECT_EQ(Send(Sized("PUT /sink", 0)).body, "sunk 0 0 in pieces");
}

TEST_F(SinkTest, HasABoundOfItsOwn) {
  EXPECT_EQ(Send(Sized("PUT /sink", 4 * kMegabyte)).status, 200);
  EXPECT_EQ(Send(Sized("PUT /sink", 4 * kMegabyte + 1)).status, 413);
  EXPECT_EQ(Send(Chunked("PUT /sink", 65)).status, 413);
}

TEST_F(SinkTest, OtherBodiesKeepTheirBound) {
  EXPECT_EQ(Send(Sized("PUT /other", 1'000'000)).body, "kept 1000000");
  EXPECT_EQ(Send(Sized("PUT /other", 1'000'001)).status, 413);
  EXPECT_EQ(Send(Chunked("PUT /other", 16)).status, 413);
  EXPECT_EQ(Send(Chunked("PUT /other", 15)).body, "kept 983040");
}

TEST_F(SinkTest, WhatItDoesNotTakeIs507) {
  wanted_ = 100'000;
  EXPECT_EQ(Send(Sized("PUT /sink", kMegabyte)).status, 507);
}

}  // namespace
}  // namespace assay::http
