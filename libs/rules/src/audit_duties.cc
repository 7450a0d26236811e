#include "assay/rules/audit_duties.h"

#include <array>

#include "text.h"

namespace assay::rules {
namespace {

struct DutyPart {
  std::string_view name;
  std::string_view who;
  std::vector<std::string> AuditParts::*holders;
};
constexpr std::array kDutyParts = {
    DutyPart{"observer", "Who observes an audit", &AuditParts::observers},
    DutyPart{"expert", "A technical expert of the team", &AuditParts::experts},
    DutyPart{"auditee", "Who is audited", &AuditParts::auditees},
    DutyPart{"asked", "Who was asked for evidence", &AuditParts::asked},
    DutyPart{"submitter", "Who submitted the evidence", &AuditParts::submitters},
    DutyPart{"author", "Who established the programme", &AuditParts::authors},
};

std::string_view RefusedDeed(AuditDuty duty) {
  switch (duty) {
    case AuditDuty::kAnswerLine:
      return "does not answer the checklist: an auditor of the team does";
    case AuditDuty::kJudgeEvidence:
      return "does not accept or reject it: somebody of the audit team does";
    case AuditDuty::kApproveProgramme:
      return "does not approve it: let another person do it";
  }
  return "";
}

}  // namespace

std::string_view RuleOf(AuditDuty duty) {
  switch (duty) {
    case AuditDuty::kAnswerLine:
      return "AU-12";
    case AuditDuty::kJudgeEvidence:
      return "AU-17";
    case AuditDuty::kApproveProgramme:
      return "PR-2";
  }
  return "";
}

Judgement JudgeAuditDuty(const Ruleset& ruleset, Basis basis, AuditDuty duty,
                         const std::string& person, const AuditParts& parts) {
  Judgement judgement;
  for (const DutyPart& part : kDutyParts) {
    bool excluded = !person.empty() && Contains(ruleset.List(RuleOf(duty), "excludes"), part.name);
    if (excluded && Contains(parts.*part.holders, person)) {
      judgement.Add(ruleset, basis, RuleOf(duty),
                    std::string(part.who) + " " + std::string(RefusedDeed(duty)) + ".");
      break;
    }
  }
  return judgement;
}

}  // namespace assay::rules
