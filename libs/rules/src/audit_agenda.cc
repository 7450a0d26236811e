#include "assay/rules/audit_agenda.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

constexpr int kMinutesPerDay = 24 * 60;

bool Overlap(const AgendaSlot& a, const AgendaSlot& b) {
  return a.day == b.day && a.begins < b.ends && b.begins < a.ends;
}

// Whether all of `a` comes before `b`.
bool Before(const AgendaSlot& a, const AgendaSlot& b) {
  return a.day < b.day || (a.day == b.day && a.ends <= b.begins);
}

Judgement JudgeTime(const Ruleset& ruleset, Basis basis, const AgendaSlot& slot,
                    const AuditDays& days) {
  Judgement judgement;
  if (slot.day < days.first || slot.day > days.last) {
    judgement.Add(ruleset, basis, "AU-2",
                  "The audit takes place from " + days.first.ToString() + " to " +
                      days.last.ToString() +
                      ": put the item on one of these days, or move the "
                      "audit.");
  } else if (slot.begins < 0 || slot.ends > kMinutesPerDay || slot.ends <= slot.begins) {
    judgement.Add(ruleset, basis, "AU-2", "An item ends after it begins, on the same day.");
  }
  return judgement;
}

Judgement JudgePeople(const Ruleset& ruleset, Basis basis, const AgendaSlot& slot,
                      const std::vector<AgendaSlot>& others, const AgendaTeam& team) {
  Judgement judgement;
  bool outsider =
      std::any_of(slot.auditors.begin(), slot.auditors.end(),
                  [&team](const std::string& id) { return !Contains(team.members, id); });
  bool audited =
      std::any_of(slot.auditors.begin(), slot.auditors.end(),
                  [&team](const std::string& id) { return Contains(team.auditors, id); });
  if (outsider) {
    judgement.Add(ruleset, basis, "AU-4",
                  "Somebody named here is not on the audit's team: assign the person first, or "
                  "name another one.");
  } else if (slot.kind == AgendaKind::kGathersEvidence && !audited) {
    judgement.Add(ruleset, basis, "AU-4",
                  "Evidence is gathered by auditors of the team; experts and observers only "
                  "accompany them: name an auditor.");
  }
  for (const AgendaSlot& other : others) {
    bool twice = Overlap(slot, other) &&
                 std::any_of(slot.auditors.begin(), slot.auditors.end(),
                             [&other](const auto& id) { return Contains(other.auditors, id); });
    if (twice) {
      judgement.Add(ruleset, basis, "AU-3",
                    "At this time somebody of the team is at \"" + other.title +
                        "\" already: take another time or another auditor.");
      break;
    }
  }
  return judgement;
}

// Whether `slot` and `other` stand in the wrong order.
bool OutOfOrder(const AgendaSlot& slot, const AgendaSlot& other) {
  bool opens = slot.kind == AgendaKind::kOpeningMeeting;
  bool closes = slot.kind == AgendaKind::kClosingMeeting;
  return (opens && !Before(slot, other)) || (closes && !Before(other, slot)) ||
         (other.kind == AgendaKind::kOpeningMeeting && !Before(other, slot)) ||
         (other.kind == AgendaKind::kClosingMeeting && !Before(slot, other));
}

// Meetings of the team, breaks and two meetings of one kind (at several sites) have no order.
bool HaveOrder(const AgendaSlot& slot, const AgendaSlot& other) {
  return slot.kind != other.kind && slot.kind != AgendaKind::kOther &&
         other.kind != AgendaKind::kOther;
}

}  // namespace

Judgement JudgeAgendaSlot(const Ruleset& ruleset, Basis basis, const AgendaSlot& slot,
                          const std::vector<AgendaSlot>& others, const AuditDays& days,
                          const AgendaTeam& team) {
  Judgement judgement = JudgeTime(ruleset, basis, slot, days);
  judgement.Merge(JudgePeople(ruleset, basis, slot, others, team));
  for (const AgendaSlot& other : others) {
    if (HaveOrder(slot, other) && OutOfOrder(slot, other)) {
      judgement.Add(ruleset, basis, "AU-5",
                    "\"" + slot.title + "\" and \"" + other.title +
                        "\" are in the wrong order: the opening meeting comes before all "
                        "interviews and visits, the closing meeting after them.");
      break;
    }
  }
  return judgement;
}

Judgement JudgeClosingMeeting(const Ruleset& ruleset, Basis basis, bool opening_planned,
                              bool opening_held) {
  Judgement judgement;
  if (opening_planned && !opening_held) {
    judgement.Add(ruleset, basis, "AU-6",
                  "The opening meeting of the agenda was not held: record it before the closing "
                  "meeting.");
  }
  return judgement;
}

}  // namespace assay::rules
