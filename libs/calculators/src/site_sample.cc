#include <algorithm>
#include <utility>

#include "assay/calculators/calculate.h"
#include "assay/rules/checklist.h"
#include "assay/rules/sampling.h"
#include "assay/rules/site_draw.h"
#include "narration.h"
#include "site_sets.h"

namespace assay::calculators {
namespace {

using rules::Fraction;
using rules::SampleKind;

constexpr int64_t kRiskFactorMax = 100;

// What goes for all sets.
struct SampleQuestion {
  Fraction risk = 1;
  std::string seed;
  SampleKind drawn_for = SampleKind::kInitial;
};

SampleKind KindOf(v1::SiteSample::Audit audit) {
  switch (audit) {
    case v1::SiteSample::surveillance:
      return SampleKind::kSurveillance;
    case v1::SiteSample::recertification:
      return SampleKind::kRecertification;
    case v1::SiteSample::recertification_effective:
      return SampleKind::kRecertificationEffective;
    default:
      return SampleKind::kInitial;
  }
}

int64_t SitesOf(const SiteSet& set, SampleKind kind) {
  return kind == SampleKind::kInitial ? set.sites : set.later_sites;
}

int64_t SampleOf(const rules::Ruleset& ruleset, const SiteSet& set, SampleKind kind,
                 const Fraction& risk) {
  int64_t sites = SitesOf(set, kind);
  if (!set.sampling) {
    return rules::UnsampledSize(ruleset, kind, sites);
  }
  return rules::EnlargedSample(rules::SampleSize(ruleset, kind, sites), sites, risk);
}

int64_t RandomOf(const rules::Ruleset& ruleset, const SiteSet& set, int64_t sample) {
  return set.sampling ? rules::RandomShare(ruleset, sample) : 0;
}

std::string RootText(const rules::Ruleset& ruleset, std::string_view parameter) {
  int64_t percent = ruleset.Int("MS-1", parameter);
  return percent == 100 ? "the root" : Fraction(percent, 100).ToString() + " times the root";
}

std::string Of(const SiteSet& set, const std::string& noun) {
  return set.name.empty() ? noun : noun + " of " + set.name;
}

void TellSampled(const SiteSet& set, const v1::SampledGroup& group, const Fraction& risk,
                 Narration* narration) {
  const rules::Ruleset& ruleset = narration->ruleset();
  bool merged = set.later_sites != set.sites;
  std::string count = Counted(set.sites, "very similar site");
  narration->Step("MS-1", Of(set, "Initial sample") + ", of " + count + ": " +
                              RootText(ruleset, "initial_percent") + " of their number, rounded " +
                              "up" + (risk > 1 ? ", enlarged for risk" : "") + ": " +
                              std::to_string(group.initial()) + ".");
  if (merged) {
    narration->Step("MS-12",
                    set.later_sites == 0
                        ? set.name + " are new sites: from the next audit on they count with " +
                              set.merges_into + "."
                        : "From the next audit on " + set.name + " has " +
                              Counted(set.later_sites, "site") + " with those that joined.");
  }
  if (set.later_sites == 0) {
    return;
  }
  narration->Step("MS-1", Of(set, "Surveillance") +
                              ", each year: " + RootText(ruleset, "surveillance_percent") +
                              ", rounded up: " + std::to_string(group.surveillance()) + ".");
  narration->Step("MS-1", Of(set, "Recertification") + ": " +
                              std::to_string(group.recertification()) + "; " +
                              std::to_string(group.recertification_effective()) + " (" +
                              RootText(ruleset, "recertification_effective_percent") +
                              ") where the system proved effective over the cycle.");
}

void TellGroup(const SiteSet& set, const v1::SampledGroup& group, const Fraction& risk,
               Narration* narration) {
  const rules::Ruleset& ruleset = narration->ruleset();
  if (!set.sampling) {
    narration->Step("MS-5", Of(set, "Sampling") +
                                " is not appropriate: initially and at recertification all " +
                                Counted(set.sites, "site") + " are visited, each year " +
                                std::to_string(ruleset.Int("MS-5", "surveillance_percent")) +
                                " % of them, rounded up: " + std::to_string(group.surveillance()) +
                                ", the second time normally others.");
    return;
  }
  TellSampled(set, group, risk, narration);
  narration->Step(
      "MS-2",
      "Of each sample " + std::to_string(ruleset.Int("MS-2", "random_percent")) +
          " %, rounded up, is chosen at random: initially " +
          std::to_string(group.random_initial()) + " of " + std::to_string(group.initial()) +
          (set.later_sites == 0 ? "."
                                : ", each year " + std::to_string(group.random_surveillance()) +
                                      " of " + std::to_string(group.surveillance()) + "."));
}

v1::SampledGroup GroupOf(const SiteSet& set, const SampleQuestion& question, Narration* narration) {
  const rules::Ruleset& ruleset = narration->ruleset();
  auto sample = [&](SampleKind kind) { return SampleOf(ruleset, set, kind, question.risk); };
  auto random = [&](int64_t of) { return static_cast<int>(RandomOf(ruleset, set, of)); };
  v1::SampledGroup group;
  group.set_name(set.name);
  group.set_sites(static_cast<int>(set.sites));
  group.set_sampling(set.sampling);
  group.set_initial(static_cast<int>(sample(SampleKind::kInitial)));
  group.set_surveillance(static_cast<int>(sample(SampleKind::kSurveillance)));
  group.set_recertification(static_cast<int>(sample(SampleKind::kRecertification)));
  group.set_recertification_effective(
      static_cast<int>(sample(SampleKind::kRecertificationEffective)));
  group.set_random_initial(random(group.initial()));
  group.set_random_surveillance(random(group.surveillance()));
  group.set_random_recertification(random(group.recertification()));
  group.set_random_recertification_effective(random(group.recertification_effective()));
  TellGroup(set, group, question.risk, narration);
  const auto& ids = question.drawn_for == SampleKind::kInitial ? set.ids : set.later_ids;
  if (!ids.empty() && set.sampling) {
    int64_t count = RandomOf(ruleset, set, sample(question.drawn_for));
    for (std::string& id : rules::DrawSites(question.seed, ids, static_cast<size_t>(count))) {
      group.add_drawn(std::move(id));
    }
    narration->Step("MS-13", Of(set, "Drawn") + " with the seed, " + std::to_string(count) +
                                 " of " + std::to_string(ids.size()) +
                                 ": the sites whose SHA-256 of seed, a zero byte and site is "
                                 "smallest.");
  }
  return group;
}

void AddUp(const v1::SampledGroup& group, v1::SiteSampleAnswer* answer) {
  answer->set_sites(answer->sites() + group.sites());
  answer->set_initial(answer->initial() + group.initial());
  answer->set_surveillance(answer->surveillance() + group.surveillance());
  answer->set_recertification(answer->recertification() + group.recertification());
  answer->set_recertification_effective(answer->recertification_effective() +
                                        group.recertification_effective());
  answer->set_random_initial(answer->random_initial() + group.random_initial());
  answer->set_random_surveillance(answer->random_surveillance() + group.random_surveillance());
  answer->set_random_recertification(answer->random_recertification() +
                                     group.random_recertification());
  answer->set_random_recertification_effective(answer->random_recertification_effective() +
                                               group.random_recertification_effective());
  answer->mutable_drawn()->MergeFrom(group.drawn());
}

// MS-9. A factor below 1 changes nothing and is told; one above needs its reason.
std::variant<Fraction, Rejection> RiskOf(const v1::SiteSample& request, Narration* narration) {
  if (request.risk_factor().empty()) {
    return Fraction(1);
  }
  Result<Fraction> factor = Fraction::Parse(request.risk_factor());
  if (!factor.ok() || *factor < 0 || *factor > kRiskFactorMax) {
    return Invalid("risk_factor", "The factor for risk is a number from 1 to " +
                                      std::to_string(kRiskFactorMax) +
                                      " with at most four decimal places.");
  }
  if (*factor > 1 && request.risk_justification().empty()) {
    Rejection missing =
        Missing("risk_justification", "Record why the sample is enlarged for risk.");
    const rules::Rule& rule = *narration->ruleset().Find("MS-9");
    missing.rule = rule.id;
    missing.clause = rule.clause;
    missing.ruleset = narration->ruleset().name();
    return missing;
  }
  if (*factor < 1) {
    narration->Judge(
        rules::JudgeSitePlan(narration->ruleset(), narration->basis(),
                             {.sampled = true, .central_function = true, .risk_percent = 0}));
    return Fraction(1);
  }
  narration->Step("MS-9", "Every sample is enlarged for risk by the factor " + factor->ToString() +
                              ", rounded up, at most to all sites; the reason is recorded.");
  return *factor;
}

std::optional<Rejection> CheckDraw(const v1::SiteSample& request,
                                   const std::vector<SiteSet>& sets) {
  bool listed =
      std::any_of(sets.begin(), sets.end(), [](const SiteSet& set) { return !set.ids.empty(); });
  if (listed && request.seed().empty()) {
    return Missing("seed", "A draw needs the seed that was recorded before it.");
  }
  if (!listed && !request.seed().empty()) {
    return Missing("site_ids", "A draw needs the list of sites.");
  }
  return std::nullopt;
}

void JudgeRequest(const v1::SiteSample& request, int64_t sites, Narration* narration) {
  if (!request.eligibility().empty()) {
    std::vector<std::string> holds(request.eligibility().begin(), request.eligibility().end());
    narration->Judge(rules::JudgeChecklist(narration->ruleset(), narration->basis(),
                                           rules::kSamplingEligibility, holds));
  }
  if (!request.open_majors_at().empty() && sites > 1) {
    std::string at;
    for (const std::string& site : request.open_majors_at()) {
      at += (at.empty() ? "" : ", ") + site;
    }
    rules::Judgement judgement;
    judgement.Add(narration->ruleset(), narration->basis(), "MS-6",
                  "an open major at one site denies certification to all " + std::to_string(sites) +
                      " sites; open at: " + at);
    narration->Judge(judgement);
  }
}

}  // namespace

Answered<v1::SiteSampleAnswer> Calculate(const rules::Ruleset& ruleset,
                                         const v1::SiteSample& request) {
  Narration narration(ruleset, request.basis());
  auto sets = SiteSetsOf(request);
  if (auto* fault = std::get_if<Rejection>(&sets)) {
    return *fault;
  }
  const auto& all = std::get<std::vector<SiteSet>>(sets);
  if (auto fault = CheckDraw(request, all)) {
    return *fault;
  }
  auto risk = RiskOf(request, &narration);
  if (auto* fault = std::get_if<Rejection>(&risk)) {
    return *fault;
  }
  SampleQuestion question{std::get<Fraction>(risk), request.seed(), KindOf(request.audit())};
  if (!request.levels().empty()) {
    narration.Step("MS-11", "Each level is sampled on its own; the samples are added.");
  }
  v1::SiteSampleAnswer answer;
  for (const SiteSet& set : all) {
    v1::SampledGroup group = GroupOf(set, question, &narration);
    AddUp(group, &answer);
    if (!set.name.empty()) {
      *answer.add_groups() = std::move(group);
    }
  }
  answer.set_central_function(true);
  narration.Step("MS-3",
                 "The central function is audited besides: initially, every year and at "
                 "recertification.");
  JudgeRequest(request, answer.sites(), &narration);
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
