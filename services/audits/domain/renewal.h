#pragma once

#include "services/audits/domain/vocabulary.h"

// Certificates for another term (R12): each follows its own expiry, since those of one journey may
// be on different cycles. Pure.
namespace assay::audits {

// Renews the certificates named, or all that are not withdrawn, by expiry, or restores them within
// six months after it with a gap (RC-3 to RC-6). Each needs a recertification audit of its standard
// in its cycle (RC-4) and an edition that has not ended (ET-1). A suspended one is restored or
// withdrawn first. The journey's cycle goes on to the next unless a certificate that is valid on it
// is left out.
Outcome DecideRenewCertification(const v1::Journey&, const v1::RenewCertification&, const Context&);

}  // namespace assay::audits
