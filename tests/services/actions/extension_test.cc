#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

v1::AskForExtension Asking() {
  v1::AskForExtension command;
  command.set_id(kAction);
  command.set_due_on("2024-08-30");
  command.set_reason("The supplier delivers in August");
  command.set_asked_by(kImplementer);
  command.set_occurred_on("2024-05-06");
  return command;
}

v1::DecideExtension Deciding(bool granted) {
  v1::DecideExtension command;
  command.set_id(kAction);
  command.set_decided_by(kManager);
  command.set_granted(granted);
  command.set_reason("The order was seen");
  command.set_occurred_on("2024-05-07");
  return command;
}

class Extension : public ::testing::Test {
 protected:
  Extension() {
    steps_.Raise();
    steps_.domain.SetToday("2024-06-30");
  }

  ActionSteps steps_;
};

TEST_F(Extension, OneIsAskedForAndGrantedByAnother) {
  EXPECT_EQ(steps_.domain.Refused(Deciding(true)).code(), "nothing-asked");
  steps_.domain.Accepted(Asking());
  EXPECT_EQ(steps_.action().due_on(), "2024-07-18");
  EXPECT_EQ(steps_.action().extension_state(), v1::EXTENSION_ASKED);
  EXPECT_EQ(steps_.domain.Refused(Asking()).code(), "already-asked");
  steps_.domain.Accepted(Deciding(true));
  EXPECT_EQ(steps_.action().due_on(), "2024-08-30");
  EXPECT_EQ(steps_.action().extension_state(), v1::EXTENSION_GRANTED);
  EXPECT_EQ(steps_.action().extension_decided_by(), kManager);
}

TEST_F(Extension, ARefusedOneLeavesTheDateAndMayBeAskedForAgain) {
  steps_.domain.Accepted(Asking());
  steps_.domain.Accepted(Deciding(false));
  EXPECT_EQ(steps_.action().due_on(), "2024-07-18");
  EXPECT_EQ(steps_.action().extension_state(), v1::EXTENSION_REFUSED);
  EXPECT_EQ(steps_.action().extension_decision(), "The order was seen");
  steps_.domain.Accepted(Asking());
  EXPECT_EQ(steps_.action().extension_decision(), "");
}

TEST_F(Extension, NeitherTheOwnerNorTheAskerDecides) {
  steps_.domain.Accepted(Asking());
  v1::DecideExtension decision = Deciding(true);
  for (const std::string& person : {kOwner, kImplementer}) {
    decision.set_decided_by(person);
    assay::Problem problem = steps_.domain.Refused(decision);
    EXPECT_EQ(problem.rule(), "CA-12");
    EXPECT_EQ(problem.code(), "own-extension");
    EXPECT_EQ(problem.field(), "decidedBy");
  }
  EXPECT_EQ(steps_.GivenBy(kImplementer, Deciding(true)).problem->rule(), "CA-12");
}

TEST_F(Extension, MoreTimeIsALaterDateWithAReason) {
  v1::AskForExtension asking = Asking();
  asking.set_due_on("2024-07-18");
  EXPECT_EQ(steps_.domain.Refused(asking).code(), "not-later");
  asking = Asking();
  asking.clear_reason();
  EXPECT_EQ(steps_.domain.Refused(asking).code(), "missing-field");
  asking = Asking();
  asking.set_occurred_on("2024-04-18");
  EXPECT_EQ(steps_.domain.Refused(asking).code(), "out-of-order");
}

TEST_F(Extension, ADecisionComesAfterTheRequestAndSaysWhich) {
  steps_.domain.Accepted(Asking());
  v1::DecideExtension decision = Deciding(true);
  decision.set_occurred_on("2024-05-05");
  EXPECT_EQ(steps_.domain.Refused(decision).code(), "out-of-order");
  decision = Deciding(true);
  decision.clear_granted();
  EXPECT_EQ(steps_.domain.Refused(decision).code(), "missing-field");
}

TEST_F(Extension, AnotherDateGivenMeanwhileAnswersTheRequest) {
  steps_.domain.Accepted(Asking());
  v1::ExtendDueDate extend;
  extend.set_id(kAction);
  extend.set_due_on("2024-08-15");
  extend.set_reason("Half of it is enough");
  extend.set_decided_by(kManager);
  steps_.domain.Accepted(extend);
  EXPECT_EQ(steps_.action().extension_state(), v1::EXTENSION_GRANTED);
  EXPECT_EQ(steps_.action().due_on(), "2024-08-15");
}

}  // namespace
}  // namespace assay::actions
