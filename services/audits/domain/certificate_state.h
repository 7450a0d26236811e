#pragma once

#include "assay/rules/marks.h"
#include "services/audits/domain/vocabulary.h"

// What a certificate is worth on a day. Pure.
namespace assay::audits {

bool HasExpired(const v1::Certificate& certificate, Date on);
// Withdrawn, expired, suspended or active, as the rules tell them apart.
rules::CertificateState StateOf(const v1::Certificate& certificate, Date on);

}  // namespace assay::audits
