#include "services/actions/domain/escalation.h"

#include <algorithm>

#include "assay/rules/corrective_action_gates.h"
#include "services/actions/domain/lateness.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;
using calendar::Date;

constexpr v1::LatePart kParts[] = {v1::LATE_PLAN, v1::LATE_IMPLEMENTATION, v1::LATE_CHECK};
constexpr uint32_t kLevels = 2;

rules::LateThing ThingOf(v1::LatePart part) {
  switch (part) {
    case v1::LATE_PLAN:
      return rules::LateThing::kPlan;
    case v1::LATE_CHECK:
      return rules::LateThing::kCheck;
    default:  // proto enums are open
      return rules::LateThing::kImplementation;
  }
}

std::string EscalationId(v1::LatePart part, uint32_t level, const std::string& due_on) {
  return v1::LatePart_Name(part) + "/" + std::to_string(level) + "/" + due_on;
}

bool IsEscalated(const v1::Action& action, const std::string& id) {
  return std::any_of(action.escalations().begin(), action.escalations().end(),
                     [&id](const v1::Escalation& one) { return one.id() == id; });
}

}  // namespace

std::string AwaitedBy(const v1::Action& action, v1::LatePart part) {
  switch (part) {
    case v1::LATE_PLAN:
      return IsUnderWay(action) && action.plan_submitted_on().empty() ? action.plan_due_on() : "";
    case v1::LATE_IMPLEMENTATION:
      return IsUnderWay(action) ? action.due_on() : "";
    case v1::LATE_CHECK:
      return action.state() == v1::Action::IMPLEMENTED ? action.check_from() : "";
    default:  // proto enums are open
      return "";
  }
}

Outcome DecideEscalateAction(const v1::Action& action, const v1::EscalateAction& command,
                             const Context& context) {
  std::string due_on = AwaitedBy(action, command.part());
  if (due_on.empty() || due_on != command.due_on()) {
    return Refuse("not-late", "Nothing of the action is awaited by " + command.due_on() + ".",
                  "dueOn");
  }
  Date day = rules::EscalationDay(*context.rules, ThingOf(command.part()), command.level(),
                                  Date::Parse(due_on).value());
  if (context.today < day) {
    return Refuse("not-due", "This is brought before the next level on " + day.ToString() + ".",
                  "dueOn");
  }
  v1::ActionEscalated event;
  v1::Escalation* escalation = event.mutable_escalation();
  escalation->set_id(EscalationId(command.part(), command.level(), due_on));
  if (IsEscalated(action, escalation->id())) {
    return Refuse("already-escalated", "This was brought before that level already.");
  }
  escalation->set_part(command.part());
  escalation->set_level(command.level());
  escalation->set_due_on(due_on);
  escalation->set_escalated_on(day.ToString());
  escalation->set_role(command.level() == 1 ? assay::COMPLIANCE_MANAGER : assay::TOP_MANAGEMENT);
  escalation->set_person_id(action.owner_id());
  return Outcome().Then(command.id(), event);
}

std::vector<aggregate::DueCommand> FindDueEscalations(const aggregate::TimerContext& context) {
  std::vector<aggregate::DueCommand> due;
  for (const v1::Action& action : context.All<v1::Action>()) {
    const std::string& organisation = action.meta().organisation();
    for (v1::LatePart part : kParts) {
      std::string due_on = AwaitedBy(action, part);
      for (uint32_t level = 1; !due_on.empty() && level <= kLevels; ++level) {
        Date day = rules::EscalationDay(context.RulesFor(organisation), ThingOf(part), level,
                                        Date::Parse(due_on).value());
        if (context.today(organisation) < day ||
            IsEscalated(action, EscalationId(part, level, due_on))) {
          continue;
        }
        auto escalate = std::make_shared<v1::EscalateAction>();
        escalate->set_id(action.id());
        escalate->set_part(part);
        escalate->set_level(level);
        escalate->set_due_on(due_on);
        due.push_back({organisation, std::move(escalate)});
      }
    }
  }
  return due;
}

uint32_t EscalationLevel(const v1::Action& action) {
  uint32_t level = 0;
  for (const v1::Escalation& escalation : action.escalations()) {
    if (AwaitedBy(action, escalation.part()) == escalation.due_on()) {
      level = std::max(level, escalation.level());
    }
  }
  return level;
}

}  // namespace assay::actions
