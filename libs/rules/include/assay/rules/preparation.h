#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/rules/judgement.h"

// How the preparation's workshop and continuity exercise are held (rules.md 0, IMS-Smart Phase B).
namespace assay::rules {

// TN-1: a workshop for administrators that does not take the half days it is meant to.
Judgement JudgeWorkshop(const Ruleset& ruleset, Basis basis, uint32_t half_days);

// EX-1: an exercise missed objectives, each given as words, and raised no finding. One finding is
// enough: what it is about is the reporter's judgement.
Judgement JudgeMissedObjectives(const Ruleset& ruleset, Basis basis,
                                const std::vector<std::string>& missed, bool has_finding);

}  // namespace assay::rules
