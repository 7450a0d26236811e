#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"

// What becomes of a cycle when one of its certificates is suspended, restored or withdrawn.
// Suspension stops no clock: windows and expiry stay (rules.md 2.11). Pure.
namespace assay::scheduling {

using aggregate::Context;
using aggregate::Outcome;

// The cycle is reviewed by the earliest date of its suspended certificates. "already-suspended".
Outcome DecideSuspendCycle(const v1::CoveredCertificate&, const v1::SuspendCycle&, const Context&);

// "not-suspended".
Outcome DecideResumeCycle(const v1::CoveredCertificate&, const v1::ResumeCycle&, const Context&);

// The certificate leaves its cycle, which ends with its last one.
Outcome DecideReleaseCertificate(const v1::CoveredCertificate&, const v1::ReleaseCertificate&,
                                 const Context&);

}  // namespace assay::scheduling
