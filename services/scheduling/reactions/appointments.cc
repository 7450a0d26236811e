#include "services/scheduling/reactions/appointments.h"

#include "assay/actions/v1/events.pb.h"
#include "assay/audits/v1/application.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/training/v1/events.pb.h"
#include "services/scheduling/domain/days.h"
#include "services/scheduling/reactions.h"
#include "services/scheduling/reactions/titles.h"

namespace assay::scheduling {
namespace {

using aggregate::Cause;
using aggregate::Commands;

constexpr char kVisitTitle[] = "Initial visit of the certification body";

std::shared_ptr<v1::EnterAppointment> Entry(const Cause& cause, v1::Subject subject,
                                            std::string title, const std::string& journey_id) {
  auto enter = std::make_shared<v1::EnterAppointment>();
  enter->set_id(AppointmentIdOf(cause.event->id()));
  enter->set_subject(subject);
  enter->set_subject_id(cause.event->id());
  enter->set_title(std::move(title));
  enter->set_journey_id(journey_id);
  return enter;
}

Commands Enter(const Cause& cause, v1::Subject subject, std::string title,
               const std::string& journey_id, const std::string& from, const std::string& to) {
  auto enter = Entry(cause, subject, std::move(title), journey_id);
  enter->set_planned_from(from);
  enter->set_planned_to(to);
  return {enter};
}

Commands Shift(const Cause& cause, const std::string& from, const std::string& to,
               const std::string& reason) {
  auto shift = std::make_shared<v1::ShiftAppointment>();
  shift->set_id(AppointmentIdOf(cause.event->id()));
  shift->set_planned_from(from);
  shift->set_planned_to(to);
  shift->set_reason(reason);
  return {shift};
}

std::shared_ptr<v1::KeepAppointment> Keeping(const Cause& cause, const std::string& occurred_on) {
  auto keep = std::make_shared<v1::KeepAppointment>();
  keep->set_id(AppointmentIdOf(cause.event->id()));
  keep->set_occurred_on(occurred_on);
  return keep;
}

// Events that say when something took place.
template <typename Event>
Commands Keep(const Event& event, const Cause& cause) {
  return {Keeping(cause, event.occurred_on())};
}

// Events that move something that takes as many days as before.
template <typename Event>
Commands ShiftDay(const Event& event, const Cause& cause) {
  return Shift(cause, event.planned_on(), "", event.reason());
}

template <typename Event>
Commands Cancel(const Event& event, const Cause& cause) {
  auto cancel = std::make_shared<v1::CancelAppointment>();
  cancel->set_id(AppointmentIdOf(cause.event->id()));
  cancel->set_reason(event.reason());
  return {cancel};
}

Commands EnterAudit(const audits::v1::AuditPlanned& event, const Cause& cause) {
  return Enter(cause, v1::AUDIT, TitleOf(event), event.journey_id(), event.planned_from(),
               event.planned_to());
}

Commands ShiftAudit(const audits::v1::AuditMoved& event, const Cause& cause) {
  return Shift(cause, event.planned_from(), event.planned_to(), event.reason());
}

Commands EnterVisit(const audits::v1::InitialVisitScheduled& event, const Cause& cause) {
  return Enter(cause, v1::INITIAL_VISIT, kVisitTitle, cause.event->id(), event.planned_on(),
               event.planned_on());
}

// A visit may take place without having been scheduled.
Commands KeepVisit(const audits::v1::InitialVisitHeld& event, const Cause& cause) {
  auto keep = Keeping(cause, event.occurred_on());
  keep->set_subject(v1::INITIAL_VISIT);
  keep->set_subject_id(cause.event->id());
  keep->set_title(kVisitTitle);
  keep->set_journey_id(cause.event->id());
  return {keep};
}

Commands EnterExercise(const audits::v1::ExercisePlanned& event, const Cause& cause) {
  return Enter(cause, v1::EXERCISE, "Continuity exercise", event.journey_id(), event.planned_on(),
               event.planned_on());
}

// Two half-days are one day.
Commands EnterSession(const training::v1::SessionScheduled& event, const Cause& cause) {
  int64_t more_days = event.half_days() == 0 ? 0 : (int64_t{event.half_days()} - 1) / 2;
  std::string last_day = calendar::AddDays(Day(event.planned_on()), more_days).ToString();
  return Enter(cause, v1::SESSION, TitleOf(event), event.journey_id(), event.planned_on(),
               last_day);
}

Commands EnterReview(const actions::v1::ReviewPlanned& event, const Cause& cause) {
  return Enter(cause, v1::MANAGEMENT_REVIEW, TitleOf(event), event.journey_id(), event.planned_on(),
               event.planned_on());
}

}  // namespace

void AddAppointmentReactions(aggregate::Module* module) {
  module->ReactsTo("audits", "audit-planned", EnterAudit);
  module->ReactsTo("audits", "audit-moved", ShiftAudit);
  module->ReactsTo("audits", "audit-cancelled", Cancel<audits::v1::AuditCancelled>);
  module->ReactsTo("audits", "audit-opened", Keep<audits::v1::AuditOpened>);
  module->ReactsTo("audits", "initial-visit-scheduled", EnterVisit);
  module->ReactsTo("audits", "initial-visit-held", KeepVisit);
  module->ReactsTo("audits", "exercise-planned", EnterExercise);
  module->ReactsTo("audits", "exercise-moved", ShiftDay<audits::v1::ExerciseMoved>);
  module->ReactsTo("audits", "exercise-held", Keep<audits::v1::ExerciseHeld>);
  module->ReactsTo("audits", "exercise-cancelled", Cancel<audits::v1::ExerciseCancelled>);

  module->ReactsTo("training", "session-scheduled", EnterSession);
  module->ReactsTo("training", "session-moved", ShiftDay<training::v1::SessionMoved>);
  module->ReactsTo("training", "session-held", Keep<training::v1::SessionHeld>);
  module->ReactsTo("training", "session-cancelled", Cancel<training::v1::SessionCancelled>);

  module->ReactsTo("actions", "review-planned", EnterReview);
  module->ReactsTo("actions", "review-moved", ShiftDay<actions::v1::ReviewMoved>);
  module->ReactsTo("actions", "review-held", Keep<actions::v1::ReviewHeld>);
  module->ReactsTo("actions", "review-cancelled", Cancel<actions::v1::ReviewCancelled>);
}

}  // namespace assay::scheduling
