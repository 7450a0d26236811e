#pragma once

#include <cstdint>
#include <string>

#include "assay/rules/fraction.h"
#include "assay/rules/judgement.h"

// How many sites an audit visits (rules.md 3.2, 3.3). Exact integer arithmetic; numbers of sites
// exclude the central function and are not negative; larger ones than kSitesMax count as kSitesMax.
namespace assay::rules {

inline constexpr int64_t kSitesMax = 1'000'000'000;

enum class SampleKind : uint8_t {
  kInitial,
  kSurveillance,  // each year
  kRecertification,
  kRecertificationEffective,  // the system proved effective over the cycle
};

// The largest r with r*r <= value. REQUIRES: value >= 0.
int64_t IntegerSquareRoot(int64_t value);

// MS-1: the least number of sites of a group (or hierarchy level) of `sites` very similar sites.
// None or one gives itself.
int64_t SampleSize(const Ruleset& ruleset, SampleKind kind, int64_t sites);

// MS-2: how many of a sample are chosen at random, rounded up.
int64_t RandomShare(const Ruleset& ruleset, int64_t sample);

// MS-5: sites to visit where sampling is not appropriate: all, or in surveillance 30 % rounded up.
int64_t UnsampledSize(const Ruleset& ruleset, SampleKind kind, int64_t sites);

// A sample enlarged for risk (MS-9) by `percent` of the minimum, rounded up: never below `sample`,
// never above `sites`.
int64_t EnlargedSample(int64_t sample, int64_t sites, int64_t percent);
// The same by a factor k, from 1 to 1000.
int64_t EnlargedSample(int64_t sample, int64_t sites, const Fraction& factor);

struct SitePlan {
  SampleKind kind = SampleKind::kInitial;
  int64_t sites = 0;     // in the group, without the central function
  bool sampled = false;  // false: sampling is not appropriate
  int64_t visited = 0;
  int64_t visited_at_random = 0;
  bool central_function = false;  // is audited too
  int64_t risk_percent = 100;     // enlargement chosen for risk; 100: none
  std::string risk_justification = {};
};
// MS-1 sample too small; MS-2 too few at random; MS-3 central function left out; MS-5 too few sites
// without sampling; MS-9 enlargement below 100 % or without justification. Eligibility:
// checklist.h, kSamplingEligibility.
Judgement JudgeSitePlan(const Ruleset& ruleset, Basis basis, const SitePlan& plan);

// MS-8: a nonconformity at one site of several: whether others are affected was not investigated.
Judgement JudgeOtherSites(const Ruleset& ruleset, Basis basis, int64_t sites, bool investigated);

}  // namespace assay::rules
