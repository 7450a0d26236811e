#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/rules/judgement.h"

// Segregation of duties in audits: nobody audits, approves or accepts the own work. Who may not do
// what is data: the list `excludes` of a rule names the parts whose holders are shut out.
namespace assay::rules {

// Who has which part in an audit, a request or a programme; ids of persons.
struct AuditParts {
  std::vector<std::string> observers = {};   // on the audit's team
  std::vector<std::string> experts = {};     // technical ones on the team
  std::vector<std::string> auditees = {};    // met according to the agenda, or representing
  std::vector<std::string> asked = {};       // to show evidence
  std::vector<std::string> submitters = {};  // who showed it
  std::vector<std::string> authors = {};     // of the programme
};

enum class AuditDuty : uint8_t {
  kAnswerLine,        // AU-12
  kJudgeEvidence,     // AU-17
  kApproveProgramme,  // PR-2
};
std::string_view RuleOf(AuditDuty duty);

// Whether `person` may do it: a breach of RuleOf(duty) for the first excluded part that the person
// has. Nobody (an empty id) breaks nothing.
Judgement JudgeAuditDuty(const Ruleset& ruleset, Basis basis, AuditDuty duty,
                         const std::string& person, const AuditParts& parts);

}  // namespace assay::rules
