#include "services/actions/domain/approval.h"

#include <map>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"

namespace assay::actions {
namespace {

v1::ApprovedPart Part(const std::string& name, const HashInput& content) {
  v1::ApprovedPart part;
  part.set_part(name);
  part.set_digest(ToHex(Sha256(content.bytes())));
  return part;
}

HashInput Cause(const v1::Action& action) {
  HashInput content;
  content.Add(v1::CauseMethod_Name(action.cause_method())).Add(action.cause());
  for (const std::string& step : action.cause_steps()) {
    content.Add("step").Add(step);
  }
  for (const v1::Why& why : action.whys()) {
    content.Add("why").Add(why.question()).Add(why.answer());
  }
  for (const v1::FishboneBranch& branch : action.fishbone()) {
    content.Add("branch").Add(v1::CauseCategory_Name(branch.category()));
    for (const std::string& cause : branch.causes()) {
      content.Add(cause);
    }
  }
  return content;
}

HashInput Sites(const v1::Action& action) {
  HashInput content;
  for (const v1::SiteExtent& site : action.site_extents()) {
    content.Add(site.site_id())
        .Add(v1::Extent_Name(site.extent()))
        .Add(site.justification())
        .Add(site.measure());
  }
  return content;
}

HashInput Plan(const v1::Action& action) {
  HashInput content;
  content.Add(action.plan()).Add(action.finish_by()).Add(action.estimated_hours());
  return content.Add(action.estimated_cost().amount()).Add(action.estimated_cost().currency());
}

// What was planned, not how far it is.
HashInput Steps(const v1::Action& action) {
  HashInput content;
  for (const v1::PlanStep& step : action.steps()) {
    content.Add(step.id())
        .Add(step.what())
        .Add(step.implementer_id())
        .Add(step.due_on())
        .Add(step.site_id());
  }
  return content;
}

HashInput Implementers(const v1::Action& action) {
  HashInput content;
  for (const std::string& person : action.implementer_ids()) {
    content.Add(person);
  }
  return content;
}

}  // namespace

std::vector<v1::ApprovedPart> PartsOf(const v1::Action& action) {
  return {Part("grade", HashInput()
                            .Add(v1::ActionKind_Name(action.kind()))
                            .Add(v1::ActionGrade_Name(action.grade()))),
          Part("owner", HashInput().Add(action.owner_id())),
          Part("correction", HashInput().Add(action.correction()).Add(action.similar_cases())),
          Part("sites", Sites(action)),
          Part("cause", Cause(action)),
          Part("plan", Plan(action)),
          Part("steps", Steps(action)),
          Part("implementers", Implementers(action))};
}

std::vector<std::string> ChangedSinceApproval(const v1::Action& action) {
  std::map<std::string, std::string> approved;
  for (const v1::ApprovedPart& part : action.approved_parts()) {
    approved[part.part()] = part.digest();
  }
  std::vector<std::string> changed;
  for (const v1::ApprovedPart& part : PartsOf(action)) {
    auto then = approved.find(part.part());
    if (then != approved.end() && then->second != part.digest()) {
      changed.push_back(part.part());
    }
  }
  return changed;
}

bool IsApprovalInForce(const v1::Action& action) {
  return action.state() == v1::Action::PLAN_ACCEPTED || action.state() == v1::Action::IMPLEMENTED ||
         action.state() == v1::Action::VERIFIED;
}

}  // namespace assay::actions
