#include "assay/calendar/recurrence.h"

#include <gtest/gtest.h>

#include "tests/libs/calendar/dates.h"

namespace assay::calendar {
namespace {

TEST(Recurrence, EveryOccurrenceIsCountedFromTheAnchor) {
  Recurrence monthly{.anchor = D("2026-01-31"), .unit = RecurrenceUnit::kMonth};
  EXPECT_EQ(
      Occurrences(monthly, D("2026-01-01"), D("2026-04-30"), 10),
      (std::vector<Date>{D("2026-01-31"), D("2026-02-28"), D("2026-03-31"), D("2026-04-30")}));
  Recurrence yearly{.anchor = D("2024-02-29"), .unit = RecurrenceUnit::kYear};
  EXPECT_EQ(Occurrence(yearly, 1), D("2025-02-28"));
  EXPECT_EQ(Occurrence(yearly, 4), D("2028-02-29"));
}

TEST(Recurrence, TheNextOneIsOnOrAfterTheDayAsked) {
  struct Row {
    RecurrenceUnit unit;
    int64_t every;
    std::string_view from, next;
  };
  constexpr Row kRows[] = {
      {RecurrenceUnit::kDay, 10, "2026-01-01", "2026-01-15"},
      {RecurrenceUnit::kDay, 10, "2026-01-15", "2026-01-15"},
      {RecurrenceUnit::kDay, 10, "2026-01-16", "2026-01-25"},
      {RecurrenceUnit::kWeek, 2, "2026-01-16", "2026-01-29"},
      {RecurrenceUnit::kWeek, 2, "2026-01-29", "2026-01-29"},
      {RecurrenceUnit::kMonth, 3, "2026-04-15", "2026-04-15"},
      {RecurrenceUnit::kMonth, 3, "2096-04-16", "2096-07-15"},
      {RecurrenceUnit::kYear, 1, "2190-01-16", "2191-01-15"},
  };
  for (const Row& row : kRows) {
    Recurrence recurrence{.anchor = D("2026-01-15"), .every = row.every, .unit = row.unit};
    ASSERT_TRUE(Check(recurrence).ok());
    EXPECT_EQ(NextOccurrence(recurrence, D(row.from)), D(row.next)) << row.from;
  }
}

TEST(Recurrence, NothingComesAfterTheEnd) {
  Recurrence weekly{
      .anchor = D("2026-01-01"), .unit = RecurrenceUnit::kWeek, .until = D("2026-01-15")};
  EXPECT_EQ(Occurrence(weekly, 2), D("2026-01-15"));
  EXPECT_EQ(Occurrence(weekly, 3), std::nullopt);
  EXPECT_EQ(NextOccurrence(weekly, D("2026-01-16")), std::nullopt);
  EXPECT_EQ(Occurrences(weekly, D("2026-01-02"), D("2027-01-01"), 10).size(), 2U);
}

TEST(Recurrence, NothingComesAfterTheLatestDate) {
  for (RecurrenceUnit unit : {RecurrenceUnit::kDay, RecurrenceUnit::kWeek, RecurrenceUnit::kMonth,
                              RecurrenceUnit::kYear}) {
    Recurrence last{.anchor = D("2199-12-31"), .unit = unit};
    EXPECT_EQ(Occurrence(last, 0), Date::Latest());
    EXPECT_EQ(Occurrence(last, 1), std::nullopt);
    EXPECT_EQ(Occurrence(last, INT64_MAX), std::nullopt);
    EXPECT_EQ(Occurrences(last, Date::Earliest(), Date::Latest(), 10).size(), 1U);
  }
}

TEST(Recurrence, TheNumberOfDatesIsLimited) {
  Recurrence daily{.anchor = D("2026-01-01"), .unit = RecurrenceUnit::kDay};
  EXPECT_EQ(Occurrences(daily, D("2026-01-01"), Date::Latest(), 3).size(), 3U);
}

TEST(Recurrence, ImpossibleOnesAreRefused) {
  Recurrence recurrence{.anchor = D("2026-01-01")};
  for (int64_t every : {int64_t{0}, int64_t{-1}, Recurrence::kEveryMax + 1}) {
    recurrence.every = every;
    EXPECT_FALSE(Check(recurrence).ok()) << every;
  }
  recurrence.every = 1;
  recurrence.until = D("2025-12-31");
  EXPECT_FALSE(Check(recurrence).ok());
}

}  // namespace
}  // namespace assay::calendar
