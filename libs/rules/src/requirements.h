#pragma once

#include "assay/base/status.h"
#include "assay/rules/ruleset.h"

namespace assay::rules {

// InvalidArgument naming the first rule or parameter that this library judges by and that is
// missing or out of bounds.
Status CheckRequirements(const Ruleset& ruleset);

}  // namespace assay::rules
