#pragma once

#include "assay/audits/v1/mark_misuse.pb.h"
#include "services/audits/domain/vocabulary.h"

// Marks and references used as they may not be (ISO/IEC 17021-1 8.3): what is wrong, the rules say
// (MK-1 to MK-7); it is to be corrected in time (MK-8). Pure.
namespace assay::audits {

// "no-misuse" when the use breaks no rule.
Outcome DecideReportMarkMisuse(const v1::MarkMisuse&, const v1::ReportMarkMisuse&, const Context&);
Outcome DecideCorrectMarkMisuse(const v1::MarkMisuse&, const v1::CorrectMarkMisuse&,
                                const Context&);

// Overdue: not corrected by its day.
void PresentMarkMisuse(v1::MarkMisuse* misuse, Date on);

}  // namespace assay::audits
