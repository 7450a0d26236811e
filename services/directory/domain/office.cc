#include "services/directory/domain/office.h"

#include "assay/schema/fold.h"
#include "services/directory/domain/person.h"

namespace assay::directory {
namespace {

std::optional<Rejection> RefuseEnd(const std::string& what, const std::string& started_on,
                                   const std::string& ended_on) {
  if (ended_on >= started_on) {
    return std::nullopt;
  }
  return aggregate::Refuse("ends-before-start",
                           "This " + what + " began on " + started_on +
                               ": it ends on that day or later, not on " + ended_on + ".",
                           "occurredOn");
}

bool HoldsNow(const Context& context, const std::string& person_id, v1::Office office) {
  for (const v1::OfficeHolder* holder : context.All<v1::OfficeHolder>()) {
    if (holder->person_id() == person_id && holder->office() == office &&
        holder->state() == v1::OfficeHolder::HOLDING) {
      return true;
    }
  }
  return false;
}

}  // namespace

Outcome DecideAssignOffice(const v1::OfficeHolder& /*holder*/, const v1::AssignOffice& command,
                           const Context& context) {
  if (auto refusal = RefuseGone(context.Find<v1::Person>(command.person_id()),
                                command.occurred_on(), "personId")) {
    return *refusal;
  }
  if (HoldsNow(context, command.person_id(), command.office())) {
    return aggregate::Refuse("already-holding",
                             "This person holds this office already; end it before it is "
                             "assigned anew.",
                             "office");
  }
  v1::OfficeAssigned assigned;
  schema::CopyFields(command, &assigned);
  return Outcome().Begin(command.id(), assigned);
}

Outcome DecideEndOffice(const v1::OfficeHolder& holder, const v1::EndOffice& command,
                        const Context& /*context*/) {
  if (auto refusal = RefuseEnd("office", holder.held_from(), command.occurred_on())) {
    return *refusal;
  }
  v1::OfficeEnded ended;
  schema::CopyFields(command, &ended);
  return Outcome().Then(command.id(), ended);
}

Outcome DecideEndEngagement(const v1::Engagement& engagement, const v1::EndEngagement& command,
                            const Context& /*context*/) {
  if (auto refusal = RefuseEnd("engagement", engagement.started_on(), command.occurred_on())) {
    return *refusal;
  }
  v1::EngagementEnded ended;
  schema::CopyFields(command, &ended);
  return Outcome().Then(command.id(), ended);
}

}  // namespace assay::directory
