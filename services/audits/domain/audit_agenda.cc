#include "services/audits/domain/audit_agenda.h"

#include <algorithm>

#include "assay/rules/audit_agenda.h"
#include "assay/rules/checklist.h"
#include "services/audits/domain/audit_duties.h"

namespace assay::audits {
namespace {

constexpr size_t kTimeLength = 5;  // "09:00"

// Minutes after midnight; none where the text is no time of day.
std::optional<int> MinutesIn(const std::string& text) {
  auto digit = [&text](size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != kTimeLength || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) ||
      !digit(4)) {
    return std::nullopt;
  }
  int hours = (text[0] - '0') * 10 + (text[1] - '0');
  int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  return hours < 24 && minutes < 60 ? std::optional(hours * 60 + minutes) : std::nullopt;
}

Objection ObjectToTimes(const v1::AgendaItem& item) {
  auto no_time = [](const std::string& text, const std::string& field) {
    return When(!MinutesIn(text), "not-a-time", "A time of day is written HH:MM, such as 09:30.",
                field);
  };
  return First(
      {no_time(item.begins_at(), "item.beginsAt"), no_time(item.ends_at(), "item.endsAt")});
}

rules::AgendaKind KindOfSlot(v1::AgendaItem::Kind kind) {
  switch (kind) {
    case v1::AgendaItem::OPENING_MEETING:
      return rules::AgendaKind::kOpeningMeeting;
    case v1::AgendaItem::CLOSING_MEETING:
      return rules::AgendaKind::kClosingMeeting;
    case v1::AgendaItem::INTERVIEW:
    case v1::AgendaItem::OBSERVATION:
    case v1::AgendaItem::DOCUMENT_REVIEW:
    case v1::AgendaItem::SITE_TOUR:
      return rules::AgendaKind::kGathersEvidence;
    default:
      return rules::AgendaKind::kOther;
  }
}

rules::AgendaSlot SlotOf(const v1::AgendaItem& item) {
  return {.title = item.title(),
          .kind = KindOfSlot(item.kind()),
          .day = DayIn(item.day(), Date::Earliest()),
          .begins = MinutesIn(item.begins_at()).value_or(0),
          .ends = MinutesIn(item.ends_at()).value_or(0),
          .auditors = ToVector(item.auditor_ids())};
}

rules::AgendaTeam TeamOf(const v1::Audit& audit) {
  rules::AgendaTeam team;
  for (const v1::TeamMember& member : audit.team()) {
    team.members.push_back(member.person_id());
    if (IsAuditorOf(audit, member.person_id())) {
      team.auditors.push_back(member.person_id());
    }
  }
  return team;
}

const v1::AgendaItem* FindItem(const v1::Audit& audit, const std::string& id) {
  auto found = std::find_if(audit.agenda().begin(), audit.agenda().end(),
                            [&id](const v1::AgendaItem& item) { return item.item_id() == id; });
  return found == audit.agenda().end() ? nullptr : &*found;
}

rules::Judgement JudgeItem(const v1::Audit& audit, const v1::AgendaItem& item,
                           const Context& context) {
  std::vector<rules::AgendaSlot> others;
  for (const v1::AgendaItem& other : audit.agenda()) {
    if (other.item_id() != item.item_id()) {
      others.push_back(SlotOf(other));
    }
  }
  return rules::JudgeAgendaSlot(*context.rules, Basis::kPlan, SlotOf(item), others,
                                PlannedDays(audit), TeamOf(audit));
}

// The field of a command that a rule about an item is about.
std::string FieldOf(const rules::Judgement& judgement) {
  const rules::Breach* breach = judgement.FirstBlocking();
  if (breach == nullptr || breach->rule == "AU-2") {
    return "item.day";
  }
  return breach->rule == "AU-5" ? "item.beginsAt" : "item.auditorIds";
}

// What of AU-1 the plan has.
std::vector<std::string> PlanContents(const v1::Audit& audit) {
  const v1::AuditPlan& plan = audit.plan();
  std::vector<std::string> given;
  auto add = [&given](bool there, const char* item) {
    if (there) {
      given.emplace_back(item);
    }
  };
  add(!audit.objectives().empty(), "objectives");
  add(!audit.criteria().empty(), "criteria");
  add(!plan.scope().empty(), "scope");
  add(!plan.reference_documents().empty(), "reference-documents");
  add(!plan.methods().empty(), "methods");
  add(!plan.sampling().empty(), "sampling");
  add(!plan.language().empty(), "language");
  add(!plan.logistics().empty(), "logistics");
  add(!plan.confidentiality().empty(), "confidentiality");
  add(!plan.follow_up().empty(), "follow-up");
  add(!plan.auditee_representative_id().empty(), "auditee-representative");
  add(!audit.agenda().empty(), "agenda");
  add(HasMeetingPlanned(audit, v1::AgendaItem::OPENING_MEETING), "opening-meeting");
  add(HasMeetingPlanned(audit, v1::AgendaItem::CLOSING_MEETING), "closing-meeting");
  add(!audit.team().empty(), "team");
  return given;
}

}  // namespace

Outcome DecideScheduleAgendaItem(const v1::Audit& audit, const v1::ScheduleAgendaItem& command,
                                 const Context& context) {
  const v1::AgendaItem& item = command.item();
  bool elsewhere = !item.site_id().empty() && !Holds(audit.site_ids(), item.site_id());
  rules::Judgement judgement = JudgeItem(audit, item, context);
  Objection objection = First({ObjectToTimes(item),
                               When(elsewhere, "site-outside-audit",
                                    "The agenda takes place at sites of the audit.", "item.siteId"),
                               rules::Refusal(judgement, FieldOf(judgement))});
  if (objection) {
    return *objection;
  }
  Outcome outcome;
  if (FindItem(audit, item.item_id()) != nullptr) {
    v1::AgendaItemRemoved removed;
    removed.set_item_id(item.item_id());
    outcome.Then(audit.id(), removed);
  }
  v1::AgendaItemScheduled scheduled;
  *scheduled.mutable_item() = item;
  outcome.Then(audit.id(), scheduled);
  return outcome;
}

Outcome DecideRemoveAgendaItem(const v1::Audit& audit, const v1::RemoveAgendaItem& command,
                               const Context& /*context*/) {
  if (FindItem(audit, command.item_id()) == nullptr) {
    return Refuse("not-on-agenda", "There is no such item on the agenda.", "itemId");
  }
  v1::AgendaItemRemoved removed;
  removed.set_item_id(command.item_id());
  return Outcome().Then(audit.id(), removed);
}

Outcome DecideSendAuditPlan(const v1::Audit& audit, const v1::SendAuditPlan& command,
                            const Context& context) {
  if (!audit.has_plan()) {
    return Refuse("no-plan", "There is no plan to send yet; prepare it first.");
  }
  v1::AuditPlanSent sent;
  sent.set_occurred_on(command.occurred_on());
  Outcome outcome;
  outcome.Then(audit.id(), sent);
  outcome.Warn(rules::JudgeChecklist(*context.rules, Basis::kAct, rules::kAuditPlanContent,
                                     PlanContents(audit)));
  return outcome;
}

Outcome DecideHoldMeeting(const v1::Audit& audit, const v1::HoldMeeting& command,
                          const Context& context) {
  const v1::Meeting& meeting = command.meeting();
  bool closing = meeting.kind() == v1::Meeting::CLOSING;
  rules::Judgement order;
  if (closing) {
    order = rules::JudgeClosingMeeting(*context.rules, Basis::kAct,
                                       HasMeetingPlanned(audit, v1::AgendaItem::OPENING_MEETING),
                                       HasMeetingHeld(audit, v1::Meeting::OPENING));
  }
  Objection objection =
      First({When(HasMeetingHeld(audit, meeting.kind()), "meeting-held",
                  "This meeting is recorded already.", "meeting.kind"),
             ObjectToOrder(meeting.held_on(), audit.opened_on(), "the opening", "meeting.heldOn"),
             rules::Refusal(order, "meeting.kind")});
  for (const v1::Meeting& other : audit.meetings()) {
    if (!objection && closing && other.kind() == v1::Meeting::OPENING) {
      objection = ObjectToOrder(meeting.held_on(), other.held_on(), "the opening meeting",
                                "meeting.heldOn");
    }
  }
  if (objection) {
    return *objection;
  }
  v1::MeetingHeld held;
  *held.mutable_meeting() = meeting;
  return Outcome().Then(audit.id(), held);
}

v1::AgendaShifted ShiftAgenda(const v1::Audit& audit, const v1::Audit& moved) {
  rules::AuditDays before = PlannedDays(audit);
  rules::AuditDays after = PlannedDays(moved);
  int64_t days = calendar::DaysBetween(before.first, after.first);
  v1::AgendaShifted shifted;
  for (const v1::AgendaItem& item : audit.agenda()) {
    Date day = calendar::AddDays(DayIn(item.day(), before.first), days);
    if (day <= after.last) {
      v1::AgendaItem* kept = shifted.add_agenda();
      *kept = item;
      kept->set_day(day.ToString());
    }
  }
  return shifted;
}

bool HasMeetingPlanned(const v1::Audit& audit, v1::AgendaItem::Kind kind) {
  return std::any_of(audit.agenda().begin(), audit.agenda().end(),
                     [kind](const v1::AgendaItem& item) { return item.kind() == kind; });
}

bool HasMeetingHeld(const v1::Audit& audit, v1::Meeting::Kind kind) {
  return std::any_of(audit.meetings().begin(), audit.meetings().end(),
                     [kind](const v1::Meeting& meeting) { return meeting.kind() == kind; });
}

}  // namespace assay::audits
