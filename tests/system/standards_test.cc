// Outlines of standards over the API and by `assayctl standards`: the built-in ones, and those that
// an organisation brings in itself.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "assay/base/id.h"
#include "tests/system/installation.h"

namespace assay::testing {
namespace {

namespace json = boost::json;

struct Ran {
  int exit_code = -1;
  std::string said;
};

constexpr char kCode[] =
    "number,title,question,evidence\r\n"
    "1,Conduct,,\r\n"
    "1.1,Code,Is there a code?,\"The code, signed\"\r\n"
    ",,Do suppliers know it?,Their confirmations\r\n"
    "1.2,Training,Are people trained?,Records\r\n";

class StandardsTest : public ::testing::Test {
 protected:
  // The directory and the gateway suffice.
  StandardsTest() : installation_({.services = {"directory"}}) {
    installation_.Start(false);
    client_ = installation_.client();
    EXPECT_TRUE(WaitUntil([&] {
      auto answer =
          client_->Post(kPath + "organisations/" + kOrganisation + ":register-organisation",
                        R"({"name":"Works","zone":"Europe/Berlin"})", "register");
      return answer.ok() && answer->ok();
    }));
  }
  void Must(const std::string& command, const std::string& body) {
    auto answer = client_->Post(kPath + command, body, Id::Derived(body).ToString());
    ASSERT_TRUE(answer.ok()) << answer.status().message();
    ASSERT_TRUE(answer->ok()) << command << ": " << answer->body;
  }

  // `assayctl standards <arguments>` as the administrator; `text` becomes the file named FILE.
  Ran Run(const std::string& arguments, const std::string& text = "") const {
    std::ofstream(folder_.Sub("FILE"), std::ios::binary) << text;
    const char* bin = std::getenv("ASSAY_BIN");
    std::string binary = std::string(bin == nullptr ? "build/dev/bin" : bin) + "/assayctl";
    if (binary.front() != '/') {
      binary = "$OLDPWD/" + binary;
    }
    std::string command =
        "cd " + folder_.path() + " && HOME=" + folder_.path() +
        " XDG_CONFIG_HOME=" + folder_.path() + " ASSAY_URL=" + installation_.url() +
        " ASSAY_TOKEN=" + installation_.token() + " ASSAY_ORGANISATION=" + kOrganisation + " " +
        binary + " standards " + arguments + " >said 2>&1";
    int status = std::system(command.c_str());
    std::ifstream in(folder_.Sub("said"));
    std::ostringstream said;
    said << in.rdbuf();
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, said.str()};
  }
  // The record of `collection` that stands in `state`; what another process wrote is shown a little
  // later.
  json::value RecordIn(const std::string& collection, const std::string& state) const {
    json::array items;
    EXPECT_TRUE(WaitUntil([&] {
      auto answer = client_->Get(kPath + collection + "?filter=state=" + state);
      EXPECT_TRUE(answer.ok() && answer->ok()) << collection;
      items = answer->json.at("items").as_array();
      return items.size() == 1;
    })) << json::serialize(items);
    return items.empty() ? json::value() : items.front();
  }

  const std::string kOrganisation = Id::Derived("organisation").ToString();
  const std::string kPath = "/api/v1/organisations/" + kOrganisation + "/";
  Installation installation_;
  TempFolder folder_;
  std::unique_ptr<ctl::ApiClient> client_;
};

TEST_F(StandardsTest, TheBuiltInOutlinesAreReadByWhoeverIsSignedIn) {
  auto all = client_->Get("/api/v1/standards");
  ASSERT_TRUE(all->ok()) << all->body;
  EXPECT_EQ(all->json.at("standards").as_array().size(), 7U);
  auto one = client_->Get("/api/v1/standards/27001/2022");
  ASSERT_TRUE(one->ok()) << one->body;
  size_t controls = 0;
  for (const json::value& clause : one->json.at("clauses").as_array()) {
    controls += json::value_to<std::string>(clause.at("number")).starts_with("A.") &&
                        clause.at("auditable").as_bool()
                    ? 1U
                    : 0U;
  }
  EXPECT_EQ(controls, 93U);
  EXPECT_EQ(client_->Get("/api/v1/standards/27001/2013")->status, 404);
  EXPECT_EQ(ctl::ApiClient(installation_.url(), "").Get("/api/v1/standards")->status, 401);
}

TEST_F(StandardsTest, AnOwnStandardComesInFromAFileAndIsSupersededByItsNextEdition) {
  Ran first = Run(
      "import FILE --key CODE --edition 2022 --title 'Code of conduct' --effective-on 2022-01-01",
      kCode);
  ASSERT_EQ(first.exit_code, 0) << first.said;
  Ran next = Run("import FILE --transition-until 2024-12-31",
                 R"({"key":"CODE","edition":"2023","title":"Code of conduct",
                     "effectiveOn":"2023-01-01","clauses":[{"number":"1","title":"Conduct"}]})");
  ASSERT_EQ(next.exit_code, 0) << next.said;
  json::value old = RecordIn("own-standards", "SUPERSEDED");
  EXPECT_EQ(old.at("edition").as_string(), "2022");
  EXPECT_EQ(old.at("usableUntil").as_string(), "2024-12-31");
  EXPECT_EQ(old.at("clauses").at(1).at("questions").as_array().size(), 2U);
  EXPECT_EQ(RecordIn("own-standards", "CURRENT").at("supersedesId").as_string(),
            old.at("id").as_string());
}

TEST_F(StandardsTest, AFileThatIsNotWellFormedIsRefusedBeforeItIsSent) {
  const std::string options =
      "import FILE --key CODE --edition 2022 --title Code --effective-on 2022-01-01";
  for (const auto& [text, because] : std::initializer_list<std::pair<const char*, const char*>>{
           {"", "at least one more"},
           {"number,title\n", "at least one more"},
           {"number,name\n1,Conduct\n", "row 1: there is no column \"name\""},
           {"number\n1\n", "the column title is missing"},
           {"number,title,title\n1,a,b\n", "there twice"},
           {"number,title\n1,Conduct,more\n", "row 2: has 3 fields"},
           {"number,title\n1,\"Con\"duct\n", "quotes do not fit"},
           {"number,title\n1,\"Conduct\n", "quotes do not fit"},
           {"number,title\n,Conduct\n", "row 2: has no number"},
           {"number,title,evidence\n1,Conduct,Records\n", "asks no question"},
           {"{\"key\":", "begins like JSON and is none"}}) {
    Ran ran = Run(options, text);
    EXPECT_EQ(ran.exit_code, 2) << text << ran.said;
    EXPECT_NE(ran.said.find(because), std::string::npos) << text << ran.said;
  }
  EXPECT_EQ(Run("import MISSING --key CODE").exit_code, 2);
}

TEST_F(StandardsTest, WhatTheFileSaysIsJudgedByTheService) {
  Ran ran = Run("import FILE --key CODE --edition 2022 --title Code --effective-on 2022-01-01",
                "number;title\n1;Conduct\n1;Again\n");
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_NE(ran.said.find("duplicate-clause"), std::string::npos) << ran.said;
  EXPECT_NE(ran.said.find("clauses[1].number"), std::string::npos) << ran.said;
}

TEST_F(StandardsTest, AnOwnChecklistComesInFromAFile) {
  Ran ran = Run("import FILE --checklist --key WALK --checklist-version 1 --title Walk",
                "question,evidence,standard,edition,clause\n"
                "Are ways clear?,Look,45001,2018,8.1.2\n"
                ",,27001,2022,A.7.3\n"
                "Are signs readable?,,,,\n");
  ASSERT_EQ(ran.exit_code, 0) << ran.said;
  json::value checklist = RecordIn("checklist-templates", "CURRENT");
  ASSERT_EQ(checklist.at("lines").as_array().size(), 2U);
  EXPECT_EQ(checklist.at("lines").at(0).at("clauses").as_array().size(), 2U);
  Ran unknown = Run("import FILE --checklist --key WALK --checklist-version 2 --title Walk",
                    "question,standard,edition,clause\nWhy?,45001,2018,99\n");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_NE(unknown.said.find("lines[0].clauses[0]"), std::string::npos) << unknown.said;
}

TEST_F(StandardsTest, OneAnswerServesOwnAndBuiltInClauses) {
  Ran ran =
      Run("import FILE --key CODE --edition 2022 --title Code --effective-on 2022-01-01", kCode);
  ASSERT_EQ(ran.exit_code, 0) << ran.said;
  Must("clause-mappings/" + Id::Derived("m").ToString() + ":map-clauses",
       R"({"standard":"CODE","edition":"2022","clause":"1.2","otherStandard":"27001",
                       "otherEdition":"2022","otherClause":"7.2","reason":"The same records."})");
  auto preview =
      client_->Get(kPath + "checklist-preview?standards=27001:2022,CODE:2022&clauses=7.2,1.2");
  ASSERT_TRUE(preview->ok()) << preview->body;
  EXPECT_EQ(preview->json.at("lines").as_array().size(), 2U) << preview->body;
  auto equivalent =
      client_->Get(kPath + "equivalent-clauses?standard=CODE&edition=2022&clause=1.2");
  ASSERT_TRUE(equivalent->ok()) << equivalent->body;
  EXPECT_EQ(equivalent->json.at("clauses").at(0).at("standard").as_string(), "27001");
  Must("checklist-templates/" + Id::Derived("c").ToString() + ":compose-checklist",
       R"({"key":"ALL","version":"1","title":"Combined","standards":[
          {"key":"27001","edition":"2022"},{"key":"CODE","edition":"2022"}]})");
  json::value composed = RecordIn("checklist-templates", "CURRENT");
  EXPECT_GT(composed.at("lines").as_array().size(), 100U);
}

TEST_F(StandardsTest, TheCommandLineShowsWhatIsBuiltIn) {
  Ran list = Run("list");
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_NE(list.said.find("ISO/IEC 20000-1:2018"), std::string::npos) << list.said;
  Ran show = Run("show 22301 2019");
  EXPECT_EQ(show.exit_code, 0);
  EXPECT_NE(show.said.find("Business impact analysis"), std::string::npos);
  EXPECT_EQ(Run("show 22301 2012").exit_code, 1);
}

}  // namespace
}  // namespace assay::testing
