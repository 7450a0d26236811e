#include "assay/calendar/date.h"

#include <gtest/gtest.h>

#include "tests/libs/calendar/dates.h"

namespace assay::calendar {
namespace {

TEST(Date, TheWrittenFormSurvivesARoundTrip) {
  for (std::string_view text : {"1900-01-01", "2000-02-29", "2026-11-21", "2199-12-31"}) {
    Result<Date> date = Date::Parse(text);
    ASSERT_TRUE(date.ok()) << text;
    EXPECT_EQ(date->ToString(), text);
  }
}

TEST(Date, OnlyRealDatesInTheOneWrittenFormAreAccepted) {
  for (std::string_view text :
       {"",           "2026",        "2026-11-2",   "2026-1-021",           "26-11-2021",
        "2026/11/21", "2026-11-21 ", " 2026-11-21", "2026-11-21T00:00:00Z", "2026-13-01",
        "2026-00-10", "2026-02-29",  "2100-02-29",  "2026-04-31",           "2026-11-00",
        "1899-12-31", "2200-01-01",  "+026-11-21",  "-026-11-21",           "2026-+1-21",
        "2026--1-21", "2O26-11-21"}) {
    Result<Date> date = Date::Parse(text);
    EXPECT_FALSE(date.ok()) << text;
    EXPECT_EQ(date.status().code(), StatusCode::kInvalidArgument) << text;
  }
}

TEST(Date, TheEmptyTextIsNoDateOnlyWhereNoDateIsAllowed) {
  EXPECT_FALSE(Date::ParseOptional("").value().has_value());
  EXPECT_EQ(Date::ParseOptional("2026-11-21").value(), D("2026-11-21"));
  EXPECT_FALSE(Date::ParseOptional("soon").ok());
  EXPECT_EQ(ToString(std::optional<Date>()), "");
  EXPECT_EQ(ToString(std::optional<Date>(D("2026-11-21"))), "2026-11-21");
}

TEST(Date, DatesCompareInCalendarOrder) {
  EXPECT_LT(D("2025-12-31"), D("2026-01-01"));
  EXPECT_LT(D("2026-01-31"), D("2026-02-01"));
  EXPECT_EQ(D("2026-01-31"), Date::Of(2026, 1, 31).value());
}

TEST(Date, WeekdaysAreNumberedFromMonday) {
  EXPECT_EQ(D("2026-11-21").weekday(), Weekday::kSaturday);
  EXPECT_EQ(D("1900-01-01").weekday(), Weekday::kMonday);
  EXPECT_EQ(D("2024-02-29").weekday(), Weekday::kThursday);
}

TEST(Date, AddingDaysCountsThemBack) {
  EXPECT_EQ(AddDays(D("2024-02-28"), 1), D("2024-02-29"));
  EXPECT_EQ(AddDays(D("2025-02-28"), 1), D("2025-03-01"));
  EXPECT_EQ(AddDays(D("2026-01-01"), -1), D("2025-12-31"));
  EXPECT_EQ(DaysBetween(D("2026-01-01"), D("2027-01-01")), 365);
  EXPECT_EQ(DaysBetween(D("2027-01-01"), D("2026-01-01")), -365);
}

TEST(Date, ResultsBeyondTheBoundsAreTheBound) {
  EXPECT_EQ(AddDays(D("2199-12-31"), 1), Date::Latest());
  EXPECT_EQ(AddDays(D("1900-01-01"), -1), Date::Earliest());
  EXPECT_EQ(AddDays(D("2026-01-01"), INT64_MAX), Date::Latest());
  EXPECT_EQ(AddDays(D("2026-01-01"), INT64_MIN), Date::Earliest());
  EXPECT_EQ(AddMonths(D("2199-12-01"), 1), Date::Latest());
  EXPECT_EQ(AddMonths(D("1900-01-31"), -1), Date::Earliest());
  EXPECT_EQ(AddMonths(D("2026-01-01"), INT64_MAX), Date::Latest());
  EXPECT_EQ(AddMonths(D("2026-01-01"), INT64_MIN), Date::Earliest());
}

struct DeadlineRow {
  std::string_view anchor, months6, months12, months24, expiry36;
};

TEST(Date, TheTableOfCheckedDeadlinesHolds) {
  constexpr DeadlineRow kRows[] = {
      {"2024-02-29", "2024-08-29", "2025-02-28", "2026-02-28", "2027-02-28"},
      {"2025-08-29", "2026-02-28", "2026-08-29", "2027-08-29", "2028-08-28"},
      {"2026-06-15", "2026-12-15", "2027-06-15", "2028-06-15", "2029-06-14"},
      {"2026-08-30", "2027-02-28", "2027-08-30", "2028-08-30", "2029-08-29"},
      {"2026-08-31", "2027-02-28", "2027-08-31", "2028-08-31", "2029-08-30"},
      {"2026-11-30", "2027-05-30", "2027-11-30", "2028-11-30", "2029-11-29"},
      {"2026-12-31", "2027-06-30", "2027-12-31", "2028-12-31", "2029-12-30"},
      {"2027-08-31", "2028-02-29", "2028-08-31", "2029-08-31", "2030-08-30"},
  };
  for (const DeadlineRow& row : kRows) {
    EXPECT_EQ(AddMonths(D(row.anchor), 6), D(row.months6)) << row.anchor;
    EXPECT_EQ(AddMonths(D(row.anchor), 12), D(row.months12)) << row.anchor;
    EXPECT_EQ(AddMonths(D(row.anchor), 24), D(row.months24)) << row.anchor;
    EXPECT_EQ(TermExpiry(D(row.anchor), 36), D(row.expiry36)) << row.anchor;
  }
}

TEST(Date, MonthsAreCountedFromTheAnchorAndNotChained) {
  EXPECT_EQ(AddMonths(D("2026-01-31"), 2), D("2026-03-31"));
  EXPECT_EQ(AddMonths(AddMonths(D("2026-01-31"), 1), 1), D("2026-03-28"));
  EXPECT_EQ(AddMonths(D("2026-03-31"), -1), D("2026-02-28"));
  EXPECT_EQ(AddMonths(D("2026-01-15"), -13), D("2024-12-15"));
}

TEST(Date, TheAnniversaryConventionKeepsTheDayNumber) {
  EXPECT_EQ(TermExpiry(D("2026-06-15"), 36, ExpiryConvention::kAnniversary), D("2029-06-15"));
  EXPECT_EQ(TermExpiry(D("2024-02-29"), 36, ExpiryConvention::kAnniversary), D("2027-02-28"));
}

TEST(Date, RenewalKeepsTheCycle_V_RC_7) {
  EXPECT_EQ(RenewedExpiry(D("2025-02-28"), 36), D("2028-02-29"));
  EXPECT_EQ(RenewedExpiry(D("2029-06-14"), 36), D("2032-06-14"));
}

}  // namespace
}  // namespace assay::calendar
