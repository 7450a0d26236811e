#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

directory::v1::Site SiteCalled(const std::string& name) {
  directory::v1::Site site;
  site.set_id(IdOf(name));
  site.set_state(directory::v1::Site::OPEN);
  return site;
}

v1::ExamineSite Examination(const std::string& site, v1::Extent extent) {
  v1::ExamineSite command;
  command.set_id(kAction);
  v1::SiteExtent* examined = command.mutable_site();
  examined->set_site_id(IdOf(site));
  examined->set_extent(extent);
  examined->set_justification("Twenty changes of the last quarter were looked at");
  examined->set_examined_by(kAuditor);
  examined->set_examined_on("2024-04-23");
  return command;
}

class Containment : public ::testing::Test {
 protected:
  Containment() {
    for (const char* name : {"Leipzig", "Hamburg", "Tallinn"}) {
      steps_.domain.Know(SiteCalled(name));
    }
    steps_.UpToCause();
  }

  ActionSteps steps_;
};

TEST_F(Containment, AMajorsPlanWaitsForEverySite) {
  assay::Problem problem = steps_.domain.Refused(steps_.Plan());
  EXPECT_EQ(problem.rule(), "CA-13");
  EXPECT_NE(problem.detail().find("2 sites"), std::string::npos);
  steps_.domain.Accepted(Examination("Hamburg", v1::NOT_AFFECTED));
  EXPECT_EQ(steps_.domain.Refused(steps_.Plan()).rule(), "CA-13");
  steps_.domain.Accepted(Examination("Tallinn", v1::NOT_AFFECTED));
  steps_.domain.Accepted(steps_.Plan());
}

TEST_F(Containment, AClosedSiteNeedsNone) {
  steps_.domain.Accepted(Examination("Hamburg", v1::NOT_AFFECTED));
  directory::v1::Site tallinn = SiteCalled("Tallinn");
  tallinn.set_state(directory::v1::Site::CLOSED);
  steps_.domain.Know(tallinn);
  steps_.domain.Accepted(steps_.Plan());
}

TEST_F(Containment, AnAffectedSiteIsContainedBeforeThePlan) {
  steps_.domain.Accepted(Examination("Hamburg", v1::NOT_AFFECTED));
  steps_.domain.Accepted(Examination("Tallinn", v1::AFFECTED));
  EXPECT_EQ(steps_.domain.Refused(steps_.Plan()).rule(), "CA-15");
  v1::ExamineSite contained = Examination("Tallinn", v1::AFFECTED);
  contained.mutable_site()->set_measure("Its two open changes were reviewed");
  steps_.domain.Accepted(contained);
  ASSERT_EQ(steps_.action().site_extents_size(), 2);
  steps_.domain.Accepted(steps_.Plan());
}

TEST_F(Containment, AnotherExaminationReplacesTheFirst) {
  v1::ExamineSite contained = Examination("Tallinn", v1::AFFECTED);
  contained.mutable_site()->set_measure("Reviewed");
  steps_.domain.Accepted(contained);
  steps_.domain.Accepted(Examination("Tallinn", v1::NOT_AFFECTED));
  ASSERT_EQ(steps_.action().site_extents_size(), 1);
  EXPECT_EQ(steps_.action().site_extents(0).extent(), v1::NOT_AFFECTED);
  EXPECT_EQ(steps_.action().site_extents(0).measure(), "");
}

TEST_F(Containment, NobodyJudgesASiteWithoutSayingWhy) {
  v1::ExamineSite unsaid = Examination("Hamburg", v1::NOT_AFFECTED);
  unsaid.mutable_site()->clear_justification();
  assay::Problem problem = steps_.domain.Refused(unsaid);
  EXPECT_EQ(problem.code(), "missing-field");
  EXPECT_EQ(problem.field(), "site.justification");
}

TEST_F(Containment, TheSiteOfTheFindingIsAffected) {
  EXPECT_EQ(steps_.domain.Refused(Examination("Leipzig", v1::NOT_AFFECTED)).code(),
            "site-of-finding");
}

TEST_F(Containment, ASiteThatIsNotTheOrganisationsIsNotExamined) {
  EXPECT_EQ(steps_.domain.Refused(Examination("Riga", v1::NOT_AFFECTED)).code(), "not-found");
}

TEST_F(Containment, NothingIsExaminedBeforeTheOpening) {
  v1::ExamineSite early = Examination("Hamburg", v1::NOT_AFFECTED);
  early.mutable_site()->set_examined_on("2024-04-18");
  assay::Problem problem = steps_.domain.Refused(early);
  EXPECT_EQ(problem.code(), "out-of-order");
  EXPECT_EQ(problem.field(), "site.examinedOn");
}

TEST(ContainmentOfAMinor, IsWarnedOf) {
  ActionSteps steps;
  steps.domain.Know(SiteCalled("Leipzig"));
  steps.domain.Know(SiteCalled("Hamburg"));
  audits::v1::FindingRaised minor = MajorAtLeipzig();
  minor.set_grade(audits::v1::MINOR);
  steps.Raise(minor);
  steps.domain.SetToday("2024-06-30");
  steps.domain.Accepted(steps.Correction());
  steps.domain.Accepted(steps.Cause());
  EXPECT_TRUE(steps.domain.Warned(steps.domain.Accepted(steps.Plan()), "CA-14"));
}

}  // namespace
}  // namespace assay::actions
