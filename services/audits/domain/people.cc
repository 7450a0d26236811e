#include "services/audits/domain/people.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/decision.h"
#include "assay/rules/impartiality.h"

namespace assay::audits {

rules::Judgement JudgeForBody(const std::string& person, Date day, Basis basis,
                              const Context& context) {
  std::vector<rules::Engagement> engagements;
  for (const auto* fact : context.All<directory::v1::Engagement>()) {
    if (fact->person_id() == person) {
      engagements.push_back({.started = DateIn(fact->started_on()),
                             .ended = DateIn(fact->ended_on()),
                             .kind = fact->kind() == directory::v1::GENERIC_TRAINING
                                         ? rules::EngagementKind::kGenericTraining
                                         : rules::EngagementKind::kConsultancy});
    }
  }
  return rules::JudgeBodyPerson(*context.rules, basis, engagements, day);
}

bool IsAdviser(const std::string& person, Date day, const Context& context) {
  std::vector<const directory::v1::Engagement*> all = context.All<directory::v1::Engagement>();
  return std::any_of(all.begin(), all.end(), [&](const directory::v1::Engagement* fact) {
    return fact->person_id() == person && fact->kind() == directory::v1::IMPLEMENTATION &&
           DayIn(fact->started_on(), day) <= day;
  });
}

std::vector<std::string> TeamsFeeding(const std::string& since, const Context& context) {
  std::vector<std::string> team;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    bool feeds = IsBodyAudit(audit->type()) && audit->type() != v1::PRE_AUDIT &&
                 !IsCancelled(*audit) && audit->planned_to() >= since;
    for (const v1::TeamMember& member : audit->team()) {
      if (feeds && member.role() != v1::OBSERVER) {
        team.push_back(member.person_id());
      }
    }
  }
  return team;
}

rules::Judgement JudgeDeciding(const std::string& decider, Date day, const std::string& since,
                               const Context& context) {
  const auto& roles = context.actor.roles();
  bool by_body = std::find(roles.begin(), roles.end(), assay::BODY_DECIDER) != roles.end();
  Basis basis = decider.empty() && !by_body ? Basis::kFact : Basis::kAct;
  rules::Judgement judgement =
      rules::JudgeDecider(*context.rules, basis, {.person = decider}, TeamsFeeding(since, context));
  judgement.Merge(JudgeForBody(decider, day, basis, context));
  return judgement;
}

Objection ObjectToOwner(const std::string& owner_id, const Context& context) {
  const auto* owner = context.Find<directory::v1::Person>(owner_id);
  return When(owner != nullptr && owner->state() == directory::v1::Person::GONE, "owner-left",
              "The owner has left; name somebody who can act on the finding.", "ownerId");
}

}  // namespace assay::audits
