#include "assay/rules/sampling.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

int64_t Size(SampleKind kind, int64_t sites) {
  return SampleSize(Rules(), kind, sites);
}

TEST(Sampling, TheTableOfSamplesHolds) {
  struct Row {
    int64_t sites, initial, surveillance, recertification08, random;
  };
  constexpr Row kRows[] = {
      {2, 2, 1, 2, 1},  {3, 2, 2, 2, 1},    {4, 2, 2, 2, 1},    {5, 3, 2, 2, 1},
      {9, 3, 2, 3, 1},  {10, 4, 2, 3, 1},   {16, 4, 3, 4, 1},   {17, 5, 3, 4, 2},
      {24, 5, 3, 4, 2}, {25, 5, 3, 4, 2},   {26, 6, 4, 5, 2},   {27, 6, 4, 5, 2},
      {36, 6, 4, 5, 2}, {49, 7, 5, 6, 2},   {50, 8, 5, 6, 2},   {64, 8, 5, 7, 2},
      {81, 9, 6, 8, 3}, {100, 10, 6, 8, 3}, {101, 11, 7, 9, 3}, {1700, 42, 25, 33, 11},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(Size(SampleKind::kInitial, row.sites), row.initial) << row.sites;
    EXPECT_EQ(Size(SampleKind::kSurveillance, row.sites), row.surveillance) << row.sites;
    EXPECT_EQ(Size(SampleKind::kRecertification, row.sites), row.initial) << row.sites;
    EXPECT_EQ(Size(SampleKind::kRecertificationEffective, row.sites), row.recertification08)
        << row.sites;
    EXPECT_EQ(RandomShare(Rules(), row.initial), row.random) << row.sites;
  }
}

TEST(Sampling, TheVectorsHold) {
  struct Row {
    std::string_view id;
    int64_t sites;
    SampleKind kind;
    int64_t sample;
  };
  constexpr Row kRows[] = {
      {"V-MS-1", 2, SampleKind::kInitial, 2},
      {"V-MS-1", 2, SampleKind::kSurveillance, 1},
      {"V-MS-1", 2, SampleKind::kRecertification, 2},
      {"V-MS-2", 26, SampleKind::kInitial, 6},
      {"V-MS-2", 26, SampleKind::kSurveillance, 4},
      {"V-MS-2", 26, SampleKind::kRecertificationEffective, 5},
      {"V-MS-3", 25, SampleKind::kInitial, 5},
      {"V-MS-3", 25, SampleKind::kSurveillance, 3},
      {"V-MS-3", 25, SampleKind::kRecertificationEffective, 4},
      {"V-MS-4", 4, SampleKind::kInitial, 2},
      {"V-MS-4", 27, SampleKind::kInitial, 6},
      {"V-MS-4", 1700, SampleKind::kInitial, 42},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(Size(row.kind, row.sites), row.sample) << row.id;
  }
  EXPECT_EQ(RandomShare(Rules(), 6), 2) << "V-MS-2";
  EXPECT_EQ(RandomShare(Rules(), 42), 11) << "V-MS-4";
}

TEST(Sampling, WithoutSamplingAllSitesAreVisitedAndAThirdOfThemYearly_V_MS_5) {
  EXPECT_EQ(UnsampledSize(Rules(), SampleKind::kInitial, 11), 11);
  EXPECT_EQ(UnsampledSize(Rules(), SampleKind::kRecertification, 11), 11);
  constexpr int64_t kYearly[][2] = {{2, 1}, {3, 1}, {4, 2}, {10, 3}, {11, 4}, {17, 6}, {50, 15}};
  for (const auto& [sites, visited] : kYearly) {
    EXPECT_EQ(UnsampledSize(Rules(), SampleKind::kSurveillance, sites), visited) << sites;
  }
}

TEST(Sampling, SquaresAndTheirSuccessorsAreTheEdges) {
  for (int64_t k = 2; k <= 31'000; k += k < 100 ? 1 : 997) {
    EXPECT_EQ(Size(SampleKind::kInitial, k * k), k);
    EXPECT_EQ(Size(SampleKind::kInitial, k * k + 1), k + 1);
  }
}

TEST(Sampling, EachSampleIsTheLeastThatSatisfiesItsInequality) {
  for (int64_t x = 2; x <= 3'000; ++x) {
    int64_t surveillance = Size(SampleKind::kSurveillance, x);
    EXPECT_GE(25 * surveillance * surveillance, 9 * x);
    EXPECT_LT(25 * (surveillance - 1) * (surveillance - 1), 9 * x);
    int64_t effective = Size(SampleKind::kRecertificationEffective, x);
    EXPECT_GE(25 * effective * effective, 16 * x);
    EXPECT_LT(25 * (effective - 1) * (effective - 1), 16 * x);
  }
}

TEST(Sampling, RootsAreExactUpToTheLargestNumber) {
  EXPECT_EQ(IntegerSquareRoot(0), 0);
  EXPECT_EQ(IntegerSquareRoot(3), 1);
  EXPECT_EQ(IntegerSquareRoot(INT64_MAX), 3'037'000'499);
  for (int64_t k : {int64_t{1}, int64_t{94'906'267}, int64_t{3'037'000'499}}) {
    EXPECT_EQ(IntegerSquareRoot(k * k), k);
    EXPECT_EQ(IntegerSquareRoot(k * k - 1), k - 1);
  }
}

TEST(Sampling, NumbersOutOfBoundsDoNoHarm) {
  EXPECT_EQ(Size(SampleKind::kInitial, 0), 0);
  EXPECT_EQ(Size(SampleKind::kInitial, 1), 1);
  EXPECT_EQ(Size(SampleKind::kInitial, -5), 0);
  EXPECT_EQ(Size(SampleKind::kInitial, INT64_MAX), Size(SampleKind::kInitial, kSitesMax));
  EXPECT_EQ(UnsampledSize(Rules(), SampleKind::kSurveillance, INT64_MAX), 300'000'000);
  EXPECT_EQ(EnlargedSample(10, 100, INT64_MAX), 100);
}

TEST(Sampling, RiskEnlargesASampleWithinTheNumberOfSites) {
  EXPECT_EQ(EnlargedSample(6, 26, 150), 9);
  EXPECT_EQ(EnlargedSample(5, 25, 101), 6);
  EXPECT_EQ(EnlargedSample(6, 26, 50), 6);
  EXPECT_EQ(EnlargedSample(6, 26, 1'000), 26);
  EXPECT_EQ(EnlargedSample(6, 26, Fraction(3, 2)), 9);
  EXPECT_EQ(EnlargedSample(6, 26, Fraction(1, 2)), 6);
  EXPECT_EQ(EnlargedSample(5, 25, Fraction(10'001, 10'000)), 6);
}

TEST(Sampling, APlanOfVisitsIsJudged) {
  struct Row {
    std::string_view what;
    SitePlan plan;
    std::string_view verdict;
  };
  const Row rows[] = {
      {"enough",
       {.sites = 26,
        .sampled = true,
        .visited = 6,
        .visited_at_random = 2,
        .central_function = true},
       "ok"},
      {"one too few",
       {.sites = 26,
        .sampled = true,
        .visited = 5,
        .visited_at_random = 2,
        .central_function = true},
       "block MS-1"},
      {"too few at random",
       {.sites = 26,
        .sampled = true,
        .visited = 6,
        .visited_at_random = 1,
        .central_function = true},
       "block MS-2"},
      {"without the central function",
       {.sites = 26, .sampled = true, .visited = 6, .visited_at_random = 2},
       "block MS-3"},
      {"unsampled, one left out",
       {.sites = 3, .visited = 2, .central_function = true},
       "block MS-5"},
      {"unsampled surveillance",
       {.kind = SampleKind::kSurveillance, .sites = 3, .visited = 1, .central_function = true},
       "ok"},
      {"enlarged without reason",
       {.sites = 26,
        .sampled = true,
        .visited = 9,
        .visited_at_random = 3,
        .central_function = true,
        .risk_percent = 150},
       "block MS-9"},
      {"enlarged but not visited",
       {.sites = 26,
        .sampled = true,
        .visited = 8,
        .visited_at_random = 3,
        .central_function = true,
        .risk_percent = 150,
        .risk_justification = "complaints"},
       "block MS-1"},
      {"diminished",
       {.sites = 26,
        .sampled = true,
        .visited = 6,
        .visited_at_random = 2,
        .central_function = true,
        .risk_percent = 80,
        .risk_justification = "small sites"},
       "block MS-9"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Verdict(JudgeSitePlan(Rules(), Basis::kPlan, row.plan)), row.verdict) << row.what;
  }
}

TEST(Sampling, ANonconformityAtOneSiteIsLookedForAtOthers) {
  EXPECT_EQ(Verdict(JudgeOtherSites(Rules(), Basis::kAct, 3, false)), "warn MS-8");
  EXPECT_EQ(Verdict(JudgeOtherSites(Rules(), Basis::kAct, 3, true)), "ok");
  EXPECT_EQ(Verdict(JudgeOtherSites(Rules(), Basis::kAct, 1, false)), "ok");
}

}  // namespace
}  // namespace assay::rules
