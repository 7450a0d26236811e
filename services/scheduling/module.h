#pragma once

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// The scheduling service's domain.
aggregate::Module MakeModule();

}  // namespace assay::scheduling
