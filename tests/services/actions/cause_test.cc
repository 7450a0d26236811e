#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

class Cause : public ::testing::Test {
 protected:
  Cause() {
    steps_.Raise();
    steps_.domain.SetToday("2024-06-30");
    steps_.domain.Accepted(steps_.Correction());
  }
  v1::AnalyseCause Fishbone() const {
    v1::AnalyseCause command = steps_.Cause();
    command.set_method(v1::FISHBONE);
    command.clear_steps();
    return command;
  }

  ActionSteps steps_;
};

TEST_F(Cause, FiveWhysAreAnOrderedChain) {
  v1::AnalyseCause command = steps_.Cause();
  command.clear_steps();
  assay::Problem problem = steps_.domain.Refused(command);
  EXPECT_EQ(problem.rule(), "CA-18");
  EXPECT_EQ(problem.field(), "whys");
  for (const char* answer : {"Nobody was told", "The process names no reviewer"}) {
    v1::Why* why = command.add_whys();
    why->set_question("Why?");
    why->set_answer(answer);
  }
  steps_.domain.Accepted(command);
  ASSERT_EQ(steps_.action().whys_size(), 2);
  EXPECT_EQ(steps_.action().whys(1).answer(), "The process names no reviewer");
  EXPECT_EQ(steps_.action().analysed_by(), kOwner);
  command.mutable_whys(1)->clear_answer();
  EXPECT_EQ(steps_.domain.Refused(command).code(), "missing-field");
}

TEST_F(Cause, AFishboneHasTheRootCauseOnABranch) {
  v1::AnalyseCause command = Fishbone();
  EXPECT_EQ(steps_.domain.Refused(command).field(), "fishbone");
  v1::FishboneBranch* people = command.add_fishbone();
  people->set_category(v1::PEOPLE);
  people->add_causes("Nobody was trained");
  EXPECT_EQ(steps_.domain.Refused(command).rule(), "CA-18");
  v1::FishboneBranch* method = command.add_fishbone();
  method->set_category(v1::METHOD);
  method->add_causes("The process names no reviewer");
  steps_.domain.Accepted(command);
  EXPECT_EQ(steps_.action().fishbone_size(), 2);
  EXPECT_EQ(steps_.action().cause_method(), v1::FISHBONE);
}

TEST_F(Cause, ARootCauseIsNamed) {
  v1::AnalyseCause command = steps_.Cause();
  command.clear_cause();
  EXPECT_EQ(steps_.domain.Refused(command).code(), "missing-field");
}

TEST_F(Cause, NothingIsAnalysedBeforeTheOpening) {
  v1::AnalyseCause command = steps_.Cause();
  command.set_occurred_on("2024-04-18");
  assay::Problem problem = steps_.domain.Refused(command);
  EXPECT_EQ(problem.code(), "out-of-order");
  EXPECT_EQ(problem.rule(), "CA-1");
}

TEST_F(Cause, AMajorsIsVerifiedBeforeThePlan) {
  steps_.domain.Accepted(steps_.Cause());
  EXPECT_EQ(steps_.domain.Refused(steps_.Plan()).rule(), "CA-16");
  steps_.domain.Accepted(steps_.CauseCheck());
  steps_.domain.Accepted(steps_.Plan());
}

TEST_F(Cause, NeitherTheOwnerNorTheAnalystVerifiesIt) {
  v1::AnalyseCause command = steps_.Cause();
  command.set_analysed_by(kImplementer);
  steps_.domain.Accepted(command);
  v1::VerifyCause check = steps_.CauseCheck();
  for (const std::string& person : {kOwner, kImplementer}) {
    check.set_verified_by(person);
    assay::Problem problem = steps_.domain.Refused(check);
    EXPECT_EQ(problem.rule(), "CA-17");
    EXPECT_EQ(problem.field(), "verifiedBy");
  }
  EXPECT_EQ(steps_.GivenBy(kOwner, steps_.CauseCheck()).problem->rule(), "CA-17");
}

TEST_F(Cause, ARefutedOneIsAnalysedAgain) {
  steps_.domain.Accepted(steps_.Cause());
  v1::VerifyCause check = steps_.CauseCheck();
  check.set_confirmed(false);
  EXPECT_EQ(steps_.domain.Refused(check).code(), "missing-reason");
  check.set_reason("The process does name one");
  steps_.domain.Accepted(check);
  EXPECT_EQ(steps_.action().state(), v1::Action::CONTAINED);
  EXPECT_EQ(steps_.domain.Refused(steps_.Plan()).rule(), "CA-2");
  steps_.domain.Accepted(steps_.Cause());
  EXPECT_EQ(steps_.action().cause_refuted_reason(), "");
  steps_.domain.Accepted(steps_.CauseCheck());
  steps_.domain.Accepted(steps_.Plan());
}

TEST_F(Cause, ANewAnalysisIsNotVerifiedYet) {
  steps_.domain.Accepted(steps_.Cause());
  steps_.domain.Accepted(steps_.CauseCheck());
  steps_.domain.Accepted(steps_.Cause());
  EXPECT_EQ(steps_.action().cause_verified_by(), "");
  EXPECT_EQ(steps_.domain.Refused(steps_.Plan()).rule(), "CA-16");
}

TEST_F(Cause, AVerificationHasEvidenceAndComesAfterTheAnalysis) {
  steps_.domain.Accepted(steps_.Cause());
  v1::VerifyCause check = steps_.CauseCheck();
  check.clear_evidence();
  EXPECT_EQ(steps_.domain.Refused(check).code(), "missing-evidence");
  check = steps_.CauseCheck();
  check.set_occurred_on("2024-04-23");
  EXPECT_EQ(steps_.domain.Refused(check).code(), "out-of-order");
}

}  // namespace
}  // namespace assay::actions
