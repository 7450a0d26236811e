#include "assay/rules/ruleset.h"

#include <algorithm>

#include "assay/base/check.h"
#include "default_ruleset.h"

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
  auto value = found->integers.find(parameter);
  ASSAY_CHECK(value != found->integers.end());
  return value->second;
}

const std::string& Ruleset::Text(std::string_view rule, std::string_view parameter) const {
  const Rule* found = Find(rule);
  ASSAY_CHECK(found != nullptr);
  auto value = found->texts.find(parameter);
  ASSAY_CHECK(value != found->texts.end());
  return value->second;
}

const std::vector<std::string>& Ruleset::List(std::string_view rule,
                                              std::string_view parameter) const {
  const Rule* found = Find(rule);
  ASSAY_CHECK(found != nullptr);
  auto value = found->lists.find(parameter);
  ASSAY_CHECK(value != found->lists.end());
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
