// Requests and answers on a connection that both sides keep to the rules of.
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/libs/http/raw_connection.h"
#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

std::string Get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

TEST(Exchange, TheHandlerSeesTheRequest) {
  std::promise<Request> seen;
  auto server = StartServer([&](Request request, const Respond& respond) {
    respond({});
    seen.set_value(std::move(request));
  });
  RawExchange(
      server->port(),
      "POST /a%20b?c=d HTTP/1.1\r\nhOST: a.example:80\r\nX-Two: 1\r\nx-two:  2 \t\r\nX-Empty:\r\n"
      "Content-Length: 4\r\n\r\nbody");
  Request request = seen.get_future().get();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/a b");
  EXPECT_EQ(request.target, "/a%20b?c=d");
  EXPECT_EQ(request.query["c"], "d");
  EXPECT_EQ(request.header("host"), "a.example:80");
  EXPECT_EQ(request.header("x-two"), "1, 2");
  EXPECT_EQ(request.header("x-empty"), "");
  EXPECT_EQ(request.header("not-there"), "");
  EXPECT_EQ(request.body, "body");
  EXPECT_EQ(request.peer, "127.0.0.1");
  EXPECT_FALSE(request.tls);
}

TEST(Exchange, EveryAnswerCarriesTheSecurityHeaders) {
  auto server = StartServer(Echo);
  for (const std::string& bytes : {Get("/"), Get("/.."), std::string("nonsense\r\n\r\n")}) {
    RawAnswer answer = RawExchange(server->port(), bytes);
    EXPECT_EQ(answer.headers["x-content-type-options"], "nosniff");
    EXPECT_EQ(answer.headers["cache-control"], "no-store");
    EXPECT_EQ(answer.headers["referrer-policy"], "no-referrer");
    EXPECT_EQ(answer.headers["server"], "assay");
    EXPECT_EQ(answer.headers["date"].size(), 29U);
  }
}

TEST(Exchange, TheHandlerSetsHeadersButNotTheFraming) {
  auto server = StartServer([](const Request&, const Respond& respond) {
    respond({201,
             "text/plain",
             {{"cache-control", "max-age=60"},
              {"ETag", "\"1\""},
              {"Content-Length", "99"},
              {"transfer-encoding", "chunked"},
              {"Connection", "close"}},
             "body"});
  });
  RawConnection connection(server->port());
  for (int round = 0; round < 2; ++round) {
    connection.Send(Get("/"));
    RawAnswer answer = connection.Receive();
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, "body");
    EXPECT_EQ(answer.headers["cache-control"], "max-age=60");
    EXPECT_EQ(answer.headers["etag"], "\"1\"");
    EXPECT_EQ(answer.headers.count("transfer-encoding"), 0U);
    EXPECT_EQ(answer.headers.count("connection"), 0U);
  }
}

TEST(Exchange, AnAnswerThatWouldBreakOutOfItsHeaderIs500) {
  const std::vector<Response> broken = {{200, "text/plain\r\nA: b", {}, ""},
                                        {200, "text/plain", {{"A", "b\r\nC: d"}}, ""},
                                        {200, "text/plain", {{"A b", "c"}}, ""},
                                        {200, "text/plain", {{"", "c"}}, ""},
                                        {100, "text/plain", {}, ""},
                                        {700, "text/plain", {}, ""}};
  auto server = StartServer([&](const Request& request, const Respond& respond) {
    respond(broken[std::stoul(request.query.at("case"))]);
  });
  for (size_t i = 0; i < broken.size(); ++i) {
    EXPECT_EQ(RawExchange(server->port(), Get("/?case=" + std::to_string(i))).status, 500) << i;
  }
}

TEST(Exchange, ChunkedBodiesAreJoined) {
  auto server = StartServer(Echo);
  std::string bytes =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "3;name=value;quoted=\"a b\"\r\nabc\r\n00D\r\ndefghijklmnop\r\n0\r\nTrailer: x\r\n\r\n";
  RawConnection connection(server->port());
  connection.Send(bytes + bytes);
  EXPECT_EQ(connection.Receive().body, "POST /||abcdefghijklmnop");
  EXPECT_EQ(connection.Receive().body, "POST /||abcdefghijklmnop");
  for (char byte : bytes) {
    connection.Send(std::string_view(&byte, 1));
  }
  EXPECT_EQ(connection.Receive().body, "POST /||abcdefghijklmnop");
}

TEST(Exchange, HeadIsAnsweredWithoutABodyAndWithItsLength) {
  auto server = StartServer(Echo);
  RawConnection connection(server->port());
  connection.Send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + Get("/b"));
  EXPECT_EQ(connection.Receive(true).headers["content-length"], "9");
  EXPECT_EQ(connection.Receive().body, "GET /b||");
}

TEST(Exchange, EveryMethodGoesToTheHandler) {
  auto server = StartServer(Echo);
  RawConnection connection(server->port());
  for (std::string method :
       {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "OTHER"}) {
    connection.Send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(connection.Receive().body, method + " /||");
  }
  connection.Send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(connection.Receive().body, "OPTIONS *||");
}

TEST(Exchange, AnAnswerWithoutContentHasNoLength) {
  auto server = StartServer([](const Request&, const Respond& respond) {
    respond({204, "", {}, "dropped"});
  });
  RawConnection connection(server->port());
  connection.Send(Get("/") + Get("/"));
  EXPECT_EQ(connection.Receive().headers.count("content-length"), 0U);
  EXPECT_EQ(connection.Receive().status, 204);
}

TEST(Exchange, AThousandRequestsShareAConnection) {
  auto server = StartServer(Echo);
  RawConnection connection(server->port());
  for (int i = 0; i < 1'000; ++i) {
    connection.Send(Get("/?i=" + std::to_string(i)));
    ASSERT_EQ(connection.Receive().body, "GET /|i=" + std::to_string(i) + ";|");
  }
}

TEST(Exchange, PipelinedRequestsAreAnsweredInOrder) {
  std::promise<Respond> first;
  auto server = StartServer([&](const Request& request, Respond respond) {
    if (request.path == "/0") {
      first.set_value(std::move(respond));
    } else {
      respond(Describe(request));
    }
  });
  RawConnection connection(server->port());
  std::string bytes;
  for (int i = 0; i < 100; ++i) {
    bytes += Get("/" + std::to_string(i));
  }
  connection.Send(bytes);
  first.get_future().get()({200, "text/plain", {}, "GET /0||"});
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(connection.Receive().body, "GET /" + std::to_string(i) + "||");
  }
}

TEST(Exchange, TheClientMayAskToClose) {
  auto server = StartServer(Echo);
  for (const char* head : {"GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n",
                           "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
                           "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"}) {
    RawConnection connection(server->port());
    connection.Send(head + Get("/behind"));
    RawAnswer answer = connection.Receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers["connection"], "close");
    EXPECT_TRUE(connection.ReceivesEnd());
  }
}

TEST(Exchange, AClientThatExpects100IsToldToContinue) {
  auto server = StartServer(Echo);
  RawConnection connection(server->port());
  connection.Send(
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(connection.ReceiveBytes(25), "HTTP/1.1 100 Continue\r\n\r\n");
  connection.Send("body");
  EXPECT_EQ(connection.Receive().body, "POST /||body");
}

TEST(Exchange, AClientThatDoesNotWaitFor100IsNotTold) {
  auto server = StartServer(Echo);
  RawConnection connection(server->port());
  for (const char* rest : {"Content-Length: 4\r\n\r\nbody", "Content-Length: 0\r\n\r\n"}) {
    connection.Send(std::string("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n") + rest);
    EXPECT_EQ(connection.Receive().status, 200);
  }
}

TEST(Exchange, TheHandlerMayAnswerFromAnotherThread) {
  std::vector<std::thread> threads;
  auto server = StartServer([&](Request request, Respond respond) {
    threads.emplace_back([request = std::move(request), respond = std::move(respond)] {
      respond(Describe(request));
    });
  });
  RawConnection connection(server->port());
  for (int i = 0; i < 20; ++i) {
    connection.Send(Get("/" + std::to_string(i)));
    EXPECT_EQ(connection.Receive().body, "GET /" + std::to_string(i) + "||");
  }
  server->Stop(1'000);
  for (std::thread& thread : threads) {
    thread.join();
  }
}

TEST(Exchange, OnlyTheFirstAnswerCounts) {
  auto server = StartServer([](const Request& request, const Respond& respond) {
    respond(Describe(request));
    respond({500, "text/plain", {}, "second"});
  });
  RawConnection connection(server->port());
  for (const char* path : {"/a", "/b", "/c"}) {
    connection.Send(Get(path));
    EXPECT_EQ(connection.Receive().body, "GET " + std::string(path) + "||");
  }
}

TEST(Exchange, ARequestThatTheHandlerDropsOrThrowsIs500) {
  auto server = StartServer([](const Request& request, const Respond&) {
    if (request.path == "/throw") {
      throw std::runtime_error("secret");
    }
  });
  RawConnection connection(server->port());
  for (const char* path : {"/drop", "/throw", "/drop"}) {
    connection.Send(Get(path));
    RawAnswer answer = connection.Receive();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.headers["content-type"], "application/problem+json");
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  }
}

TEST(Exchange, ManyClientsAreServedAtTheSameTime) {
  auto server = StartServer(Echo);
  std::vector<std::thread> clients(16);
  for (size_t client = 0; client < clients.size(); ++client) {
    clients[client] = std::thread([port = server->port(), client] {
      RawConnection connection(port);
      for (int i = 0; i < 100; ++i) {
        std::string path = "/" + std::to_string(client) + "/" + std::to_string(i);
        connection.Send(Get(path));
        ASSERT_EQ(connection.Receive().body, "GET " + path + "||");
      }
    });
  }
  for (std::thread& client : clients) {
    client.join();
  }
}

TEST(Problem, ADocumentNamesStatusCodeAndDetail) {
  Response problem = ProblemResponse(404, "not-found", "no \"audit\"\n");
  EXPECT_EQ(problem.status, 404U);
  EXPECT_EQ(problem.content_type, "application/problem+json");
  EXPECT_EQ(
      problem.body,
      R"({"type":"about:blank","title":"Not Found","status":404,"code":"not-found","detail":"no \"audit\"\n"})");
}

}  // namespace
}  // namespace assay::http
