#include "services/audits/domain/audit_team.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "services/audits/domain/team_judgement.h"

namespace assay::audits {
namespace {

bool HasRole(const TeamMembers& team, v1::TeamRole role) {
  return std::any_of(team.begin(), team.end(),
                     [role](const v1::TeamMember& member) { return member.role() == role; });
}

Objection ObjectToMember(const v1::Audit& audit, const v1::TeamMember& member,
                         const Context& context) {
  const auto* person = context.Find<directory::v1::Person>(member.person_id());
  bool gone = person != nullptr && person->state() == directory::v1::Person::GONE &&
              person->left_on() <= audit.planned_from();
  bool second_lead =
      member.role() == v1::LEAD_AUDITOR &&
      std::any_of(audit.team().begin(), audit.team().end(), [&member](const auto& other) {
        return other.role() == v1::LEAD_AUDITOR && other.person_id() != member.person_id();
      });
  return First(
      {When(gone, "person-left", "The person has left; name somebody else.", "member.personId"),
       When(second_lead, "lead-taken",
            "An audit has one lead auditor; release the present one first.", "member.role")});
}

TeamMembers With(const TeamMembers& team, const v1::TeamMember& member) {
  TeamMembers changed;
  for (const v1::TeamMember& other : team) {
    if (other.person_id() != member.person_id()) {
      *changed.Add() = other;
    }
  }
  *changed.Add() = member;
  return changed;
}

}  // namespace

const v1::TeamMember* FindMember(const v1::Audit& audit, const std::string& person_id) {
  for (const v1::TeamMember& member : audit.team()) {
    if (member.person_id() == person_id) {
      return &member;
    }
  }
  return nullptr;
}

Objection ObjectToTeam(const v1::Audit& audit, const TeamMembers& team) {
  bool lead = HasRole(team, v1::LEAD_AUDITOR);
  bool trainees = HasRole(team, v1::TRAINEE);
  bool coach = HasRole(team, v1::COACH);
  bool coached = !IsBodyAudit(audit.type()) && trainees && coach;
  return First(
      {When(trainees && !lead && !coach, "trainee-alone",
            "A trainee audits only beside a coach or the lead auditor; assign one.", "team"),
       When(!lead && !coached, "no-lead",
            "The audit has no lead auditor; assign one (a coach may lead trainees on an internal "
            "audit).",
            "team")});
}

Outcome DecideAssignTeamMember(const v1::Audit& audit, const v1::AssignTeamMember& command,
                               const Context& context) {
  const v1::TeamMember& member = command.member();
  const v1::TeamMember* before = FindMember(audit, member.person_id());
  bool audited =
      audit.state() != v1::Audit::PLANNED && before != nullptr && before->role() != v1::OBSERVER;
  MemberJudgement judged = JudgeMember(audit, member, context);
  Objection objection =
      First({ObjectToMember(audit, member, context),
             When(audited && member.role() == v1::OBSERVER, "took-part",
                  "Who audited here does not become an observer; release this person instead.",
                  "member.role"),
             ObjectionOf(judged, "member.personId")});
  if (!objection && audit.state() == v1::Audit::OPENED) {
    objection = ObjectToTeam(audit, With(audit.team(), member));
  }
  if (objection) {
    return *objection;
  }
  v1::TeamMemberAssigned assigned;
  *assigned.mutable_member() = member;
  assigned.mutable_member()->set_override_reason(member.override_reason());  // said, also if empty
  Outcome outcome;
  outcome.Then(audit.id(), assigned);
  outcome.Warn(judged.judgement);
  return outcome;
}

Outcome DecideReleaseTeamMember(const v1::Audit& audit, const v1::ReleaseTeamMember& command,
                                const Context& /*context*/) {
  const v1::TeamMember* leaving = FindMember(audit, command.person_id());
  if (leaving == nullptr) {
    return Refuse("not-on-team", "This person is not on the audit's team.", "personId");
  }
  TeamMembers rest;
  for (const v1::TeamMember& member : audit.team()) {
    if (member.person_id() != command.person_id()) {
      *rest.Add() = member;
    }
  }
  if (audit.state() == v1::Audit::OPENED) {
    if (Objection objection = ObjectToTeam(audit, rest)) {
      return *objection;
    }
  }
  v1::TeamMemberReleased released;
  released.set_person_id(command.person_id());
  released.set_reason(command.reason());
  if (audit.state() != v1::Audit::PLANNED && leaving->role() != v1::OBSERVER) {
    released.set_took_part_id(command.person_id());
  }
  return Outcome().Then(audit.id(), released);
}

}  // namespace assay::audits
