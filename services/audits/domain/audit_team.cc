#include "services/audits/domain/audit_team.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/independence.h"
#include "assay/training/v1/queries.pb.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

bool Audits(v1::TeamRole role) {
  return role == v1::LEAD_AUDITOR || role == v1::TEAM_AUDITOR || role == v1::TRAINEE;
}

bool HasRole(const TeamMembers& team, v1::TeamRole role) {
  return std::any_of(team.begin(), team.end(),
                     [role](const v1::TeamMember& member) { return member.role() == role; });
}

// IA-1 to IA-3 for each process that is audited; who only accompanies may have advised, which is
// remarked.
rules::Judgement JudgeIndependence(const v1::Audit& audit, const v1::TeamMember& member,
                                   const Context& context) {
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  rules::SmallOrganisation small{.persons = journey->personnel(),
                                 .reason = member.override_reason()};
  rules::Judgement judgement;
  for (const std::string& id : audit.process_ids()) {
    const auto* process = context.Find<directory::v1::Process>(id);
    if (process == nullptr || !Audits(member.role())) {
      continue;
    }
    std::vector<std::string> owners = {process->owner_id()};
    std::vector<std::string> managers = ToVector(process->manager_ids());
    std::vector<std::string> practitioners = ToVector(process->practitioner_ids());
    judgement.Merge(rules::JudgeInternalAuditor(
        *context.rules, Basis::kPlan, member.person_id(),
        {.owners = owners, .managers = managers, .practitioners = practitioners}, small));
  }
  std::vector<std::string> advisers;
  if (IsAdviser(member.person_id(), PlannedDays(audit).last, context)) {
    advisers.push_back(member.person_id());
  }
  bool takes_part = Audits(member.role()) || member.role() == v1::COACH;
  if (takes_part) {
    judgement.Merge(rules::JudgeInternalAuditor(*context.rules, Basis::kPlan, member.person_id(),
                                                {.advisers = advisers}, small));
  }
  return judgement;
}

Objection ObjectToCompetence(const v1::Audit& audit, const v1::TeamMember& member,
                             const Context& context) {
  if (member.role() != v1::LEAD_AUDITOR && member.role() != v1::TEAM_AUDITOR) {
    return std::nullopt;
  }
  const auto* competence = context.Find<training::v1::Competence>(member.person_id());
  bool qualified = competence != nullptr &&
                   (competence->level() == training::v1::QUALIFIED_AUDITOR ||
                    competence->level() == training::v1::QUALIFIED_LEAD) &&
                   competence->qualified_on() <= audit.planned_from();
  return When(!qualified, "auditor-not-qualified",
              "An internal auditor is qualified by the course and on-the-job audits on " +
                  audit.planned_from() +
                  "; until then the person takes part as a trainee under a coach (9.2).",
              "member.personId");
}

Objection ObjectToBodyMember(const v1::Audit& audit, const v1::TeamMember& member,
                             const Context& context) {
  if (member.role() == v1::OBSERVER) {
    return std::nullopt;
  }
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  const auto* person = context.Find<directory::v1::Person>(member.person_id());
  rules::Judgement judgement =
      JudgeForBody(member.person_id(), PlannedDays(audit).first, Basis::kPlan, context);
  return First({rules::Refusal(judgement, "member.personId"),
                When(person != nullptr && person->tie() == directory::v1::STAFF, "own-staff",
                     "The organisation's own staff do not audit it for the certification body.",
                     "member.personId"),
                When(Holds(journey->objected_ids(), member.person_id()), "objected",
                     "The client objected to this person; the body names somebody else.",
                     "member.personId")});
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
  rules::Judgement judgement;
  Objection objection = ObjectToMember(audit, member, context);
  if (!objection && IsBodyAudit(audit.type())) {
    objection = ObjectToBodyMember(audit, member, context);
  } else if (!objection) {
    judgement = JudgeIndependence(audit, member, context);
    objection = First(
        {rules::Refusal(judgement, "member.personId"), ObjectToCompetence(audit, member, context)});
  }
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
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideReleaseTeamMember(const v1::Audit& audit, const v1::ReleaseTeamMember& command,
                                const Context& /*context*/) {
  if (FindMember(audit, command.person_id()) == nullptr) {
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
  return Outcome().Then(audit.id(), released);
}

}  // namespace assay::audits
