#pragma once

#include <optional>
#include <string>
#include <variant>

#include "assay/rules/audit_time.h"
#include "assay/rules/security_factors.h"
#include "narration.h"

namespace assay::calculators {

// What goes for every standard of an audit.
struct TimeTerms {
  rules::Rounding rounding = rules::Rounding::kStrict;
  rules::Lookup lookup = rules::Lookup::kStep;
  std::optional<rules::Fraction> site_reduction = {};  // percent, not above 0; of a sampled site
};

// The time of one standard, before it is integrated with others.
struct TimeOfStandard {
  std::string standard;  // key
  rules::AuditTimeAnswer answer = rules::AuditTimeAnswer::kNeedsTable;
  int64_t personnel = 0;
  std::string basis;  // document of the table
  // In days; meaningful where the answer is known.
  rules::Fraction base;
  rules::Fraction raw;
  rules::Fraction days;
  rules::Fraction on_site;  // the part of `raw` that audit activities take at least
  std::optional<rules::AdjustmentRange> range = {};
};

// `prefix` is the path of `time` in the request, for a Rejection.
std::variant<TimeOfStandard, Rejection> CalculateStandard(const v1::StandardTime& time,
                                                          const TimeTerms& terms,
                                                          const std::string& prefix,
                                                          Narration* narration);

// A percentage of a field from `min` to `max`; 0 where it is not said.
std::variant<rules::Fraction, Rejection> PercentOf(const std::string& text,
                                                   const std::string& field, int64_t min,
                                                   int64_t max);

}  // namespace assay::calculators
