#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"

// What becomes of a cycle when one of its certificates is issued, changed, transferred, suspended,
// restored or withdrawn. None of it stops or moves a clock: windows and expiry stay (rules.md 2.11,
// TR-7); by whom and for what they are planned follows. Pure.
namespace assay::scheduling {

using aggregate::Context;
using aggregate::Outcome;

// The certificate is part of its journey's cycle from now on.
Outcome DecideCoverCertificate(const v1::CoveredCertificate&, const v1::CoverCertificate&,
                               const Context&);
// Another scope, other sites; a reduction ends the suspension, since what was left is active again.
Outcome DecideChangeCoverage(const v1::CoveredCertificate&, const v1::ChangeCoverage&,
                             const Context&);
// Another body and number, to the same expiry (TR-7).
Outcome DecideTransferCoverage(const v1::CoveredCertificate&, const v1::TransferCoverage&,
                               const Context&);

// The cycle is reviewed by the earliest date of its suspended certificates. "already-suspended".
Outcome DecideSuspendCycle(const v1::CoveredCertificate&, const v1::SuspendCycle&, const Context&);

// "not-suspended".
Outcome DecideResumeCycle(const v1::CoveredCertificate&, const v1::ResumeCycle&, const Context&);

// The certificate leaves its cycle, which ends with its last one.
Outcome DecideReleaseCertificate(const v1::CoveredCertificate&, const v1::ReleaseCertificate&,
                                 const Context&);

}  // namespace assay::scheduling
