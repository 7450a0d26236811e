#include "assay/rules/audit_duties.h"

#include <array>

#include "text.h"

namespace assay::rules {
namespace {

struct Part {
  std::string_view name;
  std::string_view who;
  std::vector<std::string> AuditParts::*holders;
};
constexpr std::array kParts = {
    Part{"observer", "Who observes an audit", &AuditParts::observers},
    Part{"expert", "A technical expert of the team", &AuditParts::experts},
    Part{"auditee", "Who is audited", &AuditParts::auditees},
    Part{"asked", "Who was asked for evidence", &AuditParts::asked},
    Part{"submitter", "Who submitted the evidence", &AuditParts::submitters},
    Part{"author", "Who established the programme", &AuditParts::authors},
};

std::string_view DeedOf(AuditDuty duty) {
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
  for (const Part& part : kParts) {
    bool excluded = !person.empty() && Contains(ruleset.List(RuleOf(duty), "excludes"), part.name);
    if (excluded && Contains(parts.*part.holders, person)) {
      judgement.Add(ruleset, basis, RuleOf(duty),
                    std::string(part.who) + " " + std::string(DeedOf(duty)) + ".");
      break;
    }
  }
  return judgement;
}

}  // namespace assay::rules
