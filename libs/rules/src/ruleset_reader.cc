#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "assay/rules/ruleset.h"
#include "requirements.h"

namespace assay::rules {
namespace {

Status Bad(const std::string& where, const std::string& what) {
  return InvalidArgument("ruleset: " + where + ": " + what);
}

// A key that nobody reads is a typing error: it would silently change nothing.
Status OnlyKeys(const toml::table& table, const std::string& where,
                std::initializer_list<std::string_view> known) {
  for (auto&& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      return Bad(where, "unknown key " + std::string(key.str()));
    }
  }
  return OkStatus();
}

Result<std::string> TextAt(const toml::table& table, const std::string& where,
                           std::string_view key) {
  std::optional<std::string> text = table[key].value_exact<std::string>();
  if (!text || text->empty()) {
    return Bad(where, "needs a text " + std::string(key));
  }
  return *std::move(text);
}

// The value of a closed set that `key` names.
template <typename Enum>
Result<Enum> ChoiceAt(const toml::table& table, const std::string& where, std::string_view key,
                      std::initializer_list<Enum> choices) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, TextAt(table, where, key));
  for (Enum choice : choices) {
    if (ToString(choice) == text) {
      return choice;
    }
  }
  return Bad(where, std::string(key) + " cannot be " + text);
}

Result<std::vector<std::string>> ListAt(const toml::node& node, const std::string& where) {
  std::vector<std::string> texts;
  const toml::array* array = node.as_array();
  if (array == nullptr) {
    return Bad(where, "expected a list of texts");
  }
  for (const toml::node& element : *array) {
    std::optional<std::string> text = element.value_exact<std::string>();
    if (!text || text->empty()) {
      return Bad(where, "expected a list of texts");
    }
    texts.push_back(*std::move(text));
  }
  return texts;
}

Status ReadApplies(const toml::table& table, const std::string& where, Rule* rule) {
  const toml::node* node = table.get("applies");
  if (node == nullptr) {
    return Bad(where, "needs a list applies");
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> bases, ListAt(*node, where));
  for (const std::string& basis : bases) {
    if (basis == "plan") {
      rule->applies_to_plan = true;
    } else if (basis == "act") {
      rule->applies_to_act = true;
    } else if (basis == "fact") {
      rule->applies_to_fact = true;
    } else {
      return Bad(where, "applies cannot be " + basis);
    }
  }
  return OkStatus();
}

Status ReadParameters(const toml::table& parameters, const std::string& where, Rule* rule) {
  for (auto&& [key, node] : parameters) {
    std::string name(key.str());
    if (std::optional<int64_t> integer = node.value_exact<int64_t>()) {
      rule->integers.emplace(name, *integer);
    } else if (std::optional<std::string> text = node.value_exact<std::string>()) {
      rule->texts.emplace(name, *std::move(text));
    } else if (node.is_array()) {
      ASSAY_ASSIGN_OR_RETURN(rule->lists[name],
                             ListAt(node, std::string(where).append(" ").append(name)));
    } else {
      return Bad(where, "parameter " + name + " is no integer, text or list of texts");
    }
  }
  return OkStatus();
}

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
  ASSAY_RETURN_IF_ERROR(ReadApplies(*table, where, &rule));
  if (const toml::node* parameters = table->get("params")) {
    if (!parameters->is_table()) {
      return Bad(where, "params is no table");
    }
    ASSAY_RETURN_IF_ERROR(ReadParameters(*parameters->as_table(), where, &rule));
  }
  return rule;
}

Result<AuditTimeTable::Row> ReadRow(const toml::node& node, const std::string& where) {
  const toml::array* pair = node.as_array();
  if (pair == nullptr || pair->size() != 2) {
    return Bad(where, "a row is [persons up to, hundredths of a day]");
  }
  std::optional<int64_t> persons = (*pair)[0].value_exact<int64_t>();
  std::optional<int64_t> days = (*pair)[1].value_exact<int64_t>();
  if (!persons || !days || *persons < 1 || *days < 1 || *days > 1'000'000) {
    return Bad(where, "a row is [persons up to, hundredths of a day], both positive");
  }
  return AuditTimeTable::Row{*persons, *days};
}

Result<AuditTimeTable> ReadAuditTime(const toml::table& table) {
  std::string where = "audit_time";
  ASSAY_RETURN_IF_ERROR(OnlyKeys(table, where, {"standard", "category", "basis", "rows"}));
  AuditTimeTable result;
  ASSAY_ASSIGN_OR_RETURN(result.standard, TextAt(table, where, "standard"));
  result.category = table["category"].value_or(std::string());
  where += " " + result.standard + " " + result.category;
  ASSAY_ASSIGN_OR_RETURN(result.basis, TextAt(table, where, "basis"));
  const toml::array* rows = table["rows"].as_array();
  if (rows == nullptr || rows->empty()) {
    return Bad(where, "needs rows");
  }
  for (const toml::node& node : *rows) {
    ASSAY_ASSIGN_OR_RETURN(AuditTimeTable::Row row, ReadRow(node, where));
    if (!result.rows.empty() && row.persons_max <= result.rows.back().persons_max) {
      return Bad(where, "bands of persons must rise");
    }
    result.rows.push_back(row);
  }
  return result;
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

// The elements of the array of tables `key`, read one by one; an absent array is empty.
template <typename Element>
Result<std::vector<Element>> ReadAll(const toml::table& root, std::string_view key,
                                     Result<Element> (*read)(const toml::table&)) {
  std::vector<Element> elements;
  const toml::node* node = root.get(key);
  if (node == nullptr) {
    return elements;
  }
  if (!node->is_array_of_tables()) {
    return Bad(std::string(key), "is no list of tables");
  }
  for (const toml::node& element : *node->as_array()) {
    ASSAY_ASSIGN_OR_RETURN(Element value, read(*element.as_table()));
    elements.push_back(std::move(value));
  }
  return elements;
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

Status OnceEach(const std::vector<AuditTimeTable>& tables) {
  for (auto table = tables.begin(); table != tables.end(); ++table) {
    auto same = [table](const AuditTimeTable& earlier) {
      return earlier.standard == table->standard && earlier.category == table->category;
    };
    if (std::any_of(tables.begin(), table, same)) {
      return Bad("audit_time " + table->standard + " " + table->category, "is there twice");
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
    ASSAY_RETURN_IF_ERROR(CheckRequirements(ruleset).In("ruleset"));
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
    return RulesetReader::Read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return Bad("line " + std::to_string(error.source().begin.line),
               std::string(error.description()));
  }
}

}  // namespace assay::rules
