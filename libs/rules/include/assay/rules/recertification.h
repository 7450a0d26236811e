#pragma once

#include <cstdint>
#include <optional>

#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"

// Recertification and restoration (rules.md 2.10).
namespace assay::rules {

// The last day on which an expired certification can be restored (RC-5).
calendar::Date RestoreUntil(const Ruleset& ruleset, calendar::Date expiry);

// RC-1: a recertification audit whose last day is after expiry. RC-7: so late before expiry that
// nonconformities can hardly be verified in time: warns.
Judgement JudgeRecertificationPlan(const Ruleset& ruleset, Basis basis, calendar::Date expiry,
                                   const AuditDays& audit);

struct Recertification {
  calendar::Date expiry;  // of the term that ends
  calendar::Date decided;
  std::optional<calendar::Date> audit_completed = {};
  bool majors_verified = false;
  // Of the last major; none if there was no major.
  std::optional<calendar::Date> majors_verified_on = {};
  bool activities_complete() const { return audit_completed.has_value() && majors_verified; }
};

enum class RenewalOutcome : uint8_t {
  kRenewed,    // decided by expiry
  kRestored,   // decided within 6 months after: the gap is not covered
  kNewStage2,  // too late: at least a stage 2, then a new grant
  kNotYet,     // audit or a major outstanding: nothing can be granted, and validity is not extended
               // (RC-4)
};

struct Renewal {
  RenewalOutcome outcome = RenewalOutcome::kNotYet;
  std::optional<calendar::Date> effective = {};  // none for kNotYet and kNewStage2
  // By the prior cycle (D7); none for kNotYet and kNewStage2.
  std::optional<calendar::Date> expiry = {};
  std::optional<AuditDays> gap = {};  // days not covered, first to last; none if there is none

  bool operator==(const Renewal&) const = default;
};

// What the decision leads to. RC-3: on time, the expiry follows the existing one and the effective
// date is the decision's (or the day after expiry where the ruleset says so). RC-5: restored,
// effective with the decision.
Renewal RenewalOf(const Ruleset& ruleset, const Recertification& recertification);

// RC-4: outstanding activities on the decision's day. RC-5: decided later than RestoreUntil. RC-6:
// restored with a gap: information.
Judgement JudgeRecertification(const Ruleset& ruleset, Basis basis,
                               const Recertification& recertification);

}  // namespace assay::rules
