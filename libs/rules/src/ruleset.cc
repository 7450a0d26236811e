#include "assay/rules/ruleset.h"

#include <algorithm>

#include "assay/base/check.h"
#include "default_ruleset.h"
#include "text.h"

namespace assay::rules {

std::string_view ToString(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarn:
      return "warn";
    case Severity::kBlock:
      return "block";
  }
  return "";
}

std::string_view ToString(Basis basis) {
  switch (basis) {
    case Basis::kPlan:
      return "plan";
    case Basis::kAct:
      return "act";
    case Basis::kFact:
      return "fact";
  }
  return "";
}

std::string_view ToString(Source source) {
  switch (source) {
    case Source::kSourced:
      return "sourced";
    case Source::kKnowledge:
      return "knowledge";
    case Source::kPolicy:
      return "policy";
  }
  return "";
}

bool Rule::AppliesTo(Basis basis) const {
  switch (basis) {
    case Basis::kPlan:
      return applies_to_plan;
    case Basis::kAct:
      return applies_to_act;
    case Basis::kFact:
      return applies_to_fact;
  }
  return false;
}

std::vector<std::pair<std::string, std::string>> ParameterTexts(const Rule& rule) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, value] : rule.parameters.integers) {
    texts[name] = std::to_string(value);
  }
  texts.insert(rule.parameters.texts.begin(), rule.parameters.texts.end());
  for (const auto& [name, items] : rule.parameters.lists) {
    texts[name] = Join(items);
  }
  return {texts.begin(), texts.end()};
}

const Ruleset& Ruleset::Default() {
  static const Ruleset ruleset = Parse(DefaultRulesetText()).value();
  return ruleset;
}

const Rule* Ruleset::Find(std::string_view rule) const {
  auto found = std::lower_bound(
      rules_.begin(), rules_.end(), rule,
      [](const Rule& candidate, std::string_view id) { return candidate.id < id; });
  return found != rules_.end() && found->id == rule ? &*found : nullptr;
}

int64_t Ruleset::Int(std::string_view rule, std::string_view parameter) const {
  const Rule* found = Find(rule);
  ASSAY_CHECK(found != nullptr);
  auto value = found->parameters.integers.find(parameter);
  ASSAY_CHECK(value != found->parameters.integers.end());
  return value->second;
}

const std::string& Ruleset::Text(std::string_view rule, std::string_view parameter) const {
  const Rule* found = Find(rule);
  ASSAY_CHECK(found != nullptr);
  auto value = found->parameters.texts.find(parameter);
  ASSAY_CHECK(value != found->parameters.texts.end());
  return value->second;
}

const std::vector<std::string>& Ruleset::List(std::string_view rule,
                                              std::string_view parameter) const {
  const Rule* found = Find(rule);
  ASSAY_CHECK(found != nullptr);
  auto value = found->parameters.lists.find(parameter);
  ASSAY_CHECK(value != found->parameters.lists.end());
  return value->second;
}

const AuditTimeTable* Ruleset::FindAuditTime(std::string_view standard,
                                             std::string_view category) const {
  auto found =
      std::find_if(audit_times_.begin(), audit_times_.end(), [&](const AuditTimeTable& table) {
        return table.standard == standard && table.category == category;
      });
  return found != audit_times_.end() ? &*found : nullptr;
}

}  // namespace assay::rules
