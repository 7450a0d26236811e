#pragma once

#include "assay/aggregate/module.h"
#include "assay/audits/v1/audit_programme.pb.h"

namespace assay::audits {

// Site by clause by year, with what PR-5 and PR-6 say about the gaps.
aggregate::Answer<v1::ProgrammeCoverage> AnswerAskCoverage(const v1::AskCoverage& query,
                                                           const aggregate::QueryContext& context);

}  // namespace assay::audits
