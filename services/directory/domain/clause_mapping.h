#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// Clauses that an organisation answers once, by its own judgement. Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// A mapping holds in both directions. "same-clause"; "too-many-records"; "unknown-standard",
// "no-outline", "standard-retired", "standard-superseded", "unknown-clause"; "already-mapped" when
// the two are mapped in either direction, by the organisation or by what is built in.
Outcome DecideMapClauses(const v1::ClauseMapping&, const v1::MapClauses&, const Context&);

}  // namespace assay::directory
