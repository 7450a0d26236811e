// The client against our own server, and against servers that do as they like.
#include "assay/http/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

std::string Url(const Server& server, std::string_view target) {
  return "http://127.0.0.1:" + std::to_string(server.port()) + std::string(target);
}

// Takes one connection and answers the n-th request on it with the n-th text, whatever was asked;
// then closes.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<std::string> answers)
      : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length), 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    thread_ = std::thread(
        [listener = listener_, answers = std::move(answers)] { Play(listener, answers); });
  }
  ~ScriptedServer() {
    thread_.join();
    ::close(listener_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  const std::string& url() const { return url_; }

 private:
  static void Play(int listener, const std::vector<std::string>& answers) {
    int peer = ::accept(listener, nullptr, nullptr);
    for (const std::string& answer : answers) {
      std::string request;
      std::array<char, 4'096> buffer{};
      while (request.find("\r\n\r\n") == std::string::npos) {
        ssize_t count = ::recv(peer, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
          break;
        }
        request.append(buffer.data(), static_cast<size_t>(count));
      }
      std::string_view rest = answer;
      for (ssize_t sent = 1; sent > 0 && !rest.empty();
           rest.remove_prefix(static_cast<size_t>(std::max<ssize_t>(sent, 0)))) {
        sent = ::send(peer, rest.data(), rest.size(), MSG_NOSIGNAL);
      }
    }
    ::close(peer);
  }

  int listener_;
  std::string url_;
  std::thread thread_;
};

TEST(Client, SendsMethodHeadersAndBody) {
  auto server = StartServer([](const Request& request, const Respond& respond) {
    Response response = Describe(request);
    response.headers.emplace_back("X-Type", request.header("content-type"));
    response.headers.emplace_back("X-Empty",
                                  request.headers.count("x-empty") > 0 ? "sent" : "missing");
    respond(response);
  });
  Client client;
  for (std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    std::string body = method == "GET" || method == "OPTIONS" ? "" : "{\"a\":1}";
    auto response = client.Send({.method = method,
                                 .url = Url(*server, "/a?b=c"),
                                 .headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}},
                                 .body = body});
    ASSERT_TRUE(response.ok()) << response.status().message();
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, std::string(method).append(" /a|b=c;|").append(body));
    EXPECT_EQ(response->headers["x-type"], "application/json");
    EXPECT_EQ(response->headers["x-empty"], "sent");
    EXPECT_EQ(response->headers["content-type"], "text/plain");
  }
}

TEST(Client, AddsNoContentTypeOfItsOwn) {
  auto server = StartServer([](const Request& request, const Respond& respond) {
    respond({200, "text/plain", {}, std::string(request.header("content-type"))});
  });
  EXPECT_EQ(Client().Send({.method = "POST", .url = Url(*server, "/"), .body = "a=b"})->body, "");
}

TEST(Client, HeadHasNoBody) {
  auto server = StartServer(Echo);
  Client client;
  for (int i = 0; i < 2; ++i) {
    auto response = client.Send({.method = "HEAD", .url = Url(*server, "/")});
    ASSERT_TRUE(response.ok()) << response.status().message();
    EXPECT_EQ(response->body, "");
    EXPECT_EQ(response->headers["content-length"], "8");
  }
}

TEST(Client, ALargeBodyWaitsFor100AndComesWhole) {
  ServerOptions options;
  options.limits.body_bytes = 5'000'000;
  auto server = StartServer(
      [](const Request& request, const Respond& respond) {
        respond({200, "text/plain", {}, request.body});
      },
      options);
  std::string body(4'000'000, 'x');
  auto response = Client().Send({.method = "POST", .url = Url(*server, "/"), .body = body});
  ASSERT_TRUE(response.ok()) << response.status().message();
  EXPECT_EQ(response->body, body);
  EXPECT_EQ(response->headers["content-length"], "4000000");
}

TEST(Client, KeepsItsConnection) {
  std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
  ScriptedServer server({answer + "1", answer + "2", answer + "3"});
  Client client;
  for (std::string body : {"1", "2", "3"}) {
    auto response = client.Send({.url = server.url()});
    ASSERT_TRUE(response.ok()) << response.status().message();
    EXPECT_EQ(response->body, body);
  }
}

TEST(Client, DoesNotFollowRedirects) {
  ScriptedServer server(
      {"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"});
  auto response = Client().Send({.url = server.url()});
  ASSERT_TRUE(response.ok()) << response.status().message();
  EXPECT_EQ(response->status, 302);
  EXPECT_EQ(response->headers["location"], "/elsewhere");
}

TEST(Client, JoinsRepeatedHeaders) {
  ScriptedServer server({"HTTP/1.1 200 OK\r\nA: 1\r\na:2 \r\nContent-Length: 0\r\n\r\n"});
  auto response = Client().Send({.url = server.url()});
  ASSERT_TRUE(response.ok()) << response.status().message();
  EXPECT_EQ(response->headers["a"], "1, 2");
}

TEST(Client, AResponseBeyondTheBoundIsGivenUp) {
  std::string answer = "HTTP/1.1 200 OK\r\n\r\n";
  answer.append(Client::kResponseBytesMax + 1, 'x');
  ScriptedServer server({answer});
  Status status = Client().Send({.url = server.url()}).status();
  EXPECT_EQ(status.code(), StatusCode::kInternal);
  EXPECT_NE(status.message().find("72 MiB"), std::string::npos) << status.message();
}

TEST(Client, WithoutAnAnswerTheServerIsUnavailable) {
  for (std::string answer :
       {"", "not HTTP\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"}) {
    ScriptedServer server({answer});
    EXPECT_EQ(Client().Send({.url = server.url()}).status().code(), StatusCode::kUnavailable)
        << answer;
  }
}

TEST(Client, ServerThatIsNotThereIsUnavailable) {
  auto server = StartServer(Echo);
  std::string url = Url(*server, "/");
  server.reset();
  EXPECT_EQ(Client().Send({.url = url}).status().code(), StatusCode::kUnavailable);
}

TEST(Client, GivesUpAfterItsTimeout) {
  std::vector<Respond> kept;
  auto server =
      StartServer([&](const Request&, Respond respond) { kept.push_back(std::move(respond)); });
  Status status = Client().Send({.url = Url(*server, "/"), .timeout_ms = 50}).status();
  EXPECT_EQ(status.code(), StatusCode::kUnavailable);
  server->Stop(0);
}

TEST(Client, WhatCannotBeSentIsRefused) {
  auto server = StartServer(Echo);
  std::string url = Url(*server, "/");
  Client client;
  for (const ClientRequest& request : std::vector<ClientRequest>{
           {.url = ""},
           {.url = "ftp://127.0.0.1/"},
           {.url = "file:///etc/hostname"},
           {.url = "http://"},
           {.method = "", .url = url},
           {.method = "GET / HTTP/1.1\r\nA: b", .url = url},
           {.url = url, .headers = {{"A", "b\r\nC: d"}}},
           {.url = url, .headers = {{"A\n", "b"}}},
           {.url = url, .headers = {{"", "b"}}},
           {.url = url, .timeout_ms = 0},
       }) {
    EXPECT_EQ(client.Send(request).status().code(), StatusCode::kInvalidArgument) << request.url;
  }
  EXPECT_TRUE(client.Send({.url = url}).ok());
}

TEST(Client, EachThreadHasItsOwn) {
  auto server = StartServer(Echo);
  std::vector<std::thread> threads(8);
  for (std::thread& thread : threads) {
    thread = std::thread([&] {
      Client client;
      for (int round = 0; round < 50; ++round) {
        EXPECT_TRUE(client.Send({.url = Url(*server, "/")}).ok());
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

}  // namespace
}  // namespace assay::http
