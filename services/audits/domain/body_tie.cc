#include "services/audits/domain/body_tie.h"

#include <algorithm>

#include "assay/rules/impartiality.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/body_days.h"

namespace assay::audits {
namespace {

constexpr char kQualityManagement[] = "9001";

bool IsInForce(const std::string& started_on, const std::string& ended_on, Date day) {
  return DayIn(started_on, day) <= day && DayIn(ended_on, day) >= day;
}

rules::BodyTies TiesOf(const v1::BodyTie& tie, const Texts& standards, Date day) {
  rules::Engagement engagement{.started = DateIn(tie.started_on()),
                               .ended = DateIn(tie.ended_on())};
  rules::BodyTies ties;
  switch (tie.kind()) {
    case v1::BODY_AUDITED_INTERNALLY:
      ties.internal_audits = engagement;
      break;
    case v1::RELATED_BODY_CONSULTED:
      ties.related_consultancy = engagement;
      break;
    case v1::CLIENT_IS_BODY:
      ties.client_is_certification_body = IsInForce(tie.started_on(), tie.ended_on(), day);
      ties.quality_management = HoldsStandard(standards, kQualityManagement);
      break;
    default:
      break;
  }
  return ties;
}

rules::BodyTies TiesOf(const v1::BodyPractice& practice, Date day) {
  bool in_force = IsInForce(practice.started_on(), practice.ended_on(), day);
  rules::BodyTies ties;
  ties.body_consults = in_force && practice.kind() == v1::OFFERS_CONSULTANCY;
  ties.promotes_consultancy = in_force && practice.kind() == v1::PROMOTES_CONSULTANCY;
  return ties;
}

// Adds what is new: a rule that is broken twice is named once.
void AddNew(const rules::BodyTies& ties, Date day, Basis basis, const Context& context,
            rules::Judgement* judgement) {
  rules::Judgement found = rules::JudgeBody(*context.rules, basis, ties, day);
  if (!found.clean() && !judgement->Names(found.breaches().front().rule)) {
    judgement->Merge(found);
  }
}

// Everything that the body did in the journey under the tie.
rules::Judgement JudgeDays(const v1::BodyTie& tie, const v1::Journey& journey, Date known,
                           const Context& context) {
  rules::Judgement judgement;
  for (const BodyDay& one : DaysOf(journey, tie.body_id(), known, context)) {
    rules::Judgement found = rules::JudgeBody(*context.rules, Basis::kFact,
                                              TiesOf(tie, journey.standards(), one.day), one.day);
    for (const rules::Breach& breach : found.breaches()) {
      judgement.Add(*context.rules, Basis::kFact, breach.rule,
                    breach.message + "; it concerns " + one.deed);
    }
  }
  return judgement;
}

Objection ObjectToDays(const std::string& started_on, const std::string& ended_on,
                       const std::string& field) {
  return When(!started_on.empty() && !ended_on.empty() && ended_on < started_on, "dates-reversed",
              "It ends on the day it began or later.", field);
}

const v1::BodyPractice* FindPractice(const v1::CertificationBody& body, const std::string& id) {
  auto found = std::find_if(body.practices().begin(), body.practices().end(),
                            [&id](const auto& one) { return one.practice_id() == id; });
  return found == body.practices().end() ? nullptr : &*found;
}

// Also withdrawn: an id is not used again.
bool IsOnRecord(const v1::CertificationBody& body, const std::string& id) {
  const auto& withdrawn = body.withdrawn_practices();
  return FindPractice(body, id) != nullptr ||
         std::any_of(withdrawn.begin(), withdrawn.end(),
                     [&id](const auto& one) { return one.practice_id() == id; });
}

}  // namespace

rules::Judgement JudgeTies(const std::string& body_id, const Texts& standards,
                           const std::vector<Date>& days, Basis basis, const Context& context) {
  rules::Judgement judgement;
  const auto* body = context.Find<v1::CertificationBody>(body_id);
  for (Date day : days) {
    for (int i = 0; body != nullptr && i < body->practices_size(); ++i) {
      AddNew(TiesOf(body->practices(i), day), day, basis, context, &judgement);
    }
    for (const v1::BodyTie* tie : context.All<v1::BodyTie>()) {
      if (tie->body_id() == body_id && tie->state() != v1::BodyTie::WITHDRAWN) {
        AddNew(TiesOf(*tie, standards, day), day, basis, context, &judgement);
      }
    }
  }
  return judgement;
}

Outcome DecideDeclareBodyPractice(const v1::CertificationBody& body,
                                  const v1::DeclareBodyPractice& command, const Context& context) {
  const v1::BodyPractice& practice = command.practice();
  Objection objection = First(
      {When(IsOnRecord(body, practice.practice_id()), "practice-exists",
            "This practice is on record; end it, or declare another one.", "practice.practiceId"),
       ObjectToDays(practice.started_on(), practice.ended_on(), "practice.endedOn")});
  if (objection) {
    return *objection;
  }
  v1::BodyPracticeDeclared declared;
  schema::CopyFields(command, &declared);
  declared.mutable_practice()->set_declared_on(command.occurred_on());
  Outcome outcome;
  outcome.Then(body.id(), declared);
  Date day = DayIn(command.occurred_on(), context.today);
  outcome.Warn(rules::JudgeBody(*context.rules, Basis::kFact, TiesOf(practice, day), day));
  return outcome;
}

Outcome DecideEndBodyPractice(const v1::CertificationBody& body, const v1::EndBodyPractice& command,
                              const Context& /*context*/) {
  const v1::BodyPractice* practice = FindPractice(body, command.practice_id());
  if (practice == nullptr || !practice->ended_on().empty()) {
    return Refuse("no-such-practice", "The body has no practice with this id that goes on.",
                  "practiceId");
  }
  Objection objection =
      First({ObjectToDays(practice->started_on(), command.ended_on(), "endedOn"),
             ObjectToOrder(command.ended_on(), practice->declared_on(),
                           "the declaration that it goes on", "endedOn"),
             ObjectToOrder(command.occurred_on(), command.ended_on(), "the end")});
  if (objection) {
    return *objection;
  }
  v1::BodyPracticeEnded ended;
  schema::CopyFields(command, &ended);
  schema::CopyFields(command, ended.mutable_practice());
  return Outcome().Then(body.id(), ended);
}

Outcome DecideWithdrawBodyPractice(const v1::CertificationBody& body,
                                   const v1::WithdrawBodyPractice& command,
                                   const Context& /*context*/) {
  const v1::BodyPractice* practice = FindPractice(body, command.practice_id());
  if (practice == nullptr) {
    return Refuse("no-such-practice", "The body has no practice with this id.", "practiceId");
  }
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), practice->declared_on(), "the declaration")) {
    return *objection;
  }
  v1::BodyPracticeWithdrawn withdrawn;
  schema::CopyFields(command, &withdrawn);
  schema::CopyFields(command, withdrawn.mutable_withdrawn());
  withdrawn.mutable_withdrawn()->set_kind(practice->kind());
  withdrawn.mutable_withdrawn()->set_withdrawn_on(command.occurred_on());
  return Outcome().Then(body.id(), withdrawn);
}

Outcome DecideDeclareBodyTie(const v1::BodyTie& /*tie*/, const v1::DeclareBodyTie& command,
                             const Context& context) {
  if (Objection objection = ObjectToDays(command.started_on(), command.ended_on(), "endedOn")) {
    return *objection;
  }
  v1::BodyTieDeclared declared;
  schema::CopyFields(command, &declared);
  Outcome outcome;
  outcome.Begin(command.id(), declared);
  v1::BodyTie tie;
  schema::CopyFields(command, &tie);
  if (!command.ended_on().empty()) {
    v1::BodyTieEnded ended;
    schema::CopyFields(command, &ended);
    outcome.Then(command.id(), ended);
  }
  Date known = DayIn(command.occurred_on(), context.today);
  for (const v1::Journey* journey : context.All<v1::Journey>()) {
    if (journey->state() != v1::Journey::REFUSED) {
      outcome.WarnAbout<v1::Journey>(journey->id(), JudgeDays(tie, *journey, known, context));
    }
  }
  return outcome;
}

Outcome DecideEndBodyTie(const v1::BodyTie& tie, const v1::EndBodyTie& command,
                         const Context& /*context*/) {
  Objection objection =
      First({ObjectToOrder(command.ended_on(), tie.declared_on(), "the declaration that it goes on",
                           "endedOn"),
             ObjectToOrder(command.occurred_on(), command.ended_on(), "the end")});
  if (objection) {
    return *objection;
  }
  v1::BodyTieEnded ended;
  schema::CopyFields(command, &ended);
  return Outcome().Then(tie.id(), ended);
}

}  // namespace assay::audits
