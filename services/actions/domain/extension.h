#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// More time for an action: asked for by one, decided by another. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Asks for a later due date. Refuses: a date that is not later; a request that still waits.
Outcome DecideAskForExtension(const v1::Action& action, const v1::AskForExtension& command,
                              const Context& context);

// Grants what was asked for, or refuses it; with a reason either way. Refuses: nothing asked for;
// CA-12: the owner or the asker deciding; a date before the request, or one that is no longer
// later.
Outcome DecideDecideExtension(const v1::Action& action, const v1::DecideExtension& command,
                              const Context& context);

// Gives more time unasked, or answers a request with another date. Refuses: a date that is not
// later; CA-12.
Outcome DecideExtendDueDate(const v1::Action& action, const v1::ExtendDueDate& command,
                            const Context& context);

}  // namespace assay::actions
