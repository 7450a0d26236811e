#include "local_day.h"

#include "assay/actions/v1/queries.pb.h"
#include "assay/base/clock.h"
#include "tests/libs/aggregate/write_path.h"

namespace assay::runtime {
namespace {

using calendar::Date;

constexpr char kAuckland[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a60";
constexpr char kHonolulu[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a61";
constexpr char kUnknown[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a62";

class LocalDayTest : public ::testing::Test {
 protected:
  LocalDayTest() {
    facts_.KnowSite(kAuckland, "Pacific/Auckland");
    facts_.KnowSite(kHonolulu, "Pacific/Honolulu");
  }
  LocalDay At(const char* instant, std::optional<Date> asked = std::nullopt) {
    return LocalDay::At(ParseInstant(instant).value(), asked, aggregate::kOrganisation, &facts_)
        .value();
  }
  std::string DayOf(LocalDay* day, const std::string& site) {
    actions::v1::Action action;
    action.set_site_id(site);
    return day->Of(*catalog_.FindRecord(action.GetDescriptor()->full_name()), action).ToString();
  }

  schema::Catalog catalog_;
  aggregate::WritePath facts_;  // whose organisation is in Berlin
};

TEST_F(LocalDayTest, ARecordHasTheDayOfItsSite) {
  LocalDay day = At("2026-06-30T22:30:00Z");
  EXPECT_EQ(DayOf(&day, kAuckland), "2026-07-01");
  EXPECT_EQ(DayOf(&day, kHonolulu), "2026-06-30");
  EXPECT_EQ(DayOf(&day, kAuckland), "2026-07-01");
}

TEST_F(LocalDayTest, WhereNoPlaceIsKnownItIsTheOrganisations) {
  LocalDay day = At("2026-06-30T22:30:00Z");  // after midnight in Berlin
  EXPECT_EQ(day.general().ToString(), "2026-07-01");
  EXPECT_EQ(DayOf(&day, ""), "2026-07-01");
  EXPECT_EQ(DayOf(&day, kUnknown), "2026-07-01");
}

TEST_F(LocalDayTest, TheDayThatIsAskedForHoldsEverywhere) {
  LocalDay day = At("2026-06-30T22:30:00Z", Date::Parse("2025-01-02").value());
  EXPECT_EQ(day.general().ToString(), "2025-01-02");
  EXPECT_EQ(DayOf(&day, kHonolulu), "2025-01-02");
}

TEST_F(LocalDayTest, AnInstantBeyondTheCalendarIsRefused) {
  auto day = LocalDay::At(int64_t{1} << 60, std::nullopt, aggregate::kOrganisation, &facts_);
  EXPECT_EQ(day.status().code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace assay::runtime
