#include "services/audits/domain/team_judgement.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/audit_conduct.h"
#include "assay/rules/independence.h"
#include "assay/training/v1/queries.pb.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

bool Audits(v1::TeamRole role) {
  return role == v1::LEAD_AUDITOR || role == v1::TEAM_AUDITOR || role == v1::TRAINEE;
}

// IA-1 and IA-2 for each process and site that is audited.
rules::Judgement JudgeOwnWork(const v1::Audit& audit, const v1::TeamMember& member,
                              const rules::SmallOrganisation& small, const Context& context) {
  rules::Judgement judgement;
  auto judge = [&](const rules::ProcessRoles& roles) {
    judgement.Merge(rules::JudgeInternalAuditor(*context.rules, Basis::kPlan, member.person_id(),
                                                roles, small));
  };
  for (const std::string& id : audit.process_ids()) {
    if (const auto* process = context.Find<directory::v1::Process>(id)) {
      std::vector<std::string> owners = {process->owner_id()};
      std::vector<std::string> managers = ToVector(process->manager_ids());
      std::vector<std::string> practitioners = ToVector(process->practitioner_ids());
      judge({.owners = owners, .managers = managers, .practitioners = practitioners});
    }
  }
  for (const std::string& id : audit.site_ids()) {
    if (const auto* site = context.Find<directory::v1::Site>(id)) {
      std::vector<std::string> managers = ToVector(site->manager_ids());
      judge({.managers = managers});
    }
  }
  return judgement;
}

// IA-1 to IA-3; who only accompanies may have advised, which is remarked.
rules::Judgement JudgeIndependence(const v1::Audit& audit, const v1::TeamMember& member,
                                   const Context& context) {
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  rules::SmallOrganisation small{.persons = journey->personnel(),
                                 .reason = member.override_reason()};
  rules::Judgement judgement;
  if (Audits(member.role())) {
    judgement = JudgeOwnWork(audit, member, small, context);
  }
  std::vector<std::string> advisers;
  if (IsAdviser(member.person_id(), PlannedDays(audit).last, context)) {
    advisers.push_back(member.person_id());
  }
  if (Audits(member.role()) || member.role() == v1::COACH) {
    judgement.Merge(rules::JudgeInternalAuditor(*context.rules, Basis::kPlan, member.person_id(),
                                                {.advisers = advisers}, small));
  }
  return judgement;
}

bool IsQualified(const training::v1::Competence* competence, const std::string& day) {
  return competence != nullptr &&
         (competence->level() == training::v1::QUALIFIED_AUDITOR ||
          competence->level() == training::v1::QUALIFIED_LEAD) &&
         competence->qualified_on() <= day;
}

bool MayLead(const training::v1::Competence* competence, const std::string& day) {
  return IsQualified(competence, day) && competence->level() == training::v1::QUALIFIED_LEAD &&
         competence->lead_since() <= day;
}

Objection ObjectToCompetence(const v1::Audit& audit, const v1::TeamMember& member,
                             const Context& context) {
  bool needed = member.role() == v1::LEAD_AUDITOR || member.role() == v1::TEAM_AUDITOR;
  const auto* competence = context.Find<training::v1::Competence>(member.person_id());
  return When(needed && !IsQualified(competence, audit.planned_from()), "auditor-not-qualified",
              "An internal auditor is qualified by the course and on-the-job audits on " +
                  audit.planned_from() +
                  "; until then the person takes part as a trainee under a coach (9.2).",
              "member.personId");
}

// AU-20.
rules::Judgement JudgeLeading(const v1::Audit& audit, const v1::TeamMember& member,
                              const Context& context) {
  if (member.role() != v1::LEAD_AUDITOR) {
    return {};
  }
  const auto* competence = context.Find<training::v1::Competence>(member.person_id());
  return rules::JudgeLead(*context.rules, Basis::kPlan, MayLead(competence, audit.planned_from()),
                          PlannedDays(audit).first);
}

Objection ObjectToBodyMember(const v1::Audit& audit, const v1::TeamMember& member,
                             const Context& context) {
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  const auto* person = context.Find<directory::v1::Person>(member.person_id());
  return First({When(person != nullptr && person->tie() == directory::v1::STAFF, "own-staff",
                     "The organisation's own staff do not audit it for the certification body.",
                     "member.personId"),
                When(Holds(journey->objected_ids(), member.person_id()), "objected",
                     "The client objected to this person; the body names somebody else.",
                     "member.personId")});
}

bool WasEngaged(const std::string& person, const Context& context) {
  std::vector<const directory::v1::Engagement*> all = context.All<directory::v1::Engagement>();
  return std::any_of(all.begin(), all.end(), [&person](const directory::v1::Engagement* fact) {
    return fact->person_id() == person;
  });
}

}  // namespace

MemberJudgement JudgeMember(const v1::Audit& audit, const v1::TeamMember& member,
                            const Context& context) {
  MemberJudgement result;
  bool body = IsBodyAudit(audit.type());
  if (body && member.role() != v1::OBSERVER) {
    result.judgement =
        JudgeForBody(member.person_id(), PlannedDays(audit).first, Basis::kPlan, context);
    result.objection = ObjectToBodyMember(audit, member, context);
  } else if (!body) {
    result.judgement = JudgeIndependence(audit, member, context);
    result.objection = ObjectToCompetence(audit, member, context);
    if (!result.objection) {
      result.judgement.Merge(JudgeLeading(audit, member, context));
    }
  }
  if (audit.short_notice() && member.role() != v1::OBSERVER) {
    bool doubtful = !result.judgement.clean() || WasEngaged(member.person_id(), context);
    result.judgement.Merge(rules::JudgeShortNotice(*context.rules, Basis::kPlan,
                                                   {.reason = true, .doubtful_member = doubtful}));
  }
  return result;
}

MemberJudgement JudgeTeam(const v1::Audit& audit, const Context& context) {
  MemberJudgement team;
  for (const v1::TeamMember& member : audit.team()) {
    if (IsBodyAudit(audit.type())) {
      if (member.role() != v1::OBSERVER) {
        team.judgement.Merge(
            JudgeForBody(member.person_id(), PlannedDays(audit).first, Basis::kPlan, context));
      }
      continue;
    }
    MemberJudgement one = JudgeMember(audit, member, context);
    team.objection = First({team.objection, one.objection});
    team.judgement.Merge(one.judgement);
  }
  return team;
}

Objection ObjectionOf(const MemberJudgement& judgement, const std::string& field) {
  Objection refusal = rules::Refusal(judgement.judgement, field);
  if (!refusal) {
    refusal = judgement.objection;
  }
  if (refusal) {
    refusal->field = field;
  }
  return refusal;
}

}  // namespace assay::audits
