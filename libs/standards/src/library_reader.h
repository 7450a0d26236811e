#pragma once

#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/standards/mapping.h"
#include "assay/standards/outline.h"

namespace assay::standards {

// One outline from TOML in the form of data/README.md; well-formed by CheckClauses. InvalidArgument
// names the standard and what is wrong.
Result<Outline> ReadOutline(std::string_view toml);

// The topics of a mapping, their clauses as they are written. InvalidArgument names the topic.
Result<std::vector<Topic>> ReadTopics(std::string_view toml);

}  // namespace assay::standards
