#include "standard_time.h"

#include <algorithm>

#include "assay/rules/standard.h"
#include "personnel.h"

namespace assay::calculators {
namespace {

using rules::AuditTimeAnswer;
using rules::Fraction;

constexpr int64_t kAdjustMax = 1'000;  // percent
constexpr int64_t kTableDaysMax = 10'000;
constexpr std::string_view kSecurity = "27001";
constexpr std::string_view kEnvironment = "14001";
constexpr v1::Category kCategories[] = {v1::high, v1::medium, v1::low, v1::limited};

std::string CategoryText(v1::Category category) {
  return category == v1::CATEGORY_UNSPECIFIED ? "" : v1::Category_Name(category);
}

bool HasCategories(const rules::Ruleset& ruleset, const std::string& standard) {
  return std::any_of(std::begin(kCategories), std::end(kCategories), [&](v1::Category category) {
    return ruleset.FindAuditTime(standard, CategoryText(category)) != nullptr;
  });
}

// Whether the category fits the standard, as far as the ruleset knows it.
std::optional<Rejection> CheckCategory(const rules::Ruleset& ruleset, const v1::StandardTime& time,
                                       const std::string& standard, const std::string& prefix) {
  bool own_table = !time.table().empty();
  bool categories = HasCategories(ruleset, standard);
  bool said = time.category() != v1::CATEGORY_UNSPECIFIED;
  if (categories && !said && !own_table) {
    return Missing(prefix + "category", "Say the category of " + standard +
                                            ": high, medium, low, or limited where there is one.");
  }
  bool special = time.category() == v1::special && standard == kEnvironment;
  bool known = special || ruleset.FindAuditTime(standard, CategoryText(time.category())) != nullptr;
  bool plain = ruleset.FindAuditTime(standard, "") != nullptr;
  if (said && !known && (categories || plain)) {
    return Invalid(prefix + "category",
                   categories ? standard + " has no such category." : standard + " has none.");
  }
  return std::nullopt;
}

std::variant<rules::AuditTimeTable, Rejection> TableOf(const v1::StandardTime& time,
                                                       const std::string& standard,
                                                       const std::string& prefix) {
  rules::AuditTimeTable table{
      .standard = standard,
      .category = CategoryText(time.category()),
      .basis = time.table_basis().empty() ? "the body's own table" : time.table_basis(),
      .rows = {}};
  for (int i = 0; i < time.table_size(); ++i) {
    const v1::TableBand& band = time.table(i);
    std::string at = prefix + "table[" + std::to_string(i) + "].";
    Result<Fraction> days = Fraction::Parse(band.days());
    Fraction hundredths = days.ok() ? *days * 100 : Fraction();
    if (hundredths <= 0 || hundredths.denominator() != 1 || *days > kTableDaysMax) {
      return Invalid(at + "days", "Days of a table are more than 0, at most " +
                                      std::to_string(kTableDaysMax) +
                                      ", with at most two decimal places.");
    }
    if (!table.rows.empty() && band.persons_max() <= table.rows.back().persons_max) {
      return Invalid(at + "persons_max", "The bands of a table rise.");
    }
    table.rows.push_back({band.persons_max(), hundredths.numerator()});
  }
  return table;
}

std::string Named(const v1::StandardTime& time, const std::string& standard) {
  std::string category = CategoryText(time.category());
  return category.empty() ? standard : standard + " (" + category + ")";
}

// Why no time can be calculated.
void TellUnknown(const TimeOfStandard& result, const std::string& name, Narration* narration) {
  bool needs_table = result.answer == AuditTimeAnswer::kNeedsTable;
  std::string text = needs_table ? "there is no table for " + name +
                                       ": bring the body's own as `table`; nothing is guessed"
                                 : "no table gives the time of " + name + " for " +
                                       Counted(result.personnel, "person") + ": enter it by hand";
  rules::Judgement judgement;
  judgement.Add(narration->ruleset(), narration->basis(), "QT-3", text);
  narration->Judge(judgement);
  text.front() = needs_table ? 'T' : 'N';
  narration->Step("AT-1", text + ".");
}

// The six factors, if they are said.
std::optional<rules::SecurityFactors> FactorsOf(const v1::StandardTime& time) {
  if (!time.has_factors()) {
    return std::nullopt;
  }
  const v1::SecurityFactors& said = time.factors();
  return rules::SecurityFactors{
      .business = {said.business_and_regulation(), said.processes_and_tasks(),
                   said.system_maturity()},
      .technology = {said.platform_diversity(), said.outsourcing_dependency(),
                     said.in_house_development()}};
}

void TellFactors(const rules::SecurityFactors& factors, const Fraction& adjust,
                 Narration* narration, TimeOfStandard* result) {
  const rules::Ruleset& ruleset = narration->ruleset();
  result->range = rules::AdjustmentRangeOf(ruleset, factors);
  narration->Step("IS-2", "Business and technology call for a change of " +
                              std::to_string(result->range->from) + " to " +
                              std::to_string(result->range->to) + " %.");
  narration->Judge(rules::JudgeSecurityAdjustment(ruleset, narration->basis(), factors, adjust));
}

// Changes the base: by the body's factors within T-5, and at a sampled site within MS-10.
void Adjust(const Fraction& adjust, const TimeTerms& terms, Narration* narration,
            TimeOfStandard* result) {
  const rules::Ruleset& ruleset = narration->ruleset();
  int64_t most = ruleset.Int("T-5", "reduction_percent_max");
  narration->Judge(rules::JudgeReduction(ruleset, narration->basis(), adjust));
  Fraction percent = std::max(adjust, Fraction(-most));
  std::string_view rule = "T-5";
  if (terms.site_reduction) {
    rule = "MS-10";
    most = ruleset.Int("MS-10", "reduction_percent_max");
    percent = percent + *terms.site_reduction;
    narration->Judge(rules::JudgeSiteReduction(ruleset, narration->basis(), percent));
    percent = std::max(percent, Fraction(-most));
  }
  result->raw = rules::Changed(result->base, percent);
  result->days =
      rules::RoundedTime(result->raw, rules::Changed(result->base, -most), terms.rounding);
  result->on_site = result->raw * Fraction(rules::OnSitePercent(ruleset, result->standard), 100);
  if (percent != 0) {
    narration->Step(rule, "Changed by " + percent.ToString() + " %: " + result->base.ToString() +
                              " days become " + result->raw.ToString() + ".");
  }
}

void TellTable(const TimeOfStandard& result, const std::string& name, bool own_table,
               rules::Lookup lookup, Narration* narration) {
  if (lookup == rules::Lookup::kInterpolate) {
    narration->Step("AT-3", "The table is read in proportion between the ends of its bands.");
  }
  narration->Step("AT-1", name + " with " + Counted(result.personnel, "effective person") + ": " +
                              result.basis + " gives " + result.base.ToString() +
                              " days for stage 1 and stage 2.");
  const auto& without = narration->ruleset().List("AT-2", "standards");
  if (!own_table && std::find(without.begin(), without.end(), result.standard) != without.end()) {
    rules::Judgement judgement;
    judgement.Add(narration->ruleset(), narration->basis(), "AT-2",
                  "no document has a table for " + result.standard +
                      "; this one is a method, and the body confirms it or brings its own");
    narration->Judge(judgement);
  }
}

}  // namespace

std::variant<Fraction, Rejection> PercentOf(const std::string& text, const std::string& field,
                                            int64_t min, int64_t max) {
  if (text.empty()) {
    return Fraction();
  }
  Result<Fraction> percent = Fraction::Parse(text);
  constexpr int64_t kParts = 100;  // finer ones would not stay exact through all that follows
  if (!percent.ok() || *percent < min || *percent > max || (*percent * kParts).denominator() != 1) {
    return Invalid(field, "A percentage from " + std::to_string(min) + " to " +
                              std::to_string(max) +
                              " is expected, with at most two decimal places.");
  }
  return *percent;
}

std::variant<TimeOfStandard, Rejection> CalculateStandard(const v1::StandardTime& time,
                                                          const TimeTerms& terms,
                                                          const std::string& prefix,
                                                          Narration* narration) {
  const rules::Ruleset& ruleset = narration->ruleset();
  TimeOfStandard result{.standard = rules::StandardKey(time.standard())};
  if (time.has_factors() && result.standard != kSecurity) {
    return Invalid(prefix + "factors", "These factors belong to 27001 only.");
  }
  if (auto fault = CheckCategory(ruleset, time, result.standard, prefix)) {
    return *fault;
  }
  auto adjust = PercentOf(time.adjust_percent(), prefix + "adjust_percent", -100, kAdjustMax);
  if (auto* fault = std::get_if<Rejection>(&adjust)) {
    return *fault;
  }
  auto table = TableOf(time, result.standard, prefix);
  if (auto* fault = std::get_if<Rejection>(&table)) {
    return *fault;
  }
  auto personnel = EffectivePersonnel(time, prefix, narration);
  if (auto* fault = std::get_if<Rejection>(&personnel)) {
    return *fault;
  }
  result.personnel = std::get<int64_t>(personnel);
  bool own_table = !time.table().empty();
  rules::AuditTime found = rules::AuditTimeFor(
      ruleset, result.standard, CategoryText(time.category()), result.personnel,
      own_table ? &std::get<rules::AuditTimeTable>(table) : nullptr, terms.lookup);
  bool special = time.category() == v1::special && !own_table;
  result.answer = special ? AuditTimeAnswer::kManual : found.answer;
  result.basis = found.basis;
  std::string name = Named(time, result.standard);
  if (result.answer != AuditTimeAnswer::kKnown) {
    TellUnknown(result, name, narration);
    return result;
  }
  result.base = Fraction(found.table, 100);
  TellTable(result, name, own_table, terms.lookup, narration);
  if (auto factors = FactorsOf(time)) {
    TellFactors(*factors, std::get<Fraction>(adjust), narration, &result);
  }
  Adjust(std::get<Fraction>(adjust), terms, narration, &result);
  return result;
}

}  // namespace assay::calculators
