#pragma once

#include "assay/aggregate/module.h"
#include "assay/directory/v1/queries.pb.h"

namespace assay::directory {

// The checklist that standards make together, with the organisation's own outlines and mappings:
// what ComposeChecklist would adopt. "invalid-field" when the list is not of the form
// "27001:2022,9001:2015"; the rejections of Compose.
aggregate::Answer<v1::ChecklistPreview> PreviewChecklist(const v1::PreviewChecklist& query,
                                                         const aggregate::QueryContext& context);

// The clauses that one answer serves together with this one, by the built-in mapping and the
// organisation's own, one step far, and those worth looking at together. A heading asks for what is
// below it. "unknown-standard", "unknown-clause" and the like.
aggregate::Answer<v1::EquivalentClauses> ListEquivalentClauses(
    const v1::ListEquivalentClauses& query, const aggregate::QueryContext& context);

}  // namespace assay::directory
