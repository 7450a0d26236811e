#pragma once

#include <string>
#include <vector>

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/rules/judgement.h"

// Repeat findings (CA-23): linked both ways and warned of. Only the latest action for a clause and
// site, or with a cause, can be found; it knows the one before it, so that few are ever read. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

struct Repeats {
  std::string action_id;                     // the later one
  std::vector<v1::Repeat> earlier;           // what it repeats
  std::vector<std::string> named;            // ids of those that an auditor named
  std::vector<std::string> latest_of_place;  // ids of those that are not the latest any more
  std::vector<std::string> latest_of_cause;
};

// Earlier actions that are no improvements, for the same standard, clause and site within the
// period, and that of the finding which the auditor named. One that was cancelled stands back for
// those before it.
Repeats FindSamePlace(const v1::OpenAction& command, const Context& context);

// The same for an analysis with a cause code.
Repeats FindSameCause(const v1::Action& action, const v1::AnalyseCause& command,
                      const Context& context);

// Whether a later action for the same place is a repeat of one opened so.
bool CanRepeat(const v1::OpenAction& command);

// What happens to the earlier ones.
void TellEarlier(const Repeats& repeats, Outcome* outcome);

rules::Judgement JudgeRepeats(const Repeats& repeats, const Context& context);

}  // namespace assay::actions
