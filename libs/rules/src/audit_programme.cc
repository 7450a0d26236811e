#include "assay/rules/audit_programme.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

constexpr size_t kGapsNamedMax = 12;  // gaps, in one sentence

std::string Gaps(const std::vector<std::string>& gaps) {
  std::string text;
  for (size_t i = 0; i < std::min(gaps.size(), kGapsNamedMax); ++i) {
    text += (text.empty() ? "" : "; ") + gaps[i];
  }
  size_t more = gaps.size() - std::min(gaps.size(), kGapsNamedMax);
  return more == 0 ? text : text + "; and " + std::to_string(more) + " more";
}

}  // namespace

Judgement JudgeProgrammeYears(const Ruleset& ruleset, Basis basis, const ProgrammeYears& years) {
  Judgement judgement;
  int64_t years_max = ruleset.Int("PR-1", "years_max");
  if (years.to < years.from) {
    judgement.Add(ruleset, basis, "PR-1", "A programme ends in the year it begins, or later.");
  } else if (years.to - years.from >= years_max) {
    judgement.Add(ruleset, basis, "PR-1",
                  "A programme runs for at most " + std::to_string(years_max) +
                      " years: end it earlier, and let another one follow.");
  }
  return judgement;
}

Judgement JudgeRound(const Ruleset& ruleset, Basis basis, const RoundPlace& round,
                     const ProgrammeYears& years) {
  Judgement judgement;
  if (round.year < years.from || round.year > years.to) {
    judgement.Add(ruleset, basis, "PR-3",
                  "The programme runs from " + std::to_string(years.from) + " to " +
                      std::to_string(years.to) + ": plan the round in one of these years.");
  }
  if (!round.outside.empty()) {
    judgement.Add(ruleset, basis, "PR-3",
                  "The programme does not have: " + Join(round.outside) +
                      ". Plan rounds for its own sites and standards.");
  }
  return judgement;
}

Judgement JudgeProgrammeApproval(const Ruleset& ruleset, Basis basis, bool awaits_approval) {
  Judgement judgement;
  if (awaits_approval) {
    judgement.Add(ruleset, basis, "PR-4",
                  "The audit programme is not approved as it stands: have it approved by somebody "
                  "who did not establish it.");
  }
  return judgement;
}

Judgement JudgeRoundFit(const Ruleset& ruleset, Basis basis, const RoundFit& fit) {
  Judgement judgement;
  std::vector<std::string> lacking;
  for (const auto& [fits, what] :
       {std::pair{fit.year, "year"}, {fit.sites, "sites"}, {fit.standards, "standards"}}) {
    if (!fits) {
      lacking.emplace_back(what);
    }
  }
  if (!lacking.empty()) {
    judgement.Add(ruleset, basis, "PR-7",
                  "The audit does not fulfil the whole round; it differs in: " + Join(lacking) +
                      ". Move the round, or plan what is left as another audit.");
  }
  return judgement;
}

Judgement JudgeCoverage(const Ruleset& ruleset, Basis basis, const CoverageGaps& gaps) {
  Judgement judgement;
  if (!gaps.high_missing.empty()) {
    judgement.Add(ruleset, basis, "PR-5",
                  "Rated high, but neither audited nor planned: " + Gaps(gaps.high_missing) + ".");
  }
  if (!gaps.never_covered.empty()) {
    judgement.Add(
        ruleset, basis, "PR-6",
        "Neither audited nor planned within the programme: " + Gaps(gaps.never_covered) + ".");
  }
  return judgement;
}

}  // namespace assay::rules
