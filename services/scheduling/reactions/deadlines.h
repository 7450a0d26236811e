#pragma once

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// Due dates of actions and to-do items are deadlines here. What has no date has no deadline.
void AddDeadlineReactions(aggregate::Module* module);

}  // namespace assay::scheduling
