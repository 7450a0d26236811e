// Moving an appointment asks the owner of its date.
#include "assay/actions/v1/commands.pb.h"
#include "assay/audits/v1/application.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/training/v1/commands.pb.h"
#include "services/scheduling/domain/appointment.h"
#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

class MoveTest : public ::testing::Test {
 protected:
  aggregate::Forwarded Move(const std::string& from, const std::string& to = "") {
    v1::MoveAppointment command;
    command.set_id(appointment.id());
    command.set_planned_from(from);
    command.set_planned_to(to);
    command.set_reason("the auditor is ill");
    auto forward = module.FindForwarder(command.GetDescriptor()->full_name());
    EXPECT_NE(forward, nullptr);
    return (*forward)(appointment, command);
  }
  template <typename Command>
  Command Forwarded(const aggregate::Forwarded& forwarded) {
    const auto* command = std::get_if<std::shared_ptr<const aggregate::Message>>(&forwarded);
    EXPECT_NE(command, nullptr);
    EXPECT_EQ((*command)->GetDescriptor(), Command::descriptor());
    Command typed;
    typed.CopyFrom(**command);
    EXPECT_EQ(schema::Validate(typed), std::nullopt);
    return typed;
  }
  static std::string CodeOf(const aggregate::Forwarded& forwarded) {
    const auto* rejection = std::get_if<Rejection>(&forwarded);
    EXPECT_NE(rejection, nullptr);
    return rejection == nullptr ? "" : rejection->code;
  }
  void SetSubject(v1::Subject subject, const std::string& from, const std::string& to) {
    appointment.set_id(IdOf("appointment"));
    appointment.set_subject(subject);
    appointment.set_subject_id(IdOf("subject"));
    appointment.set_planned_from(from);
    appointment.set_planned_to(to);
    appointment.set_state(v1::Appointment::PLANNED);
  }

  aggregate::Module module = MakeModule();
  v1::Appointment appointment;
};

TEST_F(MoveTest, AnAuditIsMovedByAuditsAndTakesAsManyDaysAsBefore) {
  SetSubject(v1::AUDIT, "2025-06-24", "2025-06-26");
  auto move = Forwarded<audits::v1::MoveAudit>(Move("2025-05-20"));
  EXPECT_EQ(move.id(), IdOf("subject"));
  EXPECT_EQ(move.planned_from(), "2025-05-20");
  EXPECT_EQ(move.planned_to(), "2025-05-22");
  EXPECT_EQ(move.reason(), "the auditor is ill");
}

TEST_F(MoveTest, AnAuditMayTakeMoreOrFewerDaysThanBefore) {
  SetSubject(v1::AUDIT, "2025-06-24", "2025-06-26");
  EXPECT_EQ(Forwarded<audits::v1::MoveAudit>(Move("2025-06-24", "2025-06-25")).planned_to(),
            "2025-06-25");
}

TEST_F(MoveTest, EveryOtherSubjectIsMovedByItsOwner) {
  SetSubject(v1::SESSION, "2023-11-14", "2023-11-14");
  EXPECT_EQ(Forwarded<training::v1::MoveSession>(Move("2023-11-15")).planned_on(), "2023-11-15");
  SetSubject(v1::MANAGEMENT_REVIEW, "2023-11-28", "2023-11-28");
  EXPECT_EQ(Forwarded<actions::v1::MoveReview>(Move("2023-11-29")).planned_on(), "2023-11-29");
  SetSubject(v1::EXERCISE, "2023-11-21", "2023-11-21");
  EXPECT_EQ(Forwarded<audits::v1::MoveExercise>(Move("2023-11-22")).planned_on(), "2023-11-22");
  SetSubject(v1::INITIAL_VISIT, "2023-11-23", "2023-11-23");
  auto visit = Forwarded<audits::v1::ScheduleInitialVisit>(Move("2023-11-24"));
  EXPECT_EQ(visit.planned_on(), "2023-11-24");
  EXPECT_EQ(visit.id(), IdOf("subject"));
}

TEST_F(MoveTest, ALastDayBeforeTheFirstIsRefused) {
  SetSubject(v1::AUDIT, "2025-06-24", "2025-06-26");
  EXPECT_EQ(CodeOf(Move("2025-05-20", "2025-05-19")), "ends-before-start");
}

TEST_F(MoveTest, ARepeatedMoveIsTheSameCommandToTheOwnerWhateverHappenedSince) {
  SetSubject(v1::AUDIT, "2025-06-24", "2025-06-26");
  auto first = Forwarded<audits::v1::MoveAudit>(Move("2025-07-01"));
  SetSubject(v1::AUDIT, "2025-07-01", "2025-07-03");
  appointment.set_state(v1::Appointment::KEPT);
  auto again = Forwarded<audits::v1::MoveAudit>(Move("2025-07-01"));
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
}

TEST_F(MoveTest, AnotherLengthOfAnythingButAnAuditIsRefused) {
  SetSubject(v1::SESSION, "2023-11-14", "2023-11-15");
  EXPECT_EQ(CodeOf(Move("2023-11-20", "2023-11-22")), "length-fixed");
  EXPECT_EQ(Forwarded<training::v1::MoveSession>(Move("2023-11-20", "2023-11-21")).planned_on(),
            "2023-11-20");
}

TEST_F(MoveTest, AnAppointmentOfNothingKnownIsNotMoved) {
  SetSubject(v1::SUBJECT_UNSPECIFIED, "2025-06-24", "2025-06-24");
  EXPECT_EQ(CodeOf(Move("2025-07-01")), "nobody-owns-it");
}

}  // namespace
}  // namespace assay::scheduling
