#include "assay/rules/readiness.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

ReadinessFacts Ready() {
  return {.standards = {"20000-1", "27001", "22301"},
          .auditors_trained = 2,
          .auditors_appointed = 2,
          .desktop_audits = 1,
          .implementation_audits = 3,
          .results_discussed = true,
          .forum_trained = true,
          .administrators_trained = 1,
          .briefed_standards = {"27001", "22301", "20000-1"},
          .exercise_reports = 1,
          .review_minuted = true};
}

// Codes of the items that are not met.
std::vector<std::string> Open(const Readiness& readiness) {
  std::vector<std::string> codes;
  for (const ReadinessItem& item : readiness.items) {
    if (!item.met) {
      codes.push_back(item.code);
    }
  }
  return codes;
}

TEST(Readiness, EverythingDoneIsReadyButNotYetTheMilestone) {
  Readiness readiness = ComputeReadiness(Rules(), Ready());
  EXPECT_TRUE(readiness.ready);
  EXPECT_FALSE(readiness.milestone_m3);
  EXPECT_TRUE(Open(readiness).empty());
}

TEST(Readiness, ThePreAuditOrSkippingItWithAReasonMakesTheMilestone) {
  ReadinessFacts facts = Ready();
  facts.pre_audit_ended = true;
  EXPECT_TRUE(ComputeReadiness(Rules(), facts).milestone_m3);
  facts.pre_audit_ended = false;
  facts.pre_audit_skipped_reason = "certified before";
  EXPECT_TRUE(ComputeReadiness(Rules(), facts).milestone_m3);
  facts.forum_trained = false;
  EXPECT_FALSE(ComputeReadiness(Rules(), facts).milestone_m3);
}

TEST(Readiness, EachMissingPieceIsNamedAndStandsInTheWay) {
  struct Row {
    std::function<void(ReadinessFacts*)> take_away;
    std::string_view code;
  };
  const Row rows[] = {
      {[](ReadinessFacts* f) { f->auditors_trained = 0; }, "auditors-trained"},
      {[](ReadinessFacts* f) { f->auditors_appointed = 0; }, "auditors-appointed"},
      {[](ReadinessFacts* f) { f->desktop_audits = 0; }, "desktop-audit"},
      {[](ReadinessFacts* f) { f->implementation_audits = 1; }, "implementation-audits"},
      {[](ReadinessFacts* f) { f->results_discussed = false; }, "results-discussed"},
      {[](ReadinessFacts* f) { f->forum_trained = false; }, "forum-trained"},
      {[](ReadinessFacts* f) { f->administrators_trained = 0; }, "administrators-trained"},
      {[](ReadinessFacts* f) { f->briefed_standards.pop_back(); }, "briefings"},
      {[](ReadinessFacts* f) { f->todos_before_certification = 1; }, "todos-before-certification"},
      {[](ReadinessFacts* f) { f->todos_without_priority = 1; }, "todos-with-priority"},
      {[](ReadinessFacts* f) { f->todos_without_due_date = 1; }, "todos-with-due-date"},
      {[](ReadinessFacts* f) { f->exercise_reports = 0; }, "exercise-report"},
      {[](ReadinessFacts* f) { f->review_minuted = false; }, "review-minuted"},
      {[](ReadinessFacts* f) { f->review_missing_inputs = {"disruptions"}; }, "review-inputs"},
  };
  for (const Row& row : rows) {
    ReadinessFacts facts = Ready();
    row.take_away(&facts);
    Readiness readiness = ComputeReadiness(Rules(), facts);
    EXPECT_FALSE(readiness.ready) << row.code;
    EXPECT_EQ(Open(readiness), std::vector<std::string>{std::string(row.code)});
  }
}

TEST(Readiness, UnauditedClausesAndSitesOnlyWarn) {
  ReadinessFacts facts = Ready();
  facts.clauses_not_audited = {"8.4"};
  facts.sites_not_audited = {"Tallinn"};
  Readiness readiness = ComputeReadiness(Rules(), facts);
  EXPECT_TRUE(readiness.ready);
  EXPECT_EQ(Open(readiness), (std::vector<std::string>{"clauses-audited", "sites-audited"}));
}

TEST(Readiness, AnExerciseIsAskedForOnlyWithContinuity) {
  ReadinessFacts facts = Ready();
  facts.standards = {"27001"};
  facts.exercise_reports = 0;
  EXPECT_TRUE(ComputeReadiness(Rules(), facts).ready);
}

TEST(Readiness, NothingKnownIsNotReadyAndEveryLineSaysWhy) {
  Readiness readiness = ComputeReadiness(Rules(), {});
  EXPECT_FALSE(readiness.ready);
  for (const ReadinessItem& item : readiness.items) {
    EXPECT_FALSE(item.detail.empty()) << item.code;
  }
}

}  // namespace
}  // namespace assay::rules
