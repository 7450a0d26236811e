#include "services/audits/domain/audit_duties.h"

#include "assay/aggregate/acting_person.h"

namespace assay::audits {

Objection ObjectToDuty(rules::AuditDuty duty, const std::string& person,
                       const rules::AuditParts& parts, const Context& context,
                       const std::string& field) {
  auto judge = [&](const std::string& one) {
    return rules::JudgeAuditDuty(*context.rules, Basis::kAct, duty, one, parts);
  };
  return First(
      {rules::Refusal(judge(person), field), rules::Refusal(judge(context.actor.person()), "")});
}

rules::AuditParts PartsOf(const v1::Audit& audit) {
  rules::AuditParts parts;
  for (const v1::TeamMember& member : audit.team()) {
    if (member.role() == v1::OBSERVER) {
      parts.observers.push_back(member.person_id());
    } else if (member.role() == v1::TECHNICAL_EXPERT) {
      parts.experts.push_back(member.person_id());
    }
  }
  for (const v1::AgendaItem& item : audit.agenda()) {
    parts.auditees.insert(parts.auditees.end(), item.auditee_ids().begin(),
                          item.auditee_ids().end());
  }
  if (!audit.plan().auditee_representative_id().empty()) {
    parts.auditees.push_back(audit.plan().auditee_representative_id());
  }
  return parts;
}

Objection ObjectToAnother(const v1::Audit& audit, const std::string& person, std::string_view deed,
                          const std::string& field, const Context& context) {
  return IsBodyAudit(audit.type()) ? aggregate::RefuseForAnotherOfBody(person, deed, field, context)
                                   : aggregate::RefuseForAnother(person, deed, field, context);
}

bool IsAuditorOf(const v1::Audit& audit, const std::string& person) {
  for (const v1::TeamMember& member : audit.team()) {
    if (member.person_id() == person) {
      return member.role() != v1::OBSERVER && member.role() != v1::TECHNICAL_EXPERT;
    }
  }
  return false;
}

}  // namespace assay::audits
