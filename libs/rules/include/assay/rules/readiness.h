#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/rules/ruleset.h"

// Readiness for certification and milestone M3 (rules.md 10; IMS-Smart Phase B).
namespace assay::rules {

// What is known of an organisation's programme; counts are not negative.
struct ReadinessFacts {
  std::vector<std::string> standards = {};  // keys (standard.h)
  int64_t auditors_trained = 0;             // internal auditors who passed the course
  int64_t auditors_appointed = 0;
  int64_t desktop_audits = 0;         // finished
  int64_t implementation_audits = 0;  // finished
  bool results_discussed = false;     // of these audits, with the forum
  bool forum_trained = false;
  int64_t administrators_trained = 0;
  std::vector<std::string> briefed_standards = {};
  // "due before certification", neither done nor re-dated by the forum.
  int64_t todos_before_certification = 0;
  int64_t todos_without_priority = 0;  // open
  int64_t todos_without_due_date = 0;  // open
  int64_t exercise_reports = 0;        // of continuity tests; 22301 only
  bool review_minuted = false;         // a management review is signed
  std::vector<std::string> review_missing_inputs = {};
  std::vector<std::string> clauses_not_audited = {};  // by internal audits
  std::vector<std::string> sites_not_audited = {};
  bool pre_audit_ended = false;
  std::string pre_audit_skipped_reason = {};  // the forum's
};

// One line of the readiness list.
struct ReadinessItem {
  std::string code;    // stable, kebab-case: "desktop-audit"
  std::string detail;  // what is there, or what is missing
  bool met = false;
  bool required = true;  // false: only a warning, never in the way of READY
};

struct Readiness {
  std::vector<ReadinessItem>
      items;           // in the order of the process; those that do not apply are left out
  bool ready = false;  // every required item is met
  // Ready, and the pre-certification audit ended or was skipped with a reason.
  bool milestone_m3 = false;
};

// Open to-do items with priority and a later due date are in nobody's way.
Readiness ComputeReadiness(const Ruleset& ruleset, const ReadinessFacts& facts);

}  // namespace assay::rules
