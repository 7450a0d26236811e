#pragma once

#include <array>
#include <cstdint>

#include "assay/rules/fraction.h"
#include "assay/rules/judgement.h"

// Factors that change the audit time of an information-security management system (rules.md 4.3).
namespace assay::rules {

// Each factor scores 1 to 3.
struct SecurityFactors {
  std::array<int64_t, 3> business{};    // type of business and regulation, processes, maturity
  std::array<int64_t, 3> technology{};  // platforms, outsourcing, development in house
};

enum class FactorLevel : uint8_t { kLow, kMedium, kHigh };  // of a sum of three: 3-4, 5-6, 7-9

FactorLevel LevelOf(const std::array<int64_t, 3>& scores);

// Percent, both ends included; negative reduces.
struct AdjustmentRange {
  int64_t from = 0;
  int64_t to = 0;

  bool operator==(const AdjustmentRange&) const = default;
};

// What the grid of IS-2 gives for the factors.
AdjustmentRange AdjustmentRangeOf(const Ruleset& ruleset, const SecurityFactors& factors);

// IS-2: the adjustment that the body chose is not inside the range of its factors.
Judgement JudgeSecurityAdjustment(const Ruleset& ruleset, Basis basis,
                                  const SecurityFactors& factors, const Fraction& percent);

}  // namespace assay::rules
