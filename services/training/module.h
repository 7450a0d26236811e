#pragma once

#include "assay/aggregate/module.h"

namespace assay::training {

// The training service's domain.
aggregate::Module MakeModule();

}  // namespace assay::training
