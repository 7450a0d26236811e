#include "assay/rules/overlay.h"

#include <algorithm>

#include "assay/base/id.h"
#include "requirements.h"
#include "toml_reading.h"

namespace assay::rules {
namespace {

constexpr size_t kNamePartMax = 40;

// Names stand in every entry and are joined by "+": plain and short.
Result<std::string> NamePartAt(const toml::table& root, std::string_view key) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, TextAt(root, "top", key));
  bool plain = text.size() <= kNamePartMax && std::all_of(text.begin(), text.end(), [](char c) {
                 return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
               });
  if (!plain) {
    return Bad("top", std::string(key) + " has at most " + std::to_string(kNamePartMax) +
                          " letters, digits, dots, hyphens and underscores");
  }
  return text;
}

// The id or ids at `key` in their canonical form; none where the key is not there.
Result<std::vector<std::string>> IdsAt(const toml::table& root, std::string_view key) {
  std::vector<std::string> ids;
  const toml::node* node = root.get(key);
  if (node != nullptr && node->is_array()) {
    ASSAY_ASSIGN_OR_RETURN(ids, ListAt(*node, std::string(key)));
  } else if (node != nullptr) {
    ASSAY_ASSIGN_OR_RETURN(ids.emplace_back(), TextAt(root, "top", key));
  }
  for (std::string& text : ids) {
    Result<Id> id = Id::Parse(text);
    if (!id.ok()) {
      return Bad("top", std::string(key) + " is no id: " + text);
    }
    text = id->ToString();
  }
  return ids;
}

Result<RuleChange> ReadChange(const std::string& id, const toml::node& node) {
  uint32_t line = node.source().begin.line;
  std::string where = "line " + std::to_string(line) + ", rule " + id;
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    return Bad(where, "is no table");
  }
  ASSAY_RETURN_IF_ERROR(OnlyKeys(*table, where, {"severity", "applies", "params"}));
  RuleChange change{.rule = id, .line = line};
  if (table->contains("severity")) {
    ASSAY_ASSIGN_OR_RETURN(
        change.severity,
        ChoiceAt(*table, where, "severity", {Severity::kInfo, Severity::kWarn, Severity::kBlock}));
  }
  if (table->contains("applies")) {
    ASSAY_ASSIGN_OR_RETURN(change.applies, ReadApplies(*table, where));
  }
  ASSAY_RETURN_IF_ERROR(ReadParameters(*table, where, &change.parameters));
  return change;
}

Result<std::vector<RuleChange>> ReadChanges(const toml::table& root) {
  std::vector<RuleChange> changes;
  const toml::node* node = root.get("rule");
  if (node == nullptr) {
    return changes;
  }
  if (!node->is_table()) {
    return Bad("top", "rules are tables [rule.ID]");
  }
  for (auto&& [id, change] : *node->as_table()) {
    ASSAY_ASSIGN_OR_RETURN(RuleChange read, ReadChange(std::string(id.str()), change));
    changes.push_back(std::move(read));
  }
  return changes;
}

Result<Overlay> ReadOverlay(const std::string& file, const toml::table& root) {
  ASSAY_RETURN_IF_ERROR(OnlyKeys(
      root, "top", {"id", "version", "extends", "organisation", "body", "rule", "audit_time"}));
  Overlay overlay{.file = file};
  ASSAY_ASSIGN_OR_RETURN(std::string id, NamePartAt(root, "id"));
  ASSAY_ASSIGN_OR_RETURN(std::string version, NamePartAt(root, "version"));
  overlay.name = id + "-" + version;
  ASSAY_ASSIGN_OR_RETURN(overlay.extends, TextAt(root, "top", "extends"));
  ASSAY_ASSIGN_OR_RETURN(overlay.organisations, IdsAt(root, "organisation"));
  ASSAY_ASSIGN_OR_RETURN(overlay.bodies, IdsAt(root, "body"));
  if (overlay.organisations.empty() == overlay.bodies.empty()) {
    return Bad("top", "it speaks for an organisation or for a body: say which");
  }
  ASSAY_ASSIGN_OR_RETURN(overlay.changes, ReadChanges(root));
  ASSAY_ASSIGN_OR_RETURN(overlay.audit_times, ReadAll(root, "audit_time", &ReadAuditTime));
  ASSAY_RETURN_IF_ERROR(OnceEach(overlay.audit_times));
  return overlay;
}

// Puts each value in place of the one of its name. An unknown name is a typing error.
template <typename Values>
Status Replace(const Values& values, const std::string& where, std::string_view kind,
               Values* replaced) {
  for (const auto& [name, value] : values) {
    auto at = replaced->find(name);
    if (at == replaced->end()) {
      return Bad(where, "has no parameter " + name + " that is " + std::string(kind));
    }
    at->second = value;
  }
  return OkStatus();
}

Status Apply(const RuleChange& change, const Overlay& overlay, std::vector<Rule>* rules) {
  std::string where = "line " + std::to_string(change.line) + ", rule " + change.rule;
  auto rule = std::find_if(rules->begin(), rules->end(),
                           [&change](const Rule& one) { return one.id == change.rule; });
  if (rule == rules->end()) {
    return Bad(where, "is not in " + overlay.extends);
  }
  rule->severity = change.severity.value_or(rule->severity);
  if (change.applies) {
    SetApplies(*change.applies, &*rule);
  }
  const Parameters& changed = change.parameters;
  Parameters* parameters = &rule->parameters;
  ASSAY_RETURN_IF_ERROR(Replace(changed.integers, where, "a whole number", &parameters->integers));
  ASSAY_RETURN_IF_ERROR(Replace(changed.texts, where, "a text", &parameters->texts));
  ASSAY_RETURN_IF_ERROR(Replace(changed.lists, where, "a list", &parameters->lists));
  rule->changed_by.push_back(overlay.name);
  return OkStatus();
}

void Apply(AuditTimeTable table, const Overlay& overlay, std::vector<AuditTimeTable>* tables) {
  table.brought_by = overlay.name;
  std::erase_if(*tables, [&table](const AuditTimeTable& known) {
    return known.standard == table.standard && known.category == table.category;
  });
  tables->push_back(std::move(table));
}

}  // namespace

Result<Overlay> ParseOverlay(const std::string& file, std::string_view toml) {
  if (toml.size() > Overlay::kTextBytesMax) {
    return InvalidArgument(file + ": longer than " + std::to_string(Overlay::kTextBytesMax) +
                           " bytes");
  }
  // toml++ as packaged throws; that becomes a Status.
  try {
    Result<Overlay> overlay = ReadOverlay(file, toml::parse(toml));
    return overlay.ok() ? overlay : Result<Overlay>(overlay.status().In(file));
  } catch (const toml::parse_error& error) {
    return InvalidArgument(file + ", line " + std::to_string(error.source().begin.line) + ": " +
                           std::string(error.description()));
  }
}

Result<Ruleset> Ruleset::With(const Overlay& overlay) const {
  Ruleset changed = *this;
  changed.name_ += "+" + overlay.name;
  for (const RuleChange& change : overlay.changes) {
    ASSAY_RETURN_IF_ERROR(Apply(change, overlay, &changed.rules_).In(overlay.file));
  }
  for (const AuditTimeTable& table : overlay.audit_times) {
    Apply(table, overlay, &changed.audit_times_);
  }
  ASSAY_RETURN_IF_ERROR(CheckRequirements(changed).In(overlay.file));
  return changed;
}

}  // namespace assay::rules
