#pragma once

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// Certification decisions compute a cycle; audits reported fill its windows; what becomes of
// certificates suspends, resumes and ends it.
void AddCycleReactions(aggregate::Module* module);

}  // namespace assay::scheduling
