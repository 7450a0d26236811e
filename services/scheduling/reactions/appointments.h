#pragma once

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// Things planned anywhere are appointments here: audits, initial visits, sessions, management
// reviews and exercises.
void AddAppointmentReactions(aggregate::Module* module);

}  // namespace assay::scheduling
