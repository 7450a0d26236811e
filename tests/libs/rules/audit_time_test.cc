#include "assay/rules/audit_time.h"

#include <gtest/gtest.h>

#include "libs/rules/src/default_ruleset.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

AuditTime For(const std::string& standard, int64_t persons, const std::string& category = "") {
  return AuditTimeFor(Rules(), standard, category, persons);
}

Ruleset Literal() {
  std::string text(DefaultRulesetText());
  std::string_view from = "\"strict\"";
  return Ruleset::Parse(text.replace(text.find(from), from.size(), "\"literal\"")).value();
}

TEST(AuditTime, HalfDaysAreRoundedWithTiesUp_V_T_13) {
  constexpr int64_t kRows[][2] = {{530, 550}, {520, 500}, {525, 550}, {575, 600},
                                  {0, 0},     {24, 0},    {25, 50},   {600, 600}};
  for (const auto& [days, rounded] : kRows) {
    EXPECT_EQ(ToHalfDay(days), rounded) << days;
  }
}

TEST(AuditTime, ThirdsAreRoundedExactly) {
  EXPECT_EQ(ToHalfDay(75, 3), 50);  // a quarter day: a tie
  EXPECT_EQ(ToHalfDay(74, 3), 0);
  EXPECT_EQ(ToHalfDay(560, 3), 200);
}

TEST(AuditTime, BandsEndWhereTheTableSays) {
  struct Row {
    int64_t persons, days;
  };
  constexpr Row kQuality[] = {{1, 150},  {5, 150},   {6, 200},       {10, 200}, {11, 250},
                              {15, 250}, {16, 300},  {25, 300},      {26, 400}, {45, 400},
                              {46, 500}, {110, 700}, {10'700, 2'200}};
  for (const Row& row : kQuality) {
    EXPECT_EQ(For("9001", row.persons).table, row.days) << row.persons;
  }
  constexpr Row kSecurity[] = {{1, 500},  {10, 500},    {11, 600},
                               {21, 700}, {148, 1'300}, {10'700, 2'800}};
  for (const Row& row : kSecurity) {
    EXPECT_EQ(For("27001", row.persons).table, row.days) << row.persons;
  }
  EXPECT_EQ(For("14001", 626, "limited").table, 650);
}

TEST(AuditTime, InProportionItRisesFromTheEndOfTheBandBeforeToTheEndOfThisOne) {
  struct Row {
    int64_t persons, days;
  };
  // 85 persons: 6 days, 125: 7, 175: 8.
  constexpr Row kRows[] = {{85, 600}, {86, 603}, {105, 650}, {110, 663}, {125, 700}, {150, 750}};
  for (const Row& row : kRows) {
    AuditTime time = AuditTimeFor(Rules(), "9001", "", row.persons, nullptr, Lookup::kInterpolate);
    EXPECT_EQ(time.table, row.days) << row.persons;  // 110: 662.5, a tie, up
    EXPECT_EQ(time.floor, AdjustedTime(Rules(), row.days, -30)) << row.persons;
  }
}

TEST(AuditTime, InProportionTheFirstBandAndWhatLiesBeyondTheTableStay) {
  for (int64_t persons : {1, 3, 5}) {
    EXPECT_EQ(AuditTimeFor(Rules(), "9001", "", persons, nullptr, Lookup::kInterpolate).table, 150);
  }
  EXPECT_EQ(AuditTimeFor(Rules(), "9001", "", 10'701, nullptr, Lookup::kInterpolate).answer,
            AuditTimeAnswer::kManual);
  EXPECT_EQ(AuditTimeFor(Rules(), "20000-1", "", 9, nullptr, Lookup::kInterpolate).answer,
            AuditTimeAnswer::kNeedsTable);
}

TEST(AuditTime, TheRulesetSaysHowATableIsRead) {
  EXPECT_EQ(LookupOf(Rules()), Lookup::kStep);
  Ruleset between = Changed("[rule.AT-3]\nparams = { lookup = \"interpolate\" }");
  EXPECT_EQ(LookupOf(between), Lookup::kInterpolate);
  EXPECT_EQ(AuditTimeFor(between, "9001", "", 105).table, 650);
}

TEST(AuditTime, BeyondTheTableItIsEnteredByHand_V_T_9) {
  EXPECT_EQ(For("9001", 10'701).answer, AuditTimeAnswer::kManual);
  EXPECT_EQ(For("9001", 0).answer, AuditTimeAnswer::kManual);
}

TEST(AuditTime, WithoutATableThereIsNoGuess_V_T_10) {
  EXPECT_EQ(For("20000-1", 148).answer, AuditTimeAnswer::kNeedsTable);
  EXPECT_EQ(For("14001", 148).answer, AuditTimeAnswer::kNeedsTable) << "category not said";
  AuditTimeTable body{.standard = "20000-1",
                      .category = "",
                      .basis = "Nordmark 2023",
                      .rows = {{125, 800}, {175, 900}}};
  AuditTime time = AuditTimeFor(Rules(), "20000-1", "", 148, &body);
  EXPECT_EQ(time.answer, AuditTimeAnswer::kKnown);
  EXPECT_EQ(time.table, 900);
  EXPECT_EQ(time.basis, "Nordmark 2023");
}

TEST(AuditTime, TheFloorIsSeventyPercentRoundedUpWhereRoundingWouldGoBelow) {
  EXPECT_EQ(For("27001", 148).floor, 950);
  EXPECT_EQ(For("9001", 110).floor, 500);
  EXPECT_EQ(For("9001", 20).floor, 250);
}

TEST(AuditTime, AdjustmentsFollowTheVectors) {
  struct Row {
    std::string_view id;
    int64_t table, percent, days;
  };
  constexpr Row kRows[] = {
      {"V-T-1", 700, -20, 550}, {"V-T-2", 500, -40, 350},      {"V-T-3 strict", 450, -30, 350},
      {"V-T-8", 850, -30, 600}, {"increase", 850, 100, 1'700},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(AdjustedTime(Rules(), row.table, row.percent), row.days) << row.id;
  }
  EXPECT_EQ(AdjustedTime(Literal(), 450, -30), 300) << "V-T-3 literal";
}

TEST(AuditTime, ReductionsHaveTheirLimits) {
  EXPECT_EQ(Verdict(JudgeReduction(Rules(), Basis::kPlan, -40)), "block T-5") << "V-T-2";
  EXPECT_EQ(Verdict(JudgeReduction(Rules(), Basis::kPlan, -30)), "ok");
  EXPECT_EQ(Verdict(JudgeReduction(Rules(), Basis::kPlan, 200)), "ok");
  EXPECT_EQ(Verdict(JudgeSiteReduction(Rules(), Basis::kPlan, -70)), "block MS-10") << "V-T-12";
  EXPECT_EQ(Verdict(JudgeSiteReduction(Rules(), Basis::kPlan, -50)), "ok");
}

TEST(AuditTime, SurveillanceIsAThirdAndRecertificationTwoThirdsOfTheUnroundedTime_V_T_1) {
  EXPECT_EQ(SurveillanceTime(Rules(), Fraction(56, 10)), 2);
  EXPECT_EQ(RecertificationTime(Rules(), Fraction(56, 10)), Fraction(7, 2));
}

TEST(AuditTime, IntegrationReducesTheSum) {
  const std::vector<int64_t> office = {For("9001", 65).table, For("14001", 65, "medium").table,
                                       For("45001", 65, "medium").table};
  EXPECT_EQ(office, (std::vector<int64_t>{500, 600, 600})) << "V-T-4";
  EXPECT_EQ(IntegratedTime(Rules(), office, -20), 1'350) << "V-T-4";
  const std::vector<int64_t> small = {For("9001", 15).table, For("14001", 15, "medium").table,
                                      For("45001", 15, "high").table};
  EXPECT_EQ(IntegratedTime(Rules(), small, -20), 850) << "V-T-5";
  const int64_t reduced[] = {700};
  EXPECT_EQ(IntegratedTime(Rules(), reduced, -20), 550) << "V-T-6";
  EXPECT_EQ(IntegratedTime(Rules(), reduced, -50), 550) << "never beyond 20 %";
}

TEST(AuditTime, IdenticalActivitiesCountAsTheirRoot_V_T_7) {
  EXPECT_EQ(3 * IdenticalActivityPersons(49), 21);
  EXPECT_EQ(For("27001", 21).table, 700);
  EXPECT_EQ(IdenticalActivityPersons(147), 13);
  EXPECT_EQ(IdenticalActivityPersons(0), 0);
}

TEST(AuditTime, ASmallSiteIsRoundedAfterItsShareOnSite_V_T_11) {
  EXPECT_EQ(ToHalfDay(150 * 50 * 80, 10'000), 50);
}

TEST(AuditTime, ChangesAreExactAndStrictRoundingKeepsTheLeast) {
  EXPECT_EQ(Changed(7, -20), Fraction(56, 10)) << "V-T-1";
  EXPECT_EQ(Changed(Fraction(85, 10), -30), Fraction(595, 100)) << "V-T-8";
  Fraction raw = Changed(Fraction(45, 10), -30);
  EXPECT_EQ(RoundedTime(raw, raw, Rounding::kLiteral), 3) << "V-T-3";
  EXPECT_EQ(RoundedTime(raw, raw, Rounding::kStrict), Fraction(7, 2)) << "V-T-3";
  EXPECT_EQ(RoundingOf(Rules()), Rounding::kStrict);
  EXPECT_EQ(RoundingOf(Literal()), Rounding::kLiteral);
}

TEST(AuditTime, AuditActivitiesTakeTheirShare) {
  EXPECT_EQ(OnSitePercent(Rules(), "9001"), 80);
  EXPECT_EQ(OnSiteRule("9001"), "T-4");
  EXPECT_EQ(OnSitePercent(Rules(), "27001"), 70);
  EXPECT_EQ(OnSiteRule("27001"), "IS-3");
}

TEST(AuditTime, AnAuditOfLessThanADayIsWarnedAbout) {
  EXPECT_EQ(Verdict(JudgeShortAudit(Rules(), Basis::kPlan, "a surveillance", Fraction(1, 2))),
            "warn T-8");
  EXPECT_EQ(Verdict(JudgeShortAudit(Rules(), Basis::kPlan, "a surveillance", 1)), "ok");
}

TEST(AuditTime, AbsurdNumbersDoNoHarm) {
  EXPECT_GT(AdjustedTime(Rules(), INT64_MAX, INT64_MAX), 0);
  EXPECT_EQ(AdjustedTime(Rules(), -1, 0), 0);
  const int64_t huge[] = {INT64_MAX, INT64_MAX};
  EXPECT_GT(IntegratedTime(Rules(), huge, 0), 0);
}

}  // namespace
}  // namespace assay::rules
