#include "assay/rules/audit_conduct.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(AuditConduct, AnAnswerRestsOnEvidenceAndTheWayItWasFound) {
  auto judge = [](const Answer& answer) {
    return Verdict(JudgeAnswer(Rules(), Basis::kAct, answer));
  };
  EXPECT_EQ(judge({.statement = true, .method = true}), "ok");
  EXPECT_EQ(judge({.statement = false, .method = true}), "block AU-8");
  EXPECT_EQ(judge({.statement = true, .method = false}), "block AU-8");
  EXPECT_EQ(judge({.kind = AnswerKind::kNotApplicable}), "block AU-8");
  EXPECT_EQ(judge({.kind = AnswerKind::kNotExamined}), "block AU-8");
  EXPECT_EQ(judge({.kind = AnswerKind::kNotExamined, .justification = true}), "ok");
}

TEST(AuditConduct, AStandardWithoutExclusionsApplies) {
  auto judge = [](const std::string& standard, std::string_view clause) {
    return Verdict(JudgeNotApplicable(Rules(), Basis::kAct, standard, clause));
  };
  EXPECT_EQ(judge("20000-1", "8.3.4"), "block AU-11");
  EXPECT_EQ(judge("27001", "9.2"), "block AU-11");
  EXPECT_EQ(judge("27001", "A.8.30"), "ok");
  EXPECT_EQ(judge("9001", "8.3"), "ok");
}

TEST(AuditConduct, ASampleFitsItsPopulation) {
  auto judge = [](const Sample& sample) {
    return Verdict(JudgeSample(Rules(), Basis::kAct, sample));
  };
  EXPECT_EQ(judge({.population = 40, .size = 5}), "ok");
  EXPECT_EQ(judge({.population = 4, .size = 5}), "block AU-10");
  EXPECT_EQ(judge({.population = 40, .size = 5, .items = 6}), "block AU-10");
  EXPECT_EQ(judge({.population = 40, .size = 5, .statistical = true}), "block AU-10");
  EXPECT_EQ(judge({.population = 40, .size = 5, .statistical = true, .confidence_percent = 95}),
            "ok");
  EXPECT_EQ(judge({.population = 40, .size = 5, .confidence_percent = 95}), "block AU-10");
}

TEST(AuditConduct, ASampleBelowTheMinimumIsJustifiedAndThenRemarked) {
  auto judge = [](const Sample& sample) {
    return Verdict(JudgeSample(Rules(), Basis::kAct, sample));
  };
  EXPECT_EQ(judge({.population = 40, .size = 7, .minimum = 7}), "ok");
  EXPECT_EQ(judge({.population = 40, .size = 6, .minimum = 7}), "block AU-9");
  EXPECT_EQ(judge({.population = 40, .size = 6, .minimum = 7, .justification = true}), "warn AU-9");
  EXPECT_EQ(judge({.population = 3, .size = 3, .minimum = 7}), "ok");  // there are no more
}

TEST(AuditConduct, EvidenceIsDueAfterItWasAskedFor) {
  auto judge = [](std::string_view asked, std::string_view due) {
    return Verdict(JudgeRequestDates(Rules(), Basis::kPlan, D(asked), D(due)));
  };
  EXPECT_EQ(judge("2026-05-12", "2026-05-12"), "ok");
  EXPECT_EQ(judge("2026-05-12", "2026-05-11"), "block AU-18");
}

TEST(AuditConduct, WhatIsOpenIsNamedUpToALimit) {
  AuditCompletion nothing;
  EXPECT_EQ(Verdict(JudgeCompletion(Rules(), Basis::kAct, nothing)), "ok");
  AuditCompletion open{.graded_without_finding = {"27001/8.2/1"},
                       .unanswered = {},
                       .open_requests = {"ER-TST-2026-0001"},
                       .closing_meeting_missing = true};
  for (int i = 1; i <= 12; ++i) {
    open.unanswered.push_back("9001/4." + std::to_string(i) + "/1");
  }
  Judgement judgement = JudgeCompletion(Rules(), Basis::kAct, open);
  EXPECT_EQ(Verdict(judgement), "block AU-13, block AU-14, block AU-15, block AU-16");
  EXPECT_NE(Messages(judgement).find("27001/8.2/1"), std::string::npos);
  EXPECT_NE(Messages(judgement).find("9001/4.8/1 and 4 more"), std::string::npos);
}

TEST(AuditConduct, WhoLeadsIsQualifiedToLeadOnThatDay) {
  EXPECT_EQ(Verdict(JudgeLead(Rules(), Basis::kPlan, true, D("2026-05-12"))), "ok");
  EXPECT_EQ(Verdict(JudgeLead(Rules(), Basis::kPlan, false, D("2026-05-12"))), "block AU-20");
}

TEST(AuditConduct, ShortNoticeHasAReasonAndATeamWithoutDoubt) {
  auto judge = [](const ShortNotice& notice) {
    return Verdict(JudgeShortNotice(Rules(), Basis::kPlan, notice));
  };
  EXPECT_EQ(judge({.reason = true}), "ok");
  EXPECT_EQ(judge({.reason = false}), "block AU-7");
  EXPECT_EQ(judge({.reason = true, .doubtful_member = true}), "block AU-7");
}

}  // namespace
}  // namespace assay::rules
