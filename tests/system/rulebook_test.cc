// Overlays on the rules in a running installation: what they change, who sees them, and what a
// faulty one does.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "assay/base/id.h"
#include "tests/system/installation.h"

namespace assay::testing {
namespace {

const std::string kOrganisation = Id::Derived("Fjordlicht IT").ToString();
const std::string kOther = Id::Derived("somebody else").ToString();
const std::string kBody = Id::Derived("Nordmark").ToString();

std::string Overlay(const std::string& id, const std::string& whose, const std::string& lines) {
  return "id = \"" + id + "\"\nversion = \"1\"\nextends = \"assay-2026.1\"\n" + whose + "\n" +
         lines;
}

std::string Nordmark() {
  return Overlay("nordmark", "body = \"" + kBody + "\"", R"(
[rule.AT-3]
params = { lookup = "interpolate" }
[[audit_time]]
standard = "20000-1"
basis = "Nordmark's own table"
rows = [[10, 200], [25, 500]]
)");
}

void Write(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path) << text;
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class RulebookTest : public ::testing::Test {
 protected:
  RulebookTest() : installation_({.shape = Shape::kOneProcess}) {
    Write(Rules("nordmark.toml"), Nordmark());
    Write(Rules("fjordlicht.toml"),
          Overlay("fjordlicht", "organisation = \"" + kOrganisation + "\"",
                  "[rule.NC-2]\nparams = { plan_days_minor = 7 }\n"));
  }
  std::string Rules(const std::string& file) const {
    return installation_.data() + "/rules/" + file;
  }

  Installation installation_;
};

TEST_F(RulebookTest, WhatHoldsForAnOrganisationAndABodyIsShownWithWhoChangedIt) {
  installation_.Start();
  auto client = installation_.client();
  auto built_in = client->Get("/api/v1/rules");
  ASSERT_TRUE(built_in.ok() && built_in->ok()) << built_in->body;
  EXPECT_EQ(built_in->Text("ruleset"), "assay-2026.1");
  EXPECT_NE(built_in->body.find("\"id\":\"SU-2-STRICT\""), std::string::npos);
  EXPECT_EQ(built_in->body.find("changedBy\":[\""), std::string::npos);

  auto both = client->Get("/api/v1/rules?organisation=" + kOrganisation + "&body=" + kBody);
  ASSERT_TRUE(both.ok() && both->ok()) << both->body;
  EXPECT_EQ(both->Text("ruleset"), "assay-2026.1+nordmark-1+fjordlicht-1");
  EXPECT_NE(both->body.find("{\"name\":\"plan_days_minor\",\"value\":\"7\"}"), std::string::npos)
      << both->body;
  EXPECT_NE(both->body.find("\"changedBy\":[\"fjordlicht-1\"]"), std::string::npos);
  EXPECT_NE(both->body.find("\"broughtBy\":\"nordmark-1\""), std::string::npos);

  EXPECT_EQ(client->Get("/api/v1/rules?body=Nordmark")->status, 400);
  ctl::ApiClient stranger(installation_.url(), "");
  EXPECT_EQ(stranger.Get("/api/v1/rules")->status, 401);
}

TEST_F(RulebookTest, AnOrganisationsRulesAreShownToItsPeopleOnly) {
  installation_.Start();
  auto client = installation_.client();
  const std::string user = "/api/v1/users/" + Id::Derived("reader").ToString();
  auto put = client->Put(user, R"({"login":"reader","password":"long enough for this",)"
                               R"("memberships":[{"organisation":")" +
                                   kOther + R"(","roles":["READER"]}]})");
  ASSERT_TRUE(put.ok() && put->ok()) << put->body;
  auto token = client->Post(user + ":create-token", R"({"name":"test"})");
  ASSERT_TRUE(token.ok() && token->ok()) << token->body;
  ctl::ApiClient reader(installation_.url(), token->Text("token"));
  EXPECT_EQ(reader.Get("/api/v1/rules?organisation=" + kOther)->status, 200);
  EXPECT_EQ(reader.Get("/api/v1/rules?organisation=" + kOrganisation)->status, 403);
  EXPECT_EQ(reader
                .Post("/api/v1/calculators/cycle?organisation=" + kOrganisation,
                      R"({"decision":"2026-06-15"})")
                ->status,
            403);
}

TEST_F(RulebookTest, CalculatorsCountWithTheBodysTable) {
  installation_.Start();
  auto client = installation_.client();
  const std::string request = R"({"standard":"20000-1","personnel":20})";
  auto without = client->Post("/api/v1/calculators/audit-time", request);
  ASSERT_TRUE(without.ok());
  EXPECT_NE(without->body.find("NEEDS_TABLE"), std::string::npos) << without->body;
  auto with = client->Post("/api/v1/calculators/audit-time?body=" + kBody, request);
  ASSERT_TRUE(with.ok() && with->ok()) << with->body;
  EXPECT_NE(with->body.find("\"base\":4,"), std::string::npos)
      << "10 persons take 2 days, 25 take 5: " << with->body;
  EXPECT_NE(with->body.find("assay-2026.1+nordmark-1"), std::string::npos);
}

TEST_F(RulebookTest, EntriesNameTheRulesThatJudgedThem) {
  installation_.Start();
  auto client = installation_.client();
  for (const std::string& organisation : {kOrganisation, kOther}) {
    std::string path = "/api/v1/organisations/" + organisation + "/certification-bodies/" +
                       Id::Derived("body of " + organisation).ToString();
    auto registered =
        client->Post(path + ":register-certification-body",
                     R"({"name":"Nordmark","zone":"Europe/Berlin","surveillancesPerYear":1})",
                     "register for " + organisation);
    ASSERT_TRUE(registered.ok() && registered->ok()) << registered->body;
    auto history = client->Get(path + "/history");
    ASSERT_TRUE(history.ok() && history->ok()) << history->body;
    EXPECT_NE(history->body.find(organisation == kOrganisation
                                     ? "\"ruleset\":\"assay-2026.1+fjordlicht-1\""
                                     : "\"ruleset\":\"assay-2026.1\""),
              std::string::npos)
        << history->body;
  }
}

TEST(FaultyOverlay, StopsEveryProcessAndIsNamed) {
  Installation installation({.shape = Shape::kIpc});
  Write(
      installation.data() + "/rules/nordmark.toml",
      Overlay("nordmark", "body = \"" + kBody + "\"", "[rule.NC-2]\nparams = { plan_days = 7 }\n"));
  for (const char* process : {"audits", "gateway"}) {
    std::string said = installation.StartRefused(process);
    EXPECT_NE(said.find("nordmark.toml"), std::string::npos) << said;
    EXPECT_NE(said.find("rule NC-2"), std::string::npos) << said;
    EXPECT_NE(said.find("plan_days"), std::string::npos) << said;
  }
}

// `assayctl rules ...`, with no server to ask.
struct Ran {
  int exit_code = -1;
  std::string out;
  std::string problem;
};

Ran RunRules(const TempFolder& folder, const std::string& arguments) {
  const char* bin = std::getenv("ASSAY_BIN");
  std::string command = "HOME=" + folder.path() + " ASSAY_URL=http://127.0.0.1:1 " +
                        (bin == nullptr ? "build/dev/bin" : bin) + "/assayctl rules " + arguments +
                        " >" + folder.Sub("out") + " 2>" + folder.Sub("err");
  int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadAll(folder.Sub("out")),
          ReadAll(folder.Sub("err"))};
}

TEST(RulesCommand, ChecksAnOverlayBeforeItIsRolledOut) {
  TempFolder folder;
  Write(folder.Sub("rules/nordmark.toml"), Nordmark());
  Ran good = RunRules(folder, "check " + folder.Sub("rules/nordmark.toml"));
  EXPECT_EQ(good.exit_code, 0) << good.problem;
  EXPECT_EQ(good.out,
            "nordmark-1 on assay-2026.1: 1 rule changed, 1 table of audit time, for 1 "
            "certification body id\n");
  Write(folder.Sub("bad.toml"), Overlay("bad", "body = \"" + kBody + "\"", "[rule.XX-1]\n"));
  Ran bad = RunRules(folder, "check " + folder.Sub("bad.toml"));
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_NE(bad.problem.find("line 5, rule XX-1: is not in assay-2026.1"), std::string::npos)
      << bad.problem;
  EXPECT_EQ(RunRules(folder, "check " + folder.Sub("missing.toml")).exit_code, 2);
}

TEST(RulesCommand, ShowsWhatHoldsAndFromWhichFile) {
  TempFolder folder;
  Write(folder.Sub("rules/nordmark.toml"), Nordmark());
  std::string whose = " --folder " + folder.Sub("rules") + " --body " + kBody;
  Ran list = RunRules(folder, "list" + whose);
  EXPECT_EQ(list.exit_code, 0) << list.problem;
  EXPECT_TRUE(list.out.starts_with("assay-2026.1+nordmark-1\n")) << list.out;
  EXPECT_NE(list.out.find("SU-1        block  plan,act,fact"), std::string::npos) << list.out;
  EXPECT_NE(
      list.out.find("{lookup = interpolate} <- built in, " + folder.Sub("rules/nordmark.toml")),
      std::string::npos)
      << list.out;
  EXPECT_NE(list.out.find("Nordmark's own table"), std::string::npos) << list.out;
  Ran show = RunRules(folder, "show AT-3" + whose);
  EXPECT_EQ(show.exit_code, 0) << show.problem;
  EXPECT_NE(show.out.find("parameter:  lookup = interpolate\n"), std::string::npos) << show.out;
  EXPECT_EQ(RunRules(folder, "show XX-1" + whose).exit_code, 2);
  EXPECT_EQ(RunRules(folder, "list --folder " + folder.Sub("missing")).exit_code, 2);
}

}  // namespace
}  // namespace assay::testing
