#include "requirements.h"

#include <algorithm>
#include <string>

#include "text.h"

namespace assay::rules {
namespace {

// Rules that the code names without any parameter.
constexpr std::string_view kRules[] = {
    "AP-3",  "AP-4",  "AT-1",  "AU-10",       "AU-13", "AU-14", "AU-15", "AU-16", "AU-18", "AU-2",
    "AU-20", "AU-3",  "AU-4",  "AU-5",        "AU-6",  "AU-7",  "AU-8",  "AU-9",  "CA-1",  "CA-10",
    "CA-13", "CA-14", "CA-15", "CA-16",       "CA-18", "CA-19", "CA-2",  "CA-21", "CA-22", "CA-26",
    "CA-3",  "CA-4",  "CA-5",  "CA-7",        "CE-1",  "CE-2",  "CE-3",  "CE-4",  "D2",    "D7",
    "DE-1",  "DE-2",  "DE-3",  "DE-4",        "DE-6",  "EX-1",  "IA-1",  "IA-3",  "IMP-1", "IMP-2",
    "IMP-6", "IMP-7", "IS-1",  "MK-1",        "MK-2",  "MK-3",  "MK-4",  "MK-5",  "MK-6",  "MK-7",
    "MR-1",  "MR-2",  "MR-3",  "MS-11",       "MS-12", "MS-13", "MS-3",  "MS-6",  "MS-7",  "MS-8",
    "MS-9",  "NC-1",  "NC-10", "NC-7",        "NC-8",  "NC-9",  "PA-2",  "PR-3",  "PR-4",  "PR-5",
    "PR-6",  "PR-7",  "QT-1",  "QT-2",        "QT-3",  "QT-4",  "RC-4",  "RC-6",  "SP-3",  "ST-2",
    "ST-3",  "ST-4",  "SU-2",  "SU-2-STRICT", "SU-5",  "T-10",  "T-3",   "T-9",   "TR-1",  "TR-2",
    "TR-5",  "TR-6",  "TR-7",
};

struct IntRequirement {
  std::string_view rule, parameter;
  int64_t min, max;
};
constexpr int64_t kMonthsMax = 120;
constexpr int64_t kDaysMax = 3'660;
constexpr IntRequirement kInts[] = {
    {"CA-23", "months", 0, kMonthsMax},
    {"CA-24", "check_days", 0, kDaysMax},
    {"CA-24", "first_days", 0, kDaysMax},
    {"CA-24", "second_days", 0, kDaysMax},
    {"CA-25", "implement_days_major", 0, kDaysMax},
    {"CA-25", "implement_days_minor", 0, kDaysMax},
    {"CA-25", "plan_days_major", 0, kDaysMax},
    {"CA-25", "plan_days_minor", 0, kDaysMax},
    {"CA-6", "waiting_days", 0, kDaysMax},
    {"CA-9", "persons_max", 0, 1'000'000},
    {"D6", "term_months", 1, kMonthsMax},
    {"IA-2", "persons_max", 0, 1'000'000},
    {"IMP-3", "cooling_off_months", 0, kMonthsMax},
    {"IMP-4", "cooling_off_months", 0, kMonthsMax},
    {"IMP-5", "cooling_off_months", 0, kMonthsMax},
    {"IN-1", "reduction_percent_max", 0, 99},
    {"IN-2", "reduction_per_step", 0, 100},
    {"IN-2", "step_percent", 1, 100},
    {"IS-2", "business_high_technology_high_from", -99, 1'000},
    {"IS-2", "business_high_technology_high_to", -99, 1'000},
    {"IS-2", "business_high_technology_low_from", -99, 1'000},
    {"IS-2", "business_high_technology_low_to", -99, 1'000},
    {"IS-2", "business_high_technology_medium_from", -99, 1'000},
    {"IS-2", "business_high_technology_medium_to", -99, 1'000},
    {"IS-2", "business_low_technology_high_from", -99, 1'000},
    {"IS-2", "business_low_technology_high_to", -99, 1'000},
    {"IS-2", "business_low_technology_low_from", -99, 1'000},
    {"IS-2", "business_low_technology_low_to", -99, 1'000},
    {"IS-2", "business_low_technology_medium_from", -99, 1'000},
    {"IS-2", "business_low_technology_medium_to", -99, 1'000},
    {"IS-2", "business_medium_technology_high_from", -99, 1'000},
    {"IS-2", "business_medium_technology_high_to", -99, 1'000},
    {"IS-2", "business_medium_technology_low_from", -99, 1'000},
    {"IS-2", "business_medium_technology_low_to", -99, 1'000},
    {"IS-2", "business_medium_technology_medium_from", -99, 1'000},
    {"IS-2", "business_medium_technology_medium_to", -99, 1'000},
    {"IS-3", "on_site_percent_min", 1, 100},
    {"MS-1", "initial_percent", 1, 1'000},
    {"MS-1", "recertification_effective_percent", 1, 1'000},
    {"MS-1", "recertification_percent", 1, 1'000},
    {"MS-1", "surveillance_percent", 1, 1'000},
    {"MS-10", "reduction_percent_max", 0, 99},
    {"MS-2", "random_percent", 0, 100},
    {"MS-5", "surveillance_percent", 1, 100},
    {"NC-2", "plan_days_major", 0, kDaysMax},
    {"NC-2", "plan_days_minor", 0, kDaysMax},
    {"NC-4", "months", 1, kMonthsMax},
    {"NC-5", "clip_days", 0, kDaysMax},
    {"NC-6", "implement_days_major", 0, kDaysMax},
    {"NC-6", "implement_days_minor", 0, kDaysMax},
    {"PA-1", "audits_max", 0, 100},
    {"PR-1", "years_max", 1, 20},
    {"RC-1", "window_months", 1, kMonthsMax},
    {"RC-5", "months", 0, kMonthsMax},
    {"RC-7", "lead_days", 0, kDaysMax},
    {"RD-1", "administrators_min", 0, 1'000},
    {"RD-1", "auditors_min", 0, 1'000},
    {"RD-1", "desktop_audits_min", 0, 1'000},
    {"RD-1", "exercise_reports_min", 0, 1'000},
    {"RD-1", "implementation_audits_min", 0, 1'000},
    {"SP-2", "review_months", 1, kMonthsMax},
    {"ST-7", "months_max", 0, kMonthsMax},
    {"ST-8", "days_min", 0, kDaysMax},
    {"SU-1", "months", 1, kMonthsMax},
    {"SU-6", "months_max", 0, kMonthsMax},
    {"SU-7", "first_months", 1, kMonthsMax},
    {"SU-7", "second_months", 1, kMonthsMax},
    {"T-4", "on_site_percent_min", 1, 100},
    {"T-5", "reduction_percent_max", 0, 99},
    {"TN-1", "half_days", 1, 20},
    {"T-6", "of", 1, 100},
    {"T-6", "parts", 1, 100},
    {"T-7", "of", 1, 100},
    {"T-7", "parts", 1, 100},
    {"T-8", "hundredth_days_min", 0, 10'000},
    {"TR-3", "months", 0, kMonthsMax},
};

struct TextRequirement {
  std::string_view rule, parameter, first, second;  // the two values there are
};
constexpr TextRequirement kTexts[] = {
    {"D6", "convention", "day-before", "anniversary"},
    {"D8", "basis", "end", "start"},
    {"RC-3", "effective", "decision", "day-after-expiry"},
    {"T-5", "floor_policy", "strict", "literal"},
};

struct ListRequirement {
  std::string_view rule, parameter;
};
constexpr ListRequirement kLists[] = {
    {"AU-1", "items"},     {"AU-11", "annex"},    {"AU-11", "annex_only"}, {"AU-11", "nothing"},
    {"AU-12", "excludes"}, {"AU-17", "excludes"}, {"AU-19", "items"},      {"PR-2", "excludes"},
    {"AP-1", "items"},     {"AP-2", "items"},     {"AT-2", "standards"},   {"CA-11", "excludes"},
    {"CA-12", "excludes"}, {"CA-17", "excludes"}, {"CA-20", "excludes"},   {"CA-3", "excludes"},
    {"CA-8", "excludes"},  {"CA-9", "excludes"},  {"DE-5", "items"},       {"MS-4", "items"},
    {"NC-3", "methods"},   {"RC-2", "items"},     {"SP-1", "reasons"},     {"ST-1", "items"},
    {"ST-5", "items"},     {"ST-6", "items"},     {"SU-4", "items"},       {"TR-4", "items"},
};

Status Missing(std::string_view rule, std::string_view parameter) {
  return InvalidArgument("rule " + std::string(rule) + " needs parameter " +
                         std::string(parameter));
}

Status CheckRulesExist(const Ruleset& ruleset) {
  auto check = [&ruleset](std::string_view rule) {
    return ruleset.Find(rule) != nullptr
               ? OkStatus()
               : InvalidArgument("rule " + std::string(rule) + " is missing");
  };
  for (std::string_view rule : kRules) {
    ASSAY_RETURN_IF_ERROR(check(rule));
  }
  for (const IntRequirement& need : kInts) {
    ASSAY_RETURN_IF_ERROR(check(need.rule));
  }
  for (const TextRequirement& need : kTexts) {
    ASSAY_RETURN_IF_ERROR(check(need.rule));
  }
  for (const ListRequirement& need : kLists) {
    ASSAY_RETURN_IF_ERROR(check(need.rule));
  }
  return OkStatus();
}

Status CheckInt(const Ruleset& ruleset, const IntRequirement& need) {
  const auto& integers = ruleset.Find(need.rule)->integers;
  auto found = integers.find(need.parameter);
  if (found == integers.end()) {
    return Missing(need.rule, need.parameter);
  }
  if (found->second < need.min || found->second > need.max) {
    return InvalidArgument("rule " + std::string(need.rule) + ": " + std::string(need.parameter) +
                           " is outside " + std::to_string(need.min) + ".." +
                           std::to_string(need.max));
  }
  return OkStatus();
}

Status CheckText(const Ruleset& ruleset, const TextRequirement& need) {
  const auto& texts = ruleset.Find(need.rule)->texts;
  auto found = texts.find(need.parameter);
  if (found == texts.end()) {
    return Missing(need.rule, need.parameter);
  }
  if (found->second != need.first && found->second != need.second) {
    return InvalidArgument("rule " + std::string(need.rule) + ": " + std::string(need.parameter) +
                           " is neither " + std::string(need.first) + " nor " +
                           std::string(need.second));
  }
  return OkStatus();
}

}  // namespace

Status CheckRequirements(const Ruleset& ruleset) {
  ASSAY_RETURN_IF_ERROR(CheckRulesExist(ruleset));
  for (const IntRequirement& need : kInts) {
    ASSAY_RETURN_IF_ERROR(CheckInt(ruleset, need));
  }
  for (const TextRequirement& need : kTexts) {
    ASSAY_RETURN_IF_ERROR(CheckText(ruleset, need));
  }
  for (const ListRequirement& need : kLists) {
    const auto& lists = ruleset.Find(need.rule)->lists;
    auto found = lists.find(need.parameter);
    if (found == lists.end() || found->second.empty()) {
      return Missing(need.rule, need.parameter);
    }
  }
  return OkStatus();
}

}  // namespace assay::rules
