#include "assay/rules/cycle.h"

#include <algorithm>

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::AddMonths;
using calendar::Date;

// The first (last) day of a calendar year, within the bounds of dates.
Date YearStart(int year) {
  Result<Date> date = Date::Of(year, 1, 1);
  return date.ok() ? *date : Date::Latest();
}
Date YearEnd(int year) {
  Result<Date> date = Date::Of(year, 12, 31);
  return date.ok() ? *date : Date::Latest();
}

// The window of the surveillance in the `ordinal`-th calendar year after the decision's.
SurveillanceWindow WindowOf(const Ruleset& ruleset, Date decision, int ordinal, bool first_cycle) {
  int year = decision.year() + ordinal;
  SurveillanceWindow window{
      .from = YearStart(year), .by = YearEnd(year), .advised_by = YearEnd(year), .rule = "SU-2"};
  if (ordinal == 1 && first_cycle) {
    Date limit = AddMonths(decision, ruleset.Int("SU-1", "months"));
    if (limit <= window.by) {
      window.by = limit;
      window.rule = "SU-1";
    }
  }
  if (ordinal <= 2) {
    Date advised =
        AddMonths(decision, ruleset.Int("SU-7", ordinal == 1 ? "first_months" : "second_months"));
    window.advised_by = std::min(window.by, advised);
  }
  window.from = std::min(window.from, window.by);
  return window;
}

}  // namespace

Date AuditDate(const Ruleset& ruleset, const AuditDays& days) {
  return ruleset.Text("D8", "basis") == "start" ? days.first : days.last;
}

Date CertificateExpiry(const Ruleset& ruleset, Date start) {
  auto convention = ruleset.Text("D6", "convention") == "anniversary"
                        ? calendar::ExpiryConvention::kAnniversary
                        : calendar::ExpiryConvention::kDayBefore;
  return calendar::TermExpiry(start, ruleset.Int("D6", "term_months"), convention);
}

Date NextExpiry(const Ruleset& ruleset, Date expiry) {
  return calendar::RenewedExpiry(expiry, ruleset.Int("D6", "term_months"));
}

bool IsExpired(Date expiry, Date today) {
  return today > expiry;
}

CycleDates PlanCycle(const Ruleset& ruleset, Date decision, Date expiry, bool first_cycle) {
  CycleDates dates{.surveillances = {},
                   .recertification_from = AddMonths(expiry, -ruleset.Int("RC-1", "window_months")),
                   .recertification_advised_by = AddDays(expiry, -ruleset.Int("RC-7", "lead_days")),
                   .expiry = expiry,
                   .restore_until = AddMonths(expiry, ruleset.Int("RC-5", "months"))};
  for (int ordinal = 1; decision.year() + ordinal < expiry.year(); ++ordinal) {
    dates.surveillances.push_back(WindowOf(ruleset, decision, ordinal, first_cycle));
  }
  return dates;
}

}  // namespace assay::rules
