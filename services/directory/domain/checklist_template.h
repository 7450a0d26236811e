#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// Reusable checklists, by version. The version in use under the same key until now is superseded.
// Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// "bad-key"; "version-exists"; "too-many-records"; "duplicate-line" for a question asked twice
// about the same clauses; "unknown-standard", "no-outline", "standard-retired",
// "standard-superseded", "unknown-clause" at the line's clause.
Outcome DecideImportChecklist(const v1::ChecklistTemplate&, const v1::ImportChecklist&,
                              const Context&);

// "bad-key"; "version-exists"; "too-many-records"; the rejections of Compose.
Outcome DecideComposeChecklist(const v1::ChecklistTemplate&, const v1::ComposeChecklist&,
                               const Context&);

}  // namespace assay::directory
