#include "services/actions/readmodel/standing.h"

#include "services/actions/domain/approval.h"
#include "services/actions/domain/effort.h"
#include "services/actions/domain/escalation.h"
#include "services/actions/domain/lateness.h"
#include "services/actions/domain/steps.h"

namespace assay::actions {

void PresentAction(v1::Action* action, calendar::Date on) {
  PresentLateness(action, on);
  action->clear_changed_since_approval();
  if (IsApprovalInForce(*action)) {
    for (const std::string& part : ChangedSinceApproval(*action)) {
      action->add_changed_since_approval(part);
    }
  }
  action->set_approval_stale(!action->changed_since_approval().empty());
  action->set_open_steps(static_cast<uint32_t>(OpenSteps(*action).size()));
  PresentEffort(action);
  action->set_repeat_finding(!action->repeats().empty() || !action->cause_repeats().empty());
  action->set_escalation_level(EscalationLevel(*action));
  action->set_counts_as_done(action->state() == v1::Action::CLOSED ||
                             action->state() == v1::Action::WAIVED);
}

}  // namespace assay::actions
