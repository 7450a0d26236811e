#include "assay/rules/recertification.h"

#include <string>

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::AddMonths;
using calendar::Date;

// Whether the activity was complete by `day`.
bool CompleteBy(const Recertification& recertification, Date day) {
  return recertification.activities_complete() && *recertification.audit_completed <= day &&
         (!recertification.majors_verified_on || *recertification.majors_verified_on <= day);
}

}  // namespace

Date RestoreUntil(const Ruleset& ruleset, Date expiry) {
  return AddMonths(expiry, ruleset.Int("RC-5", "months"));
}

Judgement JudgeRecertificationPlan(const Ruleset& ruleset, Basis basis, Date expiry,
                                   const AuditDays& audit) {
  Judgement judgement;
  if (audit.last > expiry) {
    judgement.Add(ruleset, basis, "RC-1",
                  "the recertification audit ends on " + audit.last.ToString() +
                      ", after the certificate expires on " + expiry.ToString());
  } else if (audit.last > AddDays(expiry, -ruleset.Int("RC-7", "lead_days"))) {
    judgement.Add(ruleset, basis, "RC-7",
                  "the recertification audit ends less than " +
                      std::to_string(ruleset.Int("RC-7", "lead_days")) +
                      " days before expiry; a major could hardly be verified in time");
  }
  return judgement;
}

Renewal RenewalOf(const Ruleset& ruleset, const Recertification& recertification) {
  Renewal renewal;
  Date expiry = recertification.expiry;
  Date decided = recertification.decided;
  if (decided > RestoreUntil(ruleset, expiry)) {
    renewal.outcome = RenewalOutcome::kNewStage2;
    return renewal;
  }
  if (!CompleteBy(recertification, decided)) {
    return renewal;
  }
  renewal.effective = decided;
  renewal.expiry = NextExpiry(ruleset, expiry);
  if (decided <= expiry) {
    renewal.outcome = RenewalOutcome::kRenewed;
    if (ruleset.Text("RC-3", "effective") == "day-after-expiry") {
      renewal.effective = AddDays(expiry, 1);
    }
    return renewal;
  }
  renewal.outcome = RenewalOutcome::kRestored;
  if (AddDays(expiry, 1) < decided) {
    renewal.gap = AuditDays{AddDays(expiry, 1), AddDays(decided, -1)};
  }
  return renewal;
}

Judgement JudgeRecertification(const Ruleset& ruleset, Basis basis,
                               const Recertification& recertification) {
  Judgement judgement;
  Renewal renewal = RenewalOf(ruleset, recertification);
  switch (renewal.outcome) {
    case RenewalOutcome::kRenewed:
      break;
    case RenewalOutcome::kRestored:
      judgement.Add(ruleset, basis, "RC-6",
                    "restored: no certificate was valid from the day after " +
                        recertification.expiry.ToString() + " until " +
                        recertification.decided.ToString());
      break;
    case RenewalOutcome::kNewStage2:
      judgement.Add(ruleset, basis, "RC-5",
                    "the certificate expired on " + recertification.expiry.ToString() +
                        " and could be restored until " +
                        RestoreUntil(ruleset, recertification.expiry).ToString() +
                        "; at least a stage 2 is needed");
      break;
    case RenewalOutcome::kNotYet:
      judgement.Add(ruleset, basis, "RC-4",
                    "the recertification audit or the verification of a major is outstanding; "
                    "validity is not extended beyond " +
                        recertification.expiry.ToString());
      break;
  }
  return judgement;
}

}  // namespace assay::rules
