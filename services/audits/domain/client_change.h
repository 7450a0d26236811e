#pragma once

#include "assay/audits/v1/client_change.pb.h"
#include "services/audits/domain/vocabulary.h"

// Changes at the client (ISO/IEC 17021-1 8.5.3): notified, reviewed by the body, and what the
// review asked for done. Pure.
namespace assay::audits {

// The journey knows of the change, and a record of it begins for the body's review. Late notice
// warns (CC-1).
Outcome DecideNotifyChange(const v1::Journey&, const v1::NotifyChange&, const Context&);
// Done at once where nothing follows.
Outcome DecideReviewChange(const v1::ClientChange&, const v1::ReviewChange&, const Context&);
// CC-4: the audit was reported, or the certificate revised, after the review.
Outcome DecideCompleteChange(const v1::ClientChange&, const v1::CompleteChange&, const Context&);

// Overdue: not reviewed by its day.
void PresentClientChange(v1::ClientChange* change, Date on);

}  // namespace assay::audits
