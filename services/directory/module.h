#pragma once

#include "assay/aggregate/module.h"

namespace assay::directory {

// The directory's domain.
aggregate::Module MakeModule();

}  // namespace assay::directory
