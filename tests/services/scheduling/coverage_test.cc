#include "services/scheduling/domain/coverage.h"

#include <gmock/gmock.h>

#include "services/scheduling/readmodel/calendar_lines.h"
#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

// One journey: ISO/IEC 20000-1 decided 2024-06-18, ISO 22301 decided 2025-03-03.
class CoverageTest : public SchedulingTest {
 protected:
  CoverageTest() {
    audits::v1::CertificationGranted granted;
    granted.set_occurred_on("2024-06-18");
    granted.set_expires_on("2027-06-17");
    Hear<audits::v1::Journey>(journey, granted);
    Issue(service, "ISO/IEC 20000-1", "2024-06-18", "2027-06-17");
    Issue(continuity, "ISO 22301", "2025-03-03", "2028-03-02");
  }

  void Issue(const std::string& id, const std::string& standard, const std::string& decided_on,
             const std::string& expires_on, const std::string& edition = "2019") {
    audits::v1::CertificateIssued issued;
    issued.set_journey_id(journey);
    issued.set_standard(standard);
    issued.set_edition(edition);
    issued.set_decided_on(decided_on);
    issued.set_expires_on(expires_on);
    Hear<audits::v1::Certificate>(id, issued);
  }
  void Survey(const std::string& name, const std::string& day,
              const std::vector<std::string>& standards) {
    audits::v1::JourneySurveillanceReported reported;
    reported.mutable_period()->set_audit_id(IdOf(name));
    reported.mutable_period()->set_last_day(day);
    for (const std::string& standard : standards) {
      reported.mutable_period()->add_standards(standard);
    }
    Hear<audits::v1::Journey>(journey, reported);
  }
  void Renew(const std::string& id) {
    audits::v1::CertificateRenewed renewed;
    renewed.set_decided_on("2028-02-01");
    renewed.set_expires_on("2031-03-02");
    Hear<audits::v1::Certificate>(id, renewed);
  }
  // In any entry so far.
  bool Warned(const std::string& rule) {
    std::vector<std::string> stored = domain.log().Read(1, 100'000, 1 << 30).value();
    for (const std::string& bytes : stored) {
      log::v1::Entry entry = eventlog::ParseEntry(bytes).value();
      for (const assay::Warning& warning : entry.warnings()) {
        if (warning.rule() == rule) {
          return true;
        }
      }
    }
    return false;
  }
  v1::CoveredCertificate Of(const std::string& id) {
    return domain.Get<v1::CoveredCertificate>(id);
  }
  std::vector<std::string> Titles() {
    Records records("2026-11-21");
    records.Add(CycleOf(journey));
    records.Add(Of(service));
    records.Add(Of(continuity));
    v1::ShowCalendar query;
    query.set_from("2024-01-01");
    query.set_to("2032-12-31");
    std::vector<std::string> titles;
    auto calendar = std::get<v1::Calendar>(ShowCalendar(query, records));
    for (const v1::CalendarLine& line : calendar.lines()) {
      titles.push_back(line.title() + " " + line.last_day());
    }
    return titles;
  }

  const std::string service = IdOf("20000-1");
  const std::string continuity = IdOf("22301");
};

TEST_F(CoverageTest, EachCertificateHasTheWindowsOfItsOwnDecision) {
  EXPECT_EQ(Of(service).windows(0).latest(), "2025-06-18");
  EXPECT_EQ(Of(continuity).windows(0).latest(), "2026-03-03");
  EXPECT_EQ(Of(continuity).windows(0).rule(), "SU-1");
  EXPECT_EQ(Of(continuity).restore_until(), "2028-09-02");
  EXPECT_TRUE(Of(continuity).first_cycle());
  EXPECT_EQ(CycleOf(journey).expires_on(), "2027-06-17");
}

TEST_F(CoverageTest, AnAuditFillsTheWindowsOfTheStandardsItLookedAt) {
  Survey("first", "2025-05-22", {"ISO/IEC 20000-1"});
  EXPECT_EQ(Of(service).windows(0).done_on(), "2025-05-22");
  EXPECT_EQ(Of(continuity).windows(0).done_on(), "");
  EXPECT_EQ(CycleOf(journey).windows(0).done_on(), "2025-05-22");
  Survey("other", "2026-03-10", {"ISO 22301"});
  EXPECT_EQ(Of(continuity).windows(0).done_on(), "2026-03-10");
  EXPECT_TRUE(Warned("SU-1"));  // a week late
  EXPECT_EQ(Of(service).windows(1).done_on(), "");
  EXPECT_EQ(CycleOf(journey).windows(1).done_on(), "");  // none of the journey's cycle
  Survey("both", "2026-06-02", {"ISO/IEC 20000-1", "ISO 22301"});
  EXPECT_EQ(Of(service).windows(1).done_on(), "2026-06-02");
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CoverageTest, AnAuditCountsOnceAndNotForACycleItWasBefore) {
  Survey("early", "2025-01-15", {"ISO 22301", "ISO/IEC 20000-1"});
  EXPECT_EQ(Of(continuity).windows(0).done_on(), "");
  EXPECT_EQ(Of(service).windows(0).done_on(), "2025-01-15");
}

TEST_F(CoverageTest, ARenewalBeginsTheCertificatesNextCycleOnly) {
  Survey("other", "2026-03-02", {"ISO 22301"});
  Renew(continuity);
  EXPECT_EQ(Of(continuity).expires_on(), "2031-03-02");
  EXPECT_EQ(Of(continuity).windows(0).done_on(), "");
  EXPECT_FALSE(Of(continuity).first_cycle());
  EXPECT_EQ(Of(service).expires_on(), "2027-06-17");
}

TEST_F(CoverageTest, TheCalendarShowsEachWhereTheyDiffer) {
  EXPECT_THAT(Titles(), Contains("Surveillance 1 (SU-1): ISO 22301 2026-03-03"));
  EXPECT_THAT(Titles(), Contains("Certification expires: ISO/IEC 20000-1 2027-06-17"));
  EXPECT_THAT(Titles(), Not(Contains("Certification expires 2027-06-17")));
}

TEST_F(CoverageTest, AnEndingEditionIsADeadlineOfItsCertificate) {
  const std::string old = IdOf("27001");
  Issue(old, "ISO/IEC 27001", "2024-06-18", "2027-06-17", "2013");
  v1::CoveredCertificate certificate = Of(old);
  PresentCoverage(&certificate, Day("2025-10-31"), rules::Ruleset::Default());
  EXPECT_EQ(certificate.transition_by(), "2025-10-31");
  EXPECT_FALSE(certificate.expired());
  PresentCoverage(&certificate, Day("2025-11-01"), rules::Ruleset::Default());
  EXPECT_TRUE(certificate.expired());
  Records records("2025-01-01");
  records.Add(Of(old));
  v1::ShowCalendar query;
  query.set_from("2025-10-01");
  query.set_to("2025-10-31");
  auto calendar = std::get<v1::Calendar>(ShowCalendar(query, records));
  ASSERT_EQ(calendar.lines_size(), 1);
  EXPECT_EQ(calendar.lines(0).kind(), "transition");
  EXPECT_EQ(calendar.lines(0).subject_id(), old);
  audits::v1::CertificateTransitioned transitioned;
  transitioned.set_edition("2022");
  Hear<audits::v1::Certificate>(old, transitioned);
  certificate = Of(old);
  PresentCoverage(&certificate, Day("2025-11-01"), rules::Ruleset::Default());
  EXPECT_EQ(certificate.transition_by(), "");
  EXPECT_FALSE(certificate.expired());
}

TEST_F(CoverageTest, AnExtensionChangesWhatTheCertificateCovers) {
  audits::v1::CertificateExtended extended;
  extended.set_scope("Service desk and hosting");
  extended.add_site_ids(IdOf("hamburg"));
  extended.set_reasons("Seen");
  extended.set_occurred_on("2025-09-01");
  Hear<audits::v1::Certificate>(service, extended);
  EXPECT_EQ(Of(service).scope(), "Service desk and hosting");
  EXPECT_EQ(Of(service).changed_on(), "2025-09-01");
}

}  // namespace
}  // namespace assay::scheduling
