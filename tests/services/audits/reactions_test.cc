#include "assay/actions/v1/events.pb.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class ReactionsTest : public Fjordlicht {
 protected:
  ReactionsTest() {
    UntilStage2Opened();
    domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  }
  template <typename Event>
  void HearOfAction(const Event& event) {
    domain.Hear("actions", "assay.actions.v1.Action", IdOf("action"), event);
  }
  actions::v1::ActionClosed Closed(const std::string& finding) {
    actions::v1::ActionClosed closed;
    closed.set_finding_id(finding);
    closed.set_occurred_on("2024-04-15");
    return closed;
  }
};

TEST_F(ReactionsTest, AFindingLearnsTheActionItOpened) {
  actions::v1::ActionOpened opened;
  opened.set_finding_id(IdOf("minor"));
  HearOfAction(opened);
  EXPECT_EQ(Finding("minor").action_id(), IdOf("action"));
}

TEST_F(ReactionsTest, AClosedActionSettlesItsFindingAndLeavesTheBodysVerdictAlone) {
  HearOfAction(Closed(IdOf("minor")));
  EXPECT_EQ(Finding("minor").state(), v1::Finding::SETTLED);
  EXPECT_EQ(Finding("minor").settled_on(), "2024-04-15");
  EXPECT_EQ(Finding("minor").body_state(), v1::Finding::NO_RESPONSE);
}

TEST_F(ReactionsTest, AReopenedActionReopensItsFinding) {
  HearOfAction(Closed(IdOf("minor")));
  actions::v1::ActionReopened reopened;
  reopened.set_finding_id(IdOf("minor"));
  reopened.set_reason("It came back");
  HearOfAction(reopened);
  EXPECT_EQ(Finding("minor").state(), v1::Finding::RAISED);
}

TEST_F(ReactionsTest, AFindingThatIsSettledAlreadyIsLeftAsItIs) {
  HearOfAction(Closed(IdOf("minor")));
  HearOfAction(Closed(IdOf("minor")));
  EXPECT_EQ(domain.EventTypes().back(), "FindingSettled");
  EXPECT_EQ(Finding("minor").state(), v1::Finding::SETTLED);
}

TEST_F(ReactionsTest, AnActionWithoutAFindingConcernsNobodyHere) {
  size_t before = domain.EventTypes().size();
  HearOfAction(actions::v1::ActionOpened());
  HearOfAction(Closed(""));
  HearOfAction(actions::v1::ActionReopened());
  EXPECT_EQ(domain.EventTypes().size(), before);
}

}  // namespace
}  // namespace assay::audits
