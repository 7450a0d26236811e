#include "assay/rules/cycle.h"

#include <gtest/gtest.h>

#include "libs/rules/src/default_ruleset.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

Ruleset Changed(std::string_view from, std::string_view to) {
  std::string text(DefaultRulesetText());
  return Ruleset::Parse(text.replace(text.find(from), from.size(), to)).value();
}

TEST(Cycle, ACertificateOfALeapDayExpiresInFebruary_V_SU1_1) {
  EXPECT_EQ(CertificateExpiry(Rules(), D("2024-02-29")), D("2027-02-28"));
}

TEST(Cycle, AnAnniversaryBodyPrintsTheSameDay) {
  Ruleset anniversary = Changed("\"day-before\"", "\"anniversary\"");
  EXPECT_EQ(CertificateExpiry(anniversary, D("2026-06-15")), D("2029-06-15"));
}

TEST(Cycle, TheDayThatCountsIsTheLastUnlessTheBodySaysTheFirst) {
  AuditDays days = Days("2027-06-14", "2027-06-16");
  EXPECT_EQ(AuditDate(Rules(), days), D("2027-06-16"));
  EXPECT_EQ(AuditDate(Changed("basis = \"end\"", "basis = \"start\""), days), D("2027-06-14"));
}

TEST(Cycle, ACertificateIsValidThroughItsExpiryDate) {
  EXPECT_FALSE(IsExpired(D("2029-06-14"), D("2029-06-14")));
  EXPECT_TRUE(IsExpired(D("2029-06-14"), D("2029-06-15")));
}

TEST(Cycle, TheFirstCycleHasASurveillanceInEachYearBetween) {
  CycleDates dates = PlanCycle(Rules(), D("2024-06-18"), D("2027-06-17"), true);
  EXPECT_EQ(dates.surveillances, (std::vector<SurveillanceWindow>{
                                     {D("2025-01-01"), D("2025-06-18"), D("2025-06-18"), "SU-1"},
                                     {D("2026-01-01"), D("2026-12-31"), D("2026-06-18"), "SU-2"}}));
  EXPECT_EQ(dates.recertification_from, D("2026-12-17"));
  EXPECT_EQ(dates.recertification_advised_by, D("2027-04-18"));
  EXPECT_EQ(dates.expiry, D("2027-06-17"));
  EXPECT_EQ(dates.restore_until, D("2027-12-17"));
}

TEST(Cycle, ALaterCycleHasNoTwelveMonthLimitButAdvice) {
  CycleDates dates = PlanCycle(Rules(), D("2029-05-30"), D("2032-06-14"), false);
  EXPECT_EQ(dates.surveillances, (std::vector<SurveillanceWindow>{
                                     {D("2030-01-01"), D("2030-12-31"), D("2030-05-30"), "SU-2"},
                                     {D("2031-01-01"), D("2031-12-31"), D("2031-05-30"), "SU-2"}}));
}

TEST(Cycle, NothingIsPlannedBeyondTheLatestDate) {
  CycleDates dates = PlanCycle(Rules(), D("2199-06-15"), Date::Latest(), true);
  EXPECT_TRUE(dates.surveillances.empty());
  EXPECT_EQ(dates.restore_until, Date::Latest());
}

}  // namespace
}  // namespace assay::rules
