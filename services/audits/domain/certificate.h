#pragma once

#include "services/audits/domain/vocabulary.h"

// The life of a certificate between decisions (R10, R11; marks: marks.h): suspension, restoration,
// revision, reduction, withdrawal, transfer. What has run out is only looked at. Decisions are
// taken by somebody who may (DE-1, DE-2, IMP-5), and answer what was sought before them (DE-3).
// Pure.
namespace assay::audits {

// For one of the recognised reasons (SP-1), to be reviewed within six months; expiry stays.
Outcome DecideSuspendCertificate(const v1::Certificate&, const v1::SuspendCertificate&,
                                 const Context&);
// Once the cause is resolved (SP-3) and findings under its standard are where DE-4 wants them;
// expiry stays.
Outcome DecideRestoreCertificate(const v1::Certificate&, const v1::RestoreCertificate&,
                                 const Context&);
// Other words or the Statement of Applicability's version; told apart from what it replaces by its
// revision. Leaving sites out is a reduction, adding some an extension (scope_extension.h).
Outcome DecideReviseCertificate(const v1::Certificate&, const v1::ReviseCertificate&,
                                const Context&);
// A smaller scope or fewer sites; a suspended certificate is active again with what is left.
Outcome DecideReduceCertificate(const v1::Certificate&, const v1::ReduceCertificate&,
                                const Context&);
Outcome DecideWithdrawCertificate(const v1::Certificate&, const v1::WithdrawCertificate&,
                                  const Context&);
// To another accredited body: valid and not suspended (TR-2), under a recognised accreditation or
// in time after its loss (TR-1, TR-3), reviewed as a whole (TR-4), with findings resolved (TR-5),
// decided by somebody who did not audit (DE-1) and is bound to the body (DE-2), which nothing ties
// to the client (IMP-1 to IMP-7) and which held no surveillance or recertification before (TR-6);
// expiry stays (TR-7). The journey learns with whom its certificate is.
Outcome DecideTransferCertificate(const v1::Certificate&, const v1::TransferCertificate&,
                                  const Context&);

// An active or suspended certificate has expired the day after its last one, or after its edition's
// last; its marks go with it.
void PresentCertificate(v1::Certificate* certificate, Date on, const rules::Ruleset& ruleset);

}  // namespace assay::audits
