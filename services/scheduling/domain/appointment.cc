#include "services/scheduling/domain/appointment.h"

#include <optional>

#include "assay/actions/v1/commands.pb.h"
#include "assay/audits/v1/application.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/schema/fold.h"
#include "assay/training/v1/commands.pb.h"
#include "services/scheduling/domain/days.h"

namespace assay::scheduling {
namespace {

std::optional<Rejection> RefuseOrder(const std::string& from, const std::string& to) {
  if (from <= to) {
    return std::nullopt;
  }
  return aggregate::Refuse("ends-before-start",
                           "It would end on " + to + ", before it begins on " + from +
                               ": the last day is the first or a later one.",
                           "plannedTo");
}

Rejection RefuseOver(const v1::Appointment& appointment) {
  bool kept = appointment.state() == v1::Appointment::KEPT;
  return aggregate::Refuse("appointment-over",
                           kept ? "This appointment was kept on " + appointment.kept_on() +
                                      "; a new thing has a new one."
                                : "This appointment was cancelled; a new thing has a new one.");
}

std::shared_ptr<const aggregate::Message> MoveOfAudit(const v1::Appointment& appointment,
                                                      const v1::MoveAppointment& command,
                                                      const std::string& planned_to) {
  auto move = std::make_shared<audits::v1::MoveAudit>();
  move->set_id(appointment.subject_id());
  move->set_planned_from(command.planned_from());
  move->set_planned_to(planned_to);
  move->set_reason(command.reason());
  return move;
}

std::shared_ptr<const aggregate::Message> MoveOfVisit(const v1::Appointment& appointment,
                                                      const v1::MoveAppointment& command) {
  auto move = std::make_shared<audits::v1::ScheduleInitialVisit>();
  move->set_id(appointment.subject_id());
  move->set_planned_on(command.planned_from());
  return move;
}

template <typename Move>
std::shared_ptr<const aggregate::Message> MoveOf(const v1::Appointment& appointment,
                                                 const v1::MoveAppointment& command) {
  auto move = std::make_shared<Move>();
  move->set_id(appointment.subject_id());
  move->set_planned_on(command.planned_from());
  move->set_reason(command.reason());
  return move;
}

// Nothing here rests on what a move changes: a repeated command reaches the owner, who knows it.
std::optional<Rejection> RefuseMove(const v1::Appointment& appointment,
                                    const std::string& planned_from, const std::string& planned_to,
                                    const std::string& same_length) {
  if (auto refusal = RefuseOrder(planned_from, planned_to)) {
    return refusal;
  }
  if (appointment.subject() != v1::AUDIT && planned_to != same_length) {
    return aggregate::Refuse("length-fixed",
                             "Only an audit takes more or fewer days when it is moved: leave the "
                             "last day out, or name " +
                                 same_length + ".",
                             "plannedTo");
  }
  return std::nullopt;
}

}  // namespace

Outcome DecideEnterAppointment(const v1::Appointment& appointment,
                               const v1::EnterAppointment& command, const Context& /*context*/) {
  if (auto refusal = RefuseOrder(command.planned_from(), command.planned_to())) {
    return *refusal;
  }
  switch (appointment.state()) {
    case v1::Appointment::STATE_UNSPECIFIED: {
      v1::AppointmentEntered entered;
      schema::CopyFields(command, &entered);
      return Outcome().Begin(command.id(), entered);
    }
    case v1::Appointment::PLANNED: {
      v1::AppointmentShifted shifted;
      schema::CopyFields(command, &shifted);
      return Outcome().Then(command.id(), shifted);
    }
    default:
      return RefuseOver(appointment);
  }
}

Outcome DecideShiftAppointment(const v1::Appointment& appointment,
                               const v1::ShiftAppointment& command, const Context& /*context*/) {
  v1::AppointmentShifted shifted;
  schema::CopyFields(command, &shifted);
  if (command.planned_to().empty()) {
    shifted.set_planned_to(
        LastDay(Day(command.planned_from()), appointment.planned_from(), appointment.planned_to())
            .ToString());
  }
  if (auto refusal = RefuseOrder(shifted.planned_from(), shifted.planned_to())) {
    return *refusal;
  }
  return Outcome().Then(command.id(), shifted);
}

Outcome DecideKeepAppointment(const v1::Appointment& appointment,
                              const v1::KeepAppointment& command, const Context& /*context*/) {
  v1::AppointmentKept kept;
  kept.set_occurred_on(command.occurred_on());
  if (appointment.state() == v1::Appointment::PLANNED) {
    return Outcome().Then(command.id(), kept);
  }
  if (appointment.state() != v1::Appointment::STATE_UNSPECIFIED) {
    return RefuseOver(appointment);
  }
  if (command.subject() == v1::SUBJECT_UNSPECIFIED || command.subject_id().empty()) {
    return aggregate::Refuse("never-planned",
                             "This was never planned: say what took place to have it entered.",
                             "subject");
  }
  v1::AppointmentEntered entered;
  schema::CopyFields(command, &entered);
  entered.set_planned_from(command.occurred_on());
  entered.set_planned_to(command.occurred_on());
  return Outcome().Begin(command.id(), entered).Then(command.id(), kept);
}

aggregate::Forwarded ForwardMove(const v1::Appointment& appointment,
                                 const v1::MoveAppointment& command) {
  std::string same_length =
      LastDay(Day(command.planned_from()), appointment.planned_from(), appointment.planned_to())
          .ToString();
  std::string planned_to = command.planned_to().empty() ? same_length : command.planned_to();
  if (auto refusal = RefuseMove(appointment, command.planned_from(), planned_to, same_length)) {
    return *refusal;
  }
  switch (appointment.subject()) {
    case v1::AUDIT:
      return MoveOfAudit(appointment, command, planned_to);
    case v1::INITIAL_VISIT:
      return MoveOfVisit(appointment, command);
    case v1::SESSION:
      return MoveOf<training::v1::MoveSession>(appointment, command);
    case v1::MANAGEMENT_REVIEW:
      return MoveOf<actions::v1::MoveReview>(appointment, command);
    case v1::EXERCISE:
      return MoveOf<audits::v1::MoveExercise>(appointment, command);
    default:
      return aggregate::Refuse("nobody-owns-it", "No service owns this appointment's date.");
  }
}

void PresentAppointment(v1::Appointment* appointment, calendar::Date on) {
  appointment->set_overdue(appointment->state() == v1::Appointment::PLANNED &&
                           appointment->planned_to() < on.ToString());
}

}  // namespace assay::scheduling
