#include "services/audits/domain/site_coverage.h"

#include <algorithm>
#include <set>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/standard.h"

namespace assay::audits {
namespace {

// Clauses 4 to 10 hold the requirements of every management-system standard (harmonised structure).
constexpr int kFirstClause = 4;
constexpr int kLastClause = 10;

bool IsUnder(const std::string& clause, const std::string& top) {
  return clause == top || clause.starts_with(top + ".");
}

bool IsCentral(const std::string& site_id, const Context& context) {
  const auto* site = context.Find<directory::v1::Site>(site_id);
  return site != nullptr && site->central_function();
}

}  // namespace

rules::Judgement JudgeSitesVisited(const v1::Journey& journey, const std::string& standard,
                                   v1::AuditType type, rules::SampleKind kind,
                                   const std::string& since, const Context& context) {
  std::set<std::string> visited;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    if (audit->type() == type && IsReported(*audit) && audit->last_day() >= since &&
        HoldsStandard(audit->standards(), standard)) {
      visited.insert(audit->site_ids().begin(), audit->site_ids().end());
    }
  }
  rules::SitePlan plan{.kind = kind, .sampled = journey.sites_sampled(), .central_function = true};
  for (const std::string& site : journey.site_ids()) {
    bool there = visited.contains(site);
    if (IsCentral(site, context)) {
      plan.central_function = there;
      continue;
    }
    ++plan.sites;
    plan.visited += there ? 1 : 0;
  }
  // How the sample was drawn is the body's; the decision looks at what was visited.
  plan.visited_at_random = rules::RandomShare(*context.rules, plan.visited);
  return rules::JudgeSitePlan(*context.rules, Basis::kAct, plan);
}

bool InternallyAudited(const std::string& standard, const Texts& sites, const Context& context) {
  std::set<std::string> audited;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    if (!IsBodyAudit(audit->type()) && IsReported(*audit) &&
        HoldsStandard(audit->standards(), standard)) {
      audited.insert(audit->site_ids().begin(), audit->site_ids().end());
    }
  }
  return std::all_of(sites.begin(), sites.end(),
                     [&audited](const std::string& site) { return audited.contains(site); });
}

std::vector<std::string> ClausesWithoutResult(const std::vector<const v1::Audit*>& audits,
                                              const std::string& standard) {
  std::vector<std::string> missing;
  for (int number = kFirstClause; number <= kLastClause; ++number) {
    std::string top = std::to_string(number);
    bool found = std::any_of(audits.begin(), audits.end(), [&](const v1::Audit* audit) {
      return std::any_of(
          audit->results().begin(), audit->results().end(), [&](const v1::ClauseResult& result) {
            return SameStandard(result.standard(), standard) && IsUnder(result.clause(), top);
          });
    });
    if (!found) {
      missing.push_back(rules::StandardKey(standard) + "/" + top);
    }
  }
  return missing;
}

std::vector<std::string> ClausesWithoutResult(const v1::Audit& audit) {
  std::vector<std::string> missing;
  for (const std::string& standard : audit.standards()) {
    std::vector<std::string> of_standard = ClausesWithoutResult({&audit}, standard);
    missing.insert(missing.end(), of_standard.begin(), of_standard.end());
  }
  return missing;
}

}  // namespace assay::audits
