#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

class Repeats : public ::testing::Test {
 protected:
  // Another nonconformity, whose action is named after it.
  std::string Raise(const std::string& name, const std::string& site = "Leipzig",
                    const std::string& clause = "8.1", const std::string& repeats = "") {
    audits::v1::FindingRaised raised = MajorAtLeipzig();
    raised.set_site_id(IdOf(site));
    raised.set_clause(clause);
    raised.set_repeats_finding_id(repeats);
    steps_.domain.Hear("audits", "assay.audits.v1.Finding", IdOf(name), raised);
    return ActionOfFinding(IdOf(name));
  }
  v1::Action Get(const std::string& id) { return steps_.domain.Get<v1::Action>(id); }
  v1::AnalyseCause Analysis(const std::string& id, const std::string& code) {
    v1::RecordCorrection correction = steps_.Correction();
    correction.set_id(id);
    steps_.domain.Accepted(correction);
    v1::AnalyseCause command = steps_.Cause();
    command.set_id(id);
    command.set_cause_code(code);
    return command;
  }

  ActionSteps steps_{"2024-04-30"};
};

TEST_F(Repeats, TheSameClauseAndSiteIsLinkedBothWays) {
  std::string first = Raise("first");
  std::string second = Raise("second");
  ASSERT_EQ(Get(second).repeats_size(), 1);
  EXPECT_EQ(Get(second).repeats(0).action_id(), first);
  EXPECT_EQ(Get(second).repeats(0).number(), "CA-TST-2024-0001");
  EXPECT_EQ(Get(second).repeats(0).basis(), v1::SAME_CLAUSE_AND_SITE);
  ASSERT_EQ(Get(first).repeated_by_size(), 1);
  EXPECT_EQ(Get(first).repeated_by(0), second);
  EXPECT_TRUE(Get(first).repeats().empty());
}

TEST_F(Repeats, TheLatestIsFoundAndKnowsTheOneBefore) {
  Raise("first");
  std::string second = Raise("second");
  std::string third = Raise("third");
  ASSERT_EQ(Get(third).repeats_size(), 1);
  EXPECT_EQ(Get(third).repeats(0).action_id(), second);
}

TEST_F(Repeats, AnotherSiteOrClauseIsAnotherMatter) {
  Raise("first");
  EXPECT_TRUE(Get(Raise("elsewhere", "Tallinn")).repeats().empty());
  EXPECT_TRUE(Get(Raise("other", "Leipzig", "8.2")).repeats().empty());
}

TEST_F(Repeats, AnOpportunityRepeatsNothing) {
  Raise("first");
  v1::OpenAction open;
  open.set_id(IdOf("better"));
  open.set_kind(v1::IMPROVEMENT);
  open.set_grade(v1::UNGRADED);
  open.set_title("Better");
  open.set_owner_id(kOwner);
  open.set_standard("ISO/IEC 27001");
  open.set_clause("8.1");
  open.set_site_id(IdOf("Leipzig"));
  open.set_due_on("2024-09-30");
  open.set_occurred_on("2024-04-19");
  steps_.domain.Accepted(open);
  EXPECT_TRUE(Get(open.id()).repeats().empty());
}

TEST_F(Repeats, ARepeatIsFlaggedWhenReadAndWarnedOf) {
  Raise("first");
  v1::OpenAction open;
  open.set_id(IdOf("by hand"));
  open.set_kind(v1::CORRECTIVE_ACTION);
  open.set_grade(v1::MINOR_ACTION);
  open.set_title("Again");
  open.set_owner_id(kOwner);
  open.set_standard("ISO/IEC 27001");
  open.set_clause("8.1");
  open.set_site_id(IdOf("Leipzig"));
  open.set_occurred_on("2024-04-30");
  EXPECT_TRUE(steps_.domain.Warned(steps_.domain.Accepted(open), "CA-23"));
  v1::Action action = Get(open.id());
  PresentAction(&action, calendar::Date::Parse("2024-04-30").value());
  EXPECT_TRUE(action.repeat_finding());
}

TEST_F(Repeats, ACancelledOneStandsBackForThoseBeforeIt) {
  std::string first = Raise("first");
  std::string second = Raise("second");
  v1::CancelAction cancel;
  cancel.set_id(second);
  cancel.set_reason("Withdrawn");
  steps_.domain.Accepted(cancel);
  std::string third = Raise("third");
  ASSERT_EQ(Get(third).repeats_size(), 1);
  EXPECT_EQ(Get(third).repeats(0).action_id(), first);
}

TEST_F(Repeats, TheAuditorsOwnLinkCountsWhereverItWas) {
  std::string first = Raise("first", "Tallinn");
  std::string second = Raise("second", "Leipzig", "8.1", IdOf("first"));
  ASSERT_EQ(Get(second).repeats_size(), 1);
  EXPECT_EQ(Get(second).repeats(0).action_id(), first);
  EXPECT_EQ(Get(second).repeats(0).basis(), v1::NAMED_BY_AUDITOR);
  EXPECT_EQ(Get(first).repeated_by(0), second);
}

TEST_F(Repeats, OneClosedBeforeThePeriodIsNotRepeated) {
  ActionSteps steps;
  steps.UpToClosing();  // on 2024-06-17
  steps.domain.SetToday("2027-06-18");
  audits::v1::FindingRaised raised = MajorAtLeipzig();
  raised.set_occurred_on("2027-06-18");
  raised.set_due_on("2027-09-16");
  steps.domain.Hear("audits", "assay.audits.v1.Finding", IdOf("late"), raised);
  EXPECT_TRUE(steps.domain.Get<v1::Action>(ActionOfFinding(IdOf("late"))).repeats().empty());
  raised.set_clause("8.2");
  EXPECT_TRUE(steps.action().repeated_by().empty());
}

TEST_F(Repeats, TheSameCauseIsLinkedAcrossClausesAndSites) {
  std::string first = Raise("first");
  std::string second = Raise("second", "Tallinn", "9.2");
  steps_.domain.Accepted(Analysis(first, "no-owner"));
  EXPECT_TRUE(steps_.domain.Warned(steps_.domain.Accepted(Analysis(second, "no-owner")), "CA-23"));
  ASSERT_EQ(Get(second).cause_repeats_size(), 1);
  EXPECT_EQ(Get(second).cause_repeats(0).action_id(), first);
  EXPECT_EQ(Get(second).cause_repeats(0).basis(), v1::SAME_CAUSE);
  EXPECT_EQ(Get(first).repeated_by(0), second);
}

TEST_F(Repeats, AnalysedAgainItStillKnowsWhatItRepeats) {
  std::string first = Raise("first");
  std::string second = Raise("second", "Tallinn", "9.2");
  steps_.domain.Accepted(Analysis(first, "no-owner"));
  steps_.domain.Accepted(Analysis(second, "no-owner"));
  v1::AnalyseCause again = steps_.Cause();
  again.set_id(second);
  again.set_cause_code("no-owner");
  steps_.domain.Accepted(again);
  ASSERT_EQ(Get(second).cause_repeats_size(), 1);
  again.set_cause_code("no-training");
  steps_.domain.Accepted(again);
  EXPECT_TRUE(Get(second).cause_repeats().empty());
}

}  // namespace
}  // namespace assay::actions
