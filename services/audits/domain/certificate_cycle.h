#pragma once

#include "services/audits/domain/vocabulary.h"

// Certificates of one journey may be on different cycles: a standard was certified later, or
// renewed for itself. What an audit must keep follows from those of its standards. Pure.
namespace assay::audits {

// The earliest expiry of the standing certificates to these standards, or of the journey's cycle;
// none before certification.
std::optional<Date> CycleExpiry(const v1::Journey& journey, const Texts& standards,
                                const Context& context);

// The next two judge a surveillance in the cycle of each certificate to its standards, or in the
// journey's where no certificate is known. What two cycles have in common is said once.

// SU-1, where it would be the first one of a first cycle. What was planned and did not take place,
// or is planned after the due day, is not the first one.
rules::Judgement JudgeFirstSurveillances(const v1::Journey& journey, const v1::Audit& audit,
                                         const rules::AuditDays& days, Basis basis,
                                         const Context& context);
// With it, what the journey lacks in the years that have ended, before the year of `days`, which is
// a fact (SU-2), and SU-7 over the whole cycle.
rules::Judgement JudgeSurveillanceYears(const v1::Journey& journey, const v1::Audit& audit,
                                        const rules::AuditDays& days, const Context& context);

}  // namespace assay::audits
