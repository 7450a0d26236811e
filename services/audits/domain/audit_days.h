#pragma once

#include <cstdint>

#include "assay/rules/audit_time.h"
#include "services/audits/domain/vocabulary.h"

// Audit time in exact hundredths of a day, as the rules count it: texts and offers of bodies. Pure.
namespace assay::audits {

// "9.5" is 950. None for what is no decimal, is negative, has more than two places, or exceeds 10
// 000 days.
std::optional<int64_t> HundredthsIn(const std::string& text);
// 950 is "9.5".
std::string DaysText(int64_t hundredths);

// What is offered for a standard at a stage, over all sites.
int64_t OfferedDays(const google::protobuf::RepeatedPtrField<v1::AuditDays>& offer,
                    const std::string& standard, v1::Stage stage);

// The body's own table for the standard, in the form of the rules; none when it has given none.
std::optional<rules::AuditTimeTable> TableOf(const v1::CertificationBody& body,
                                             const std::string& standard);

}  // namespace assay::audits
