#pragma once

#include "services/audits/domain/vocabulary.h"

// What must be done before an audit is reported and closed (AU-13 to AU-16). Only what an audit has
// binds it: without checklist, requests or an agenda there is nothing open. Pure.
namespace assay::audits {

// Before the report: every line answered, and every nonconformity among the answers with its
// finding. Answers do not change after the report.
rules::Judgement JudgeReadyToReport(const v1::Audit& audit, const Context& context);
// Before closing: requests for evidence settled, the closing meeting of the agenda held.
rules::Judgement JudgeReadyToClose(const v1::Audit& audit, const Context& context);

}  // namespace assay::audits
