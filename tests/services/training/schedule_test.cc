#include "services/training/domain/schedule.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "tests/services/training/support.h"

namespace assay::training {
namespace {

TEST_F(Training, TheAuditorCourseLastsADayOfLecturesAndExercises) {
  domain_.Accepted(Course());
  EXPECT_EQ(session().state(), v1::Session::SCHEDULED);
  EXPECT_EQ(session().half_days(), 2u);
}

TEST_F(Training, ACourseOfHalfADayIsRefused) {
  v1::ScheduleSession course = Course();
  course.set_half_days(1);
  assay::Problem problem = domain_.Refused(course);
  EXPECT_EQ(problem.code(), "course-length");
  EXPECT_EQ(problem.field(), "halfDays");
}

TEST_F(Training, ACourseWithoutLectureOrExerciseIsRefused) {
  v1::ScheduleSession course = Scheduling(v1::AUDITOR_COURSE);
  AddPart(v1::WORKED_EXERCISE, &course);
  EXPECT_EQ(domain_.Refused(course).code(), "course-without-lecture");
  course.clear_parts();
  AddPart(v1::LECTURE, &course);
  EXPECT_EQ(domain_.Refused(course).code(), "course-without-exercise");
}

TEST_F(Training, ABriefingNamesItsStandard) {
  EXPECT_EQ(domain_.Refused(Scheduling(v1::BRIEFING)).code(), "briefing-without-standard");
  domain_.Accepted(Briefing());
  EXPECT_EQ(session().standard(), "ISO/IEC 27001");
}

TEST_F(Training, AWorkshopTakesHalfADayUnlessSaidOtherwise) {
  domain_.Accepted(Scheduling(v1::ADMINISTRATOR_WORKSHOP));
  EXPECT_EQ(session().half_days(), 1u);
}

TEST_F(Training, AWorkshopOfAnotherLengthIsWarnedOf) {
  v1::ScheduleSession workshop = Scheduling(v1::ADMINISTRATOR_WORKSHOP);
  workshop.set_half_days(2);
  EXPECT_TRUE(domain_.Warned(domain_.Accepted(workshop), "TN-1"));
  EXPECT_EQ(session().half_days(), 2u);
}

TEST_F(Training, NoOtherSessionIsMeasuredByTheWorkshop) {
  v1::ScheduleSession other = Scheduling(v1::FORUM_TRAINING);
  other.set_half_days(2);
  EXPECT_TRUE(domain_.Accepted(other).warnings.empty());
}

// A ruleset may make it a bar, and say how long a workshop takes.
TEST(Workshop, WhereTheRulesetBlocksItIsRefused) {
  std::ifstream file("libs/rules/data/assay-2026.1.toml");
  std::stringstream text;
  text << file.rdbuf();
  std::string own = text.str();
  size_t rule = own.find("[rule.TN-1]");
  ASSERT_NE(rule, std::string::npos);
  own.replace(own.find("\"warn\"", rule), 6, "\"block\"");
  own.replace(own.find("half_days = 1", rule), 13, "half_days = 2");
  Result<rules::Ruleset> ruleset = rules::Ruleset::Parse(own);
  ASSERT_TRUE(ruleset.ok()) << ruleset.status().message();
  aggregate::Context context;
  context.rules = &*ruleset;
  v1::ScheduleSession workshop;
  workshop.set_kind(v1::ADMINISTRATOR_WORKSHOP);
  workshop.set_half_days(1);
  aggregate::Outcome outcome = DecideScheduleSession({}, workshop, context);
  ASSERT_TRUE(outcome.rejection());
  EXPECT_EQ(outcome.rejection()->rule, "TN-1");
  EXPECT_EQ(outcome.rejection()->field, "halfDays");
  workshop.set_half_days(2);
  EXPECT_FALSE(DecideScheduleSession({}, workshop, context).rejection());
}

TEST_F(Training, InvitingAddsToTheListAndNamesNobodyTwice) {
  domain_.Accepted(Briefing());
  domain_.Accepted(Invitation({kPetra, kMira}));
  domain_.Accepted(Invitation({kMira, kTom}));
  const v1::Session briefing = session();
  EXPECT_EQ(std::vector<std::string>(briefing.invited_ids().begin(), briefing.invited_ids().end()),
            (std::vector<std::string>{kPetra, kMira, kTom}));
}

TEST_F(Training, EveryoneIsAllStaffPresent) {
  domain_.Accepted(Briefing());
  v1::InvitePeople invitation = Invitation({});
  invitation.set_everyone(true);
  domain_.Accepted(invitation);
  const v1::Session briefing = session();
  std::vector<std::string> invited(briefing.invited_ids().begin(), briefing.invited_ids().end());
  EXPECT_THAT(invited, ::testing::UnorderedElementsAre(kMira, kTom, kKai));
}

TEST_F(Training, InvitingNobodyIsRefused) {
  domain_.Accepted(Briefing());
  EXPECT_EQ(domain_.Refused(Invitation({})).code(), "nobody-invited");
}

TEST(EmptyDirectory, InvitingEveryoneIsRefused) {
  testing::DomainHarness domain(MakeModule());
  v1::ScheduleSession schedule;
  schedule.set_id(kSession);
  schedule.set_kind(v1::OTHER_TRAINING);
  schedule.set_title("A session");
  schedule.set_journey_id(IdOf("journey"));
  schedule.set_planned_on("2026-12-01");
  schedule.set_trainer_id(kPetra);
  domain.Accepted(schedule);
  v1::InvitePeople everyone;
  everyone.set_id(kSession);
  everyone.set_everyone(true);
  assay::Problem problem = domain.Refused(everyone);
  EXPECT_EQ(problem.code(), "nobody-invited");
  EXPECT_EQ(problem.field(), "everyone");
}

TEST_F(Training, InvitingSomebodyUnknownOrGoneIsRefused) {
  domain_.Accepted(Briefing());
  EXPECT_EQ(domain_.Refused(Invitation({IdOf("nobody")})).code(), "not-found");
  EXPECT_EQ(domain_.Refused(Invitation({kGone})).code(), "person-has-left");
}

TEST_F(Training, MoreThanAThousandPeopleDoNotFitOneSession) {
  for (int i = 0; i < 1'001; ++i) {
    domain_.Know(Person(IdOf("person " + std::to_string(i))));
  }
  domain_.Accepted(Briefing());
  v1::InvitePeople invitation = Invitation({});
  invitation.set_everyone(true);
  EXPECT_EQ(domain_.Refused(invitation).code(), "too-many-people");
}

}  // namespace
}  // namespace assay::training
