#pragma once

#include "assay/aggregate/module.h"
#include "assay/directory/v1/queries.pb.h"

namespace assay::directory {

// People, processes, products and partners of a scope by name (people by id), which of the four has
// nothing, what is in the scope but no longer current, and the processes whose owner has left.
// "not-found" when there is no such scope.
aggregate::Answer<v1::ScopeOverview> DescribeScope(const v1::DescribeScope& query,
                                                   const aggregate::QueryContext& context);

}  // namespace assay::directory
