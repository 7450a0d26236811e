#pragma once

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// What is due between body and client has a deadline here, with its reminders: the review of a
// suspension, appeals, complaints, changes, misused marks, answers to announced witnesses.
void AddCertificationReactions(aggregate::Module* module);

}  // namespace assay::scheduling
