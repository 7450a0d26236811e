#include "services/actions/domain/lateness.h"

namespace assay::actions {

bool IsUnderWay(const v1::Action& action) {
  switch (action.state()) {
    case v1::Action::OPEN:
    case v1::Action::CONTAINED:
    case v1::Action::CAUSE_ANALYSED:
    case v1::Action::PLAN_SUBMITTED:
    case v1::Action::PLAN_ACCEPTED:
    case v1::Action::PLAN_REJECTED:
    case v1::Action::INEFFECTIVE:
      return true;
    default:  // proto enums are open
      return false;
  }
}

namespace {

bool IsPast(const std::string& date, calendar::Date on) {
  return !date.empty() && date < on.ToString();
}

}  // namespace

void PresentLateness(v1::Action* action, calendar::Date on) {
  bool under_way = IsUnderWay(*action);
  action->set_overdue(under_way && IsPast(action->due_on(), on));
  action->set_plan_overdue(under_way && action->plan_submitted_on().empty() &&
                           IsPast(action->plan_due_on(), on));
}

bool IsOpen(const v1::ToDo& to_do) {
  return to_do.state() == v1::ToDo::TO_DO || to_do.state() == v1::ToDo::DOING;
}

void PresentToDo(v1::ToDo* to_do, calendar::Date on) {
  to_do->set_overdue(IsOpen(*to_do) && IsPast(to_do->due_on(), on));
  to_do->set_without_date(IsOpen(*to_do) && to_do->due_on().empty());
}

}  // namespace assay::actions
