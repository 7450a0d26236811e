#include "services/audits/domain/opportunity.h"

#include "assay/actions/v1/events.pb.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class OpportunityTest : public Fjordlicht {
 protected:
  OpportunityTest() {
    UntilStage2Opened();
    domain.Accepted(
        Raise("stage 2", "chance", v1::OPPORTUNITY_FOR_IMPROVEMENT, "hamburg", "2024-04-15"));
    domain.Accepted(Raise("stage 2", "remark", v1::OBSERVATION, "leipzig", "2024-04-15"));
  }
  v1::TakeUpOpportunity TakeUp(const std::string& finding, const std::string& due_on) {
    auto take_up = For<v1::TakeUpOpportunity>(finding);
    take_up.set_due_on(due_on);
    take_up.set_occurred_on("2024-04-15");
    return take_up;
  }
  v1::DeclineOpportunity Decline(const std::string& finding, const std::string& on) {
    auto decline = For<v1::DeclineOpportunity>(finding);
    decline.set_reason("The gain is not worth the work");
    decline.set_occurred_on(on);
    return decline;
  }
  v1::CloseAudit CloseStage2() {
    auto close = For<v1::CloseAudit>("stage 2");
    close.set_occurred_on("2024-04-19");
    return close;
  }
};

TEST_F(OpportunityTest, AnOpportunityIsDeclinedWithAReasonAndSoSettled) {
  domain.Accepted(Decline("chance", "2024-04-15"));
  EXPECT_EQ(Finding("chance").state(), v1::Finding::SETTLED);
  EXPECT_EQ(Finding("chance").settled_on(), "2024-04-15");
  EXPECT_EQ(Finding("chance").decline_reason(), "The gain is not worth the work");
  EXPECT_EQ(domain.Refused(Decline("chance", "2024-04-15")).code(), "wrong-state");
}

TEST_F(OpportunityTest, OneThatIsTakenUpNamesOwnerAndDateAndIsSettledByItsAction) {
  v1::TakeUpOpportunity take_up = TakeUp("remark", "2024-09-30");
  take_up.set_owner_id(IdOf("tom"));
  domain.Accepted(take_up);
  EXPECT_EQ(Finding("remark").owner_id(), IdOf("tom"));
  EXPECT_EQ(Finding("remark").due_on(), "2024-09-30");
  EXPECT_EQ(Finding("remark").taken_up_on(), "2024-04-15");
  EXPECT_EQ(Finding("remark").statement(), "Risks of the data centre were not assessed");
  EXPECT_EQ(Finding("remark").state(), v1::Finding::RAISED);
  actions::v1::ActionClosed closed;
  closed.set_finding_id(IdOf("remark"));
  closed.set_occurred_on("2024-04-15");
  domain.Hear("actions", "assay.actions.v1.Action", IdOf("action"), closed);
  EXPECT_EQ(Finding("remark").state(), v1::Finding::SETTLED);
}

TEST_F(OpportunityTest, WithoutAnotherOwnerItStaysWithTheFindings) {
  domain.Accepted(TakeUp("chance", "2024-09-30"));
  EXPECT_EQ(Finding("chance").owner_id(), IdOf("olga"));
}

TEST_F(OpportunityTest, OneThatHasAnActionIsDecidedAlready) {
  domain.Accepted(TakeUp("chance", "2024-09-30"));
  EXPECT_EQ(domain.Refused(TakeUp("chance", "2024-10-31")).code(), "has-action");
  EXPECT_EQ(domain.Refused(Decline("chance", "2024-04-15")).code(), "has-action");
  actions::v1::ActionOpened opened;
  opened.set_finding_id(IdOf("remark"));
  domain.Hear("actions", "assay.actions.v1.Action", IdOf("action"), opened);
  EXPECT_EQ(domain.Refused(Decline("remark", "2024-04-15")).code(), "has-action");
}

TEST_F(OpportunityTest, WhatCannotBeDecidedThisWay) {
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  EXPECT_EQ(domain.Refused(Decline("minor", "2024-04-15")).code(), "not-an-opportunity");
  EXPECT_EQ(domain.Refused(TakeUp("minor", "2024-09-30")).code(), "not-an-opportunity");
  EXPECT_EQ(domain.Refused(Decline("chance", "2024-04-14")).code(), "out-of-order");
  EXPECT_EQ(domain.Refused(TakeUp("chance", "2024-04-14")).code(), "due-before-decision");
  auto gone = For<directory::v1::Person>("olga");
  gone.set_state(directory::v1::Person::GONE);
  domain.Know(gone);
  EXPECT_EQ(domain.Refused(TakeUp("chance", "2024-09-30")).code(), "owner-left");
}

TEST_F(OpportunityTest, ClosingTheAuditNamesThoseThatNobodyHasDecidedOn) {
  domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
  UntilStage2Reported();
  domain.Accepted(TakeUp("chance", "2024-09-30"));
  aggregate::Receipt receipt = domain.Accepted(CloseStage2());
  ASSERT_EQ(receipt.warnings.size(), 1U);
  EXPECT_EQ(receipt.warnings[0].rule(), "NC-10");
  EXPECT_NE(receipt.warnings[0].message().find(Finding("remark").number()), std::string::npos);
  EXPECT_EQ(receipt.warnings[0].message().find(Finding("chance").number()), std::string::npos);
}

TEST_F(OpportunityTest, OnceAllAreDecidedTheAuditIsClosedWithoutAWord) {
  UntilStage2Reported();
  domain.Accepted(TakeUp("chance", "2024-09-30"));
  domain.Accepted(Decline("remark", "2024-04-19"));
  EXPECT_TRUE(domain.Accepted(CloseStage2()).warnings.empty());
}

}  // namespace
}  // namespace assay::audits
