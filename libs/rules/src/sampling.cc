#include "assay/rules/sampling.h"

#include <algorithm>
#include <string>

#include "assay/base/check.h"

namespace assay::rules {
namespace {

int64_t CeilDivide(int64_t numerator, int64_t denominator) {
  return (numerator + denominator - 1) / denominator;
}

// The least r with r*r >= value.
int64_t CeilSquareRoot(int64_t value) {
  return value <= 0 ? 0 : IntegerSquareRoot(value - 1) + 1;
}

int64_t BoundedSites(int64_t sites) {
  return std::clamp<int64_t>(sites, 0, kSitesMax);
}

std::string_view FactorOf(SampleKind kind) {
  switch (kind) {
    case SampleKind::kInitial:
      return "initial_percent";
    case SampleKind::kSurveillance:
      return "surveillance_percent";
    case SampleKind::kRecertification:
      return "recertification_percent";
    case SampleKind::kRecertificationEffective:
      return "recertification_effective_percent";
  }
  return "initial_percent";
}

void JudgeSampled(const Ruleset& ruleset, Basis basis, const SitePlan& plan, Judgement* judgement) {
  int64_t minimum = SampleSize(ruleset, plan.kind, plan.sites);
  int64_t needed = EnlargedSample(minimum, plan.sites, plan.risk_percent);
  if (plan.risk_percent < 100) {
    judgement->Add(ruleset, basis, "MS-9", "a sample is never smaller than its minimum");
  } else if (plan.risk_percent > 100 && plan.risk_justification.empty()) {
    judgement->Add(ruleset, basis, "MS-9", "record why the sample is enlarged");
  }
  if (plan.visited < needed) {
    judgement->Add(ruleset, basis, "MS-1",
                   "of " + std::to_string(plan.sites) + " sites at least " +
                       std::to_string(needed) + " are visited, not " +
                       std::to_string(plan.visited));
  }
  int64_t random = RandomShare(ruleset, needed);
  if (plan.visited_at_random < random) {
    judgement->Add(ruleset, basis, "MS-2",
                   "at least " + std::to_string(random) + " sites are chosen at random, not " +
                       std::to_string(plan.visited_at_random));
  }
}

}  // namespace

int64_t IntegerSquareRoot(int64_t value) {
  ASSAY_CHECK(value >= 0);
  int64_t root = 0;
  // Bit by bit from the top: 2^31 squared is the largest power of four that an int64_t holds.
  for (int64_t bit = int64_t{1} << 31; bit != 0; bit >>= 1) {
    int64_t candidate = root + bit;
    if (candidate <= value / candidate) {
      root = candidate;
    }
  }
  return root;
}

int64_t SampleSize(const Ruleset& ruleset, SampleKind kind, int64_t sites) {
  sites = BoundedSites(sites);
  if (sites <= 1) {
    return sites;
  }
  // y >= factor/100 * sqrt(x), that is y^2 >= factor^2 * x / 10000, and y^2 is whole.
  int64_t factor = ruleset.Int("MS-1", FactorOf(kind));
  return std::min(sites, CeilSquareRoot(CeilDivide(factor * factor * sites, 10'000)));
}

int64_t RandomShare(const Ruleset& ruleset, int64_t sample) {
  return CeilDivide(BoundedSites(sample) * ruleset.Int("MS-2", "random_percent"), 100);
}

int64_t UnsampledSize(const Ruleset& ruleset, SampleKind kind, int64_t sites) {
  sites = BoundedSites(sites);
  if (kind != SampleKind::kSurveillance) {
    return sites;
  }
  return CeilDivide(sites * ruleset.Int("MS-5", "surveillance_percent"), 100);
}

int64_t EnlargedSample(int64_t sample, int64_t sites, int64_t percent) {
  return EnlargedSample(sample, sites, Fraction(std::clamp<int64_t>(percent, 100, 100'000), 100));
}

int64_t EnlargedSample(int64_t sample, int64_t sites, const Fraction& factor) {
  Fraction bounded = std::clamp(factor, Fraction(1), Fraction(1'000));
  int64_t enlarged = (bounded * BoundedSites(sample)).RoundedUp();
  return std::min(BoundedSites(sites), std::max(sample, enlarged));
}

Judgement JudgeSitePlan(const Ruleset& ruleset, Basis basis, const SitePlan& plan) {
  Judgement judgement;
  if (!plan.central_function) {
    judgement.Add(ruleset, basis, "MS-3", "the central function is audited too");
  }
  if (plan.sampled) {
    JudgeSampled(ruleset, basis, plan, &judgement);
    return judgement;
  }
  int64_t needed = UnsampledSize(ruleset, plan.kind, plan.sites);
  if (plan.visited < needed) {
    judgement.Add(ruleset, basis, "MS-5",
                  "without sampling " + std::to_string(needed) + " of " +
                      std::to_string(plan.sites) + " sites are visited, not " +
                      std::to_string(plan.visited));
  }
  return judgement;
}

Judgement JudgeOtherSites(const Ruleset& ruleset, Basis basis, int64_t sites, bool investigated) {
  Judgement judgement;
  if (sites > 1 && !investigated) {
    judgement.Add(ruleset, basis, "MS-8",
                  "look whether other sites are affected, or record why they are not");
  }
  return judgement;
}

}  // namespace assay::rules
