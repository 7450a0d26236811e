#pragma once

#include "assay/aggregate/module.h"

namespace assay::actions {

// The actions service's domain.
aggregate::Module MakeModule();

}  // namespace assay::actions
