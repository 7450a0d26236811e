#pragma once

#include "assay/audits/v1/audit_checklist.pb.h"
#include "services/audits/domain/vocabulary.h"

// Answers to the lines of a checklist: what was seen, in which sample, at which site; and the
// findings that come from them (AU-8 to AU-12). Pure.
namespace assay::audits {

// An auditor of the team answers a line in the own name, at one site or at all; a later answer
// takes the place of the earlier. The audit's clause results follow for every clause that the line
// serves.
Outcome DecideAnswerLine(const v1::AuditChecklist&, const v1::AnswerLine&, const Context&);

// A finding raised from a line agrees with the line's answer in grade, clause and site. `checklist`
// may be null.
Objection ObjectToLine(const v1::AuditChecklist* checklist, const v1::RaiseFinding& command);

// Whether such an answer asks for a finding: a nonconformity or an area of concern.
bool AsksForFinding(v1::LineAnswer::Result result);
// Whether the finding was raised from the answered line, at the answer's site.
bool ComesFrom(const v1::Finding& finding, const v1::LineAnswer& answer);

}  // namespace assay::audits
