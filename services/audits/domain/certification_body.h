#pragma once

#include "services/audits/domain/vocabulary.h"

// What a certification body may certify to, and its own audit-time tables (R1, R3). Shared by all
// organisations. Pure.
namespace assay::audits {

// Records an accreditation; one for the same standard is replaced, one that had ended is there
// again.
Outcome DecideRecordAccreditation(const v1::CertificationBody&, const v1::RecordAccreditation&,
                                  const Context&);
// The body lost an accreditation or gave it up; the day is kept, since transfers are counted from
// it (TR-3).
Outcome DecideEndAccreditation(const v1::CertificationBody&, const v1::EndAccreditation&,
                               const Context&);
// The body's own table for a standard: bands of persons and days, both rising.
Outcome DecideRecordAuditTimeTable(const v1::CertificationBody&, const v1::RecordAuditTimeTable&,
                                   const Context&);

// Whether the body's accreditation for the standard is valid on `day`.
bool IsAccredited(const v1::CertificationBody& body, const std::string& standard, Date day);
// Since when the body has no longer been accredited, as of `day`; none while it is, or where it
// never was.
std::optional<Date> AccreditationLost(const v1::CertificationBody& body,
                                      const std::string& standard, Date day);

}  // namespace assay::audits
