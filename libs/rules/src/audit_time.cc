#include "assay/rules/audit_time.h"

#include <algorithm>

#include "assay/base/check.h"
#include "assay/rules/sampling.h"

namespace assay::rules {
namespace {

constexpr int64_t kHalfDay = 50;
constexpr int64_t kPercentMax = 10'000;      // of an increase; far beyond any real one
constexpr int64_t kDaysMax = 1'000'000'000;  // hundredths; keeps every product far from overflow

int64_t Bounded(int64_t hundredths) {
  return std::clamp<int64_t>(hundredths, 0, kDaysMax);
}

int64_t BoundedPercent(int64_t percent, int64_t reduction_max) {
  return std::clamp(percent, -reduction_max, kPercentMax);
}

Judgement JudgeReductionBy(const Ruleset& ruleset, Basis basis, std::string_view rule,
                           int64_t percent) {
  Judgement judgement;
  int64_t most = ruleset.Int(rule, "reduction_percent_max");
  if (percent < -most) {
    judgement.Add(ruleset, basis, rule,
                  "audit time is reduced by at most " + std::to_string(most) + " %");
  }
  return judgement;
}

}  // namespace

int64_t ToHalfDay(int64_t numerator, int64_t divisor) {
  ASSAY_CHECK(numerator >= 0 && divisor > 0);
  // floor(2x + 1/2) half days, over the common denominator of 2x and 1/2.
  return (4 * numerator + 100 * divisor) / (200 * divisor) * kHalfDay;
}

AuditTime AuditTimeFor(const Ruleset& ruleset, const std::string& standard,
                       const std::string& category, int64_t persons,
                       const AuditTimeTable* body_table) {
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
  int64_t most = ruleset.Int("T-5", "reduction_percent_max");
  return {.answer = AuditTimeAnswer::kKnown,
          .table = Bounded(row->hundredth_days),
          .floor = AdjustedTime(ruleset, row->hundredth_days, -most),
          .basis = table->basis};
}

int64_t AdjustedTime(const Ruleset& ruleset, int64_t table, int64_t percent) {
  int64_t most = ruleset.Int("T-5", "reduction_percent_max");
  table = Bounded(table);
  int64_t rounded = ToHalfDay(table * (100 + BoundedPercent(percent, most)), 100);
  bool strict = ruleset.Text("T-5", "floor_policy") == "strict";
  return strict && rounded * 100 < table * (100 - most) ? rounded + kHalfDay : rounded;
}

Judgement JudgeReduction(const Ruleset& ruleset, Basis basis, int64_t percent) {
  return JudgeReductionBy(ruleset, basis, "T-5", percent);
}

Judgement JudgeSiteReduction(const Ruleset& ruleset, Basis basis, int64_t percent) {
  return JudgeReductionBy(ruleset, basis, "MS-10", percent);
}

int64_t SurveillanceTime(int64_t initial) {
  return ToHalfDay(Bounded(initial), 3);
}

int64_t RecertificationTime(int64_t initial) {
  return ToHalfDay(2 * Bounded(initial), 3);
}

int64_t IntegratedTime(const Ruleset& ruleset, std::span<const int64_t> times, int64_t percent) {
  int64_t sum = 0;
  for (int64_t time : times) {
    sum = Bounded(sum + Bounded(time));
  }
  int64_t most = ruleset.Int("IN-1", "reduction_percent_max");
  return ToHalfDay(sum * (100 + BoundedPercent(percent, most)), 100);
}

int64_t IdenticalActivityPersons(int64_t persons) {
  return persons <= 0 ? 0 : IntegerSquareRoot(std::min(persons, kSitesMax) - 1) + 1;
}

}  // namespace assay::rules
