#include "services/actions/domain/duties.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"

namespace assay::actions {
namespace {

std::string_view DeedOf(rules::Duty duty) {
  switch (duty) {
    case rules::Duty::kVerifyEffectiveness:
    case rules::Duty::kVerifyCause:
      return "verifies";
    case rules::Duty::kApprovePlan:
      return "approves";
    case rules::Duty::kDecideDispute:
    case rules::Duty::kDecideExtension:
      return "decides";
    case rules::Duty::kWaive:
      return "waives";
  }
  return "";
}

}  // namespace

std::vector<std::string> ImplementersOf(const v1::Action& action) {
  std::vector<std::string> people(action.implementer_ids().begin(), action.implementer_ids().end());
  for (const v1::PlanStep& step : action.steps()) {
    for (const std::string& person : {step.implementer_id(), step.done_by()}) {
      bool known = std::find(people.begin(), people.end(), person) != people.end();
      if (!person.empty() && !known) {
        people.push_back(person);
      }
    }
  }
  return people;
}

rules::ActionDuties DutiesOf(const v1::Action& action) {
  rules::ActionDuties duties{.owner = action.owner_id(),
                             .implementers = ImplementersOf(action),
                             .analyst = action.analysed_by(),
                             .disputer = action.disputed_by(),
                             .asker = action.extension_asked_by()};
  if (!action.approved_by().empty()) {
    duties.approvers.push_back(action.approved_by());
  }
  return duties;
}

std::optional<Rejection> RefuseDuty(const v1::Action& action, rules::Duty duty,
                                    const std::string& person, const Context& context,
                                    const std::string& field, const std::string& code) {
  rules::ActionDuties duties = DutiesOf(action);
  auto judge = [&](const std::string& one) {
    return rules::JudgeDuty(*context.rules, rules::Basis::kAct, duty, one, duties);
  };
  std::optional<Rejection> refusal = rules::Refusal(judge(person), field);
  if (!refusal) {
    refusal = rules::Refusal(judge(context.actor.person()), "");
  }
  if (refusal && !code.empty()) {
    refusal->code = code;
  }
  return refusal ? refusal : aggregate::RefuseForAnother(person, DeedOf(duty), field, context);
}

}  // namespace assay::actions
