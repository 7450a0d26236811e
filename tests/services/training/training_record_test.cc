#include "services/training/readmodel/training_record.h"

#include "tests/services/training/support.h"

namespace assay::training {
namespace {

v1::Session Held(const std::string& id, const std::string& day) {
  v1::Session session;
  session.set_id(id);
  session.set_state(v1::Session::HELD);
  session.set_held_on(day);
  return session;
}

TEST(TrainingRecord, ItHasWhatThePersonWasInvitedToAttendedOrAcknowledgedInOrder) {
  v1::Session briefing = Held("briefing", "2023-11-14");
  briefing.add_invited_ids(kMira);
  briefing.add_acknowledged_ids(kMira);
  v1::Session course = Held("course", "2023-10-06");
  course.add_attended_ids(kMira);
  v1::Effect* effect = course.add_effects();
  effect->set_person_id(kMira);
  effect->set_passed(true);
  v1::Session others = Held("of others", "2023-10-07");
  others.add_attended_ids(kTom);
  v1::Session planned = Held("planned", "");
  planned.set_state(v1::Session::SCHEDULED);
  planned.add_invited_ids(kMira);
  v1::Competence competence;
  competence.set_level(v1::TRAINEE_AUDITOR);

  v1::TrainingRecord record = RecordOf(kMira, {briefing, course, others, planned}, &competence);
  ASSERT_EQ(record.lines_size(), 2);
  EXPECT_EQ(record.lines(0).session_id(), "course");
  EXPECT_TRUE(record.lines(0).attended());
  EXPECT_TRUE(record.lines(0).effect().passed());
  EXPECT_FALSE(record.lines(0).invited());
  EXPECT_EQ(record.lines(1).session_id(), "briefing");
  EXPECT_TRUE(record.lines(1).acknowledged());
  EXPECT_FALSE(record.lines(1).attended());
  EXPECT_FALSE(record.lines(1).has_effect());
  EXPECT_EQ(record.competence().level(), v1::TRAINEE_AUDITOR);
}

TEST(TrainingRecord, ItIsEmptyForWhoTookPartInNothing) {
  v1::TrainingRecord record = RecordOf(kKai, {Held("course", "2023-10-06")}, nullptr);
  EXPECT_EQ(record.lines_size(), 0);
  EXPECT_FALSE(record.has_competence());
}

}  // namespace
}  // namespace assay::training
