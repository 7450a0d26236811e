#include "assay/rules/overlay.h"

#include <gtest/gtest.h>

#include "assay/rules/audit_time.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

const std::string kBody = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const std::string kOther = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";
const std::string kHead =
    "id = \"nordmark\"\nversion = \"3\"\nextends = \"assay-2026.1\"\nbody = \"" + kBody + "\"\n";

// What is wrong with an overlay, read and laid on the built-in rules; empty when nothing is.
std::string FaultOf(const std::string& text) {
  Result<Overlay> overlay = ParseOverlay("nordmark.toml", text);
  Status status = overlay.ok() ? Rules().With(*overlay).status() : overlay.status();
  EXPECT_TRUE(status.ok() || status.code() == StatusCode::kInvalidArgument);
  return status.message();
}

TEST(Overlay, ChangesWhatItSaysAndNothingElse) {
  Ruleset changed = Changed(R"(
      [rule.NC-2]
      params = { plan_days_minor = 60 }
      [rule.QT-1]
      severity = "block"
      [rule.RC-6]
      applies = [])");
  EXPECT_EQ(changed.name(), "assay-2026.1+test-1");
  EXPECT_EQ(changed.Int("NC-2", "plan_days_minor"), 60);
  EXPECT_EQ(changed.Int("NC-2", "plan_days_major"), Rules().Int("NC-2", "plan_days_major"));
  EXPECT_EQ(changed.Find("NC-2")->severity, Severity::kBlock);
  EXPECT_EQ(changed.Find("NC-2")->changed_by, std::vector<std::string>{"test-1"});
  EXPECT_EQ(changed.Find("QT-1")->severity, Severity::kBlock);
  EXPECT_TRUE(changed.Find("QT-1")->AppliesTo(Basis::kFact));
  EXPECT_FALSE(changed.Find("RC-6")->AppliesTo(Basis::kFact));
  EXPECT_TRUE(changed.Find("SU-1")->changed_by.empty());
  EXPECT_EQ(Rules().Int("NC-2", "plan_days_minor"), 30) << "the built-in rules stay";
}

TEST(Overlay, BreachesNameAllRulesThatJudged) {
  Judgement judgement;
  judgement.Add(Changed(""), Basis::kAct, "SU-1", "late");
  EXPECT_EQ(judgement.breaches()[0].ruleset, "assay-2026.1+test-1");
}

TEST(Overlay, ABodysOwnTableAnswersWhereTheBuiltInRulesNeedOne_V_T_10) {
  Ruleset changed = Changed(R"(
      [[audit_time]]
      standard = "20000-1"
      basis = "Nordmark's own"
      rows = [[10, 200], [25, 500]])");
  EXPECT_EQ(AuditTimeFor(Rules(), "20000-1", "", 20).answer, AuditTimeAnswer::kNeedsTable);
  AuditTime time = AuditTimeFor(changed, "20000-1", "", 20);
  EXPECT_EQ(time.table, 500);
  EXPECT_EQ(time.basis, "Nordmark's own");
  EXPECT_EQ(changed.FindAuditTime("20000-1", "")->brought_by, "test-1");
}

TEST(Overlay, ATableGoesBeforeTheBuiltInOneOfItsStandardAndCategory) {
  Ruleset changed = Changed(R"(
      [[audit_time]]
      standard = "14001"
      category = "low"
      basis = "Nordmark's own"
      rows = [[10, 100]])");
  EXPECT_EQ(AuditTimeFor(changed, "14001", "low", 9).table, 100);
  EXPECT_EQ(AuditTimeFor(changed, "14001", "high", 9).table, 350);
  EXPECT_EQ(changed.audit_times().size(), Rules().audit_times().size());
}

TEST(Overlay, ABodyMayHaveSeveralIds) {
  Result<Overlay> overlay =
      ParseOverlay("nordmark.toml",
                   "id = \"nordmark\"\nversion = \"3\"\nextends = \"assay-2026.1\"\nbody = [\"" +
                       kBody + "\", \"" + kOther + "\"]\n");
  ASSERT_TRUE(overlay.ok()) << overlay.status().message();
  EXPECT_EQ(overlay->bodies, (std::vector<std::string>{kBody, kOther}));
  EXPECT_TRUE(overlay->organisations.empty());
}

TEST(Overlay, EveryMistakeIsRefusedByFileAndName) {
  struct Row {
    std::string text;
    std::string_view says;
  };
  const Row rows[] = {
      {"id = ", "nordmark.toml, line 1"},
      {"", "needs a text id"},
      {"id = \"nord+mark\"\nversion = \"3\"\n", "id has at most"},
      {"id = \"" + std::string(41, 'n') + "\"\nversion = \"3\"\n", "id has at most"},
      {"id = \"n\"\nversion = \"3\"\nbody = \"" + kBody + "\"", "needs a text extends"},
      {"id = \"n\"\nversion = \"3\"\nextends = \"assay-2026.1\"\n", "say which"},
      {kHead + "organisation = \"" + kOther + "\"", "say which"},
      {"id = \"n\"\nversion = \"3\"\nextends = \"assay-2026.1\"\nbody = \"Nordmark\"\n",
       "body is no id: Nordmark"},
      {"id = \"n\"\nversion = \"3\"\nextends = \"assay-2026.1\"\nbody = [7]\n", "list of texts"},
      {kHead + "author = \"x\"", "unknown key author"},
      {kHead + "rule = 7", "rules are tables"},
      {kHead + "[rule]\nSU-1 = 7", "rule SU-1: is no table"},
      {kHead + "[rule.SU-99]\nseverity = \"warn\"", "line 5, rule SU-99: is not in assay-2026.1"},
      {kHead + "[rule.SU-1]\ntitle = \"x\"", "line 5, rule SU-1: unknown key title"},
      {kHead + "[rule.SU-1]\nseverity = \"fatal\"", "severity cannot be fatal"},
      {kHead + "[rule.SU-1]\napplies = [\"wish\"]", "applies cannot be wish"},
      {kHead + "[rule.SU-1]\nparams = 12", "params is no table"},
      {kHead + "[rule.SU-1]\nparams = { month = 12 }", "no parameter month that is a whole number"},
      {kHead + "[rule.SU-1]\nparams = { months = \"12\" }", "no parameter months that is a text"},
      {kHead + "[rule.SU-1]\nparams = { months = [\"12\"] }", "no parameter months that is a list"},
      {kHead + "[rule.SU-1]\nparams = { months = 0 }", "rule SU-1: months is outside 1..120"},
      {kHead + "[rule.D8]\nparams = { basis = \"middle\" }", "rule D8: basis is neither"},
      {kHead + "[rule.BR-1]\nparams = { priority = \"top\" }",
       "priority is neither high nor medium nor low"},
      {kHead + "[[audit_time]]\nstandard = \"20000-1\"\nbasis = \"own\"\nrows = []", "needs rows"},
      {kHead + "[[audit_time]]\nstandard = \"20000-1\"\nbasis = \"own\"\nrows = [[10000001, 100]]",
       "at most 10000000"},
      {kHead + std::string(Overlay::kTextBytesMax, '#'), "longer"},
  };
  for (const Row& row : rows) {
    std::string fault = FaultOf(row.text);
    EXPECT_TRUE(fault.starts_with("nordmark.toml")) << fault;
    EXPECT_NE(fault.find(row.says), std::string::npos) << fault << " does not say: " << row.says;
  }
  EXPECT_EQ(FaultOf(kHead), "");
}

}  // namespace
}  // namespace assay::rules
