#include <fstream>
#include <sstream>

#include "assay/base/bytes.h"
#include "fixture.h"
#include "follower.h"
#include "raw_peer.h"

namespace assay::bus {
namespace {

// One line of the worked example in docs/formats/bus.md: "S> 0801... | 0000..." with who sends it
// and its frames.
struct Line {
  std::string from;
  std::vector<std::string> frames;
};

std::vector<Line> WorkedExample(const std::string& senders) {
  std::ifstream document(ASSAY_BUS_FORMAT);
  EXPECT_TRUE(document.is_open()) << ASSAY_BUS_FORMAT;
  std::vector<Line> lines;
  for (std::string text; std::getline(document, text);) {
    if (text.size() < 3 || text[1] != '>' || senders.find(text[0]) == std::string::npos) {
      continue;
    }
    Line line{text.substr(0, 1), {}};
    std::istringstream words(text.substr(3));
    std::string hex;
    for (std::string word; words >> word;) {
      if (word == "|") {
        line.frames.push_back(FromHex(hex).value());
        hex.clear();
      } else {
        hex += word;
      }
    }
    line.frames.push_back(FromHex(hex).value());
    lines.push_back(std::move(line));
  }
  EXPECT_FALSE(lines.empty());
  return lines;
}

std::string Hex(const std::vector<std::string>& frames) {
  std::string text;
  for (const std::string& frame : frames) {
    text += (text.empty() ? "" : " | ") + ToHex(frame);
  }
  return text;
}

// Plays the lines of `mine` to the other side and expects its lines to be those of the example.
void Play(RawPeer* peer, const std::vector<Line>& lines, const std::string& mine) {
  for (const Line& line : lines) {
    if (line.from == mine) {
      peer->Send(line.frames);
    } else {
      ASSERT_EQ(Hex(peer->Receive()), Hex(line.frames));
    }
  }
}

// The log of the example.
void MakeExample(FakeLog* log) {
  log->Become("log", 1);
  log->Replace(0, "one");
  log->Replace(1, "two");
  log->Replace(2, "three");
}

class Wires : public testing::Test {
 protected:
  Wire wire_{Transport::kIpc};
};

TEST_F(Wires, AServerSpeaksTheFeedOfTheWorkedExample) {
  FakeLog log(3);
  MakeExample(&log);
  EchoService service(&wire_, &log);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  std::vector<Line> lines = WorkedExample("SO");
  Play(peer.get(), lines, "S");
  EXPECT_TRUE(service.host().Eventually([&] { return service.subscribers() == 0; }));
  EXPECT_EQ(service.malformed(), 0u);
}

TEST_F(Wires, ASubscriptionSpeaksTheFeedOfTheWorkedExample) {
  FakeLog log(3);
  MakeExample(&log);
  auto owner = RawPeer::Router(wire_.server_context, wire_.server.address);
  Follower follower(wire_.client_context, &log);
  SubscriptionOptions options;
  options.endpoint = wire_.client;
  options.log = "audits";
  options.from = 1;
  options.credit = 2;
  options.silence_ms = 900;
  follower.Start(options);
  std::vector<Line> lines = WorkedExample("SO");
  Line last = lines.back();
  lines.pop_back();
  Play(owner.get(), lines, "O");
  EXPECT_TRUE(follower.WaitForNext(3));
  follower.Stop();
  EXPECT_EQ(Hex(owner->Receive()), Hex(last.frames));
}

TEST_F(Wires, AServerAnswersAsTheWorkedExampleSays) {
  EchoService service(&wire_);
  service.Handle([](const IncomingRequest& request, const Responder& respond) {
    EXPECT_EQ(request.header.method(), "assay.audits.v1.RaiseFinding");
    EXPECT_EQ(request.header.idempotency_key(), "k1");
    EXPECT_EQ(request.body, "body");
    v1::Reply reply;
    reply.set_version(3);
    reply.add_tokens()->set_log("audits");
    reply.mutable_tokens(0)->set_position(41);
    respond(std::move(reply), "");
  });
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  Play(peer.get(), WorkedExample("AB"), "A");
}

TEST_F(Wires, AServerAnswersABundleAsTheWorkedExampleSays) {
  EchoService service(&wire_);
  auto peer = RawPeer::Dealer(wire_.client_context, wire_.client);
  Play(peer.get(), WorkedExample("CD"), "C");
}

TEST_F(Wires, AClientAsksTogetherAsTheWorkedExampleSays) {
  auto server = RawPeer::Router(wire_.server_context, wire_.server.address);
  int answers = 0;
  Caller caller(&wire_);
  auto ask = [&](std::string body) {
    caller.client()->Call(RequestNamed("a.v1.Ask", 1'000), body,
                          [&, body](const Result<Answer>& answer) {
                            answers += answer.ok() && answer->body == body ? 1 : 0;
                          });
  };
  caller.host().Do([&] { ask(""); });
  v1::Frame first;  // once it is here, there is a connection
  ASSERT_TRUE(first.ParseFromString(server->Receive().front()));
  first.mutable_reply();
  server->Send(first);
  ASSERT_TRUE(caller.host().Eventually([&] { return answers == 1; }));
  caller.host().Do([&] {
    ask("x");
    ask("");
  });
  Play(server.get(), WorkedExample("CD"), "D");
  EXPECT_TRUE(caller.host().Eventually([&] { return answers == 3; }));
}

TEST_F(Wires, AClientAsksAsTheWorkedExampleSays) {
  auto server = RawPeer::Router(wire_.server_context, wire_.server.address);
  int answers = 0;
  Caller caller(&wire_);
  auto ask = [&] {
    v1::Request request = RequestNamed("assay.audits.v1.RaiseFinding", 1'000);
    request.set_idempotency_key("k1");
    caller.client()->Call(std::move(request), "body",
                          [&](const Result<Answer>& answer) { answers += answer.ok() ? 1 : 0; });
  };
  caller.host().Do(ask);
  v1::Frame first;  // it waited for the connection, so its time is not the example's
  ASSERT_TRUE(first.ParseFromString(server->Receive().front()));
  first.mutable_reply();
  server->Send(first);
  ASSERT_TRUE(caller.host().Eventually([&] { return answers == 1; }));
  caller.host().Do(ask);
  Play(server.get(), WorkedExample("AB"), "B");
  EXPECT_TRUE(caller.host().Eventually([&] { return answers == 2; }));
}

}  // namespace
}  // namespace assay::bus
