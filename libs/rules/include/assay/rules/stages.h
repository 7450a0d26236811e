#pragma once

#include <optional>
#include <span>
#include <string>

#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"

// From application to stage 2 (rules.md 0, 2.2, 2.5). Checklists of these steps: checklist.h.
namespace assay::rules {

// AP-3: an application declined without reasons, or without telling them to the client.
Judgement JudgeDecline(const Ruleset& ruleset, Basis basis, const std::string& reason,
                       bool client_told);

// A preliminary audit: outside certification, before stage 1.
struct PreAudit {
  int already_held = 0;             // pre-audits of this journey before this one
  bool reduces_audit_time = false;  // its days would be deducted from stage 1 or 2
  bool counts_as_internal_audit = false;
};
// PA-1: a second one threatens impartiality: warns. PA-2: it replaces neither audit time nor an
// internal audit.
Judgement JudgePreAudit(const Ruleset& ruleset, Basis basis, const PreAudit& audit);

struct Stage1 {
  AuditDays days;
  std::optional<calendar::Date> agreement_signed = {};
  int already_held = 0;  // stage 1 audits of this journey before this one
  std::string repeat_reason = {};
};
// AP-4: the agreement is signed on or before the first day. ST-4: repeating it warns, and says so
// if there is no reason.
Judgement JudgeStage1(const Ruleset& ruleset, Basis basis, const Stage1& stage);

struct Stage2 {
  AuditDays days;
  std::optional<AuditDays> stage1 = {};
  bool stage1_concluded = false;    // documented conclusions were given to the client (ST-2)
  bool significant_change = false;  // at the client since stage 1
  bool at_client_sites = true;
  // Why stage 1 is still valid, or enough time is left to resolve its concerns.
  std::string interval_justification = {};
};
// ST-2: stage 1 has given its conclusions. ST-3: stage 2 begins after stage 1 has ended; after a
// significant change, a justification is needed. ST-5: at the client's sites. ST-7: begins more
// than 6 months after stage 1 ended: warns. ST-8: back to back with stage 1: warns.
Judgement JudgeStage2(const Ruleset& ruleset, Basis basis, const Stage2& stage);

}  // namespace assay::rules
