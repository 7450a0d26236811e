#include "toml_reading.h"

#include <algorithm>

namespace assay::rules {
namespace {

constexpr int64_t kPersonsMax = 10'000'000;
constexpr int64_t kHundredthDaysMax = 1'000'000;

Result<AuditTimeTable::Row> ReadRow(const toml::node& node, const std::string& where) {
  const toml::array* pair = node.as_array();
  if (pair == nullptr || pair->size() != 2) {
    return Bad(where, "a row is [persons up to, hundredths of a day]");
  }
  std::optional<int64_t> persons = (*pair)[0].value_exact<int64_t>();
  std::optional<int64_t> days = (*pair)[1].value_exact<int64_t>();
  bool good = persons && days && *persons >= 1 && *persons <= kPersonsMax && *days >= 1 &&
              *days <= kHundredthDaysMax;
  if (!good) {
    return Bad(where, "a row is [persons up to, hundredths of a day], both positive, at most " +
                          std::to_string(kPersonsMax) + " and " +
                          std::to_string(kHundredthDaysMax));
  }
  return AuditTimeTable::Row{*persons, *days};
}

}  // namespace

Status Bad(const std::string& where, const std::string& what) {
  return InvalidArgument(where + ": " + what);
}

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

Result<std::vector<Basis>> ReadApplies(const toml::table& table, const std::string& where) {
  const toml::node* node = table.get("applies");
  if (node == nullptr) {
    return Bad(where, "needs a list applies");
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> names, ListAt(*node, where));
  std::vector<Basis> bases;
  for (const std::string& name : names) {
    if (name != "plan" && name != "act" && name != "fact") {
      return Bad(where, "applies cannot be " + name);
    }
    bases.push_back(name == "plan" ? Basis::kPlan : name == "act" ? Basis::kAct : Basis::kFact);
  }
  return bases;
}

void SetApplies(const std::vector<Basis>& bases, Rule* rule) {
  auto has = [&bases](Basis basis) {
    return std::find(bases.begin(), bases.end(), basis) != bases.end();
  };
  rule->applies_to_plan = has(Basis::kPlan);
  rule->applies_to_act = has(Basis::kAct);
  rule->applies_to_fact = has(Basis::kFact);
}

Status ReadParameters(const toml::table& table, const std::string& where, Parameters* parameters) {
  const toml::node* params = table.get("params");
  if (params == nullptr) {
    return OkStatus();
  }
  if (!params->is_table()) {
    return Bad(where, "params is no table");
  }
  for (auto&& [key, node] : *params->as_table()) {
    std::string name(key.str());
    if (std::optional<int64_t> integer = node.value_exact<int64_t>()) {
      parameters->integers.emplace(name, *integer);
    } else if (std::optional<std::string> text = node.value_exact<std::string>()) {
      parameters->texts.emplace(name, *std::move(text));
    } else if (node.is_array()) {
      ASSAY_ASSIGN_OR_RETURN(parameters->lists[name],
                             ListAt(node, std::string(where).append(" ").append(name)));
    } else {
      return Bad(where, "parameter " + name + " is no integer, text or list of texts");
    }
  }
  return OkStatus();
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

}  // namespace assay::rules
