#pragma once

#include "services/audits/domain/vocabulary.h"

// The certification decisions: grant, refuse, refuse to renew (R10, R12; renewal: renewal.h). All
// guards of a decision stand here. Pure.
namespace assay::audits {

// Grants certification and issues one certificate for each standard asked for; where the journey is
// certified already, for standards without one, on a cycle of their own. Refused while: stage 2 did
// not audit the standard (DE-4); its edition has ended (ET-1); the
// decider took part in an audit (DE-1) or still cools off (IMP-5); a major of stage 2 was not
// verified in time (NC-4); a major is open at any site, or its site is left out (MS-6, MS-7); a
// minor has no accepted plan (DE-4); sites or the central function were not audited (MS-1, MS-3,
// MS-5); an ISO/IEC 27001 scope lacks internal audit or management review (DE-6), or its
// certificate the Statement of Applicability (CE-2); the certificate would take effect before the
// decision (CE-1); the decider is not bound to the body (DE-2); a clarification has no answer
// (DE-3); something ties the body to the client (IMP-1 to IMP-7); the team of stage 2 has not
// supplied what the decision needs (DE-5).
Outcome DecideGrantCertification(const v1::Journey&, const v1::GrantCertification&, const Context&);
// DE-1, DE-2, DE-3, IMP-5.
Outcome DecideRefuseCertification(const v1::Journey&, const v1::RefuseCertification&,
                                  const Context&);
// DE-1, DE-2, DE-3, IMP-5.
Outcome DecideRefuseRenewal(const v1::Journey&, const v1::RefuseRenewal&, const Context&);

}  // namespace assay::audits
