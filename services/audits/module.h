#pragma once

#include "assay/aggregate/module.h"

namespace assay::audits {

// The audits service's domain: what decides its commands, follows from other services' entries, and
// answers its queries.
aggregate::Module MakeModule();

}  // namespace assay::audits
