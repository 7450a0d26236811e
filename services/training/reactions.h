#pragma once

#include "assay/actions/v1/events.pb.h"
#include "assay/aggregate/module.h"
#include "assay/audits/v1/audit.pb.h"

// What follows here from entries of other services. Pure: entry -> commands.
namespace assay::training {

// Each trainee that a coach judged in an internal audit is credited with it, on the audit's last
// day. Audits by the body train nobody.
aggregate::Commands CreditTrainees(const audits::v1::AuditClosed& closed,
                                   const aggregate::Cause& cause);

// A management review trains the forum in its role: everybody who took part but guests (R22),
// moderated by the secretary, or the chair where there was none. The session's id is derived from
// the review's.
aggregate::Commands RecordForumTraining(const actions::v1::ReviewSigned& signed_review,
                                        const aggregate::Cause& cause);

// The id of the session that a review becomes.
std::string TrainingOfReview(const std::string& review_id);

}  // namespace assay::training
