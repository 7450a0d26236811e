#include "services/training/domain/schedule.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/preparation.h"
#include "assay/schema/fold.h"
#include "services/training/domain/people.h"

namespace assay::training {
namespace {

using aggregate::Refuse;
using directory::v1::Person;

constexpr uint32_t kCourseHalfDays = 2;
constexpr int kInvitedMax = 1'000;

bool HasPart(const v1::ScheduleSession& command, v1::PartKind kind) {
  return std::any_of(command.parts().begin(), command.parts().end(),
                     [kind](const v1::SessionPart& part) { return part.kind() == kind; });
}

std::optional<Rejection> CheckCourse(const v1::ScheduleSession& command, uint32_t half_days) {
  if (half_days != kCourseHalfDays) {
    return Refuse("course-length", "A course for new internal auditors lasts two half days.",
                  "halfDays");
  }
  if (!HasPart(command, v1::LECTURE)) {
    return Refuse("course-without-lecture",
                  "A course for new internal auditors has at least one lecture: add one to its "
                  "parts.",
                  "parts");
  }
  if (!HasPart(command, v1::WORKED_EXERCISE)) {
    return Refuse("course-without-exercise",
                  "A course for new internal auditors has at least one worked exercise: add one to "
                  "its parts.",
                  "parts");
  }
  return std::nullopt;
}

std::optional<Rejection> CheckPerson(const std::string& id, const Context& context) {
  const Person* person = context.Find<Person>(id);
  if (person == nullptr) {
    return Refuse("not-found", "The directory knows no person with the id " + id + ".",
                  "personIds");
  }
  if (person->state() != Person::PRESENT) {
    return Refuse("person-has-left", "The person " + id + " has left: invite people who are there.",
                  "personIds");
  }
  return std::nullopt;
}

}  // namespace

uint32_t UsualHalfDays(v1::SessionKind kind) {
  return kind == v1::AUDITOR_COURSE ? kCourseHalfDays : 1;
}

Outcome DecideScheduleSession(const v1::Session& /*session*/, const v1::ScheduleSession& command,
                              const Context& context) {
  if (command.kind() == v1::BRIEFING && command.standard().empty()) {
    return Refuse("briefing-without-standard",
                  "A briefing is about one standard: name it, such as ISO/IEC 27001.", "standard");
  }
  v1::SessionScheduled scheduled;
  schema::CopyFields(command, &scheduled);
  if (command.half_days() == 0) {
    scheduled.set_half_days(UsualHalfDays(command.kind()));
  }
  if (command.kind() == v1::AUDITOR_COURSE) {
    if (auto refusal = CheckCourse(command, scheduled.half_days())) {
      return *refusal;
    }
  }
  rules::Judgement judgement;
  if (command.kind() == v1::ADMINISTRATOR_WORKSHOP) {
    judgement = rules::JudgeWorkshop(*context.rules, rules::Basis::kPlan, scheduled.half_days());
  }
  if (auto refusal = rules::Refusal(judgement, "halfDays")) {
    return *refusal;
  }
  Outcome outcome = Outcome().Begin(command.id(), scheduled);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideInvitePeople(const v1::Session& session, const v1::InvitePeople& command,
                           const Context& context) {
  if (command.person_ids().empty() && !command.everyone()) {
    return Refuse("nobody-invited", "Name the people to invite, or invite everyone.", "personIds");
  }
  v1::PeopleInvited invited;
  *invited.mutable_invited_ids() = session.invited_ids();
  for (const std::string& id : command.person_ids()) {
    if (auto refusal = CheckPerson(id, context)) {
      return *refusal;
    }
    AddOnce(id, invited.mutable_invited_ids());
  }
  if (command.everyone()) {
    for (const Person* person : context.All<Person>()) {
      if (person->tie() == directory::v1::STAFF && person->state() == Person::PRESENT) {
        AddOnce(person->id(), invited.mutable_invited_ids());
      }
    }
  }
  if (invited.invited_ids().empty()) {
    return Refuse("nobody-invited", "The directory has no staff yet: register people first.",
                  "everyone");
  }
  if (invited.invited_ids_size() > kInvitedMax) {
    return Refuse("too-many-people",
                  "A session takes at most " + std::to_string(kInvitedMax) +
                      " people: hold it more than once.",
                  "personIds");
  }
  return Outcome().Then(command.id(), invited);
}

}  // namespace assay::training
