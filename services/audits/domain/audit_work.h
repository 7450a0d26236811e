#pragma once

#include "services/audits/domain/vocabulary.h"

// An audit at work: opening, scope, clause by clause, trainees, report, verdict, closing (R8, R9,
// R11, R12, R15). Pure.
namespace assay::audits {

// Opens the audit on a day: somebody leads it, trainees are accompanied, and stages keep their
// order (AP-4, ST-3). Earlier than planned, the team is judged for that day (team_judgement.h). The
// body does not open its audit under a tie (body_tie.h); that it did elsewhere is a fact.
Outcome DecideOpenAudit(const v1::Audit&, const v1::OpenAudit&, const Context&);
// Stage 1 only; an ISO/IEC 27001 scope names its Statement of Applicability.
Outcome DecideAgreeScopingStatement(const v1::Audit&, const v1::AgreeScopingStatement&,
                                    const Context&);
// Stage 1 only.
Outcome DecidePlanCertificationAudit(const v1::Audit&, const v1::PlanCertificationAudit&,
                                     const Context&);
// One clause of one of the audit's standards; the later result replaces the earlier.
Outcome DecideRecordClauseResult(const v1::Audit&, const v1::RecordClauseResult&, const Context&);
// A trainee of the team, judged by its coach or lead; training credits it when the audit is closed.
Outcome DecideEvaluateTrainee(const v1::Audit&, const v1::EvaluateTrainee&, const Context&);

}  // namespace assay::audits
