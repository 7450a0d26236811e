#include "assay/rules/security_factors.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace assay::rules {
namespace {

constexpr std::string_view kRule = "IS-2";

std::string_view NameOf(FactorLevel level) {
  switch (level) {
    case FactorLevel::kLow:
      return "low";
    case FactorLevel::kMedium:
      return "medium";
    case FactorLevel::kHigh:
      return "high";
  }
  return "low";
}

}  // namespace

FactorLevel LevelOf(const std::array<int64_t, 3>& scores) {
  constexpr int64_t kLowMax = 4;
  constexpr int64_t kMediumMax = 6;
  int64_t sum = std::accumulate(scores.begin(), scores.end(), int64_t{0});
  return sum <= kLowMax      ? FactorLevel::kLow
         : sum <= kMediumMax ? FactorLevel::kMedium
                             : FactorLevel::kHigh;
}

AdjustmentRange AdjustmentRangeOf(const Ruleset& ruleset, const SecurityFactors& factors) {
  std::string cell = "business_" + std::string(NameOf(LevelOf(factors.business))) + "_technology_" +
                     std::string(NameOf(LevelOf(factors.technology)));
  return {ruleset.Int(kRule, cell + "_from"), ruleset.Int(kRule, cell + "_to")};
}

Judgement JudgeSecurityAdjustment(const Ruleset& ruleset, Basis basis,
                                  const SecurityFactors& factors, const Fraction& percent) {
  Judgement judgement;
  AdjustmentRange range = AdjustmentRangeOf(ruleset, factors);
  if (percent < range.from || percent > range.to) {
    judgement.Add(ruleset, basis, kRule,
                  "the factors call for a change of " + std::to_string(range.from) + " to " +
                      std::to_string(range.to) + " %, not " + percent.ToString() + " %");
  }
  return judgement;
}

}  // namespace assay::rules
