#pragma once

#include <string>
#include <vector>

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/module.h"

// What is late is brought before the compliance manager, and later before top management (CA-24).
// Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// The date by which a part was, or is, to be ready while it is still awaited; empty when it is not.
std::string AwaitedBy(const v1::Action& action, v1::LatePart part);

// Records that it was brought before the next level. Refuses: nothing is late by that date; not
// late for long enough; brought before that level already.
Outcome DecideEscalateAction(const v1::Action& action, const v1::EscalateAction& command,
                             const Context& context);

// The escalations that are due, each once for ever. They are looked for by the days of the built-in
// ruleset; the deciding ruleset has the last word.
std::vector<aggregate::DueCommand> FindDueEscalations(const aggregate::TimerContext& context);

// The highest level that what is late now was brought before; 0 when nothing was.
uint32_t EscalationLevel(const v1::Action& action);

}  // namespace assay::actions
