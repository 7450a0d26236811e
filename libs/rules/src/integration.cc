#include "assay/rules/integration.h"

#include <algorithm>
#include <string>

#include "assay/base/check.h"

namespace assay::rules {

Fraction JointAuditAbility(std::span<const int64_t> auditor_standards, int64_t standards) {
  ASSAY_CHECK(standards >= 1);
  if (standards == 1) {
    return 100;
  }
  int64_t beyond_first = 0;
  for (int64_t qualified : auditor_standards) {
    beyond_first += std::clamp<int64_t>(qualified, 1, standards) - 1;
  }
  auto auditors = static_cast<int64_t>(auditor_standards.size());
  return auditors == 0 ? Fraction() : Fraction(100 * beyond_first, auditors * (standards - 1));
}

int64_t AllowedIntegration(const Ruleset& ruleset, const Fraction& level_percent,
                           const Fraction& ability_percent) {
  Fraction lesser = std::min(level_percent, ability_percent);
  int64_t step = ruleset.Int("IN-2", "step_percent");
  // The first step allows nothing, each further one so much more.
  Fraction steps = lesser / step;
  int64_t whole = steps.numerator() / steps.denominator();
  int64_t allowed = std::max<int64_t>(0, whole - 1) * ruleset.Int("IN-2", "reduction_per_step");
  return std::min(allowed, ruleset.Int("IN-1", "reduction_percent_max"));
}

Judgement JudgeIntegration(const Ruleset& ruleset, Basis basis, const Fraction& percent) {
  Judgement judgement;
  int64_t most = ruleset.Int("IN-1", "reduction_percent_max");
  if (percent < -most) {
    judgement.Add(ruleset, basis, "IN-1",
                  "integration reduces audit time by at most " + std::to_string(most) + " %, not " +
                      (Fraction() - percent).ToString() + " %");
  }
  return judgement;
}

Judgement JudgeIntegrationLevel(const Ruleset& ruleset, Basis basis, const Fraction& percent,
                                int64_t allowed) {
  Judgement judgement;
  if (percent < -allowed) {
    judgement.Add(ruleset, basis, "IN-2",
                  "the system's integration and the team's ability allow a reduction of " +
                      std::to_string(allowed) + " %, not " + (Fraction() - percent).ToString() +
                      " %");
  }
  return judgement;
}

}  // namespace assay::rules
