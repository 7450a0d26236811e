#include "services/audits/domain/decision_package.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// What a decision rests on: the team's package (DE-5), what was asked before (DE-3), and who
// decides (DE-2).
class DecisionPackageTest : public Fjordlicht {
 protected:
  // Stage 2 is reported with a minor whose plan is accepted; nothing is supplied.
  void ReportedOnly() {
    UntilStage2Opened();
    domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
    domain.SetToday("2024-04-19");
    domain.Accepted(Report("stage 2", "2024-04-15", "2024-04-19"));
    PlanAccepted("minor", "2024-04-19");
    domain.SetToday("2024-06-18");
  }
  std::string DetailOf(const v1::SupplyDecisionPackage& supply) {
    domain.Accepted(supply);
    assay::Problem problem = domain.Refused(Grant("2024-06-18"));
    EXPECT_EQ(problem.rule(), "DE-5");
    EXPECT_EQ(problem.field(), "certificates");
    return problem.detail().substr(problem.detail().find("missing: "));
  }
  v1::GrantCertification GrantBy(const std::string& decider, const std::string& arrangement = "") {
    v1::GrantCertification grant = Grant("2024-06-18");
    grant.set_decider_id(IdOf(decider));
    grant.set_decider_arrangement(arrangement);
    return grant;
  }
};

TEST_F(DecisionPackageTest, NothingIsGrantedBeforeTheTeamHasSuppliedAllOfIt) {
  ReportedOnly();
  assay::Problem problem = domain.Refused(Grant("2024-06-18"));
  EXPECT_EQ(problem.rule(), "DE-5");
  EXPECT_EQ(problem.detail(),
            "the team of stage 2 of 2024-04-19 supplies what the decision needs before it is "
            "taken; missing: comments-on-nonconformities, application-information-confirmed, "
            "objectives-confirmed, recommendation");
  domain.Accepted(Supply("stage 2", "2024-06-18"));
  EXPECT_EQ(Audit("stage 2").package_supplied_on(), "2024-06-18");
  domain.Accepted(Grant("2024-06-18"));
}

TEST_F(DecisionPackageTest, EachPartIsAskedForByItself) {
  ReportedOnly();
  v1::SupplyDecisionPackage supply = Supply("stage 2", "2024-06-18");
  supply.mutable_decision_package()->clear_comments();
  EXPECT_EQ(DetailOf(supply), "missing: comments-on-nonconformities");
  supply = Supply("stage 2", "2024-06-18");
  supply.mutable_decision_package()->clear_application_confirmed();
  EXPECT_EQ(DetailOf(supply), "missing: application-information-confirmed");
  supply = Supply("stage 2", "2024-06-18");
  supply.mutable_decision_package()->clear_objectives_met();
  EXPECT_EQ(DetailOf(supply), "missing: objectives-confirmed");
  supply = Supply("stage 2", "2024-06-18");  // recommended with conditions: which?
  supply.mutable_decision_package()->clear_conditions();
  EXPECT_EQ(DetailOf(supply), "missing: recommendation");
}

TEST_F(DecisionPackageTest, WithoutNonconformitiesThereIsNothingToCommentOn) {
  UntilStage2Opened();
  domain.SetToday("2024-04-19");
  domain.Accepted(Report("stage 2", "2024-04-15", "2024-04-19"));
  v1::SupplyDecisionPackage supply = Supply("stage 2", "2024-04-19");
  supply.mutable_decision_package()->clear_comments();
  domain.Accepted(supply);
  domain.SetToday("2024-06-18");
  domain.Accepted(Grant("2024-06-18"));
}

TEST_F(DecisionPackageTest, ItIsSuppliedAfterTheReportOfAnAuditThatADecisionRestsOn) {
  UntilStage1Concluded();
  EXPECT_EQ(domain.Refused(Supply("stage 1", "2024-02-21")).code(), "no-decision-follows");
  UntilStage2Opened();
  EXPECT_EQ(domain.Refused(Supply("stage 2", "2024-04-15")).code(), "wrong-state");
  UntilStage2Reported();
  EXPECT_EQ(domain.Refused(Supply("stage 2", "2024-04-18")).code(), "out-of-order");
}

TEST_F(DecisionPackageTest, TheDeciderIsOfTheBodyOrUnderAnArrangementNeverTheClients) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  assay::Problem problem = domain.Refused(GrantBy("jonas", "He also works for us"));
  EXPECT_EQ(problem.rule(), "DE-2");
  EXPECT_EQ(problem.field(), "deciderId");
  EXPECT_NE(problem.detail().find("name somebody of the body"), std::string::npos);
  EXPECT_EQ(domain.Refused(GrantBy("somebody unknown")).rule(), "DE-2");
  domain.Accepted(
      GrantBy("somebody unknown", "Member of the certification committee, by contract"));
  EXPECT_EQ(Journey().decider_arrangement(), "Member of the certification committee, by contract");
  EXPECT_EQ(Certificate(kSecurityCertificate).decider_arrangement(),
            "Member of the certification committee, by contract");
}

TEST_F(DecisionPackageTest, WhoLeftTheBodyBeforeDoesNotDecide) {
  UntilStage2Reported();
  auto ines = For<directory::v1::Person>("ines");
  ines.set_tie(directory::v1::BODY_STAFF);
  ines.set_state(directory::v1::Person::GONE);
  ines.set_left_on("2024-06-17");
  domain.Know(ines);
  domain.SetToday("2024-06-18");
  EXPECT_EQ(domain.Refused(Grant("2024-06-18")).rule(), "DE-2");
  ines.set_left_on("2024-06-18");
  domain.Know(ines);
  domain.Accepted(Grant("2024-06-18"));
}

TEST_F(DecisionPackageTest, ASuspensionAndARefusalAskForABoundDeciderToo) {
  UntilStage2Reported();
  auto refuse = For<v1::RefuseCertification>("journey");
  refuse.set_decider_id(IdOf("jonas"));
  refuse.set_occurred_on("2024-04-19");
  refuse.set_reasons("Not ready");
  EXPECT_EQ(domain.Refused(refuse).rule(), "DE-2");
  UntilCertified();
  auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
  suspend.set_reason_code("voluntary-request");
  suspend.set_reason("Wanted");
  suspend.set_decider_id(IdOf("jonas"));
  suspend.set_occurred_on("2024-06-18");
  EXPECT_EQ(domain.Refused(suspend).rule(), "DE-2");
  suspend.clear_decider_id();  // the client need not know
  domain.Accepted(suspend);
}

TEST_F(DecisionPackageTest, ADecisionWaitsForWhatWasSoughtBeforeIt) {
  UntilStage2Reported();
  domain.SetToday("2024-06-18");
  v1::GrantCertification grant = Grant("2024-06-18");
  v1::Clarification* asked = grant.add_clarifications();
  asked->set_sought("Which shifts were seen in Leipzig?");
  assay::Problem problem = domain.Refused(grant);
  EXPECT_EQ(problem.rule(), "DE-3");
  EXPECT_EQ(problem.field(), "clarifications");
  asked->set_received("  ");  // said, but nothing
  EXPECT_EQ(domain.Refused(grant).rule(), "DE-3");
  asked->set_received("All three, on 2024-04-17");
  domain.Accepted(grant);
  ASSERT_EQ(Journey().clarifications_size(), 1);
  EXPECT_EQ(Journey().clarifications(0).received(), "All three, on 2024-04-17");
}

}  // namespace
}  // namespace assay::audits
