#include "assay/calendar/zone.h"

#include <gtest/gtest.h>

#include "assay/base/clock.h"
#include "tests/libs/calendar/dates.h"

namespace assay::calendar {
namespace {

int64_t At(std::string_view instant) {
  return ParseInstant(instant).value();
}

TEST(Zone, NamesOfTheDatabaseAreZones) {
  for (std::string_view name : {"UTC", "Europe/Berlin", "Europe/Tallinn", "Asia/Kathmandu"}) {
    EXPECT_TRUE(IsZone(name)) << name;
  }
}

TEST(Zone, AnythingElseIsNot) {
  for (std::string_view name : {"", "Europe/Atlantis", "europe/berlin", "../../etc/passwd",
                                "/etc/localtime", "+01:00", "tzdata.zi", "leapseconds"}) {
    EXPECT_FALSE(IsZone(name)) << name;
    EXPECT_EQ(DateAt(0, name).status().code(), StatusCode::kInvalidArgument) << name;
    EXPECT_FALSE(InstantAt(D("2026-11-21"), 0, name).ok()) << name;
  }
}

TEST(Zone, TodayDependsOnTheZone) {
  int64_t instant = At("2026-11-21T22:30:00Z");
  EXPECT_EQ(DateAt(instant, "UTC").value(), D("2026-11-21"));
  EXPECT_EQ(DateAt(instant, "Europe/Berlin").value(), D("2026-11-21"));
  EXPECT_EQ(DateAt(instant, "Europe/Tallinn").value(), D("2026-11-22"));
  EXPECT_EQ(DateAt(instant, "America/New_York").value(), D("2026-11-21"));
}

TEST(Zone, InstantsBeforeTheEpochRoundDown) {
  EXPECT_EQ(DateAt(-1, "UTC").value(), D("1969-12-31"));
  EXPECT_EQ(DateAt(0, "UTC").value(), D("1970-01-01"));
}

TEST(Zone, InstantsBeyondTheBoundsOfDatesAreRefused) {
  for (int64_t instant : {INT64_MAX, INT64_MIN, At("2200-01-01T00:00:00Z")}) {
    EXPECT_FALSE(DateAt(instant, "UTC").ok()) << instant;
  }
}

TEST(Zone, LocalTimesBecomeInstants) {
  EXPECT_EQ(InstantAt(D("2026-11-21"), 9 * 60, "Europe/Berlin").value(),
            At("2026-11-21T08:00:00Z"));
  EXPECT_EQ(InstantAt(D("2026-06-21"), 0, "Europe/Berlin").value(), At("2026-06-20T22:00:00Z"));
}

TEST(Zone, ASkippedTimeIsTheFirstInstantAfterTheGap) {
  EXPECT_EQ(InstantAt(D("2026-03-29"), 150, "Europe/Berlin").value(), At("2026-03-29T01:00:00Z"));
}

TEST(Zone, ATimeShownTwiceIsTheEarlierOne) {
  EXPECT_EQ(InstantAt(D("2026-10-25"), 150, "Europe/Berlin").value(), At("2026-10-25T00:30:00Z"));
}

TEST(Zone, MinutesOutsideTheDayAreRefused) {
  EXPECT_FALSE(InstantAt(D("2026-11-21"), -1, "UTC").ok());
  EXPECT_FALSE(InstantAt(D("2026-11-21"), 1440, "UTC").ok());
}

}  // namespace
}  // namespace assay::calendar
