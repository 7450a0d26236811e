#include "assay/rules/stages.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

std::string Judge(const Stage1& stage) {
  return Verdict(JudgeStage1(Rules(), Basis::kPlan, stage));
}
std::string Judge(const Stage2& stage) {
  return Verdict(JudgeStage2(Rules(), Basis::kAct, stage));
}

TEST(Stages, ADeclineNeedsReasonsThatTheClientIsTold) {
  EXPECT_EQ(Verdict(JudgeDecline(Rules(), Basis::kAct, "", true)), "block AP-3");
  EXPECT_EQ(Verdict(JudgeDecline(Rules(), Basis::kAct, "no competence for 22301", true)), "ok");
  EXPECT_EQ(Verdict(JudgeDecline(Rules(), Basis::kAct, "no competence for 22301", false)),
            "block AP-3");
}

TEST(Stages, ASecondPreAuditIsWarnedAbout) {
  EXPECT_EQ(Verdict(JudgePreAudit(Rules(), Basis::kPlan, {})), "ok");
  EXPECT_EQ(Verdict(JudgePreAudit(Rules(), Basis::kPlan, {.already_held = 1})), "warn PA-1");
}

TEST(Stages, APreAuditReplacesNothing) {
  EXPECT_EQ(Verdict(JudgePreAudit(Rules(), Basis::kPlan, {.reduces_audit_time = true})),
            "block PA-2");
  EXPECT_EQ(Verdict(JudgePreAudit(Rules(), Basis::kPlan, {.counts_as_internal_audit = true})),
            "block PA-2");
}

TEST(Stages, Stage1NeedsASignedAgreement) {
  EXPECT_EQ(Judge(Stage1{.days = Days("2024-02-20", "2024-02-21")}), "block AP-4");
  EXPECT_EQ(Judge(Stage1{.days = On("2024-02-20"), .agreement_signed = D("2024-02-21")}),
            "block AP-4");
  EXPECT_EQ(Judge(Stage1{.days = On("2024-02-20"), .agreement_signed = D("2024-02-20")}), "ok");
}

TEST(Stages, RepeatingStage1IsFlaggedWithOrWithoutReason) {
  Stage1 again{.days = On("2024-02-20"), .agreement_signed = D("2023-10-30"), .already_held = 1};
  EXPECT_EQ(Judge(again), "warn ST-4");
  again.repeat_reason = "the scope changed";
  EXPECT_EQ(Judge(again), "warn ST-4");
}

TEST(Stages, Stage2NeedsAConcludedStage1BeforeIt) {
  EXPECT_EQ(Judge(Stage2{.days = On("2024-04-15")}), "block ST-3");
  EXPECT_EQ(Judge(Stage2{.days = On("2024-04-15"), .stage1 = On("2024-02-21")}), "block ST-2");
  EXPECT_EQ(Judge(Stage2{.days = On("2024-02-21"),
                         .stage1 = Days("2024-02-20", "2024-02-21"),
                         .stage1_concluded = true}),
            "block ST-3");
}

TEST(Stages, TheTimeBetweenTheStagesIsNeitherTooShortNorTooLong) {
  struct Row {
    std::string_view stage2, verdict;
  };
  constexpr Row kRows[] = {
      {"2026-03-01", "warn ST-8"}, {"2026-03-07", "warn ST-8"}, {"2026-03-08", "ok"},
      {"2026-08-28", "ok"},        {"2026-08-29", "warn ST-7"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(
        Judge(Stage2{.days = On(row.stage2), .stage1 = On("2026-02-28"), .stage1_concluded = true}),
        row.verdict)
        << row.stage2;
  }
}

TEST(Stages, ASignificantChangeNeedsAJustification) {
  Stage2 stage{.days = On("2024-04-15"),
               .stage1 = On("2024-02-21"),
               .stage1_concluded = true,
               .significant_change = true};
  EXPECT_EQ(Judge(stage), "block ST-3");
  stage.interval_justification = "only the address changed";
  EXPECT_EQ(Judge(stage), "ok");
}

TEST(Stages, Stage2IsHeldAtTheClientsSites) {
  EXPECT_EQ(Judge(Stage2{.days = On("2024-04-15"),
                         .stage1 = On("2024-02-21"),
                         .stage1_concluded = true,
                         .at_client_sites = false}),
            "block ST-5");
}

}  // namespace
}  // namespace assay::rules
