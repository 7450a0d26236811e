// Each service goes on taking its own commands while every other one is down, and catches up after.
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

struct OwnCommand {
  const char* service;
  const char* collection;
  const char* verb;
  const char* body;
};

void PrintTo(const OwnCommand& command, std::ostream* out) {
  *out << command.service;
}

// Commands that need no fact, or only facts that are known already.
constexpr OwnCommand kCommands[] = {
    {"directory", "partners", "add-partner", R"({"name":"Carrier","provides":"Lines"})"},
    {"audits", "certification-bodies", "register-certification-body",
     R"({"name":"Nordmark","zone":"Europe/Berlin","surveillancesPerYear":1})"},
    {"actions", "to-dos", "add-to-do",
     R"({"title":"Write it down","priority":"HIGH","dueOn":"2023-02-01"})"},
    {"training", "sessions", "schedule-session",
     R"({"kind":"ADMINISTRATOR_WORKSHOP","title":"Keeping records","plannedOn":"2023-02-01",)"
     R"("journeyId":"$journey","trainerId":"$trainer"})"},
};

class IsolationTest : public ::testing::TestWithParam<OwnCommand> {};

TEST_P(IsolationTest, AServiceAloneTakesItsCommandsAndTheOthersCatchUp) {
  Installation installation({.shape = Shape::kIpc});
  installation.Start();
  auto client = installation.client();
  Programme programme(client.get());
  // Answered once the service knows what the others had to say until now.
  ASSERT_TRUE(client->Get(programme.path() + GetParam().collection)->ok());
  for (const char* service : {"directory", "audits", "actions", "training", "scheduling"}) {
    installation.Kill(service);
  }
  installation.StartOne(GetParam().service);
  client->seen().clear();
  std::string body = GetParam().body;
  for (const auto& [name, id] :
       {std::pair<std::string, std::string>("$journey", programme.journey()),
        {"$trainer", programme.coach()}}) {
    if (size_t at = body.find(name); at != std::string::npos) {
      body.replace(at, name.size(), id);
    }
  }
  for (int i = 0; i < 20; ++i) {
    std::string id = Id::Derived("alone " + std::to_string(i)).ToString();
    auto answer =
        client->Post(programme.path() + GetParam().collection + "/" + id + ":" + GetParam().verb,
                     body, "alone " + std::to_string(i));
    ASSERT_TRUE(answer.ok() && answer->ok())
        << (answer.ok() ? answer->body : answer.status().message());
  }
  installation.Start();
  // A finding needs directory, audits and actions to have caught up; its action's deadline needs
  // scheduling.
  std::string finding = Id::Derived("after").ToString();
  auto raised = programme.RaiseFinding(client.get(), finding);
  ASSERT_TRUE(raised->ok()) << raised->body;
  auto action =
      client->Get(programme.path() + "actions/" + Id::Derived("action of " + finding).ToString());
  EXPECT_TRUE(action->ok()) << action->body;
  auto deadlines = client->Get(programme.path() + "deadlines");
  EXPECT_TRUE(deadlines->ok()) << deadlines->body;
  EXPECT_NE(deadlines->Text("total"), "0") << deadlines->body;
}

INSTANTIATE_TEST_SUITE_P(Services, IsolationTest, ::testing::ValuesIn(kCommands),
                         [](const auto& command) { return std::string(command.param.service); });

TEST(Absence, ACommandThatNeedsAnAwayServiceSaysSo) {
  Installation installation({.shape = Shape::kIpc});
  installation.Start();
  auto client = installation.client();
  Programme programme(client.get());
  installation.Kill("audits");
  client->seen().clear();
  auto answer = client->Get(programme.path() + "audits");
  EXPECT_EQ(answer->status, 503) << answer->body;
  EXPECT_EQ(answer->Text("code"), "unavailable");
  EXPECT_TRUE(answer->headers.contains("retry-after"));
  auto ready = client->Get("/readyz");
  EXPECT_EQ(ready->status, 503);
}

}  // namespace
}  // namespace assay::testing
