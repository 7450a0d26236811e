#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The life of an action of the corrective action plan from opening to closing; its plan: plan.h,
// its check: effectiveness.h. Which step may follow which is said by `when` in proto/. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Opens an action with number, owner and due date; the title stands for the finding's statement.
// Refuses: no due date except for a concern; a due date before the opening, unless a finding brings
// it.
Outcome DecideOpenAction(const v1::Action& action, const v1::OpenAction& command,
                         const Context& context);

// Follows the finding's new grade; dates that the new grade does not bring stay. Refuses: the
// finding never had an action.
Outcome DecideRegradeAction(const v1::Action& action, const v1::RegradeAction& command,
                            const Context& context);

// Closes a verified action. Refuses: CA-3 where the owner or an implementer closes, unless the
// verification was excepted from it; a date before the verification.
Outcome DecideCloseAction(const v1::Action& action, const v1::CloseAction& command,
                          const Context& context);

// Takes a closed action up again under its id and number, with a new revision; the old closure
// stays in its history. Refuses: a date before the closing.
Outcome DecideReopenAction(const v1::Action& action, const v1::ReopenAction& command,
                           const Context& context);

// Gives more time. Refuses: a date that is not later; the owner deciding.
Outcome DecideExtendDueDate(const v1::Action& action, const v1::ExtendDueDate& command,
                            const Context& context);

}  // namespace assay::actions
