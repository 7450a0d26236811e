#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "assay/rules/ruleset.h"
#include "requirements.h"
#include "toml_reading.h"

namespace assay::rules {
namespace {

Result<Rule> ReadRule(const std::string& id, const toml::node& node) {
  const std::string where = "rule " + id;
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    return Bad(where, "is no table");
  }
  ASSAY_RETURN_IF_ERROR(
      OnlyKeys(*table, where, {"clause", "title", "severity", "applies", "source", "params"}));
  Rule rule;
  rule.id = id;
  ASSAY_ASSIGN_OR_RETURN(rule.clause, TextAt(*table, where, "clause"));
  ASSAY_ASSIGN_OR_RETURN(rule.title, TextAt(*table, where, "title"));
  ASSAY_ASSIGN_OR_RETURN(
      rule.severity,
      ChoiceAt(*table, where, "severity", {Severity::kInfo, Severity::kWarn, Severity::kBlock}));
  ASSAY_ASSIGN_OR_RETURN(
      rule.source,
      ChoiceAt(*table, where, "source", {Source::kSourced, Source::kKnowledge, Source::kPolicy}));
  ASSAY_ASSIGN_OR_RETURN(std::vector<Basis> bases, ReadApplies(*table, where));
  SetApplies(bases, &rule);
  ASSAY_RETURN_IF_ERROR(ReadParameters(*table, where, &rule.parameters));
  return rule;
}

Result<ReviewItem> ReadReviewItem(const toml::table& table) {
  std::string where = "review item";
  ASSAY_RETURN_IF_ERROR(OnlyKeys(table, where, {"code", "title", "clauses"}));
  ReviewItem item;
  ASSAY_ASSIGN_OR_RETURN(item.code, TextAt(table, where, "code"));
  where += " " + item.code;
  ASSAY_ASSIGN_OR_RETURN(item.title, TextAt(table, where, "title"));
  const toml::table* clauses = table["clauses"].as_table();
  if (clauses == nullptr || clauses->empty()) {
    return Bad(where, "needs clauses by standard");
  }
  for (auto&& [standard, node] : *clauses) {
    ASSAY_ASSIGN_OR_RETURN(item.clauses[std::string(standard.str())],
                           TextAt(*clauses, where, standard.str()));
  }
  return item;
}

Status OnceEach(const std::vector<ReviewItem>& items) {
  for (auto item = items.begin(); item != items.end(); ++item) {
    auto same = [item](const ReviewItem& earlier) { return earlier.code == item->code; };
    if (std::any_of(items.begin(), item, same)) {
      return Bad("review item " + item->code, "is there twice");
    }
  }
  return OkStatus();
}

}  // namespace

class RulesetReader {
 public:
  static Result<Ruleset> Read(const toml::table& root) {
    ASSAY_RETURN_IF_ERROR(OnlyKeys(
        root, "top", {"id", "version", "rule", "audit_time", "review_input", "review_output"}));
    Ruleset ruleset;
    ASSAY_ASSIGN_OR_RETURN(std::string id, TextAt(root, "top", "id"));
    ASSAY_ASSIGN_OR_RETURN(std::string version, TextAt(root, "top", "version"));
    ruleset.name_ = id + "-" + version;
    ASSAY_ASSIGN_OR_RETURN(ruleset.rules_, ReadRules(root));
    ASSAY_ASSIGN_OR_RETURN(ruleset.audit_times_, ReadAll(root, "audit_time", &ReadAuditTime));
    ASSAY_ASSIGN_OR_RETURN(ruleset.review_inputs_, ReadAll(root, "review_input", &ReadReviewItem));
    ASSAY_ASSIGN_OR_RETURN(ruleset.review_outputs_,
                           ReadAll(root, "review_output", &ReadReviewItem));
    ASSAY_RETURN_IF_ERROR(OnceEach(ruleset.audit_times_));
    ASSAY_RETURN_IF_ERROR(OnceEach(ruleset.review_inputs_));
    ASSAY_RETURN_IF_ERROR(OnceEach(ruleset.review_outputs_));
    ASSAY_RETURN_IF_ERROR(CheckRequirements(ruleset));
    return ruleset;
  }

 private:
  static Result<std::vector<Rule>> ReadRules(const toml::table& root) {
    const toml::table* tables = root["rule"].as_table();
    if (tables == nullptr) {
      return Bad("top", "needs tables [rule.ID]");
    }
    std::vector<Rule> rules;
    for (auto&& [id, node] : *tables) {
      ASSAY_ASSIGN_OR_RETURN(Rule rule, ReadRule(std::string(id.str()), node));
      rules.push_back(std::move(rule));
    }
    std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
    return rules;
  }
};

Result<Ruleset> Ruleset::Parse(std::string_view toml) {
  if (toml.size() > kTextBytesMax) {
    return InvalidArgument("ruleset: longer than a million bytes");
  }
  // toml++ as packaged throws; here, and only here, that becomes a Status.
  try {
    Result<Ruleset> ruleset = RulesetReader::Read(toml::parse(toml));
    return ruleset.ok() ? ruleset : Result<Ruleset>(ruleset.status().In("ruleset"));
  } catch (const toml::parse_error& error) {
    return Bad("ruleset: line " + std::to_string(error.source().begin.line),
               std::string(error.description()));
  }
}

}  // namespace assay::rules
