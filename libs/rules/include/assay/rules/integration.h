#pragma once

#include <cstdint>
#include <span>

#include "assay/rules/fraction.h"
#include "assay/rules/judgement.h"

// Several standards in one audit (rules.md 4.6, IAF MD 11).
namespace assay::rules {

// How well a team can audit `standards` jointly, in percent: each auditor's number of standards
// beyond the first, of all there could be. None for an empty team; 100 for a single standard.
// REQUIRES: standards >= 1.
Fraction JointAuditAbility(std::span<const int64_t> auditor_standards, int64_t standards);

// IN-2: the reduction, in percent, that the lesser of integration and ability allows.
int64_t AllowedIntegration(const Ruleset& ruleset, const Fraction& level_percent,
                           const Fraction& ability_percent);

// IN-1: a reduction beyond 20 %. `percent` is negative where it reduces.
Judgement JudgeIntegration(const Ruleset& ruleset, Basis basis, const Fraction& percent);
// IN-2: a reduction beyond `allowed`.
Judgement JudgeIntegrationLevel(const Ruleset& ruleset, Basis basis, const Fraction& percent,
                                int64_t allowed);

}  // namespace assay::rules
