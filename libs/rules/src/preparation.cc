#include "assay/rules/preparation.h"

#include "text.h"

namespace assay::rules {

Judgement JudgeWorkshop(const Ruleset& ruleset, Basis basis, uint32_t half_days) {
  Judgement judgement;
  int64_t meant = ruleset.Int("TN-1", "half_days");
  if (int64_t{half_days} != meant) {
    judgement.Add(ruleset, basis, "TN-1",
                  "a workshop for administrators takes " +
                      (meant == 1 ? "half a day" : std::to_string(meant) + " half days") +
                      "; this one takes " + std::to_string(half_days) +
                      (half_days == 1 ? " half day" : " half days"));
  }
  return judgement;
}

Judgement JudgeMissedObjectives(const Ruleset& ruleset, Basis basis,
                                const std::vector<std::string>& missed, bool has_finding) {
  Judgement judgement;
  if (!missed.empty() && !has_finding) {
    judgement.Add(ruleset, basis, "EX-1",
                  "an objective was missed and no finding says so: " + Join(missed));
  }
  return judgement;
}

}  // namespace assay::rules
