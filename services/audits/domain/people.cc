#include "services/audits/domain/people.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/decision.h"
#include "assay/rules/impartiality.h"

namespace assay::audits {
namespace {

bool IsSaid(const std::string& text) {
  return text.find_first_not_of(" \t\n") != std::string::npos;
}

// DE-2, from the directory and what the decision states.
bool IsBound(const std::string& decider, Date day, const std::string& arrangement,
             const Context& context) {
  const auto* person = context.Find<directory::v1::Person>(decider);
  if (person == nullptr || person->tie() == directory::v1::CONSULTANT_STAFF) {
    return IsSaid(arrangement);
  }
  bool gone = person->state() == directory::v1::Person::GONE && DayIn(person->left_on(), day) < day;
  return person->tie() != directory::v1::STAFF && (!gone || IsSaid(arrangement));
}

rules::Judgement JudgeDecider(const std::string& decider, Date day, const std::string& since,
                              const std::string& arrangement, const Context& context) {
  const auto& roles = context.actor.roles();
  bool by_body = std::find(roles.begin(), roles.end(), assay::BODY_DECIDER) != roles.end();
  Basis basis = decider.empty() && !by_body ? Basis::kFact : Basis::kAct;
  rules::Judgement judgement =
      rules::JudgeDecider(*context.rules, basis, {.person = decider}, TeamsFeeding(since, context));
  judgement.Merge(JudgeForBody(decider, day, basis, context));
  if (!decider.empty() && !IsBound(decider, day, arrangement, context)) {
    judgement.Merge(rules::JudgeDecider(*context.rules, basis,
                                        {.person = decider, .bound_to_body = false}, {}));
  }
  return judgement;
}

}  // namespace

Basis BasisOfBody(const Context& context) {
  return aggregate::ActsForBody(context) ? Basis::kAct : Basis::kFact;
}

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
  std::vector<std::string> teams;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    bool feeds = IsBodyAudit(audit->type()) && audit->type() != v1::PRE_AUDIT &&
                 !IsCancelled(*audit) && audit->planned_to() >= since;
    std::vector<std::string> team = feeds ? TeamOf(*audit) : std::vector<std::string>();
    teams.insert(teams.end(), team.begin(), team.end());
  }
  return teams;
}

std::vector<std::string> TeamOf(const v1::Audit& audit) {
  std::vector<std::string> team(audit.took_part_ids().begin(), audit.took_part_ids().end());
  for (const v1::TeamMember& member : audit.team()) {
    if (member.role() != v1::OBSERVER) {
      team.push_back(member.person_id());
    }
  }
  return team;
}

rules::Judgement JudgeRecord(const std::string& reasons,
                             const google::protobuf::RepeatedPtrField<v1::Clarification>& sought,
                             const Context& context) {
  std::vector<std::string> unanswered;
  for (const v1::Clarification& clarification : sought) {
    if (!IsSaid(clarification.received())) {
      unanswered.push_back(clarification.sought());
    }
  }
  return rules::JudgeDecisionRecord(*context.rules, Basis::kAct, reasons, unanswered);
}

Objection ObjectToDecider(const std::string& decider, Date day, const std::string& since,
                          const Context& context, const std::string& arrangement) {
  return First(
      {rules::Refusal(JudgeDecider(decider, day, since, arrangement, context), "deciderId"),
       aggregate::RefuseForAnotherOfBody(decider, "decides", "deciderId", context)});
}

Objection ObjectToOwner(const std::string& owner_id, const Context& context) {
  const auto* owner = context.Find<directory::v1::Person>(owner_id);
  return When(owner != nullptr && owner->state() == directory::v1::Person::GONE, "owner-left",
              "The owner has left; name somebody who can act on the finding.", "ownerId");
}

}  // namespace assay::audits
