#include "services/audits/domain/journey_team.h"

#include <algorithm>
#include <set>

#include "assay/schema/fold.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

using BodyTeam = google::protobuf::RepeatedPtrField<v1::BodyTeamMember>;

bool IsNamed(const v1::Journey& journey, const std::string& person_id) {
  return std::any_of(
      journey.body_team().begin(), journey.body_team().end(),
      [&person_id](const v1::BodyTeamMember& member) { return member.person_id() == person_id; });
}

// The first day of assessment on or after the naming: as selected for the stages, or as planned in
// an audit.
Date FirstAssessmentDay(const v1::Journey& journey, const std::string& named_on,
                        const Context& context) {
  std::vector<std::string> days = {journey.stage1_on(), journey.stage2_on()};
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    if (IsBodyAudit(audit->type()) && audit->state() == v1::Audit::PLANNED) {
      days.push_back(audit->planned_from());
    }
  }
  std::erase_if(days, [&named_on](const std::string& day) { return day < named_on; });
  auto earliest = std::min_element(days.begin(), days.end());
  return DayIn(earliest == days.end() ? named_on : *earliest, context.today);
}

Objection ObjectToPerson(const v1::Journey& journey, const std::string& person_id,
                         const std::string& named_on, const Context& context) {
  Date day = FirstAssessmentDay(journey, named_on, context);
  return First({When(Holds(journey.objected_ids(), person_id), "objected",
                     "The client objected to this person; name somebody else.", "team"),
                rules::Refusal(JudgeForBody(person_id, day, Basis::kPlan, context), "team")});
}

// One lead, and nobody twice.
Objection ObjectToShape(const BodyTeam& team) {
  std::set<std::string> people;
  int leads = 0;
  for (const v1::BodyTeamMember& member : team) {
    leads += member.role() == v1::BODY_LEAD ? 1 : 0;
    if (!people.insert(member.person_id()).second) {
      return Refuse("named-twice", "A person is on the team once, in one role.", "team");
    }
  }
  return When(leads != 1, "one-lead", "The body's team has exactly one lead auditor.", "team");
}

}  // namespace

Outcome DecideNameBodyTeam(const v1::Journey& journey, const v1::NameBodyTeam& command,
                           const Context& context) {
  Objection objection =
      First({ObjectToOrder(command.occurred_on(), journey.accepted_on(), "the acceptance"),
             ObjectToShape(command.team())});
  for (const v1::BodyTeamMember& member : command.team()) {
    objection = First(
        {objection, ObjectToPerson(journey, member.person_id(), command.occurred_on(), context)});
  }
  if (objection) {
    return *objection;
  }
  v1::BodyTeamNamed named;
  schema::CopyFields(command, &named);
  if (journey.state() != v1::Journey::CERTIFIED) {
    named.set_initial_team_named_on(command.occurred_on());
  }
  return Outcome().Then(journey.id(), named);
}

Outcome DecideObjectToTeamMember(const v1::Journey& journey, const v1::ObjectToTeamMember& command,
                                 const Context& /*context*/) {
  Objection objection = First(
      {When(!IsNamed(journey, command.person_id()), "not-on-team",
            "The body has not named this person; only a named one can be objected to.", "personId"),
       When(Holds(journey.objected_ids(), command.person_id()), "objected",
            "There is an objection to this person already.", "personId"),
       ObjectToOrder(command.occurred_on(), journey.team_named_on(), "the naming")});
  if (objection) {
    return *objection;
  }
  v1::BodyTeamMemberObjected objected;
  schema::CopyFields(command, &objected);
  return Outcome().Then(journey.id(), objected);
}

Outcome DecideReplaceTeamMember(const v1::Journey& journey, const v1::ReplaceTeamMember& command,
                                const Context& context) {
  if (!IsNamed(journey, command.person_id())) {
    return Refuse("not-on-team", "The body has not named this person.", "personId");
  }
  BodyTeam team;
  for (const v1::BodyTeamMember& member : journey.body_team()) {
    if (member.person_id() != command.person_id()) {
      *team.Add() = member;
    }
  }
  *team.Add() = command.replacement();
  Objection objection = First(
      {ObjectToOrder(command.occurred_on(), journey.team_named_on(), "the naming"),
       ObjectToShape(team),
       ObjectToPerson(journey, command.replacement().person_id(), command.occurred_on(), context)});
  if (objection) {
    return *objection;
  }
  v1::BodyTeamMemberReplaced replaced;
  schema::CopyFields(command, &replaced);
  return Outcome().Then(journey.id(), replaced);
}

}  // namespace assay::audits
