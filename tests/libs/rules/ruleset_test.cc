#include "assay/rules/ruleset.h"

#include <gtest/gtest.h>

#include "assay/rules/standard.h"
#include "libs/rules/src/default_ruleset.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

// The default text with the first `from` replaced; the test fails if it is not there.
std::string With(std::string_view from, std::string_view to) {
  std::string text(DefaultRulesetText());
  size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Ruleset, TheDefaultIsWhole) {
  EXPECT_EQ(Rules().name(), "assay-2026.1");
  const Rule* rule = Rules().Find("IMP-5");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->source, Source::kSourced);
  EXPECT_EQ(rule->severity, Severity::kBlock);
  EXPECT_EQ(Rules().Int("IMP-5", "cooling_off_months"), 24);
  EXPECT_EQ(Rules().Text("D6", "convention"), "day-before");
  EXPECT_EQ(Rules().List("NC-3", "methods").size(), 3U);
  EXPECT_EQ(Rules().Find("XX-1"), nullptr);
  EXPECT_EQ(&Ruleset::Default(), &Ruleset::Default());
}

TEST(Ruleset, EveryRuleSaysWhereItComesFrom) {
  for (const Rule& rule : Rules().rules()) {
    EXPECT_FALSE(rule.clause.empty()) << rule.id;
    EXPECT_FALSE(rule.title.empty()) << rule.id;
    EXPECT_NE(ToString(rule.source), "") << rule.id;
  }
}

TEST(Ruleset, AnInstallationMayChangeParametersAndSeverities) {
  Result<Ruleset> changed =
      Ruleset::Parse(With("cooling_off_months = 24", "cooling_off_months = 36"));
  ASSERT_TRUE(changed.ok()) << changed.status().message();
  EXPECT_EQ(changed->Int("IMP-3", "cooling_off_months"), 36);
  EXPECT_EQ(changed->Int("IMP-4", "cooling_off_months"), 24);
}

TEST(Ruleset, ARuleCanBeSwitchedOff) {
  Result<Ruleset> off = Ruleset::Parse(
      With("title = \"The body is accredited for what it offers\"\nseverity = \"warn\"\n"
           "applies = [\"plan\", \"act\", \"fact\"]",
           "title = \"Not judged here\"\nseverity = \"warn\"\napplies = []"));
  ASSERT_TRUE(off.ok()) << off.status().message();
  Judgement judgement;
  judgement.Add(*off, Basis::kAct, "QT-1", "not accredited");
  EXPECT_TRUE(judgement.clean());
}

TEST(Ruleset, NoRuleThatTheCodeJudgesByCanBeLeftOut) {
  for (const Rule& rule : Rules().rules()) {
    if (rule.parameters.texts.contains("from_edition")) {
      continue;  // an end of an edition is data of its own; a ruleset knows as many as it says
    }
    Result<Ruleset> lacking = Ruleset::Parse(With("[rule." + rule.id + "]", "[rule.XX-1]"));
    ASSERT_FALSE(lacking.ok()) << rule.id;
    EXPECT_NE(lacking.status().message().find("rule " + rule.id + " is missing"), std::string::npos)
        << lacking.status().message();
  }
}

TEST(Ruleset, EveryMistakeIsRefusedByName) {
  struct Row {
    std::string text;
    std::string_view says;
  };
  const Row rows[] = {
      {"", "id"},
      {"id = \"x\"\nversion = ", "line 2"},
      {"id = \"x\"\nversion = \"1\"\n", "rule"},
      {"[rule.SU-1]\n[rule.SU-1]\n", "line 2"},
      {With("id = \"assay\"", "id = 7"), "id"},
      {With("id = \"assay\"", "id = \"assay\"\nauthor = \"x\""), "unknown key author"},
      {With("[rule.SU-1]", "[rule.SU-99]"), "rule SU-1 is missing"},
      {With("[rule.CE-1]", "[rule.CE-99]"), "rule CE-1 is missing"},
      {With("params = { months = 12 }", ""), "SU-1 needs parameter months"},
      {With("params = { months = 12 }", "params = { months = \"12\" }"), "SU-1 needs parameter"},
      {With("params = { months = 12 }", "params = { months = 0 }"), "outside 1..120"},
      {With("params = { months = 12 }", "params = { months = 12.0 }"), "no integer"},
      {With("params = { months = 12 }", "params = 12"), "params is no table"},
      {With("convention = \"day-before\"", "convention = \"day-after\""), "neither day-before"},
      {With("methods = [\"documents\", \"limited-audit\", \"full-audit\"]", "methods = []"),
       "NC-3 needs parameter methods"},
      {With("ends_on = \"2029-05-31\"", "ends_on = \"May 2029\""), "ends_on is no date"},
      {With(", ends_on = \"2029-05-31\"", ""), "ET-14001-2015 needs parameter ends_on"},
      {With("methods = [\"documents\"", "methods = [7"), "list of texts"},
      {With("severity = \"block\"", "severity = \"fatal\""), "severity cannot be fatal"},
      {With("source = \"sourced\"", "source = \"hearsay\""), "source cannot be hearsay"},
      {With("applies = [\"plan\"", "applies = [\"wish\""), "applies cannot be wish"},
      {With("applies = [\"plan\", \"act\", \"fact\"]", "applies = \"plan\""), "list of texts"},
      {With("title = \"A certification body offers", "titel = \"A certification body offers"),
       "IMP-1: unknown key titel"},
      {With("clause = \"ISO/IEC 17021-1:2015 5.2.5\"\n", ""), "IMP-1: needs a text clause"},
      {With("[5, 150], [10, 200]", "[10, 150], [10, 200]"), "bands of persons must rise"},
      {With("[5, 150]", "[5]"), "a row is"},
      {With("[5, 150]", "[0, 150]"), "both positive"},
      {With("[5, 150]", "[5, -150]"), "both positive"},
      {With("category = \"medium\"", "category = \"high\""), "is there twice"},
      {With("code = \"issues\"", "code = \"previous-actions\""), "is there twice"},
      {std::string(Ruleset::kTextBytesMax + 1, '#'), "longer"},
  };
  for (const Row& row : rows) {
    Result<Ruleset> ruleset = Ruleset::Parse(row.text);
    ASSERT_FALSE(ruleset.ok()) << row.says;
    EXPECT_EQ(ruleset.status().code(), StatusCode::kInvalidArgument);
    EXPECT_NE(ruleset.status().message().find(row.says), std::string::npos)
        << ruleset.status().message() << " does not say: " << row.says;
  }
}

TEST(Ruleset, AStandardHasOneKey) {
  for (std::string_view name : {"ISO/IEC 20000-1:2018", "ISO/IEC 20000-1", "20000-1"}) {
    EXPECT_EQ(StandardKey(name), "20000-1") << name;
  }
  EXPECT_EQ(StandardKey("ISO 9001:2015 "), "9001");
  EXPECT_EQ(StandardKey(""), "");
  EXPECT_EQ(StandardKey(":2015"), "");
}

}  // namespace
}  // namespace assay::rules
