#include <string>
#include <thread>

#include "fixture.h"

namespace assay::bus {
namespace {

class Requests : public testing::TestWithParam<Transport> {
 protected:
  Wire wire_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Over, Requests,
                         testing::Values(Transport::kInproc, Transport::kIpc, Transport::kCurve),
                         TransportName);

TEST_P(Requests, ARequestGetsItsReplyAndBody) {
  EchoService service(&wire_);
  Caller caller(&wire_);
  auto answer = caller.Call("body");
  ASSERT_TRUE(answer.ok()) << answer.status().message();
  EXPECT_EQ(answer->header.id(), "assay.test.v1.Echo");
  EXPECT_EQ(answer->body, "body");
}

TEST_P(Requests, LargeAndEmptyBodiesArriveUnchanged) {
  EchoService service(&wire_);
  Caller caller(&wire_);
  for (size_t size : {size_t{0}, size_t{1}, size_t{1'024}, size_t{1'025}, size_t{3'900'000}}) {
    std::string body(size, 'x');
    auto answer = caller.Call(body);
    ASSERT_TRUE(answer.ok()) << size << ": " << answer.status().message();
    EXPECT_TRUE(answer->body == body) << size;
  }
}

TEST_P(Requests, ARefusalPassesThroughAsAReply) {
  EchoService service(&wire_);
  service.Handle([](const IncomingRequest&, const Responder& respond) {
    v1::Reply reply;
    reply.mutable_problem()->set_code("finding-closed");
    respond(std::move(reply), "");
  });
  Caller caller(&wire_);
  auto answer = caller.Call("");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->header.problem().code(), "finding-closed");
}

TEST_P(Requests, TheServerKnowsThePeersKeyOnlyWhereThereIsOne) {
  EchoService service(&wire_);
  service.Handle([](const IncomingRequest& request, const Responder& respond) {
    respond(v1::Reply(), request.peer_key);
  });
  Caller caller(&wire_);
  auto answer = caller.Call("");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->body, GetParam() == Transport::kCurve ? wire_.client_keys.public_key : "");
}

TEST_P(Requests, TenThousandPipelinedRequestsAreEachAnsweredOnce) {
  constexpr int kRequests = 10'000;
  std::vector<int> answers(kRequests, 0);  // on the caller's loop
  int answered = 0;
  EchoService service(&wire_);
  Caller caller(&wire_);
  caller.host().Do([&] {
    for (int i = 0; i < kRequests; ++i) {
      caller.client()->Call(RequestNamed("Echo"), std::to_string(i), [&, i](Result<Answer> answer) {
        ++answered;
        answers[static_cast<size_t>(i)] += answer.ok() && answer->body == std::to_string(i) ? 1 : 0;
      });
    }
  });
  EXPECT_TRUE(caller.host().Eventually([&] { return answered == kRequests; }));
  EXPECT_EQ(caller.host().Do([&] { return answers; }), std::vector<int>(kRequests, 1));
}

TEST_P(Requests, RepliesMayComeFromAnyThreadAndInAnyOrder) {
  std::vector<std::pair<Responder, std::string>> held;  // on the service's loop, then the writer's
  std::thread writer;
  int right = 0;  // on the caller's loop
  int answered = 0;
  EchoService service(&wire_);
  service.Handle([&](IncomingRequest request, Responder respond) {
    held.emplace_back(std::move(respond), std::move(request.body));
    if (held.size() == 100) {
      writer = std::thread([&] {
        for (auto it = held.rbegin(); it != held.rend(); ++it) {
          it->first(v1::Reply(), it->second);
          it->first(v1::Reply(), "a second answer is ignored");
        }
      });
    }
  });
  Caller caller(&wire_);
  caller.host().Do([&] {
    for (int i = 0; i < 100; ++i) {
      caller.client()->Call(RequestNamed("Echo"), std::to_string(i), [&, i](Result<Answer> answer) {
        ++answered;
        right += answer.ok() && answer->body == std::to_string(i) ? 1 : 0;
      });
    }
  });
  EXPECT_TRUE(caller.host().Eventually([&] { return right == 100; }));
  EXPECT_TRUE(caller.Call("after them", 1).status().code() == StatusCode::kUnavailable);
  EXPECT_EQ(caller.host().Do([&] { return answered; }), 100);
  writer.join();
}

TEST_P(Requests, ARequestThatNobodyAnswersEndsAtItsDeadline) {
  EchoService service(&wire_);
  service.Handle([](const IncomingRequest&, const Responder&) {});
  Caller caller(&wire_);
  auto answer = caller.Call("", 20);
  EXPECT_EQ(answer.status().code(), StatusCode::kUnavailable);
}

TEST_P(Requests, AReplyAfterTheDeadlineIsIgnored) {
  Responder late;
  EchoService service(&wire_);
  service.Handle([&](IncomingRequest request, Responder respond) {
    if (request.body == "late") {
      late = std::move(respond);
    } else {
      late(v1::Reply(), "too late");
      respond(v1::Reply(), "in time");
    }
  });
  Caller caller(&wire_);
  EXPECT_EQ(caller.Call("late", 300).status().code(), StatusCode::kUnavailable);
  ASSERT_TRUE(service.host().Eventually([&] { return late != nullptr; }));
  auto answer = caller.Call("");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->body, "in time");
}

TEST_P(Requests, ARequestWaitsForAServerThatComesLater) {
  std::promise<Result<Answer>> answer;
  std::vector<std::string> seen;  // on the service's loop
  EchoService service(&wire_);
  service.StopServer();
  Caller caller(&wire_);
  EXPECT_EQ(caller.Call("expires", 20).status().code(), StatusCode::kUnavailable);
  service.Handle([&](IncomingRequest request, const Responder& respond) {
    seen.push_back(request.body);
    EXPECT_LE(request.header.timeout_ms(), 30'000u);
    respond(v1::Reply(), "here");
  });
  caller.host().Do([&] {
    caller.client()->Call(RequestNamed("Echo"), "waits",
                          [&](Result<Answer> result) { answer.set_value(std::move(result)); });
  });
  service.StartServer();
  Result<Answer> result = answer.get_future().get();
  ASSERT_TRUE(result.ok()) << result.status().message();
  EXPECT_EQ(result->body, "here");
  EXPECT_EQ(service.host().Do([&] { return seen; }), std::vector<std::string>{"waits"});
}

TEST_P(Requests, AClientFindsItsServerAgainAfterARestart) {
  EchoService service(&wire_);
  Caller caller(&wire_);
  ASSERT_TRUE(caller.Call("before").ok());
  for (int i = 0; i < 3; ++i) {
    service.StopServer();
    service.StartServer();
    // One that went out on the old connection is lost; asking again is the caller's part.
    Result<Answer> answer = caller.Call("after", 500);
    for (int again = 0; !answer.ok() && again < 20; ++again) {
      answer = caller.Call("after", 500);
    }
    ASSERT_TRUE(answer.ok()) << answer.status().message();
  }
}

TEST_P(Requests, AClientRefusesMoreThanItsBoundAtOnce) {
  std::vector<Responder> held;  // on the service's loop
  size_t refused = 0;           // on the caller's
  EchoService service(&wire_);
  service.Handle(
      [&](const IncomingRequest&, Responder respond) { held.push_back(std::move(respond)); });
  Caller caller(&wire_);
  caller.host().Do([&] {
    for (size_t i = 0; i < Client::kOutstandingMax; ++i) {
      caller.client()->Call(RequestNamed("Echo"), "", [](const Result<Answer>&) {});
    }
    for (int i = 0; i < 3; ++i) {
      caller.client()->Call(RequestNamed("Echo"), "", [&](const Result<Answer>& answer) {
        refused += answer.status().code() == StatusCode::kUnavailable ? 1u : 0u;
      });
    }
    EXPECT_EQ(refused, 0u) << "the handler must not be called from inside Call";
  });
  EXPECT_TRUE(caller.host().Eventually([&] { return refused == 3; }));
}

TEST_P(Requests, ARequestThatFitsNoMessageIsRefusedByTheClient) {
  EchoService service(&wire_);
  Caller caller(&wire_);
  EXPECT_EQ(caller.Call(std::string(4'000'001, 'x')).status().code(), StatusCode::kInvalidArgument);
  EXPECT_TRUE(caller.Call("next").ok());
}

TEST_P(Requests, AnAnswerThatFitsNoMessageIsAProblem) {
  EchoService service(&wire_);
  service.Handle([](const IncomingRequest&, const Responder& respond) {
    respond(v1::Reply(), std::string(4'000'001, 'x'));
  });
  Caller caller(&wire_);
  auto answer = caller.Call("");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->header.problem().code(), "answer-too-large");
}

TEST_P(Requests, AnAddressIsBoundOnce) {
  EchoService service(&wire_);
  auto second = service.host().Do([&] {
    return Server::Bind(service.host().loop(), {wire_.server, nullptr},
                        [](const IncomingRequest&, const Responder&) {})
        .status();
  });
  EXPECT_EQ(second.code(), StatusCode::kUnavailable) << second.message();
  Caller caller(&wire_);
  EXPECT_TRUE(caller.Call("the first one still answers").ok());
}

TEST_P(Requests, AResponderMayOutliveItsServer) {
  Responder kept;
  {
    EchoService service(&wire_);
    service.Handle([&](const IncomingRequest&, Responder respond) { kept = std::move(respond); });
    Caller caller(&wire_);
    EXPECT_FALSE(caller.Call("", 100).ok());
    EXPECT_TRUE(service.host().Eventually([&] { return kept != nullptr; }));
  }
  kept(v1::Reply(), "nobody is there");
}

}  // namespace
}  // namespace assay::bus
