#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// Standards that an organisation brings in itself, by edition. Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// The edition in use under this key until now is superseded; it may be used until the end of the
// transition, or, where none is given, until the day before this one takes effect. "bad-key";
// "built-in-standard" when this edition and its clauses are built in; "edition-exists";
// "older-edition" when it took effect before the one in use; "transition-before-effective";
// "too-many-records"; "nothing-superseded" when a transition is given and there is nothing to
// leave; the faults of standards::CheckClauses, at the clause.
Outcome DecideImportStandard(const v1::OwnStandard&, const v1::ImportStandard&, const Context&);

}  // namespace assay::directory
