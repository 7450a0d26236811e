#include "services/audits/domain/certification_body.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

using calendar::Date;

Date Day(const std::string& text) {
  return Date::Parse(text).value();
}

class CertificationBodyTest : public Fjordlicht {
 protected:
  v1::CertificationBody Body(const std::string& name) {
    return domain.Get<v1::CertificationBody>(IdOf(name));
  }
  v1::EndAccreditation End(const std::string& standard) {
    auto end = For<v1::EndAccreditation>("nordmark");
    end.set_standard(standard);
    end.set_occurred_on("2023-09-01");
    end.set_reason("Given up");
    return end;
  }
  v1::RecordAuditTimeTable Table(std::vector<std::pair<uint32_t, std::string>> bands) {
    auto record = For<v1::RecordAuditTimeTable>("nordmark");
    record.mutable_table()->set_standard("ISO/IEC 20000-1");
    record.mutable_table()->set_basis("ISO/IEC 20000-6:2017 Table 1");
    for (const auto& [persons, days] : bands) {
      v1::AuditTimeBand* band = record.mutable_table()->add_bands();
      band->set_persons_max(persons);
      band->set_days(days);
    }
    return record;
  }
};

TEST_F(CertificationBodyTest, AnAccreditationCountsUntilItsLastDay) {
  auto record = For<v1::RecordAccreditation>("albion");
  record.mutable_accreditation()->set_standard("ISO 22301");
  record.mutable_accreditation()->set_accreditation_body("UKAS");
  record.mutable_accreditation()->set_valid_until("2024-03-31");
  domain.Accepted(record);

  EXPECT_TRUE(IsAccredited(Body("albion"), "22301", Day("2024-03-31")));
  EXPECT_FALSE(IsAccredited(Body("albion"), "22301", Day("2024-04-01")));
  EXPECT_EQ(AccreditationLost(Body("albion"), "22301", Day("2024-04-01")), Day("2024-03-31"));
  EXPECT_FALSE(IsAccredited(Body("albion"), "9001", Day("2024-03-31")));
  EXPECT_FALSE(AccreditationLost(Body("albion"), "9001", Day("2024-03-31")));
}

TEST_F(CertificationBodyTest, AnAccreditationRecordedAgainTakesThePlaceOfTheEarlierOne) {
  auto record = For<v1::RecordAccreditation>("albion");
  record.mutable_accreditation()->set_standard("ISO/IEC 27001");
  record.mutable_accreditation()->set_accreditation_body("UKAS");
  record.mutable_accreditation()->add_scopes("IT services");
  domain.Accepted(record);
  domain.Accepted(record);

  v1::CertificationBody body = Body("albion");
  ASSERT_EQ(body.accreditations_size(), 2);
  EXPECT_EQ(body.accreditations(1).accreditation_body(), "UKAS");
  EXPECT_EQ(body.accreditations(1).scopes_size(), 1);
}

TEST_F(CertificationBodyTest, TheDayAnAccreditationEndedIsKeptUntilItIsThereAgain) {
  domain.Accepted(End("27001"));

  EXPECT_FALSE(IsAccredited(Body("nordmark"), "ISO/IEC 27001", Day("2023-09-02")));
  EXPECT_EQ(AccreditationLost(Body("nordmark"), "ISO/IEC 27001", Day("2023-09-02")),
            Day("2023-09-01"));

  auto again = For<v1::RecordAccreditation>("nordmark");
  again.mutable_accreditation()->set_standard("ISO/IEC 27001");
  again.mutable_accreditation()->set_accreditation_body("Norsk akkreditering");
  domain.Accepted(again);
  EXPECT_TRUE(IsAccredited(Body("nordmark"), "ISO/IEC 27001", Day("2023-09-02")));
  EXPECT_EQ(Body("nordmark").ended_accreditations_size(), 0);
}

TEST_F(CertificationBodyTest, AnAccreditationThatIsNotThereCannotEnd) {
  EXPECT_EQ(domain.Refused(End("ISO 9001")).code(), "not-accredited");
}

TEST_F(CertificationBodyTest, ABodysTableReplacesItsEarlierOne) {
  domain.Accepted(Table({{100, "8"}, {200, "10"}}));
  domain.Accepted(Table({{150, "9.5"}}));

  ASSERT_EQ(Body("nordmark").audit_time_tables_size(), 1);
  ASSERT_EQ(Body("nordmark").audit_time_tables(0).bands_size(), 1);
  EXPECT_EQ(Body("nordmark").audit_time_tables(0).bands(0).days(), "9.5");
}

TEST_F(CertificationBodyTest, BandsOfATableRise) {
  EXPECT_EQ(domain.Refused(Table({{200, "10"}, {100, "11"}})).code(), "bands-not-rising");
  EXPECT_EQ(domain.Refused(Table({{100, "10"}, {200, "9"}})).code(), "bands-not-rising");
  EXPECT_EQ(domain.Refused(Table({{100, "0"}})).code(), "bands-not-rising");
  EXPECT_EQ(domain.Refused(Table({{100, "9.125"}})).code(), "bands-not-rising");
}

}  // namespace
}  // namespace assay::audits
