#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "assay/rules/judgement.h"

// Independence of internal auditors (rules.md 6, 8.1, 10): nobody audits the own work.
namespace assay::rules {

// Who works in the audited process or site; ids of persons.
struct ProcessRoles {
  std::span<const std::string> owners = {};
  std::span<const std::string> managers = {};
  std::span<const std::string> practitioners = {};
  // Those who set it up or coach it: consultants, trainers.
  std::span<const std::string> advisers = {};
};

// What lets a small organisation use its own people.
struct SmallOrganisation {
  int64_t persons = 0;      // in the organisation; 0: not known, so not small
  std::string reason = {};  // why nobody else can audit; recorded
};

// IA-1: the auditor owns, manages or practises the audited process: blocks. With a reason in an
// organisation of at most IA-2's persons_max it warns instead, as IA-2. IA-3: the auditor advised
// on it: warns.
Judgement JudgeInternalAuditor(const Ruleset& ruleset, Basis basis, const std::string& auditor,
                               const ProcessRoles& roles,
                               const SmallOrganisation& organisation = {});

}  // namespace assay::rules
