#include "services/directory/domain/process.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "services/directory/domain/person.h"

namespace assay::directory {
namespace {

using People = google::protobuf::RepeatedPtrField<std::string>;

bool Contains(const People& people, const std::string& person_id) {
  return std::find(people.begin(), people.end(), person_id) != people.end();
}

// What stands against giving the person a part in the process from today.
std::optional<Rejection> RefuseJoining(const People& people, const std::string& person_id,
                                       const std::string& part, const Context& context) {
  if (Contains(people, person_id)) {
    return aggregate::Refuse(
        "already-" + part,
        "This person is a " + part + " of this process already; name somebody else.", "personId");
  }
  return RefuseGone(context.Find<v1::Person>(person_id), context.today.ToString(), "personId");
}

std::optional<Rejection> RefuseLeaving(const People& people, const std::string& person_id,
                                       const std::string& part) {
  if (Contains(people, person_id)) {
    return std::nullopt;
  }
  return aggregate::Refuse(
      "not-a-" + part,
      "This person is no " + part + " of this process; name one of its " + part + "s.", "personId");
}

template <typename Event, typename Command>
Outcome Became(const Command& command) {
  Event event;
  schema::CopyFields(command, &event);
  return Outcome().Then(command.id(), std::move(event));
}

}  // namespace

Outcome DecideDefineProcess(const v1::Process& /*process*/, const v1::DefineProcess& command,
                            const Context& context) {
  if (auto refusal = RefuseGone(context.Find<v1::Person>(command.owner_id()),
                                context.today.ToString(), "ownerId")) {
    return *refusal;
  }
  v1::ProcessDefined defined;
  schema::CopyFields(command, &defined);
  return Outcome().Begin(command.id(), defined);
}

Outcome DecideAppointProcessOwner(const v1::Process& process,
                                  const v1::AppointProcessOwner& command, const Context& context) {
  if (command.owner_id() == process.owner_id()) {
    return aggregate::Refuse("already-owner",
                             "This person owns this process already; name another one to change "
                             "its accountable owner.",
                             "ownerId");
  }
  if (command.occurred_on() < process.owner_since()) {
    return aggregate::Refuse("before-last-appointment",
                             "The present owner was appointed on " + process.owner_since() +
                                 ": a successor follows on that day or later.",
                             "occurredOn");
  }
  if (auto refusal = RefuseGone(context.Find<v1::Person>(command.owner_id()), command.occurred_on(),
                                "ownerId")) {
    return *refusal;
  }
  return Became<v1::ProcessOwnerAppointed>(command);
}

Outcome DecideAddProcessManager(const v1::Process& process, const v1::AddProcessManager& command,
                                const Context& context) {
  if (auto refusal =
          RefuseJoining(process.manager_ids(), command.person_id(), "manager", context)) {
    return *refusal;
  }
  return Became<v1::ProcessManagerAdded>(command);
}

Outcome DecideRemoveProcessManager(const v1::Process& process,
                                   const v1::RemoveProcessManager& command,
                                   const Context& /*context*/) {
  if (auto refusal = RefuseLeaving(process.manager_ids(), command.person_id(), "manager")) {
    return *refusal;
  }
  return Became<v1::ProcessManagerRemoved>(command);
}

Outcome DecideAddProcessPractitioner(const v1::Process& process,
                                     const v1::AddProcessPractitioner& command,
                                     const Context& context) {
  if (auto refusal =
          RefuseJoining(process.practitioner_ids(), command.person_id(), "practitioner", context)) {
    return *refusal;
  }
  return Became<v1::ProcessPractitionerAdded>(command);
}

Outcome DecideRemoveProcessPractitioner(const v1::Process& process,
                                        const v1::RemoveProcessPractitioner& command,
                                        const Context& /*context*/) {
  if (auto refusal =
          RefuseLeaving(process.practitioner_ids(), command.person_id(), "practitioner")) {
    return *refusal;
  }
  return Became<v1::ProcessPractitionerRemoved>(command);
}

}  // namespace assay::directory
