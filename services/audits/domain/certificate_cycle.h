#pragma once

#include "services/audits/domain/vocabulary.h"

// Certificates of one journey may be on different cycles: a standard was certified later, or
// renewed for itself. What an audit must keep follows from those of its standards. Pure.
namespace assay::audits {

// The earliest expiry of the standing certificates to these standards, or of the journey's cycle;
// none before certification.
std::optional<Date> CycleExpiry(const v1::Journey& journey, const Texts& standards,
                                const Context& context);

// SU-1 for each certificate to the audit's standards that is in its first cycle, where the audit
// would be its first surveillance.
rules::Judgement JudgeFirstSurveillances(const v1::Journey& journey, const v1::Audit& audit,
                                         const rules::AuditDays& days, Basis basis,
                                         const Context& context);

}  // namespace assay::audits
