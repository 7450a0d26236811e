#pragma once

#include "assay/audits/v1/audit_report.pb.h"
#include "services/audits/domain/vocabulary.h"

// What a report holds, frozen when it is issued; revisions are versions beside it (ST-6, AU-19).
// Pure.
namespace assay::audits {

// The first version: what the audit, its findings and the command say now.
v1::ReportFrozen FirstReport(const v1::Audit& audit, const v1::IssueReport& command,
                             const Context& context);

// What a report lacks. AU-19 remarks it; ST-6 asks for all of it where a decision rests on an audit
// that has a plan, and remarks it where the audit was not planned here.
rules::Judgement JudgeReport(const v1::Audit& audit, const v1::ReportVersion& report,
                             const Context& context);

// Another version with a reason; the recommendation stays.
Outcome DecideReviseReport(const v1::AuditReport&, const v1::ReviseReport&, const Context&);

// By the body, and the certification decision rests on it: stage 2 and recertification.
bool LeadsToDecision(v1::AuditType type);

}  // namespace assay::audits
