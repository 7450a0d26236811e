#pragma once

#include <string>

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// What follows here from the entries of audits, actions and training: their dates become
// appointments and deadlines, certification decisions become cycles. Pure: entry -> commands.
void AddReactions(aggregate::Module* module);

// The ids of the copies, derived from the thing's.
std::string AppointmentIdOf(const std::string& subject_id);
std::string DeadlineIdOf(const std::string& subject_id);

}  // namespace assay::scheduling
