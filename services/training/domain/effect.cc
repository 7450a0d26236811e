#include "services/training/domain/effect.h"

#include "services/training/domain/competence.h"
#include "services/training/domain/people.h"

namespace assay::training {
namespace {

using aggregate::Refuse;

std::optional<Rejection> CheckTheCheck(const v1::Session& session, const v1::Effect& effect,
                                       const Context& context) {
  if (!Includes(session.attended_ids(), effect.person_id()) &&
      !Includes(session.acknowledged_ids(), effect.person_id())) {
    return Refuse("did-not-attend",
                  "This person took no part in the session: effect is checked of those who did.",
                  "effect.personId");
  }
  if (effect.checked_by() == effect.person_id() || context.actor.person() == effect.person_id()) {
    return Refuse("checks-own-effect",
                  "Nobody checks what training did for themselves: somebody else does.",
                  "effect.checkedBy");
  }
  if (effect.checked_on() > context.today.ToString()) {
    return Refuse("in-the-future",
                  "What happened cannot lie after today, " + context.today.ToString() + ".",
                  "effect.checkedOn");
  }
  return RefuseBefore(effect.checked_on(), session.held_on(), "the session was held",
                      "effect.checkedOn");
}

}  // namespace

Outcome DecideCheckEffect(const v1::Session& session, const v1::CheckEffect& command,
                          const Context& context) {
  const v1::Effect& effect = command.effect();
  if (auto refusal = CheckTheCheck(session, effect, context)) {
    return *refusal;
  }
  v1::EffectChecked checked;
  *checked.mutable_effect() = effect;
  Outcome outcome = Outcome().Then(command.id(), checked);
  if (session.kind() == v1::AUDITOR_COURSE && effect.passed()) {
    AddCoursePassed(context.Find<v1::Competence>(effect.person_id()), session, effect, &outcome);
  }
  return outcome;
}

}  // namespace assay::training
