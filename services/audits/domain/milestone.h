#pragma once

#include <string>

#include "services/audits/domain/vocabulary.h"

// Milestones of a journey (R24): recorded when they are reached, and never taken back. M3 is
// reached when READY holds and the pre-certification audit has ended or was skipped by the forum
// (rules.md 10); M1 and M2 are not defined by the process. Pure.
namespace assay::audits {

inline constexpr char kReadyForCertification[] = "M3";

// Null while it is not reached.
const v1::Milestone* FindMilestone(const v1::Journey& journey, const std::string& code);

// Adds to `outcome` that `journey`, as it is after the outcome, has reached M3 by what happened on
// `occurred_on` (empty: today). Adds nothing where it is not reached, was reached before, or the
// certification is decided. REQUIRES: the command reads what programme_readiness.h looks at.
void ReachMilestone(const v1::Journey& journey, const std::string& occurred_on,
                    const Context& context, Outcome* outcome);

// The forum skips the pre-certification audit: where all else is there, that completes M3.
Outcome DecideSkipPreCertificationAudit(const v1::Journey&, const v1::SkipPreCertificationAudit&,
                                        const Context&);
// What was recorded elsewhere completes M3 of those of the organisation's journeys that lacked
// nothing else.
Outcome DecideCheckMilestones(const v1::Journey&, const v1::CheckMilestones&, const Context&);

}  // namespace assay::audits
