#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The life of an action of the corrective action plan from opening to closing; what
// the audited side says: response.h; how far it reaches: containment.h; its cause: cause.h; its
// plan: plan.h, steps.h, approval.h; its check: effectiveness.h; its dates: extension.h,
// escalation.h. Which step may follow which is said by `when` in proto/. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Opens an action with number, owner and due date; the title stands for the finding's statement. A
// graded corrective action that nobody dated gets its dates by grade and source (NC-2, NC-6,
// CA-25). Earlier actions for the same clause and site are linked (warns CA-23). Refuses: no due
// date except for a concern; a due date before the opening, unless a finding brings it.
Outcome DecideOpenAction(const v1::Action& action, const v1::OpenAction& command,
                         const Context& context);

// Follows the finding's new grade; dates that the new grade does not bring stay. Refuses: the
// finding never had an action.
Outcome DecideRegradeAction(const v1::Action& action, const v1::RegradeAction& command,
                            const Context& context);

// Takes on the due date that the finding brings, earlier or later. One that has it already stays as
// it is.
Outcome DecideRedateAction(const v1::Action& action, const v1::RedateAction& command,
                           const Context& context);

// Closes a verified action, and keeps how. Refuses: CA-3, the owner or an implementer closing;
// CA-19, open steps; CA-21, a stale approval; a date before the verification.
Outcome DecideCloseAction(const v1::Action& action, const v1::CloseAction& command,
                          const Context& context);

// Takes a closed action up again under its id and number, with a new revision; the old closure
// stays in its history. Refuses: a date before the closing.
Outcome DecideReopenAction(const v1::Action& action, const v1::ReopenAction& command,
                           const Context& context);

// Lets a cancelled action count as done; it settles no finding. Refuses CA-20: the owner or an
// implementer waiving.
Outcome DecideWaiveAction(const v1::Action& action, const v1::WaiveAction& command,
                          const Context& context);

// An event that brings a date says whose and what about: whoever keeps dates may not have known the
// action before, when it had none.
template <typename Event>
void NameAction(const v1::Action& action, Event* event) {
  event->set_title(action.title());
  event->set_owner_id(action.owner_id());
}

}  // namespace assay::actions
