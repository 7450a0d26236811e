// The thinnest whole thing: a finding raised in audits opens an action in actions, whose closure
// settles the finding; through separate processes, over the gateway.
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

class ThinPathTest : public ::testing::TestWithParam<Shape> {
 protected:
  ThinPathTest() : installation_({.shape = GetParam()}) {
    installation_.Start();
    client_ = installation_.client();
  }

  Installation installation_;
  std::unique_ptr<ctl::ApiClient> client_;
};

TEST_P(ThinPathTest, AFindingOpensAnActionWhoseClosureSettlesTheFinding) {
  Programme programme(client_.get());
  std::string finding = Id::Derived("finding").ToString();
  std::string action = Id::Derived("action of " + finding).ToString();
  auto raised = programme.RaiseFinding(client_.get(), finding);
  ASSERT_TRUE(raised->ok()) << raised->body;
  EXPECT_EQ(raised->Text("number"), "NC-HAM-2023-0001");

  auto opened = client_->Get(programme.path() + "actions/" + action);
  ASSERT_TRUE(opened->ok()) << opened->body;
  EXPECT_EQ(opened->Text("state"), "OPEN");
  EXPECT_EQ(opened->Text("findingNumber"), "NC-HAM-2023-0001");
  auto give = [&](const std::string& verb, const std::string& body) {
    programme.Must(client_.get(), "actions/" + action + ":" + verb, body);
  };
  give("record-correction",
       R"({"correction":"Done.","similarCases":"None found.","occurredOn":"2023-01-02"})");
  give(
      "analyse-cause",
      R"({"method":"FIVE_WHYS","steps":["Why?"],"cause":"Nobody was asked.","occurredOn":"2023-01-02"})");
  give("submit-plan", R"({"plan":"Ask somebody.","finishBy":"2023-01-03","implementerIds":[")" +
                          programme.owner() + R"("],"occurredOn":"2023-01-02"})");
  give("approve-plan",
       R"({"approvedBy":")" + programme.coach() + R"(","occurredOn":"2023-01-02"})");
  give("report-implementation", R"({"evidence":"Asked.","occurredOn":"2023-01-02"})");
  ASSERT_TRUE(client_->Post("/api/v1/clock:advance", R"({"to":"2023-02-02T12:00:00Z"})")->ok());
  give("verify-effectiveness",
       R"({"verifierId":")" + programme.trainee() +
           R"(","effective":true,"evidence":"Looked.","occurredOn":"2023-02-01"})");
  give("close-action", R"({"occurredOn":"2023-02-01"})");
  auto settled = client_->Get(programme.path() + "findings/" + finding);
  ASSERT_TRUE(settled->ok()) << settled->body;
  EXPECT_EQ(settled->Text("state"), "SETTLED") << settled->body;
  EXPECT_EQ(settled->Text("actionId"), action);
}

TEST_P(ThinPathTest, AHistoryComesInPagesThatFitTogether) {
  Programme programme(client_.get());
  std::string action = Id::Derived("action of " + Id::Derived("finding").ToString()).ToString();
  ASSERT_TRUE(programme.RaiseFinding(client_.get(), Id::Derived("finding").ToString())->ok());
  std::string path = programme.path() + "actions/" + action;
  ASSERT_TRUE(client_->Get(path)->ok());
  programme.Must(client_.get(), "actions/" + action + ":record-correction",
                 R"({"correction":"Done.","similarCases":"None.","occurredOn":"2023-01-02"})");
  auto whole = client_->Get(path + "/history");
  ASSERT_TRUE(whole->ok()) << whole->body;
  EXPECT_EQ(whole->Text("nextPageToken"), "");
  ASSERT_GE(whole->json.at("items").as_array().size(), 2U);

  boost::json::array lines;
  std::string token;
  do {
    auto page = client_->Get(path + "/history?pageSize=1&pageToken=" + token);
    ASSERT_TRUE(page->ok()) << page->body;
    ASSERT_FALSE(page->json.at("items").as_array().empty());
    for (const boost::json::value& line : page->json.at("items").as_array()) {
      lines.push_back(line);
    }
    token = page->Text("nextPageToken");
  } while (!token.empty());
  EXPECT_EQ(lines, whole->json.at("items").as_array());
  EXPECT_EQ(client_->Get(path + "/history?pageToken=" + std::string(48, '0'))->Text("code"),
            "invalid-page-token");
}

TEST_P(ThinPathTest, ARepeatIsAnsweredLikeTheFirstAndAnotherBodyIsRefused) {
  Programme programme(client_.get());
  std::string finding = Id::Derived("finding").ToString();
  auto first = programme.RaiseFinding(client_.get(), finding);
  auto again = programme.RaiseFinding(client_.get(), finding);
  ASSERT_TRUE(first->ok() && again->ok()) << again->body;
  EXPECT_EQ(again->Text("number"), first->Text("number"));
  EXPECT_EQ(again->Text("tokens"), first->Text("tokens"));
  EXPECT_EQ(again->Text("repeated"), "true");
  std::string other = programme.FindingBody(Id::Derived("other").ToString());
  auto refused = client_->Post(programme.path() + "audits/" + programme.audit() + ":raise-finding",
                               other, "raise " + finding);
  EXPECT_EQ(refused->Text("code"), "idempotency-key-reused") << refused->body;
}

TEST_P(ThinPathTest, WhatWasRecordedIsThereAfterARestart) {
  Programme programme(client_.get());
  std::string finding = Id::Derived("finding").ToString();
  ASSERT_TRUE(programme.RaiseFinding(client_.get(), finding)->ok());
  // The finding is at rest once its action, and the link to it, can be read.
  ASSERT_TRUE(
      client_->Get(programme.path() + "actions/" + Id::Derived("action of " + finding).ToString())
          ->ok());
  auto before = client_->Get(programme.path() + "findings/" + finding);
  installation_.StopAll();
  installation_.Start();
  auto after = client_->Get(programme.path() + "findings/" + finding);
  EXPECT_EQ(after->body, before->body);
}

INSTANTIATE_TEST_SUITE_P(AllShapes, ThinPathTest,
                         ::testing::Values(Shape::kIpc, Shape::kTcp, Shape::kOneProcess),
                         [](const auto& shape) { return Name(shape.param); });

}  // namespace
}  // namespace assay::testing
