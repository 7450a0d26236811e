#include "assay/rules/decision.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

const std::vector<std::string> kTeam = {"A", "B", "trainee C"};

TEST(Decision, NobodyDecidesOnTheOwnAudit_V_DE1_1) {
  EXPECT_EQ(Verdict(JudgeDecider(Rules(), Basis::kAct, {.person = "trainee C"}, kTeam)),
            "block DE-1");
  EXPECT_EQ(Verdict(JudgeDecider(Rules(), Basis::kAct, {.person = "Ines"}, kTeam)), "ok");
}

TEST(Decision, TheNameIsNeededOnlyWhereTheBodyDecidesHere) {
  EXPECT_EQ(Verdict(JudgeDecider(Rules(), Basis::kAct, {}, kTeam)), "block DE-1");
  EXPECT_EQ(Verdict(JudgeDecider(Rules(), Basis::kFact, {}, kTeam)), "ok");
  EXPECT_EQ(Verdict(JudgeDecider(Rules(), Basis::kFact, {.person = "A"}, kTeam)), "warn DE-1");
}

TEST(Decision, TheDeciderIsCompetentAndBoundToTheBody) {
  EXPECT_EQ(
      Verdict(JudgeDecider(Rules(), Basis::kAct, {.person = "Ines", .competent = false}, kTeam)),
      "block DE-1");
  EXPECT_EQ(Verdict(JudgeDecider(Rules(), Basis::kAct, {.person = "Ines", .bound_to_body = false},
                                 kTeam)),
            "block DE-2");
}

TEST(Decision, FindingsStandInTheWayByGradeAndState) {
  struct Row {
    std::string_view id;
    Grade grade;
    FindingState state;
    std::string_view verdict;
  };
  constexpr Row kRows[] = {
      {"V-NC-M1", Grade::kMinor, FindingState::kPlanAccepted, "ok"},
      {"V-NC-M2", Grade::kMinor, FindingState::kPlanSubmitted, "block DE-4"},
      {"silent minor", Grade::kMinor, FindingState::kNoResponse, "block DE-4"},
      {"verified minor", Grade::kMinor, FindingState::kVerified, "ok"},
      {"planned major", Grade::kMajor, FindingState::kPlanAccepted, "block DE-4"},
      {"verified major", Grade::kMajor, FindingState::kVerified, "ok"},
      {"opportunity", Grade::kOpportunity, FindingState::kNoResponse, "ok"},
  };
  for (const Row& row : kRows) {
    DecisionFinding finding{.number = "NC-1", .grade = row.grade, .state = row.state};
    EXPECT_EQ(Verdict(JudgeFindings(Rules(), Basis::kAct, DecisionKind::kGrant, {&finding, 1})),
              row.verdict)
        << row.id;
  }
}

TEST(Decision, FindingsNeverStandInTheWayOfTakingAway) {
  DecisionFinding major{.number = "NC-1", .site = "leipzig", .grade = Grade::kMajor};
  const std::vector<std::string> sites = {"hamburg", "leipzig"};
  for (DecisionKind kind : {DecisionKind::kGrant, DecisionKind::kRefuse, DecisionKind::kRenew,
                            DecisionKind::kRestore, DecisionKind::kExpand, DecisionKind::kReduce,
                            DecisionKind::kSuspend, DecisionKind::kWithdraw}) {
    bool gives = NeedsResolvedFindings(kind);
    EXPECT_EQ(JudgeFindings(Rules(), Basis::kAct, kind, {&major, 1}).blocked(), gives);
    EXPECT_EQ(JudgeSiteFindings(Rules(), Basis::kAct, kind, sites, {}, {&major, 1}).blocked(),
              gives);
  }
}

TEST(Decision, AnOpenMajorAtOneSiteBlocksAllThirty_V_MS_6) {
  std::vector<std::string> sites;
  for (int i = 1; i <= 30; ++i) {
    sites.push_back("site " + std::to_string(i));
  }
  DecisionFinding major{.number = "NC-7", .site = "site 17", .grade = Grade::kMajor};
  Judgement judgement =
      JudgeSiteFindings(Rules(), Basis::kAct, DecisionKind::kGrant, sites, {}, {&major, 1});
  EXPECT_EQ(Verdict(judgement), "block MS-6");
  EXPECT_NE(Messages(judgement).find("all 30 sites: NC-7"), std::string::npos);
  major.state = FindingState::kVerified;
  EXPECT_EQ(Verdict(JudgeSiteFindings(Rules(), Basis::kAct, DecisionKind::kGrant, sites, {},
                                      {&major, 1})),
            "ok");
}

TEST(Decision, DroppingTheSiteDoesNotGetRoundItsMajor) {
  const std::vector<std::string> sites = {"hamburg", "tallinn"};
  const std::vector<std::string> dropped = {"leipzig"};
  DecisionFinding major{.number = "NC-7", .site = "leipzig", .grade = Grade::kMajor};
  EXPECT_EQ(Verdict(JudgeSiteFindings(Rules(), Basis::kAct, DecisionKind::kGrant, sites, dropped,
                                      {&major, 1})),
            "block MS-7");
  major.grade = Grade::kMinor;
  EXPECT_EQ(Verdict(JudgeSiteFindings(Rules(), Basis::kAct, DecisionKind::kGrant, sites, dropped,
                                      {&major, 1})),
            "ok");
}

TEST(Decision, InformationSecurityNeedsTheScopeCovered) {
  EXPECT_EQ(Verdict(JudgeScopeCoverage(Rules(), Basis::kAct, "27001", true, true)), "ok");
  EXPECT_EQ(Verdict(JudgeScopeCoverage(Rules(), Basis::kAct, "27001", false, true)), "block DE-6");
  EXPECT_EQ(Verdict(JudgeScopeCoverage(Rules(), Basis::kAct, "27001", true, false)), "block DE-6");
  EXPECT_EQ(Verdict(JudgeScopeCoverage(Rules(), Basis::kAct, "9001", false, false)), "ok");
}

TEST(Decision, ItIsRecordedWithItsReasons) {
  EXPECT_EQ(Verdict(JudgeDecisionRecord(Rules(), Basis::kAct, "")), "block DE-3");
  EXPECT_EQ(Verdict(JudgeDecisionRecord(Rules(), Basis::kFact, "")), "ok");
  EXPECT_EQ(Verdict(JudgeDecisionRecord(Rules(), Basis::kAct, "The report")), "ok");
  const std::vector<std::string> unanswered = {"Which shifts were seen?"};
  EXPECT_EQ(Verdict(JudgeDecisionRecord(Rules(), Basis::kAct, "The report", unanswered)),
            "block DE-3");
}

}  // namespace
}  // namespace assay::rules
