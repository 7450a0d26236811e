#pragma once

#include "assay/audits/v1/scope_extension.pb.h"
#include "services/audits/domain/vocabulary.h"

// A certificate that is to cover more: asked for, reviewed, audited as the review found necessary,
// decided (ISO/IEC 17021-1 9.6.4.1). Pure.
namespace assay::audits {

// "not-an-extension" when nothing is added; a site is of the journey before it is certified.
Outcome DecideRequestScopeExtension(const v1::ScopeExtension&, const v1::RequestScopeExtension&,
                                    const Context&);
// A site that joins is not accepted on documents only (SX-1).
Outcome DecideAcceptScopeExtension(const v1::ScopeExtension&, const v1::AcceptScopeExtension&,
                                   const Context&);
Outcome DecideDeclineScopeExtension(const v1::ScopeExtension&, const v1::DeclineScopeExtension&,
                                    const Context&);
// DE-1.
Outcome DecideRefuseScopeExtension(const v1::ScopeExtension&, const v1::RefuseScopeExtension&,
                                   const Context&);
// Refused unless the extension was accepted for this certificate, and while: the named audit does
// not cover what joins (SX-1); a major is open at any site (MS-6) or a minor has no accepted plan
// (DE-4); the decider took part in an audit (DE-1); it would take effect before the decision
// (CE-1).
Outcome DecideExtendCertificate(const v1::Certificate&, const v1::ExtendCertificate&,
                                const Context&);

}  // namespace assay::audits
