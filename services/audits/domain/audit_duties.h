#pragma once

#include "assay/rules/audit_duties.h"
#include "services/audits/domain/vocabulary.h"

// Who may not do what in an audit: segregation of duties, which the ruleset declares. Pure.
namespace assay::audits {

// Refuses where the rules shut `person` out from the duty, or whoever gives the command. `field` is
// the command's field with the person.
Objection ObjectToDuty(rules::AuditDuty duty, const std::string& person,
                       const rules::AuditParts& parts, const Context& context,
                       const std::string& field);

// The parts that people have in an audit: by its team, its agenda and its plan.
rules::AuditParts PartsOf(const v1::Audit& audit);

// Whether the person audits as a member of the team: lead, auditor, trainee, or the coach of
// trainees.
bool IsAuditorOf(const v1::Audit& audit, const std::string& person);

// "another-person": an auditor's deed on `audit` is the own one. Others may record what the body's
// auditors did.
Objection ObjectToAnother(const v1::Audit& audit, const std::string& person, std::string_view deed,
                          const std::string& field, const Context& context);

}  // namespace assay::audits
