#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "assay/rules/fraction.h"
#include "assay/rules/judgement.h"

// Audit time (rules.md 4). Exact: fractions of a day, or hundredths of one in integers (D10).
// Persons are the effective number of personnel.
namespace assay::rules {

// x = numerator / (100 * divisor) days, rounded to the nearest half day, ties up; in hundredths.
// REQUIRES: numerator >= 0, divisor > 0.
int64_t ToHalfDay(int64_t numerator, int64_t divisor = 1);
// The same for a fraction of days (T-3).
Fraction NearestHalfDay(const Fraction& days);

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

// How a table is read between the ends of its bands (AT-3). The texts have bands and call the
// number of personnel a continuum, so this is policy.
enum class Lookup : uint8_t {
  kStep,  // the time of the band
  // In proportion between the upper end of the band before, with that band's time, and the upper
  // end of this one, with its time: so at the end of a band both readings agree, and within it this
  // one gives less. In the first band, before which there is none, its time. Exact, then brought to
  // hundredths of a day, ties up, as fine as a table is: what is computed from it stays exact.
  kInterpolate,
};
Lookup LookupOf(const Ruleset& ruleset);

// What the table gives for `persons`. `body_table` (may be null) goes before the ruleset's. Read as
// the ruleset says, or as `lookup` does.
AuditTime AuditTimeFor(const Ruleset& ruleset, const std::string& standard,
                       const std::string& category, int64_t persons,
                       const AuditTimeTable* body_table = nullptr);
AuditTime AuditTimeFor(const Ruleset& ruleset, const std::string& standard,
                       const std::string& category, int64_t persons,
                       const AuditTimeTable* body_table, Lookup lookup);

// What becomes of a time that rounding brings below the greatest reduction (T-5).
enum class Rounding : uint8_t {
  kStrict,   // up to the next half day
  kLiteral,  // stays there
};
Rounding RoundingOf(const Ruleset& ruleset);

// `days` changed by `percent`; negative reduces. REQUIRES: percent >= -100.
Fraction Changed(const Fraction& days, const Fraction& percent);

// `days` on half days; under kStrict never less than `least`.
Fraction RoundedTime(const Fraction& days, const Fraction& least, Rounding rounding);

// A table time changed by `percent` (negative reduces), rounded to half days by the ruleset's
// policy. Reductions beyond the greatest one (T-5) count as the greatest.
int64_t AdjustedTime(const Ruleset& ruleset, int64_t table, int64_t percent);

// T-5: a reduction beyond 30 %. MS-10: beyond 50 % at a sampled site.
Judgement JudgeReduction(const Ruleset& ruleset, Basis basis, const Fraction& percent);
Judgement JudgeSiteReduction(const Ruleset& ruleset, Basis basis, const Fraction& percent);
// T-8: an audit of less than a day hardly fits its purpose. `audit` names it in the message.
Judgement JudgeShortAudit(const Ruleset& ruleset, Basis basis, const std::string& audit,
                          const Fraction& days);

// The yearly surveillance (1/3, T-6) and the recertification (2/3, T-7) of an initial time not yet
// rounded; on half days.
Fraction SurveillanceTime(const Ruleset& ruleset, const Fraction& initial);
Fraction RecertificationTime(const Ruleset& ruleset, const Fraction& initial);

// The percentage of audit time that audit activities take at least: T-4, or IS-3 for 27001.
int64_t OnSitePercent(const Ruleset& ruleset, const std::string& standard);
// The rule it comes from.
std::string_view OnSiteRule(const std::string& standard);

// Several standards in one audit: the sum of their times changed by `percent` for integration,
// rounded to half days (MD 11). Reductions beyond 20 % count as 20 %.
int64_t IntegratedTime(const Ruleset& ruleset, std::span<const int64_t> times, int64_t percent);

// One kind of identical activity counts as the square root of its persons, rounded up.
int64_t IdenticalActivityPersons(int64_t persons);

}  // namespace assay::rules
