#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"

// Surveillance audits (rules.md 2.6).
namespace assay::rules {

// One cycle as planned or as it was.
struct SurveillanceProgramme {
  calendar::Date decision;  // the certification or recertification decision that began the cycle
  bool first_cycle = true;  // SU-1 applies
  // The audits the decision rests on; empty: not judged by SU-2-STRICT.
  std::vector<AuditDays> stage2 = {};
  std::vector<AuditDays> surveillances = {};  // any order
  // Year of the recertification audit; until one is planned, the year of expiry.
  int recertification_year = 0;
  int64_t postponed_months = 0;  // granted for an extraordinary event (SU-6)
};

// The last day for the first surveillance of a first cycle (SU-1), counted from the certification
// decision.
calendar::Date FirstSurveillanceBy(const Ruleset& ruleset, calendar::Date decision,
                                   int64_t postponed_months = 0);

// SU-1 for one audit: the first surveillance after initial certification is not later than 12
// months after the decision.
Judgement JudgeFirstSurveillance(const Ruleset& ruleset, Basis basis, calendar::Date decision,
                                 const AuditDays& audit, int64_t postponed_months = 0);

// A whole cycle. SU-1; SU-2: every calendar year after the decision's and before recertification's
// has an audit day; SU-2-STRICT: the decision's own year had no stage 2 day (warns); SU-6:
// postponed by more than 6 months; SU-7: first and second surveillance later than 12 and 24 months
// after the decision (warns; only where that limit falls before the year of recertification, which
// needs none).
Judgement JudgeSurveillanceProgramme(const Ruleset& ruleset, Basis basis,
                                     const SurveillanceProgramme& programme);

// How certification is kept after a surveillance audit.
struct Maintenance {
  std::string audit = "the surveillance";  // which one, for messages
  bool team_leader_positive = false;       // or decided upon
  bool decided_against = false;            // the separate decision was not to keep it
  bool may_lead_to_suspension = false;     // a major, or anything else that may
  bool escalated = false;                  // to competent people who were not on that audit
  bool monitored = false;                  // competent people monitor surveillance and its reports
};
// SU-5: what is needed to keep certification without a separate decision.
Judgement JudgeMaintenance(const Ruleset& ruleset, Basis basis, const Maintenance& maintenance);

}  // namespace assay::rules
