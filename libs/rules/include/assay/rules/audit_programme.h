#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/rules/judgement.h"

// The organisation's own audit programme over several years (rules.md 6, 8.1).
namespace assay::rules {

struct ProgrammeYears {
  int64_t from = 0;
  int64_t to = 0;
};
// PR-1: the programme ends before it begins, or is longer than years_max.
Judgement JudgeProgrammeYears(const Ruleset& ruleset, Basis basis, const ProgrammeYears& years);

struct RoundPlace {
  int64_t year = 0;
  std::vector<std::string> outside = {};  // sites and standards that the programme does not have
};
// PR-3: a round outside the years, sites or standards of its programme.
Judgement JudgeRound(const Ruleset& ruleset, Basis basis, const RoundPlace& round,
                     const ProgrammeYears& years);

// PR-4: an audit is planned from a programme that nobody has approved as it stands: warns.
Judgement JudgeProgrammeApproval(const Ruleset& ruleset, Basis basis, bool awaits_approval);

struct RoundFit {
  bool year = true;       // the audit is in the year of its round
  bool sites = true;      // and visits all its sites
  bool standards = true;  // against all its standards
};
// PR-7: an audit does less than the round it fulfils, or in another year: warns.
Judgement JudgeRoundFit(const Ruleset& ruleset, Basis basis, const RoundFit& fit);

struct CoverageGaps {
  std::vector<std::string> high_missing = {};   // "Hamburg, 27001 8, 2026": rated HIGH
  std::vector<std::string> never_covered = {};  // "Hamburg, 27001 8": in no year at all
};
// PR-5: what is rated HIGH is not audited every year. PR-6: a clause or site is not audited within
// the programme. Both warn.
Judgement JudgeCoverage(const Ruleset& ruleset, Basis basis, const CoverageGaps& gaps);

}  // namespace assay::rules
