#pragma once

#include "services/audits/domain/vocabulary.h"

// The body's side of a nonconformity: response submitted, accepted or rejected, verified (NC-2 to
// NC-5, NC-8, CA-3). It moves on its own, whatever our own closure says. Pure.
namespace assay::audits {

// Cause, correction and corrective action, for a finding that waits for a response. A late one is
// warned about (NC-8).
Outcome DecideSubmitResponse(const v1::Finding&, const v1::SubmitResponse&, const Context&);
// Accepts a submitted response. Who judges does not own the finding.
Outcome DecideAcceptResponse(const v1::Finding&, const v1::AcceptResponse&, const Context&);
// Rejects a submitted response, or an accepted one that was not carried out; another response is
// waited for.
Outcome DecideRejectResponse(const v1::Finding&, const v1::RejectResponse&, const Context&);
// What was accepted is verified, by documents or visit. Later than NC-4 or NC-5 allow is a fact: it
// warns here and counts at the decision.
Outcome DecideVerifyFinding(const v1::Finding&, const v1::VerifyFinding&, const Context&);

}  // namespace assay::audits
