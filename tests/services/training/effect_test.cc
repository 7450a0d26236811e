#include "tests/services/training/support.h"

namespace assay::training {
namespace {

TEST_F(Training, MiraAndTomPassTheCourseAndKaiResits) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  domain_.Accepted(Check(kTom, true));
  domain_.Accepted(Check(kKai, false));
  EXPECT_EQ(CompetenceOf(kMira).level(), v1::TRAINEE_AUDITOR);
  EXPECT_EQ(CompetenceOf(kMira).course_id(), kSession);
  EXPECT_EQ(CompetenceOf(kMira).course_passed_on(), "2023-10-06");
  EXPECT_FALSE(domain_.Exists<v1::Competence>(kKai));
  domain_.SetToday("2023-10-13");
  domain_.Accepted(Check(kKai, true, "2023-10-13"));
  EXPECT_EQ(CompetenceOf(kKai).course_passed_on(), "2023-10-13");
  EXPECT_EQ(session().effects_size(), 3);
}

TEST_F(Training, ALaterCheckReplacesTheEarlierOneAlsoWhenItIsFailed) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  domain_.Accepted(Check(kMira, false));
  ASSERT_EQ(session().effects_size(), 1);
  EXPECT_FALSE(session().effects(0).passed());
}

TEST_F(Training, PassingASecondTimeChangesNoCompetence) {
  HoldCourse();
  domain_.Accepted(Check(kMira, true));
  domain_.Accepted(Check(kMira, true));
  std::vector<std::string> events = domain_.EventTypes();
  EXPECT_EQ(std::count(events.begin(), events.end(), "CoursePassed"), 1);
}

TEST_F(Training, PassingABriefingsTestMakesNobodyAnAuditor) {
  domain_.Accepted(Briefing());
  domain_.Accepted(Holding({kMira}));
  domain_.Accepted(Check(kMira, true));
  EXPECT_FALSE(domain_.Exists<v1::Competence>(kMira));
}

TEST_F(Training, EffectIsCheckedOfThoseWhoTookPart) {
  domain_.Accepted(Course());
  domain_.Accepted(Holding({kMira}));
  assay::Problem problem = domain_.Refused(Check(kTom, true));
  EXPECT_EQ(problem.code(), "did-not-attend");
  EXPECT_EQ(problem.field(), "effect.personId");
}

TEST_F(Training, NobodyChecksTheirOwnEffect) {
  HoldCourse();
  v1::CheckEffect check = Check(kMira, true);
  check.mutable_effect()->set_checked_by(kMira);
  EXPECT_EQ(domain_.Refused(check).code(), "checks-own-effect");
  domain_.ActAs(kMira);
  EXPECT_EQ(domain_.Refused(Check(kMira, true)).code(), "checks-own-effect") << "in any name";
  domain_.ActAs(kTom);
  domain_.Accepted(Check(kMira, true));  // records what a trainer from outside found
}

TEST_F(Training, AnEffectIsSaidEitherWay) {
  HoldCourse();
  v1::CheckEffect check = Check(kMira, true);
  check.mutable_effect()->clear_passed();
  EXPECT_EQ(domain_.Refused(check).code(), "missing-field");
}

TEST_F(Training, AnEffectIsCheckedBetweenTheSessionAndToday) {
  HoldCourse();
  EXPECT_EQ(domain_.Refused(Check(kMira, true, "2023-10-05")).code(), "out-of-order");
  EXPECT_EQ(domain_.Refused(Check(kMira, true, "2023-10-07")).code(), "in-the-future");
}

}  // namespace
}  // namespace assay::training
