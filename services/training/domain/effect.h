#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/training/v1/commands.pb.h"
#include "assay/training/v1/queries.pb.h"

// Whether training had an effect; attendance alone shows none (7.2). Pure.
namespace assay::training {

using aggregate::Context;
using aggregate::Outcome;

// Records the check of one participant; checked again (a resit), the later one counts. Passing an
// auditor course makes the person a trainee auditor in the same entry, and an auditor where enough
// audits were credited before. Who checked, perhaps a trainer from outside, need not be who records
// it. Refuses: a person who took no part, somebody checking themselves or recording the own check,
// a day after today or before the session.
Outcome DecideCheckEffect(const v1::Session& session, const v1::CheckEffect& command,
                          const Context& context);

}  // namespace assay::training
