#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

v1::DisputeAction Dispute() {
  v1::DisputeAction command;
  command.set_id(kAction);
  command.set_disputed_by(kImplementer);
  command.set_reason("The changes were reviewed; the minutes show it");
  command.set_occurred_on("2024-04-22");
  return command;
}

v1::DecideDispute Decision(bool granted) {
  v1::DecideDispute command;
  command.set_id(kAction);
  command.set_decided_by(kManager);
  command.set_granted(granted);
  command.set_reason("The minutes were read with the auditor");
  command.set_occurred_on("2024-04-23");
  return command;
}

class Response : public ::testing::Test {
 protected:
  Response() {
    steps_.Raise();
    steps_.domain.SetToday("2024-06-30");
  }

  ActionSteps steps_;
};

TEST_F(Response, TheAuditedSideAcceptsOnce) {
  steps_.domain.Accepted(steps_.Acceptance());
  EXPECT_EQ(steps_.action().acceptance(), v1::ACTION_ACCEPTED);
  EXPECT_EQ(steps_.action().accepted_by(), kOwner);
  EXPECT_EQ(steps_.domain.Refused(steps_.Acceptance()).code(), "already-accepted");
  EXPECT_EQ(steps_.domain.Refused(Dispute()).code(), "already-accepted");
}

TEST_F(Response, NothingIsAcceptedOrDisputedBeforeItWasOpened) {
  v1::AcceptAction acceptance = steps_.Acceptance();
  acceptance.set_occurred_on("2024-04-18");
  EXPECT_EQ(steps_.domain.Refused(acceptance).code(), "out-of-order");
  v1::DisputeAction dispute = Dispute();
  dispute.set_occurred_on("2024-04-18");
  EXPECT_EQ(steps_.domain.Refused(dispute).code(), "out-of-order");
}

TEST_F(Response, APlanOfWhatNobodyAcceptedIsWarnedOf) {
  steps_.domain.Accepted(steps_.Correction());
  steps_.domain.Accepted(steps_.Cause());
  steps_.domain.Accepted(steps_.CauseCheck());
  EXPECT_TRUE(steps_.domain.Warned(steps_.domain.Accepted(steps_.Plan()), "CA-26"));
}

TEST_F(Response, NoPlanWhileADisputeIsOpen) {
  steps_.domain.Accepted(Dispute());
  EXPECT_EQ(steps_.domain.Refused(Dispute()).code(), "already-disputed");
  steps_.domain.Accepted(steps_.Correction());
  steps_.domain.Accepted(steps_.Cause());
  steps_.domain.Accepted(steps_.CauseCheck());
  EXPECT_EQ(steps_.domain.Refused(steps_.Plan()).rule(), "CA-10");
  steps_.domain.Accepted(Decision(false));
  EXPECT_TRUE(steps_.domain.Accepted(steps_.Plan()).warnings.empty());
  EXPECT_EQ(steps_.action().dispute_decision(), "The minutes were read with the auditor");
}

TEST_F(Response, NeitherTheOwnerNorTheDisputerDecides) {
  steps_.domain.Accepted(Dispute());
  v1::DecideDispute decision = Decision(true);
  for (const std::string& person : {kOwner, kImplementer}) {
    decision.set_decided_by(person);
    assay::Problem problem = steps_.domain.Refused(decision);
    EXPECT_EQ(problem.rule(), "CA-11");
    EXPECT_EQ(problem.field(), "decidedBy");
  }
  EXPECT_EQ(steps_.GivenBy(kImplementer, Decision(true)).problem->rule(), "CA-11");
}

TEST_F(Response, ADecisionSaysWhichAndWhy) {
  EXPECT_EQ(steps_.domain.Refused(Decision(true)).code(), "nothing-disputed");
  steps_.domain.Accepted(Dispute());
  v1::DecideDispute decision = Decision(true);
  decision.clear_granted();
  EXPECT_EQ(steps_.domain.Refused(decision).code(), "missing-field");
  decision = Decision(true);
  decision.clear_reason();
  EXPECT_EQ(steps_.domain.Refused(decision).code(), "missing-field");
  decision = Decision(true);
  decision.set_occurred_on("2024-04-21");
  EXPECT_EQ(steps_.domain.Refused(decision).code(), "out-of-order");
}

TEST_F(Response, AGrantedDisputeCancelsTheActionWhichIsNotDone) {
  steps_.domain.Accepted(Dispute());
  steps_.domain.Accepted(Decision(true));
  v1::Action action = steps_.Presented();
  EXPECT_EQ(action.state(), v1::Action::CANCELLED);
  EXPECT_EQ(action.acceptance(), v1::DISPUTE_GRANTED);
  EXPECT_FALSE(action.counts_as_done());
}

TEST_F(Response, ARefusedDisputeIsNotOpenedAgain) {
  steps_.domain.Accepted(Dispute());
  steps_.domain.Accepted(Decision(false));
  EXPECT_EQ(steps_.action().state(), v1::Action::OPEN);
  EXPECT_EQ(steps_.domain.Refused(Dispute()).code(), "dispute-decided");
}

TEST_F(Response, ADisputeIsGivenUpByAccepting) {
  steps_.domain.Accepted(Dispute());
  steps_.domain.Accepted(steps_.Acceptance());
  EXPECT_EQ(steps_.domain.Refused(Decision(true)).code(), "nothing-disputed");
}

TEST_F(Response, ADisputedFindingDisputesItsAction) {
  audits::v1::FindingDisputed disputed;
  disputed.set_reason("The changes were reviewed");
  disputed.set_occurred_on("2024-04-22");
  steps_.domain.Hear("audits", "assay.audits.v1.Finding", kFinding, disputed);
  EXPECT_EQ(steps_.action().acceptance(), v1::ACTION_DISPUTED);
  EXPECT_EQ(steps_.action().dispute_reason(), "The changes were reviewed");
  steps_.domain.Accepted(Decision(false));
}

}  // namespace
}  // namespace assay::actions
