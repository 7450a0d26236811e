#pragma once

#include "assay/rules/marks.h"
#include "services/audits/domain/vocabulary.h"

// What a certificate is worth on a day. Pure.
namespace assay::audits {

// Its cycle has ended.
bool IsPastExpiry(const v1::Certificate& certificate, Date on);
// Its cycle has ended, or the edition that it is to (ET-1).
bool HasExpired(const v1::Certificate& certificate, Date on, const rules::Ruleset& ruleset);
// Withdrawn, expired, suspended or active, as the rules tell them apart.
rules::CertificateState StateOf(const v1::Certificate& certificate, Date on,
                                const rules::Ruleset& ruleset);

// ET-1, about "occurredOn": its edition has ended.
Objection ObjectToEndedEdition(const v1::Certificate& certificate, Date on, const Context& context);
// Refuses what only befalls a certificate that stands: "certificate-expired" (`otherwise` says what
// is left to do), or ET-1.
Objection ObjectToExpired(const v1::Certificate& certificate, Date on, const std::string& otherwise,
                          const Context& context);

// The journey's certificates that are not withdrawn, as far as the command reads them. Of two to
// one standard only the one decided on last: the other expired before it was granted.
std::vector<const v1::Certificate*> StandingCertificates(const Context& context);

}  // namespace assay::audits
