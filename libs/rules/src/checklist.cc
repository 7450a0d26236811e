#include "assay/rules/checklist.h"

#include "text.h"

namespace assay::rules {

std::vector<std::string> MissingItems(const Ruleset& ruleset, std::string_view rule,
                                      std::span<const std::string> given) {
  std::vector<std::string> missing;
  for (const std::string& item : ruleset.List(rule, "items")) {
    if (!Contains(given, item)) {
      missing.push_back(item);
    }
  }
  return missing;
}

Judgement JudgeChecklist(const Ruleset& ruleset, Basis basis, std::string_view rule,
                         std::span<const std::string> given) {
  Judgement judgement;
  std::vector<std::string> missing = MissingItems(ruleset, rule, given);
  if (!missing.empty()) {
    judgement.Add(ruleset, basis, rule, "missing: " + Join(missing));
  }
  return judgement;
}

}  // namespace assay::rules
