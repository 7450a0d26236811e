#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"

// The agenda of an audit and its meetings (rules.md 6): who is where, when.
namespace assay::rules {

enum class AgendaKind : uint8_t { kOpeningMeeting, kClosingMeeting, kGathersEvidence, kOther };

// One item of an agenda; times in minutes after midnight.
struct AgendaSlot {
  std::string title = {};
  AgendaKind kind = AgendaKind::kOther;
  calendar::Date day = calendar::Date::Earliest();
  int begins = 0;
  int ends = 0;
  std::vector<std::string> auditors = {};  // ids of persons
};

// Whom an agenda may name.
struct AgendaTeam {
  std::vector<std::string> members = {};   // everybody on the team
  std::vector<std::string> auditors = {};  // those of them who audit: no experts, no observers
};

// An item beside the others of the agenda. AU-2: outside the audit's days, or it ends before it
// begins. AU-3: an auditor is in two places at once. AU-4: somebody is not on the team, or evidence
// is gathered without an auditor. AU-5: something stands before the opening meeting or after the
// closing meeting.
Judgement JudgeAgendaSlot(const Ruleset& ruleset, Basis basis, const AgendaSlot& slot,
                          const std::vector<AgendaSlot>& others, const AuditDays& days,
                          const AgendaTeam& team);

// AU-6: a closing meeting before the opening meeting that the agenda foresees.
Judgement JudgeClosingMeeting(const Ruleset& ruleset, Basis basis, bool opening_planned,
                              bool opening_held);

}  // namespace assay::rules
