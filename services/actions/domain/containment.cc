#include "services/actions/domain/containment.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/corrective_action_gates.h"
#include "services/actions/domain/chronology.h"

namespace assay::actions {
namespace {

bool IsExamined(const v1::Action& action, const std::string& site_id) {
  return std::any_of(action.site_extents().begin(), action.site_extents().end(),
                     [&site_id](const v1::SiteExtent& one) { return one.site_id() == site_id; });
}

}  // namespace

rules::Grade GradeOf(const v1::Action& action) {
  if (action.kind() != v1::CORRECTIVE_ACTION) {
    return rules::Grade::kOpportunity;
  }
  return action.grade() == v1::MAJOR_ACTION ? rules::Grade::kMajor : rules::Grade::kMinor;
}

Outcome DecideExamineSite(const v1::Action& action, const v1::ExamineSite& command,
                          const Context& /*context*/) {
  const v1::SiteExtent& site = command.site();
  if (site.site_id() == action.site_id() && site.extent() == v1::NOT_AFFECTED) {
    return aggregate::Refuse("site-of-finding",
                             "It was found at this very site, which is therefore affected.",
                             "site.extent");
  }
  if (auto refusal = RefuseBefore(site.examined_on(), action.opened_on(), "the action was opened",
                                  "site.examinedOn")) {
    return *refusal;
  }
  v1::SiteExamined examined;
  *examined.mutable_site() = site;
  examined.mutable_site()->set_measure(site.measure());  // said, so that it replaces an earlier one
  return Outcome().Then(command.id(), examined);
}

rules::Judgement JudgeSites(const v1::Action& action, const Context& context) {
  rules::Containment containment{.grade = GradeOf(action)};
  for (const directory::v1::Site* site : context.All<directory::v1::Site>()) {
    bool asked = !action.site_id().empty() && site->id() != action.site_id() &&
                 site->state() == directory::v1::Site::OPEN;
    containment.sites_not_examined += asked && !IsExamined(action, site->id()) ? 1 : 0;
  }
  for (const v1::SiteExtent& site : action.site_extents()) {
    bool contained = site.extent() != v1::AFFECTED || IsSaid(site.measure()) ||
                     site.site_id() == action.site_id();  // by the correction
    containment.affected_not_contained += contained ? 0 : 1;
  }
  return rules::JudgeContainment(*context.rules, rules::Basis::kAct, containment);
}

}  // namespace assay::actions
