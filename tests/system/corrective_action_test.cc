// A major nonconformity from raising to closing, reopening and closing again, through the public
// API of real processes, with an attempt to cheat at each gate.
#include <map>

#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

class CorrectiveActionTest : public ::testing::TestWithParam<Shape> {
 protected:
  CorrectiveActionTest() : installation_({.shape = GetParam()}) {
    installation_.Start();
    administrator_ = installation_.client();
    programme_ = std::make_unique<Programme>(administrator_.get());
    programme_->Must(
        administrator_.get(), "sites/" + IdOf("plant") + ":add-site",
        R"({"name":"Plant","address":"Leipzig","zone":"Europe/Berlin","centralFunction":false})");
    Hire("lena", R"(["PROCESS_OWNER","ACTION_OWNER"])");
    Hire("piet", R"(["ACTION_OWNER"])");
    Hire("jonas", R"(["COMPLIANCE_MANAGER"])");
    Hire("mira", R"(["AUDITOR","ACTION_OWNER"])");
    Raise();
  }

  static std::string IdOf(const std::string& label) { return Id::Derived(label).ToString(); }

  // A person with an account of the organisation.
  void Hire(const std::string& name, const std::string& roles) {
    programme_->Must(administrator_.get(), "people/" + IdOf(name) + ":register-person",
                     R"({"name":"Somebody )" + name + R"(","tie":"STAFF"})");
    std::string user = "/api/v1/users/" + IdOf("user " + name);
    auto put = administrator_->Put(
        user, R"({"login":")" + name + R"(","password":"long enough for )" + name +
                  R"(","memberships":[{"organisation":")" + programme_->organisation() +
                  R"(","roles":)" + roles + R"(,"person":")" + IdOf(name) + R"("}]})");
    ASSERT_TRUE(put.ok() && put->ok()) << (put.ok() ? put->body : "");
    auto token = administrator_->Post(user + ":create-token", R"({"name":"test"})");
    ASSERT_TRUE(token.ok() && token->ok()) << (token.ok() ? token->body : "");
    clients_[name] = std::make_unique<ctl::ApiClient>(installation_.url(), token->Text("token"));
  }

  void Raise() {
    auto raised = administrator_->Post(
        programme_->path() + "audits/" + programme_->audit() + ":raise-finding",
        R"({"findingId":")" + finding_ +
            R"(","grade":"MAJOR","standard":"ISO/IEC 27001","clause":"9.2","siteId":")" +
            programme_->site() +
            R"(","statement":"Not as required.","evidence":"Seen.","ownerId":")" + IdOf("lena") +
            R"(","occurredOn":"2023-01-02"})",
        "raise");
    ASSERT_TRUE(raised.ok() && raised->ok()) << (raised.ok() ? raised->body : "");
    for (auto& [name, client] : clients_) {
      client->seen() = administrator_->seen();
    }
  }

  ctl::ApiAnswer Give(const std::string& who, const std::string& verb, const std::string& body) {
    ctl::ApiClient* client = clients_.at(who).get();
    auto answer = client->Post(programme_->path() + "actions/" + action_ + ":" + verb, body,
                               "command " + std::to_string(++given_));
    EXPECT_TRUE(answer.ok()) << answer.status().message();
    for (auto& [name, other] : clients_) {
      other->seen() = client->seen();
    }
    administrator_->seen() = client->seen();
    return answer.ok() ? *answer : ctl::ApiAnswer();
  }
  void Accepted(const std::string& who, const std::string& verb, const std::string& body) {
    ctl::ApiAnswer answer = Give(who, verb, body);
    EXPECT_TRUE(answer.ok()) << who << " " << verb << ": " << answer.body;
  }
  // Refused by the rule, with its clause and a sentence; or by the code of a refusal without rule.
  void Refused(const std::string& reason, const std::string& who, const std::string& verb,
               const std::string& body) {
    ctl::ApiAnswer answer = Give(who, verb, body);
    EXPECT_GE(answer.status, 400) << who << " " << verb << ": " << answer.body;
    if (reason.starts_with("CA-")) {
      EXPECT_EQ(answer.Text("rule"), reason) << answer.body;
      EXPECT_NE(answer.Text("clause"), "") << answer.body;
      EXPECT_NE(answer.Text("ruleset"), "") << answer.body;
    } else {
      EXPECT_EQ(answer.Text("code"), reason) << answer.body;
    }
    EXPECT_NE(answer.Text("detail"), "") << answer.body;
  }
  ctl::ApiAnswer Action() {
    auto answer = administrator_->Get(programme_->path() + "actions/" + action_);
    EXPECT_TRUE(answer.ok() && answer->ok());
    return answer.ok() ? *answer : ctl::ApiAnswer();
  }
  void Advance(const std::string& date) {
    auto moved =
        administrator_->Post("/api/v1/clock:advance", R"({"to":")" + date + R"(T12:00:00Z"})");
    ASSERT_TRUE(moved.ok() && moved->ok()) << (moved.ok() ? moved->body : "");
  }

  // ---- What is said in a command

  static std::string On(const std::string& date, const std::string& more = "") {
    return R"({"occurredOn":")" + date + "\"" + (more.empty() ? "" : "," + more) + "}";
  }
  static std::string By(const std::string& field, const std::string& who, const std::string& date,
                        const std::string& more = "") {
    return On(date, "\"" + field + R"(":")" + IdOf(who) + "\"" + (more.empty() ? "" : "," + more));
  }
  static std::string Plan(const std::string& plan, const std::string& date,
                          const std::string& more = "") {
    return On(date, R"("plan":")" + plan + R"(","finishBy":"2023-01-31","implementerIds":[")" +
                        IdOf("piet") + R"("],"steps":[)" + Step("write") + "," + Step("train") +
                        "]" + more);
  }
  static std::string Step(const std::string& what) {
    return R"({"id":")" + IdOf("step " + what) + R"(","what":")" + what + R"(","implementerId":")" +
           IdOf("piet") + R"(","dueOn":"2023-01-31"})";
  }
  static std::string Done(const std::string& what, const std::string& date) {
    return By("doneBy", "piet", date,
              R"("evidence":"Seen.","stepId":")" + IdOf("step " + what) + "\"");
  }
  static std::string Whys() {
    return R"("method":"FIVE_WHYS","whys":[{"question":"Why?","answer":"Nobody was asked."},)"
           R"({"question":"Why not?","answer":"Nobody owns it."}],"cause":"Nobody owns it.")";
  }

  void UpToPlan();
  void UpToImplementation();
  void UpToClosing();

  Installation installation_;
  std::unique_ptr<ctl::ApiClient> administrator_;
  std::unique_ptr<Programme> programme_;
  std::map<std::string, std::unique_ptr<ctl::ApiClient>> clients_;
  std::string finding_ = IdOf("finding");
  std::string action_ = IdOf("action of " + finding_);
  int given_ = 0;
};

// Dispute, correction, sites and cause.
void CorrectiveActionTest::UpToPlan() {
  Accepted("lena", "dispute-action", By("disputedBy", "lena", "2023-01-02", R"("reason":"No.")"));
  Accepted("lena", "record-correction",
           On("2023-01-02", R"("correction":"Done.","similarCases":"Looked for.")"));
  Refused("CA-18", "lena", "analyse-cause",
          On("2023-01-02", R"("method":"FISHBONE","cause":"Nobody owns it.")"));
  Accepted("lena", "analyse-cause", On("2023-01-02", Whys()));
  Refused("CA-10", "lena", "submit-plan", Plan("Own it", "2023-01-02"));
  Refused("CA-11", "jonas", "decide-dispute",
          By("decidedBy", "lena", "2023-01-02", R"("granted":true,"reason":"Mine.")"));
  Accepted("jonas", "decide-dispute",
           By("decidedBy", "jonas", "2023-01-02", R"("granted":false,"reason":"It was seen.")"));

  Refused("CA-16", "lena", "submit-plan", Plan("Own it", "2023-01-02"));
  Refused("CA-17", "mira", "verify-cause",
          By("verifiedBy", "lena", "2023-01-02", R"("confirmed":true,"evidence":"Me.")"));
  Accepted("mira", "verify-cause",
           By("verifiedBy", "mira", "2023-01-02", R"("confirmed":true,"evidence":"Asked.")"));

  Refused("CA-13", "lena", "submit-plan", Plan("Own it", "2023-01-02"));
  std::string site = R"({"site":{"siteId":")" + IdOf("plant") +
                     R"(","extent":"AFFECTED","justification":"Twice.","examinedBy":")" +
                     IdOf("mira") + R"(","examinedOn":"2023-01-02")";
  Accepted("mira", "examine-site", site + "}}");
  Refused("CA-15", "lena", "submit-plan", Plan("Own it", "2023-01-02"));
  Accepted("mira", "examine-site", site + R"(,"measure":"Put right there, too."}})");
}

// Plan, approval, amendment, steps.
void CorrectiveActionTest::UpToImplementation() {
  Accepted("lena", "submit-plan",
           Plan("Own it", "2023-01-02",
                R"(,"estimatedCost":{"amount":"1200.00","currency":"EUR"},"estimatedHours":"16")"));
  Refused("CA-8", "lena", "approve-plan", By("approvedBy", "lena", "2023-01-02"));
  Refused("CA-8", "lena", "approve-plan", By("approvedBy", "jonas", "2023-01-02"));
  Refused("forbidden", "piet", "approve-plan", By("approvedBy", "jonas", "2023-01-02"));
  Accepted("jonas", "approve-plan", By("approvedBy", "jonas", "2023-01-02"));

  Advance("2023-01-10");
  Accepted("lena", "amend-plan", Plan("Own it twice", "2023-01-10", R"(,"reason":"Safer.")"));
  EXPECT_EQ(Action().Text("approvalStale"), "true") << Action().body;
  Refused("CA-21", "piet", "complete-step", Done("write", "2023-01-10"));
  Refused("CA-8", "jonas", "approve-plan", By("approvedBy", "piet", "2023-01-10"));
  Accepted("jonas", "approve-plan", By("approvedBy", "jonas", "2023-01-10"));
  EXPECT_EQ(Action().Text("approvalStale"), "false") << Action().body;

  Accepted("piet", "complete-step", Done("write", "2023-01-10"));
  Refused("CA-19", "lena", "report-implementation", On("2023-01-10", R"("evidence":"All.")"));
  std::string train = R"("stepId":")" + IdOf("step train") + "\"";
  Accepted("lena", "cancel-step", "{" + train + R"(,"reason":"Nobody to train."})");
  Refused("CA-19", "lena", "report-implementation", On("2023-01-10", R"("evidence":"All.")"));
  Refused("CA-20", "lena", "waive-step",
          "{" + train + R"(,"reason":"Let it be.","waivedBy":")" + IdOf("lena") + "\"}");
  Accepted("jonas", "waive-step",
           "{" + train + R"(,"reason":"All know it.","waivedBy":")" + IdOf("jonas") + "\"}");
}

// More time, implementation, effectiveness.
void CorrectiveActionTest::UpToClosing() {
  Accepted("piet", "ask-for-extension",
           By("askedBy", "piet", "2023-01-10", R"("dueOn":"2023-12-29","reason":"Ill.")"));
  Refused("CA-12", "jonas", "decide-extension",
          By("decidedBy", "piet", "2023-01-10", R"("granted":true,"reason":"Mine.")"));
  Accepted("jonas", "decide-extension",
           By("decidedBy", "jonas", "2023-01-10", R"("granted":true,"reason":"Seen.")"));
  EXPECT_EQ(Action().Text("dueOn"), "2023-12-29");

  Accepted("lena", "report-implementation", On("2023-01-10", R"("evidence":"All.")"));
  Refused("wrong-state", "jonas", "close-action", On("2023-01-10"));
  std::string effective = R"("effective":true,"evidence":"None since.")";
  Refused("CA-6", "mira", "verify-effectiveness",
          By("verifierId", "mira", "2023-01-10", effective));
  Advance("2023-02-20");
  Refused("CA-3", "mira", "verify-effectiveness",
          By("verifierId", "piet", "2023-02-20", effective));
  Refused("CA-3", "lena", "verify-effectiveness",
          By("verifierId", "mira", "2023-02-20", effective));
  Refused("CA-9", "jonas", "verify-effectiveness",
          By("verifierId", "jonas", "2023-02-20", effective));
  Accepted("mira", "verify-effectiveness", By("verifierId", "mira", "2023-02-20", effective));
  Accepted("jonas", "close-action", On("2023-02-20"));
}

TEST_P(CorrectiveActionTest, NobodyGetsAroundAGateAndTheProcessComesToItsEnd) {
  UpToPlan();
  UpToImplementation();
  Accepted("piet", "record-effort",
           R"({"entry":{"id":")" + IdOf("effort") + R"(","what":"Writing","hours":"7.5","cost":)" +
               R"({"amount":"310.50","currency":"EUR"},"personId":")" + IdOf("piet") +
               R"(","spentOn":"2023-01-10"}})");
  UpToClosing();
  ctl::ApiAnswer action = Action();
  EXPECT_EQ(action.Text("state"), "CLOSED") << action.body;
  EXPECT_EQ(action.Text("countsAsDone"), "true");
  EXPECT_EQ(action.Text("hoursSpent"), "7.5");
  auto settled = administrator_->Get(programme_->path() + "findings/" + finding_);
  EXPECT_EQ(settled->Text("state"), "SETTLED") << settled->body;

  Refused("missing-field", "jonas", "reopen-action", On("2023-02-20"));
  Accepted("jonas", "reopen-action", On("2023-02-20", R"("reason":"It came again.")"));
  action = Action();
  EXPECT_EQ(action.Text("state"), "CAUSE_ANALYSED");
  EXPECT_EQ(action.Text("countsAsDone"), "false");
  EXPECT_NE(action.body.find(R"("closedOn":"2023-02-20")"), std::string::npos) << action.body;
}

TEST_P(CorrectiveActionTest, WhatIsLateRisesAndWhatComesAgainIsLinked) {
  ASSERT_EQ(Action().Text("state"), "OPEN");  // there before the timers look for it
  Advance("2023-03-20");                      // the plan was due on 2023-01-16
  ctl::ApiAnswer action = Action();
  EXPECT_EQ(action.Text("escalationLevel"), "2") << action.body;
  EXPECT_NE(action.body.find("TOP_MANAGEMENT"), std::string::npos) << action.body;
  std::string again = IdOf("again");
  auto raised = administrator_->Post(
      programme_->path() + "audits/" + programme_->audit() + ":raise-finding",
      R"({"findingId":")" + again +
          R"(","grade":"MINOR","standard":"ISO/IEC 27001","clause":"9.2","siteId":")" +
          programme_->site() + R"(","statement":"Again.","evidence":"Seen.","ownerId":")" +
          IdOf("lena") + R"(","occurredOn":"2023-01-03"})",
      "again");
  ASSERT_TRUE(raised.ok() && raised->ok()) << (raised.ok() ? raised->body : "");
  auto repeat = administrator_->Get(programme_->path() + "actions/" + IdOf("action of " + again));
  ASSERT_TRUE(repeat.ok() && repeat->ok());
  EXPECT_EQ(repeat->Text("repeatFinding"), "true") << repeat->body;
  EXPECT_NE(repeat->body.find(action_), std::string::npos) << repeat->body;
  EXPECT_NE(Action().body.find(IdOf("action of " + again)), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Shapes, CorrectiveActionTest,
                         ::testing::Values(Shape::kIpc, Shape::kOneProcess),
                         [](const auto& shape) { return Name(shape.param); });

}  // namespace
}  // namespace assay::testing
