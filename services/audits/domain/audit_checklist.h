#pragma once

#include "assay/audits/v1/audit_checklist.pb.h"
#include "services/audits/domain/vocabulary.h"

// The checklist of an audit: made from outlines of its standards, from the organisation's own
// checklists, or from the audit before. Pure.
namespace assay::audits {

// Makes it, anew as long as no line is answered. "no-outline" for a standard whose clauses are not
// built in: such an audit takes a checklist of the organisation.
Outcome DecideBuildChecklist(const v1::AuditChecklist&, const v1::BuildChecklist&, const Context&);

// Null when there is no such line.
const v1::AuditLine* FindLine(const v1::AuditChecklist& checklist, const std::string& name);

// What an audit that starts from another one takes over: the lines about its standards, each with
// what was found last time. No lines: nothing to take over.
v1::ChecklistBuilt TakeOver(const v1::AuditChecklist& previous, const Texts& standards,
                            const std::vector<const v1::Finding*>& findings);

// The clauses that an answer to the line serves, the first one included.
std::vector<v1::LineClause> ClausesOf(const v1::AuditLine& line);

// The gravest of two results; one that says nothing is the least.
v1::LineAnswer::Result Gravest(v1::LineAnswer::Result a, v1::LineAnswer::Result b);

}  // namespace assay::audits
