#include "services/scheduling/domain/appointment.h"

#include <gmock/gmock.h>

#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AppointmentTest : public SchedulingTest {
 protected:
  void PlanAudit(const std::string& from, const std::string& to,
                 audits::v1::AuditType type = audits::v1::SURVEILLANCE) {
    audits::v1::AuditPlanned planned;
    planned.set_journey_id(journey);
    planned.set_type(type);
    planned.add_standards("ISO/IEC 27001");
    planned.add_standards("ISO 22301");
    planned.set_planned_from(from);
    planned.set_planned_to(to);
    Hear<audits::v1::Audit>(audit, planned);
  }
  void ScheduleVisit(const std::string& on) {
    audits::v1::InitialVisitScheduled scheduled;
    scheduled.set_planned_on(on);
    Hear<audits::v1::Journey>(journey, scheduled);
  }
  void ScheduleSession(const std::string& on, uint32_t half_days,
                       training::v1::SessionKind kind = training::v1::BRIEFING) {
    training::v1::SessionScheduled scheduled;
    scheduled.set_kind(kind);
    scheduled.set_title("how to use the new tool");
    scheduled.set_standard("ISO 22301");
    scheduled.set_journey_id(journey);
    scheduled.set_planned_on(on);
    scheduled.set_half_days(half_days);
    Hear<training::v1::Session>(session, scheduled);
  }
  void PlanReview(const std::string& on) {
    actions::v1::ReviewPlanned planned;
    planned.set_journey_id(journey);
    planned.add_standards("ISO/IEC 20000-1");
    planned.set_planned_on(on);
    Hear<actions::v1::ManagementReview>(review, planned);
  }
  void PlanExercise(const std::string& on) {
    audits::v1::ExercisePlanned planned;
    planned.set_journey_id(journey);
    planned.set_planned_on(on);
    Hear<audits::v1::Exercise>(exercise, planned);
  }
  template <typename Record, typename Event>
  void MovedTo(const std::string& id, const std::string& on) {
    Event moved;
    moved.set_planned_on(on);
    moved.set_reason("the room is taken");
    Hear<Record>(id, moved);
  }
  template <typename Record, typename Event>
  void HeldOn(const std::string& id, const std::string& on) {
    Event held;
    held.set_occurred_on(on);
    Hear<Record>(id, held);
  }
  template <typename Record, typename Event>
  void Cancelled(const std::string& id) {
    Event cancelled;
    cancelled.set_reason("no longer needed");
    Hear<Record>(id, cancelled);
  }
  void ExpectDays(const std::string& subject_id, const std::string& from, const std::string& to) {
    EXPECT_EQ(AppointmentOf(subject_id).planned_from(), from);
    EXPECT_EQ(AppointmentOf(subject_id).planned_to(), to);
  }

  const std::string session = IdOf("session");
  const std::string review = IdOf("review");
  const std::string exercise = IdOf("exercise");
};

TEST_F(AppointmentTest, APlannedAuditIsAnAppointment) {
  PlanAudit("2024-01-16", "2024-01-17", audits::v1::PRE_AUDIT);
  auto appointment = AppointmentOf(audit);
  EXPECT_EQ(appointment.subject(), v1::AUDIT);
  EXPECT_EQ(appointment.subject_id(), audit);
  EXPECT_EQ(appointment.journey_id(), journey);
  EXPECT_EQ(appointment.title(), "Pre-certification audit: ISO/IEC 27001, ISO 22301");
  EXPECT_EQ(appointment.state(), v1::Appointment::PLANNED);
  ExpectDays(audit, "2024-01-16", "2024-01-17");
}

TEST_F(AppointmentTest, EveryKindOfAuditHasATitleOfItsOwn) {
  std::set<std::string> titles;
  for (int type = 1; type <= 9; ++type) {
    audits::v1::AuditPlanned planned;
    planned.set_type(static_cast<audits::v1::AuditType>(type));
    planned.set_planned_from("2024-01-16");
    planned.set_planned_to("2024-01-17");
    std::string id = IdOf("audit " + std::to_string(type));
    Hear<audits::v1::Audit>(id, planned);
    titles.insert(AppointmentOf(id).title());
  }
  EXPECT_EQ(titles.size(), 9u);
  EXPECT_FALSE(titles.contains("Audit"));
}

TEST_F(AppointmentTest, AnAuditOfManyStandardsHasATitleThatFits) {
  audits::v1::AuditPlanned planned;
  for (int i = 0; i < 100; ++i) {
    planned.add_standards(std::string(60, 'x'));
  }
  planned.set_planned_from("2024-01-16");
  planned.set_planned_to("2024-01-17");
  Hear<audits::v1::Audit>(audit, planned);
  EXPECT_THAT(Refusals(), IsEmpty());
  EXPECT_TRUE(AppointmentOf(audit).title().ends_with(", ..."));
}

TEST_F(AppointmentTest, AMovedAuditMovesItsAppointment) {
  PlanAudit("2025-06-24", "2025-06-26");
  audits::v1::AuditMoved moved;
  moved.set_planned_from("2025-05-20");
  moved.set_planned_to("2025-05-22");
  moved.set_reason("the limit is 2025-06-18");
  Hear<audits::v1::Audit>(audit, moved);
  ExpectDays(audit, "2025-05-20", "2025-05-22");
}

TEST_F(AppointmentTest, AnOpenedAuditKeepsItsAppointment) {
  PlanAudit("2025-05-20", "2025-05-22");
  HeldOn<audits::v1::Audit, audits::v1::AuditOpened>(audit, "2025-05-20");
  EXPECT_EQ(AppointmentOf(audit).state(), v1::Appointment::KEPT);
  EXPECT_EQ(AppointmentOf(audit).kept_on(), "2025-05-20");
}

TEST_F(AppointmentTest, ACancelledAuditCancelsItsAppointment) {
  PlanAudit("2025-05-20", "2025-05-22");
  Cancelled<audits::v1::Audit, audits::v1::AuditCancelled>(audit);
  EXPECT_EQ(AppointmentOf(audit).state(), v1::Appointment::CANCELLED);
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(AppointmentTest, AnInitialVisitIsAnAppointmentOfItsJourneyAndIsScheduledAnewToMove) {
  ScheduleVisit("2023-11-23");
  ScheduleVisit("2023-11-24");
  EXPECT_EQ(AppointmentOf(journey).subject(), v1::INITIAL_VISIT);
  ExpectDays(journey, "2023-11-24", "2023-11-24");
  HeldOn<audits::v1::Journey, audits::v1::InitialVisitHeld>(journey, "2023-11-24");
  EXPECT_EQ(AppointmentOf(journey).kept_on(), "2023-11-24");
  EXPECT_THAT(domain.EventTypes(),
              ElementsAre("AppointmentEntered", "AppointmentShifted", "AppointmentKept"));
}

TEST_F(AppointmentTest, AVisitThatWasNeverScheduledIsEnteredWhenItIsHeld) {
  HeldOn<audits::v1::Journey, audits::v1::InitialVisitHeld>(journey, "2023-11-23");
  auto appointment = AppointmentOf(journey);
  EXPECT_EQ(appointment.state(), v1::Appointment::KEPT);
  EXPECT_EQ(appointment.subject(), v1::INITIAL_VISIT);
  EXPECT_EQ(appointment.journey_id(), journey);
  ExpectDays(journey, "2023-11-23", "2023-11-23");
}

TEST_F(AppointmentTest, ASessionIsAnAppointmentFromItsScheduleToTheDayItIsHeld) {
  ScheduleSession("2023-11-14", 1);
  EXPECT_EQ(AppointmentOf(session).title(), "Briefing: ISO 22301");
  MovedTo<training::v1::Session, training::v1::SessionMoved>(session, "2023-11-15");
  ExpectDays(session, "2023-11-15", "2023-11-15");
  HeldOn<training::v1::Session, training::v1::SessionHeld>(session, "2023-11-15");
  EXPECT_EQ(AppointmentOf(session).state(), v1::Appointment::KEPT);
}

TEST_F(AppointmentTest, TwoHalfDaysAreOneDayAndALongSessionKeepsItsLengthWhenItMoves) {
  ScheduleSession("2023-11-14", 2);
  ExpectDays(session, "2023-11-14", "2023-11-14");
  training::v1::SessionScheduled scheduled;
  scheduled.set_kind(training::v1::AUDITOR_COURSE);
  scheduled.set_planned_on("2023-10-30");
  scheduled.set_half_days(5);
  Hear<training::v1::Session>(IdOf("course"), scheduled);
  ExpectDays(IdOf("course"), "2023-10-30", "2023-11-01");
  MovedTo<training::v1::Session, training::v1::SessionMoved>(IdOf("course"), "2023-11-06");
  ExpectDays(IdOf("course"), "2023-11-06", "2023-11-08");
}

TEST_F(AppointmentTest, OnlyOtherTrainingIsCalledByItsOwnTitle) {
  ScheduleSession("2023-11-14", 1, training::v1::OTHER_TRAINING);
  EXPECT_EQ(AppointmentOf(session).title(), "how to use the new tool");
}

TEST_F(AppointmentTest, ACancelledSessionCancelsItsAppointment) {
  ScheduleSession("2023-11-14", 1);
  Cancelled<training::v1::Session, training::v1::SessionCancelled>(session);
  EXPECT_EQ(AppointmentOf(session).state(), v1::Appointment::CANCELLED);
}

TEST_F(AppointmentTest, AManagementReviewIsAnAppointmentUntilItIsHeld) {
  PlanReview("2023-11-27");
  EXPECT_EQ(AppointmentOf(review).title(), "Management review: ISO/IEC 20000-1");
  MovedTo<actions::v1::ManagementReview, actions::v1::ReviewMoved>(review, "2023-11-28");
  ExpectDays(review, "2023-11-28", "2023-11-28");
  HeldOn<actions::v1::ManagementReview, actions::v1::ReviewHeld>(review, "2023-11-28");
  EXPECT_EQ(AppointmentOf(review).kept_on(), "2023-11-28");
}

TEST_F(AppointmentTest, ACancelledReviewCancelsItsAppointment) {
  PlanReview("2023-11-27");
  Cancelled<actions::v1::ManagementReview, actions::v1::ReviewCancelled>(review);
  EXPECT_EQ(AppointmentOf(review).state(), v1::Appointment::CANCELLED);
}

TEST_F(AppointmentTest, AnExerciseIsAnAppointmentUntilItIsHeld) {
  PlanExercise("2023-11-20");
  EXPECT_EQ(AppointmentOf(exercise).subject(), v1::EXERCISE);
  MovedTo<audits::v1::Exercise, audits::v1::ExerciseMoved>(exercise, "2023-11-21");
  ExpectDays(exercise, "2023-11-21", "2023-11-21");
  HeldOn<audits::v1::Exercise, audits::v1::ExerciseHeld>(exercise, "2023-11-21");
  EXPECT_EQ(AppointmentOf(exercise).kept_on(), "2023-11-21");
}

TEST_F(AppointmentTest, ACancelledExerciseCancelsItsAppointment) {
  PlanExercise("2023-11-20");
  Cancelled<audits::v1::Exercise, audits::v1::ExerciseCancelled>(exercise);
  EXPECT_EQ(AppointmentOf(exercise).state(), v1::Appointment::CANCELLED);
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(AppointmentTest, AnAppointmentThatEndsBeforeItBeginsIsRefused) {
  PlanAudit("2024-01-17", "2024-01-16");
  EXPECT_THAT(Refusals(), ElementsAre("ends-before-start"));
  PlanAudit("2024-01-16", "2024-01-17");
  audits::v1::AuditMoved moved;
  moved.set_planned_from("2024-01-20");
  moved.set_planned_to("2024-01-19");
  Hear<audits::v1::Audit>(audit, moved);
  EXPECT_THAT(Refusals(), ElementsAre("ends-before-start", "ends-before-start"));
  ExpectDays(audit, "2024-01-16", "2024-01-17");
}

TEST_F(AppointmentTest, AMalformedDateIsRefusedAndShowsAsWork) {
  PlanAudit("2024-02-30", "2024-03-01");
  ScheduleSession("soon", 2);
  EXPECT_THAT(Refusals(), ElementsAre("invalid-field", "invalid-field"));
}

TEST_F(AppointmentTest, AKeptAppointmentIsNotKeptEnteredOrMovedAgain) {
  ScheduleVisit("2023-11-23");
  HeldOn<audits::v1::Journey, audits::v1::InitialVisitHeld>(journey, "2023-11-23");
  HeldOn<audits::v1::Journey, audits::v1::InitialVisitHeld>(journey, "2023-11-24");
  ScheduleVisit("2023-11-25");
  EXPECT_THAT(Refusals(), ElementsAre("appointment-over", "appointment-over"));
  v1::ShiftAppointment shift;
  shift.set_id(AppointmentIdOf(journey));
  shift.set_planned_from("2023-12-01");
  EXPECT_EQ(domain.Refused(shift).code(), "wrong-state");
}

TEST_F(AppointmentTest, KeepingWhatWasNeverPlannedNeedsToSayWhatItIs) {
  HeldOn<audits::v1::Exercise, audits::v1::ExerciseHeld>(exercise, "2023-11-21");
  EXPECT_THAT(Refusals(), ElementsAre("never-planned"));
}

TEST_F(AppointmentTest, AnAppointmentIsOverdueFromTheDayAfterItsLast) {
  PlanAudit("2025-05-20", "2025-05-22");
  auto appointment = AppointmentOf(audit);
  PresentAppointment(&appointment, calendar::Date::Parse("2025-05-22").value());
  EXPECT_FALSE(appointment.overdue());
  PresentAppointment(&appointment, calendar::Date::Parse("2025-05-23").value());
  EXPECT_TRUE(appointment.overdue());
  appointment.set_state(v1::Appointment::KEPT);
  PresentAppointment(&appointment, calendar::Date::Parse("2025-05-23").value());
  EXPECT_FALSE(appointment.overdue());
}

}  // namespace
}  // namespace assay::scheduling
