#include "services/audits/domain/opportunity.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

bool IsOpportunity(const v1::Finding& finding) {
  return finding.grade() == v1::OPPORTUNITY_FOR_IMPROVEMENT || finding.grade() == v1::OBSERVATION;
}

bool HasAction(const v1::Finding& finding) {
  return !finding.taken_up_on().empty() || !finding.action_id().empty();
}

Objection ObjectToDeciding(const v1::Finding& finding, const std::string& occurred_on) {
  return First({When(!IsOpportunity(finding), "not-an-opportunity",
                     "Only an opportunity or an observation is taken up or declined; a "
                     "nonconformity is answered, and an area of concern is closed."),
                When(HasAction(finding), "has-action",
                     "This finding has an action already, which settles it when it is closed."),
                ObjectToOrder(occurred_on, finding.raised_on(), "the finding")});
}

}  // namespace

Outcome DecideTakeUpOpportunity(const v1::Finding& finding, const v1::TakeUpOpportunity& command,
                                const Context& context) {
  const std::string& owner = command.owner_id().empty() ? finding.owner_id() : command.owner_id();
  Objection objection = First(
      {ObjectToDeciding(finding, command.occurred_on()),
       When(command.due_on() < command.occurred_on(), "due-before-decision",
            "It is taken up on " + command.occurred_on() + ": its due date is that day or later.",
            "dueOn"),
       ObjectToOwner(owner, context)});
  if (objection) {
    return *objection;
  }
  v1::OpportunityTakenUp taken_up;
  schema::CopyFields(finding, &taken_up);
  schema::CopyFields(command, &taken_up);
  taken_up.set_owner_id(owner);
  return Outcome().Then(finding.id(), taken_up);
}

Outcome DecideDeclineOpportunity(const v1::Finding& finding, const v1::DeclineOpportunity& command,
                                 const Context& context) {
  if (Objection objection = ObjectToDeciding(finding, command.occurred_on())) {
    return *objection;
  }
  v1::OpportunityDeclined declined;
  schema::CopyFields(command, &declined);
  declined.set_decided_by(context.actor.person());
  return Outcome().Then(finding.id(), declined);
}

std::vector<std::string> UndecidedOpportunities(const v1::Audit& audit, const Context& context) {
  std::vector<std::string> numbers;
  for (const v1::Finding* finding : context.All<v1::Finding>()) {
    if (finding->audit_id() == audit.id() && IsOpportunity(*finding) &&
        finding->state() == v1::Finding::RAISED && !HasAction(*finding)) {
      numbers.push_back(finding->number());
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace assay::audits
