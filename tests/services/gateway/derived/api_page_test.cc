#include "services/gateway/derived/api_page.h"

#include <gtest/gtest.h>

#include <set>

#include "services/gateway/derived/fixed_routes.h"
#include "services/gateway/derived/html.h"
#include "services/gateway/derived/names.h"

namespace assay::gateway {
namespace {

const schema::Catalog& TheCatalog() {
  static const schema::Catalog catalog;
  return catalog;
}

const std::string& ThePage() {
  static const std::string page = ApiPage(TheCatalog());
  return page;
}

bool Shows(const std::string& text) {
  return ThePage().find(html::Escape(text)) != std::string::npos;
}

// What stands between `before` and the next double quote, at each place.
std::multiset<std::string> AttributesAfter(const std::string& before) {
  std::multiset<std::string> values;
  for (size_t at = ThePage().find(before); at != std::string::npos;
       at = ThePage().find(before, at + 1)) {
    size_t begin = at + before.size();
    values.insert(ThePage().substr(begin, ThePage().find('"', begin) - begin));
  }
  return values;
}

TEST(ApiPage, ShowsEveryPublicCommandAndNoInternalOne) {
  for (const auto& [name, command] : TheCatalog().commands()) {
    std::string route = "<code>POST " + CommandPath(command) + "</code>";
    bool shown = ThePage().find(route) != std::string::npos;
    EXPECT_EQ(shown, !command.options.internal()) << name;
  }
}

TEST(ApiPage, ShowsEveryRecordQueryAndRouteOfTheGateway) {
  for (const auto& [name, record] : TheCatalog().records()) {
    EXPECT_TRUE(Shows("GET " + RecordPath(record))) << name;
  }
  for (const auto& [name, query] : TheCatalog().queries()) {
    EXPECT_TRUE(Shows("GET " + QueryPath(query))) << name;
  }
  for (const auto& [name, calculator] : TheCatalog().calculators()) {
    EXPECT_TRUE(Shows("POST " + CalculatorPath(calculator))) << name;
  }
  for (const FixedRoute& route : FixedRoutes()) {
    EXPECT_TRUE(Shows(std::string(route.method) + " " + DocumentedPath(route))) << route.path;
  }
}

TEST(ApiPage, TellsRolesStatesRowAndBounds) {
  size_t at = ThePage().find("id=\"command-audits-AnswerQuestion\"");
  ASSERT_NE(at, std::string::npos);
  std::string command = ThePage().substr(at, ThePage().find("<h4", at) - at);
  EXPECT_NE(command.find("IMS_ADMINISTRATOR"), std::string::npos);
  EXPECT_NE(command.find("In the states: ASKED"), std::string::npos);
  EXPECT_NE(command.find("Row of the process: R2"), std::string::npos);
  EXPECT_NE(command.find("required"), std::string::npos);
  EXPECT_NE(command.find("answer.key"), std::string::npos);
}

TEST(ApiPage, LoadsNothingAndRunsNothing) {
  for (const char* tag : {"<script", "<link", "<img", "<iframe", " onclick", "@import", "url(",
                          " style=\"", " src=\""}) {
    EXPECT_EQ(ThePage().find(tag), std::string::npos) << tag;
  }
  for (const std::string& link : AttributesAfter("href=\"")) {
    EXPECT_TRUE(link.starts_with("#")) << link;
  }
}

TEST(ApiPage, EveryLinkHasItsTargetAndNoIdStandsTwice) {
  std::multiset<std::string> ids = AttributesAfter(" id=\"");
  for (const std::string& id : ids) {
    EXPECT_EQ(ids.count(id), 1u) << id;
  }
  for (const std::string& link : AttributesAfter("href=\"#")) {
    EXPECT_TRUE(ids.contains(link)) << link;
  }
  for (const std::string& id : AttributesAfter("aria-labelledby=\"")) {
    EXPECT_TRUE(ids.contains(id)) << id;
  }
}

TEST(ApiPage, HasLandmarksOneTitleAndHeadedTables) {
  for (const char* piece :
       {"<html lang=\"en\">", "<header>", "<nav aria-label=", "<main id=\"main\">",
        "<th scope=\"col\">", "<th scope=\"row\">", "<caption>", "prefers-color-scheme: dark"}) {
    EXPECT_NE(ThePage().find(piece), std::string::npos) << piece;
  }
  EXPECT_EQ(ThePage().find("<h1"), ThePage().rfind("<h1"));
}

TEST(ApiPage, TheCommandOfTheExampleExists) {
  const auto* record = TheCatalog().FindCollection("enquiries");
  const auto* command = TheCatalog().FindCommand("assay.audits.v1.DeclineEnquiry");
  ASSERT_NE(record, nullptr);
  ASSERT_NE(command, nullptr);
  EXPECT_TRUE(Shows("enquiries/$ID:" + command->verb));
  EXPECT_NE(command->message->FindFieldByName("occurred_on"), nullptr);
  EXPECT_NE(record->state->FindFieldByName("sent_on"), nullptr);
}

TEST(Html, EscapesTextAndAttributes) {
  EXPECT_EQ(html::Escape("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  EXPECT_EQ(html::Element("p", "<b>"), "<p>&lt;b&gt;</p>\n");
  EXPECT_EQ(html::LinkTo("\"", "<"), "<a href=\"#&quot;\">&lt;</a>");
  EXPECT_EQ(html::Heading(2, "a\"b", "&"), "<h2 id=\"a&quot;b\">&amp;</h2>\n");
  std::string table = html::Render({"<1>", {"<2>"}, {{"<3>", "<4>"}}});
  for (const char* raw : {"<1>", "<2>", "<3>", "<4>"}) {
    EXPECT_EQ(table.find(raw), std::string::npos) << raw;
    EXPECT_NE(table.find(html::Escape(raw)), std::string::npos) << raw;
  }
}

}  // namespace
}  // namespace assay::gateway
