#pragma once

#include "assay/aggregate/module.h"
#include "assay/audits/v1/queries.pb.h"

// Quotations of one journey side by side (R3), each standard against the table that judges it.
// Pure.
namespace assay::audits {

aggregate::Answer<v1::QuotationComparison> AnswerCompareQuotations(const v1::CompareQuotations&,
                                                                   const aggregate::QueryContext&);

}  // namespace assay::audits
