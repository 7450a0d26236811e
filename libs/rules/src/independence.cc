#include "assay/rules/independence.h"

#include "text.h"

namespace assay::rules {
namespace {

// What the auditor is in the process; empty for an outsider.
std::string_view RoleOf(const std::string& auditor, const ProcessRoles& roles) {
  if (Contains(roles.owners, auditor)) {
    return "owns";
  }
  if (Contains(roles.managers, auditor)) {
    return "manages";
  }
  return Contains(roles.practitioners, auditor) ? "practises" : "";
}

}  // namespace

Judgement JudgeInternalAuditor(const Ruleset& ruleset, Basis basis, const std::string& auditor,
                               const ProcessRoles& roles, const SmallOrganisation& organisation) {
  Judgement judgement;
  std::string_view role = RoleOf(auditor, roles);
  bool small =
      organisation.persons > 0 && organisation.persons <= ruleset.Int("IA-2", "persons_max");
  if (!role.empty() && small && !organisation.reason.empty()) {
    judgement.Add(ruleset, basis, "IA-2",
                  "the auditor " + std::string(role) +
                      " the audited process or site; accepted with a reason in a small organisation");
  } else if (!role.empty()) {
    judgement.Add(ruleset, basis, "IA-1",
                  "the auditor " + std::string(role) +
                      " the audited process or site; choose somebody who takes no part in it");
  }
  if (Contains(roles.advisers, auditor)) {
    judgement.Add(
        ruleset, basis, "IA-3",
        "the auditor set up or coached the audited process, and would audit the own work");
  }
  return judgement;
}

}  // namespace assay::rules
