#pragma once

#include "services/audits/domain/vocabulary.h"

// The plan that the auditee is sent, the agenda by day, and the meetings (AU-1 to AU-6). Pure.
namespace assay::audits {

// Puts an item on the agenda, in the place of one with the same id: within the audit's days, with
// people of its team, nobody in two places at once, meetings first and last.
Outcome DecideScheduleAgendaItem(const v1::Audit&, const v1::ScheduleAgendaItem&, const Context&);
Outcome DecideRemoveAgendaItem(const v1::Audit&, const v1::RemoveAgendaItem&, const Context&);
// The auditee has it; what a plan lacks is remarked (AU-1). A later change asks for sending it
// anew.
Outcome DecideSendAuditPlan(const v1::Audit&, const v1::SendAuditPlan&, const Context&);
// Opening or closing meeting, once each, with those who attended.
Outcome DecideHoldMeeting(const v1::Audit&, const v1::HoldMeeting&, const Context&);

// The agenda of an audit that moves from `audit`'s days to those of `moved`: every item goes along;
// what would lie beyond the last day is left out.
v1::AgendaShifted ShiftAgenda(const v1::Audit& audit, const v1::Audit& moved);

bool HasMeetingPlanned(const v1::Audit& audit, v1::AgendaItem::Kind kind);
bool HasMeetingHeld(const v1::Audit& audit, v1::Meeting::Kind kind);

}  // namespace assay::audits
