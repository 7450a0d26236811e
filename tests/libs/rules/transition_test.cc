#include "assay/rules/transition.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

EditionDecision Environmental(std::string_view edition, std::string_view decided) {
  return {.standard = "14001", .edition = std::string(edition), .decided = D(decided)};
}

TEST(Transition, TheRulesetKnowsWhichEditionsEndAndWhen) {
  auto ending = TransitionOf(Rules(), "14001", "2015");
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->rule, "ET-14001-2015");
  EXPECT_EQ(ending->to_edition, "2026");
  EXPECT_EQ(ending->ends_on, D("2029-05-31"));
  EXPECT_EQ(Rules().Find(ending->rule)->source, Source::kKnowledge);
  EXPECT_FALSE(TransitionOf(Rules(), "14001", "2026"));
  EXPECT_FALSE(TransitionOf(Rules(), "9001", "2015"));
  EXPECT_EQ(TransitionOf(Rules(), "27001", "2013")->rule, "ET-27001-2013");
  EXPECT_EQ(Transitions(Rules()).size(), 2u);
}

TEST(Transition, AnEndingEditionWarnsAndAnEndedOneIsRefused) {
  EXPECT_EQ(Verdict(JudgeEdition(Rules(), Basis::kAct, Environmental("2015", "2026-11-21"))),
            "warn ET-2");
  EXPECT_EQ(Verdict(JudgeEdition(Rules(), Basis::kAct, Environmental("2015", "2029-05-31"))),
            "warn ET-2");
  EXPECT_EQ(Verdict(JudgeEdition(Rules(), Basis::kAct, Environmental("2015", "2029-06-01"))),
            "block ET-1");
  EXPECT_EQ(Verdict(JudgeEdition(Rules(), Basis::kAct, Environmental("2026", "2029-06-01"))), "ok");
}

TEST(Transition, LateAuditsOfTheOldEditionWarn) {
  EditionDecision decision = Environmental("2015", "2028-01-10");
  decision.audited = D("2027-10-31");
  EXPECT_EQ(Verdict(JudgeEdition(Rules(), Basis::kAct, decision)), "warn ET-2");
  decision.audited = D("2027-11-01");
  EXPECT_EQ(Verdict(JudgeEdition(Rules(), Basis::kAct, decision)), "warn ET-2, warn ET-4");
}

TEST(Transition, ItRestsOnAnAuditAgainstTheNewEditionBeforeTheEnd) {
  TransitionDecision decision{.standard = "14001",
                              .edition = "2015",
                              .to_edition = "2026",
                              .decided = D("2027-02-01"),
                              .audited = true};
  EXPECT_EQ(Verdict(JudgeTransition(Rules(), Basis::kAct, decision)), "ok");
  decision.audited = false;
  EXPECT_EQ(Verdict(JudgeTransition(Rules(), Basis::kAct, decision)), "block ET-3");
  decision.audited = true;
  decision.to_edition = "2030";
  EXPECT_EQ(Verdict(JudgeTransition(Rules(), Basis::kAct, decision)), "block ET-3");
  decision.to_edition = "2026";
  decision.decided = D("2029-06-01");
  EXPECT_EQ(Verdict(JudgeTransition(Rules(), Basis::kAct, decision)), "block ET-1");
}

}  // namespace
}  // namespace assay::rules
