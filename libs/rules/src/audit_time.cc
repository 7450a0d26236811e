#include "assay/rules/audit_time.h"

#include <algorithm>
#include <iterator>

#include "assay/base/check.h"
#include "assay/rules/sampling.h"

namespace assay::rules {
namespace {

constexpr int64_t kHundredths = 100;
constexpr int64_t kPercentMax = 10'000;      // of an increase; far beyond any real one
constexpr int64_t kDaysMax = 1'000'000'000;  // hundredths; keeps every product far from overflow
const std::string kSecurity = "27001";

int64_t Bounded(int64_t hundredths) {
  return std::clamp<int64_t>(hundredths, 0, kDaysMax);
}

int64_t BoundedPercent(int64_t percent, int64_t reduction_max) {
  return std::clamp(percent, -reduction_max, kPercentMax);
}

Fraction Days(int64_t hundredths) {
  return {hundredths, kHundredths};
}

// REQUIRES: on half days.
int64_t Hundredths(const Fraction& days) {
  return (days * kHundredths).numerator();
}

// REQUIRES: before.persons_max < persons <= band.persons_max.
int64_t Between(const AuditTimeTable::Row& before, const AuditTimeTable::Row& band,
                int64_t persons) {
  Fraction part(persons - before.persons_max, band.persons_max - before.persons_max);
  Fraction rise = part * (band.hundredth_days - before.hundredth_days);
  return (rise + before.hundredth_days).RoundedTo(1).numerator();
}

Fraction PartOf(const Ruleset& ruleset, std::string_view rule, const Fraction& initial) {
  return NearestHalfDay(initial * Fraction(ruleset.Int(rule, "parts"), ruleset.Int(rule, "of")));
}

Judgement JudgeReductionBy(const Ruleset& ruleset, Basis basis, std::string_view rule,
                           const Fraction& percent) {
  Judgement judgement;
  int64_t most = ruleset.Int(rule, "reduction_percent_max");
  if (percent < -most) {
    judgement.Add(ruleset, basis, rule,
                  "audit time is reduced by at most " + std::to_string(most) + " %, not " +
                      (Fraction() - percent).ToString() + " %");
  }
  return judgement;
}

}  // namespace

int64_t ToHalfDay(int64_t numerator, int64_t divisor) {
  ASSAY_CHECK(numerator >= 0 && divisor > 0);
  return Hundredths(NearestHalfDay(Fraction(numerator, divisor) / kHundredths));
}

Fraction NearestHalfDay(const Fraction& days) {
  return days.RoundedTo(Fraction(1, 2));
}

Lookup LookupOf(const Ruleset& ruleset) {
  return ruleset.Text("AT-3", "lookup") == "interpolate" ? Lookup::kInterpolate : Lookup::kStep;
}

AuditTime AuditTimeFor(const Ruleset& ruleset, const std::string& standard,
                       const std::string& category, int64_t persons,
                       const AuditTimeTable* body_table) {
  return AuditTimeFor(ruleset, standard, category, persons, body_table, LookupOf(ruleset));
}

AuditTime AuditTimeFor(const Ruleset& ruleset, const std::string& standard,
                       const std::string& category, int64_t persons,
                       const AuditTimeTable* body_table, Lookup lookup) {
  const AuditTimeTable* table =
      body_table != nullptr ? body_table : ruleset.FindAuditTime(standard, category);
  if (table == nullptr || table->rows.empty()) {
    return {};
  }
  auto row = std::find_if(
      table->rows.begin(), table->rows.end(),
      [persons](const AuditTimeTable::Row& band) { return persons <= band.persons_max; });
  if (row == table->rows.end() || persons < 1) {
    return {.answer = AuditTimeAnswer::kManual, .basis = table->basis};
  }
  bool between = lookup == Lookup::kInterpolate && row != table->rows.begin();
  int64_t days = between ? Between(*std::prev(row), *row, persons) : row->hundredth_days;
  int64_t most = ruleset.Int("T-5", "reduction_percent_max");
  return {.answer = AuditTimeAnswer::kKnown,
          .table = Bounded(days),
          .floor = AdjustedTime(ruleset, days, -most),
          .basis = table->basis};
}

Rounding RoundingOf(const Ruleset& ruleset) {
  return ruleset.Text("T-5", "floor_policy") == "strict" ? Rounding::kStrict : Rounding::kLiteral;
}

Fraction Changed(const Fraction& days, const Fraction& percent) {
  ASSAY_CHECK(percent >= -100);
  return days * (Fraction(100) + percent) / 100;
}

Fraction RoundedTime(const Fraction& days, const Fraction& least, Rounding rounding) {
  Fraction rounded = NearestHalfDay(days);
  bool raise = rounding == Rounding::kStrict && rounded < least;
  return raise ? rounded + Fraction(1, 2) : rounded;
}

int64_t AdjustedTime(const Ruleset& ruleset, int64_t table, int64_t percent) {
  int64_t most = ruleset.Int("T-5", "reduction_percent_max");
  Fraction days = Days(Bounded(table));
  return Hundredths(RoundedTime(Changed(days, BoundedPercent(percent, most)), Changed(days, -most),
                                RoundingOf(ruleset)));
}

Judgement JudgeReduction(const Ruleset& ruleset, Basis basis, const Fraction& percent) {
  return JudgeReductionBy(ruleset, basis, "T-5", percent);
}

Judgement JudgeSiteReduction(const Ruleset& ruleset, Basis basis, const Fraction& percent) {
  return JudgeReductionBy(ruleset, basis, "MS-10", percent);
}

Judgement JudgeShortAudit(const Ruleset& ruleset, Basis basis, const std::string& audit,
                          const Fraction& days) {
  Judgement judgement;
  Fraction least = Days(ruleset.Int("T-8", "hundredth_days_min"));
  if (days < least) {
    judgement.Add(ruleset, basis, "T-8",
                  audit + " of " + days.ToString() + " days is shorter than " + least.ToString() +
                      "; an audit this short is unlikely to be enough");
  }
  return judgement;
}

Fraction SurveillanceTime(const Ruleset& ruleset, const Fraction& initial) {
  return PartOf(ruleset, "T-6", initial);
}

Fraction RecertificationTime(const Ruleset& ruleset, const Fraction& initial) {
  return PartOf(ruleset, "T-7", initial);
}

std::string_view OnSiteRule(const std::string& standard) {
  return standard == kSecurity ? "IS-3" : "T-4";
}

int64_t OnSitePercent(const Ruleset& ruleset, const std::string& standard) {
  return ruleset.Int(OnSiteRule(standard), "on_site_percent_min");
}

int64_t IntegratedTime(const Ruleset& ruleset, std::span<const int64_t> times, int64_t percent) {
  int64_t sum = 0;
  for (int64_t time : times) {
    sum = Bounded(sum + Bounded(time));
  }
  int64_t most = ruleset.Int("IN-1", "reduction_percent_max");
  return Hundredths(NearestHalfDay(Changed(Days(sum), BoundedPercent(percent, most))));
}

int64_t IdenticalActivityPersons(int64_t persons) {
  return persons <= 0 ? 0 : IntegerSquareRoot(std::min(persons, kSitesMax) - 1) + 1;
}

}  // namespace assay::rules
