#pragma once

#include "assay/aggregate/module.h"

namespace assay::scheduling {

// What is due between body and client, or auditors and audited, has a deadline here, with its
// reminders: the review of a suspension, appeals, complaints, changes, misused marks, answers to
// announced witnesses, evidence to be shown. What was shown waits no more, until it is rejected.
void AddCertificationReactions(aggregate::Module* module);

}  // namespace assay::scheduling
