#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "assay/rules/judgement.h"

// Audit time in hundredths of a day, exactly (rules.md 4, D10). Persons are the effective number of
// personnel.
namespace assay::rules {

// x = numerator / (100 * divisor) days, rounded to the nearest half day, ties up; in hundredths.
// REQUIRES: numerator >= 0, divisor > 0.
int64_t ToHalfDay(int64_t numerator, int64_t divisor = 1);

enum class AuditTimeAnswer : uint8_t {
  kKnown,
  kNeedsTable,  // no table for the standard: the body supplies one; never a guess
  kManual,      // beyond the table: entered by hand
};

struct AuditTime {
  AuditTimeAnswer answer = AuditTimeAnswer::kNeedsTable;
  int64_t table = 0;       // hundredth-days, unreduced
  int64_t floor = 0;       // the least that reduction may leave, on half days
  std::string basis = {};  // the document of the table
};

// What the table gives for `persons`. `body_table` (may be null) goes before the ruleset's.
AuditTime AuditTimeFor(const Ruleset& ruleset, const std::string& standard,
                       const std::string& category, int64_t persons,
                       const AuditTimeTable* body_table = nullptr);

// A table time changed by `percent` (negative reduces), rounded to half days. Under the strict
// policy of T-5, rounding never goes below what the greatest reduction leaves. Reductions beyond
// the greatest one count as the greatest.
int64_t AdjustedTime(const Ruleset& ruleset, int64_t table, int64_t percent);

// T-5: a reduction beyond 30 %. MS-10: beyond 50 % at a sampled site.
Judgement JudgeReduction(const Ruleset& ruleset, Basis basis, int64_t percent);
Judgement JudgeSiteReduction(const Ruleset& ruleset, Basis basis, int64_t percent);

// The yearly surveillance (1/3) and the recertification (2/3) of an initial time not yet rounded
// (T-6, T-7).
int64_t SurveillanceTime(int64_t initial);
int64_t RecertificationTime(int64_t initial);

// Several standards in one audit: the sum of their times changed by `percent` for integration,
// rounded to half days (MD 11). Reductions beyond 20 % count as 20 %.
int64_t IntegratedTime(const Ruleset& ruleset, std::span<const int64_t> times, int64_t percent);

// One kind of identical activity counts as the square root of its persons, rounded up.
int64_t IdenticalActivityPersons(int64_t persons);

}  // namespace assay::rules
