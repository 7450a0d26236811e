#pragma once

#include <string>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/ruleset.h"

// The certification cycle in dates (rules.md 1, 2.3, 2.6, 2.10). All are inclusive civil dates.
namespace assay::rules {

// The days of an audit, first to last, both included.
struct AuditDays {
  calendar::Date first;
  calendar::Date last;

  bool operator==(const AuditDays&) const = default;
};

// The day that counts for "not later than": the last day, or the first where the ruleset says so
// (D8).
calendar::Date AuditDate(const Ruleset& ruleset, const AuditDays& days);

// The last valid day of a certificate whose term starts on `start` (D6, or D6' by the ruleset).
calendar::Date CertificateExpiry(const Ruleset& ruleset, calendar::Date start);

// The expiry of the term that follows `expiry` (D7).
calendar::Date NextExpiry(const Ruleset& ruleset, calendar::Date expiry);

// Valid through its expiry date, expired from the day after (D5).
bool IsExpired(calendar::Date expiry, calendar::Date today);

// When one surveillance audit must take place.
struct SurveillanceWindow {
  calendar::Date from;
  calendar::Date by;          // breaking it breaks `rule`
  calendar::Date advised_by;  // never after `by`; breaking it warns (SU-7)
  std::string rule;           // "SU-1" or "SU-2"

  bool operator==(const SurveillanceWindow&) const = default;
};

// The programme that follows from a decision to certify, renew or restore.
struct CycleDates {
  std::vector<SurveillanceWindow> surveillances;  // in order of time
  calendar::Date recertification_from;            // RC-1: when to begin
  calendar::Date recertification_advised_by;      // RC-7: leaves time for nonconformities
  calendar::Date expiry;         // recertification audited, verified and decided by this day
  calendar::Date restore_until;  // RC-5

  bool operator==(const CycleDates&) const = default;
};

// The dates of the cycle that begins with the decision of `decision` and ends with `expiry`. The
// recertification audit is taken to fall in the year of expiry. `first_cycle`: the decision was the
// initial certification, so SU-1 applies.
CycleDates PlanCycle(const Ruleset& ruleset, calendar::Date decision, calendar::Date expiry,
                     bool first_cycle);

}  // namespace assay::rules
