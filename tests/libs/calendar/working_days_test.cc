#include "assay/calendar/working_days.h"

#include <gtest/gtest.h>

#include "tests/libs/calendar/dates.h"

namespace assay::calendar {
namespace {

TEST(WorkingDays, WeekendsAndHolidaysAreNotWorkedOn) {
  WorkingDays days = WorkingDays::Create({D("2026-12-25")}).value();
  EXPECT_TRUE(days.IsWorkingDay(D("2026-12-24")));
  EXPECT_FALSE(days.IsWorkingDay(D("2026-12-25")));
  EXPECT_FALSE(days.IsWorkingDay(D("2026-12-26")));
  EXPECT_FALSE(days.IsWorkingDay(D("2026-12-27")));
}

TEST(WorkingDays, TheFirstDayIsNotCounted) {
  WorkingDays days = WorkingDays::Create({D("2026-12-25")}).value();
  EXPECT_EQ(days.Add(D("2026-12-24"), 1), D("2026-12-28"));
  EXPECT_EQ(days.Add(D("2026-12-26"), 1), D("2026-12-28"));
  EXPECT_EQ(days.Add(D("2026-12-24"), 10), D("2027-01-08"));
  EXPECT_EQ(days.Add(D("2026-12-28"), -1), D("2026-12-24"));
  EXPECT_EQ(days.Add(D("2026-12-26"), 0), D("2026-12-26"));
}

TEST(WorkingDays, TheNearestWorkingDayCanBeTheDayItself) {
  WorkingDays days;
  EXPECT_EQ(days.OnOrAfter(D("2026-11-20")), D("2026-11-20"));
  EXPECT_EQ(days.OnOrAfter(D("2026-11-21")), D("2026-11-23"));
  EXPECT_EQ(days.OnOrBefore(D("2026-11-22")), D("2026-11-20"));
}

TEST(WorkingDays, OtherWeeksRestOnOtherDays) {
  WorkingDays days = WorkingDays::Create({}, {Weekday::kFriday, Weekday::kSaturday}).value();
  EXPECT_FALSE(days.IsWorkingDay(D("2026-11-20")));
  EXPECT_TRUE(days.IsWorkingDay(D("2026-11-22")));
}

TEST(WorkingDays, AWeekWithoutWorkIsRefused) {
  std::set<Weekday> all;
  for (int day = 1; day <= 7; ++day) {
    all.insert(static_cast<Weekday>(day));
  }
  EXPECT_FALSE(WorkingDays::Create({}, all).ok());
}

TEST(WorkingDays, CountingStopsAtTheBounds) {
  WorkingDays days;
  EXPECT_EQ(days.Add(D("2199-12-30"), 1'000'000), Date::Latest());
  EXPECT_EQ(days.Add(D("1900-01-03"), -1'000'000), Date::Earliest());
}

}  // namespace
}  // namespace assay::calendar
