#include "services/audits/readmodel/register.h"

#include "services/audits/domain/certificate.h"
#include "tests/services/audits/fjordlicht.h"
#include "tests/services/audits/known_records.h"

namespace assay::audits {
namespace {

class RegisterTest : public Fjordlicht {
 protected:
  RegisterTest() {
    UntilStage2Reported();
    domain.SetToday("2024-06-18");
    v1::GrantCertification grant = Grant("2024-06-18");
    v1::CertifiedSite* leipzig = grant.mutable_certificates(1)->add_site_scopes();
    leipzig->set_site_id(IdOf("leipzig"));
    leipzig->set_scope("Service desk");
    EXPECT_TRUE(domain.Warned(domain.Accepted(grant), "CE-2"));  // the body's address is not known
  }

  void Look(const std::string& day) {
    known.SetDay(day);
    auto organisation = For<directory::v1::Organisation>("organisation");
    organisation.set_name("Fjordlicht IT");
    known.Put(organisation);
    for (const std::string& name : sites) {
      auto site = For<directory::v1::Site>(name);
      site.set_name(name);
      site.set_address("Street 1, " + name);
      site.set_central_function(name == "hamburg");
      known.Put(site);
    }
    for (const char* body : {"nordmark", "albion"}) {
      known.Put(domain.Get<v1::CertificationBody>(IdOf(body)));
    }
    for (const std::string& standard : standards) {
      v1::Certificate certificate = Certificate("certificate " + standard);
      PresentCertificate(&certificate, calendar::Date::Parse(day).value(),
                         rules::Ruleset::Default());
      known.Put(certificate);
    }
  }
  v1::RegisterRow Row(const std::string& number) {
    auto answer = std::get<v1::Register>(AnswerAskRegister(v1::AskRegister(), known));
    for (const v1::RegisterRow& row : answer.rows()) {
      if (row.certificate_number() == number) {
        return row;
      }
    }
    ADD_FAILURE() << "no row " << number;
    return {};
  }
  v1::CertificateDocument Document() {
    return std::get<v1::CertificateDocument>(
        AnswerShowCertificate(For<v1::ShowCertificate>(kSecurityCertificate), known));
  }
  void Suspend(const std::string& on) {
    domain.SetToday(on);
    auto suspend = For<v1::SuspendCertificate>(kSecurityCertificate);
    suspend.set_reason_code("voluntary-request");
    suspend.set_reason("Wanted");
    suspend.set_occurred_on(on);
    domain.Accepted(suspend);
  }
  void Withdraw(const std::string& on, bool at_clients_request) {
    domain.SetToday(on);
    auto withdraw = For<v1::WithdrawCertificate>(kSecurityCertificate);
    withdraw.set_reason("Given up");
    withdraw.set_at_clients_request(at_clients_request);
    withdraw.set_occurred_on(on);
    domain.Accepted(withdraw);
  }

  KnownRecords known;
};

TEST_F(RegisterTest, ARowHasTheFieldsAndDatesOfTheRegister) {
  Look("2024-07-01");
  v1::RegisterRow row = Row("NM-27001");
  EXPECT_EQ(row.certification_identity_number(), IdOf(kSecurityCertificate));
  EXPECT_EQ(row.certification_status(), "Active");
  EXPECT_EQ(row.accreditation_status(), "accredited");
  EXPECT_EQ(row.certification_type(), "Management System");
  EXPECT_EQ(row.issue_date(), "20240618");
  EXPECT_EQ(row.original_issue_date(), "20240618");
  EXPECT_EQ(row.expiry_date(), "20270617");
  EXPECT_EQ(row.certified_entity_name(), "Fjordlicht IT");
  EXPECT_EQ(row.standard(), "ISO/IEC 27001:2022");
  EXPECT_EQ(row.site_addresses_size(), 3);
  EXPECT_EQ(row.certification_body(), "nordmark");
}

TEST_F(RegisterTest, EachStateHasItsWord) {
  Suspend("2025-01-07");
  Look("2025-01-07");
  EXPECT_EQ(Row("NM-27001").certification_status(), "Suspended");
  Look("2027-06-18");
  EXPECT_EQ(Row("NM-27001").certification_status(), "Expired");
  Withdraw("2025-02-04", false);
  Look("2027-06-18");
  EXPECT_EQ(Row("NM-27001").certification_status(), "Withdrawn");
}

TEST_F(RegisterTest, WhatTheClientGaveUpIsCancelled) {
  Withdraw("2025-02-04", true);
  Look("2025-02-04");
  EXPECT_EQ(Row("NM-27001").certification_status(), "Cancelled");
}

TEST_F(RegisterTest, ALostAccreditationShows) {
  auto end = For<v1::EndAccreditation>("nordmark");
  end.set_standard("ISO/IEC 27001");
  end.set_occurred_on("2024-06-18");
  end.set_reason("Given up");
  domain.Accepted(end);
  Look("2024-07-01");
  EXPECT_EQ(Row("NM-27001").accreditation_status(), "unaccredited");
}

TEST_F(RegisterTest, ACertificateShowsEverySiteWithItsScopeTheCentralFunctionFirst) {
  Look("2024-07-01");
  v1::CertificateDocument document = Document();
  EXPECT_EQ(document.holder(), "Fjordlicht IT");
  ASSERT_EQ(document.sites_size(), 3);
  EXPECT_EQ(document.sites(0).name(), "hamburg");
  EXPECT_EQ(document.sites(1).scope(), "Service desk");
  EXPECT_EQ(document.sites(2).scope(), "IT services for shipping companies");
  EXPECT_EQ(document.applicability_version(), "3.1");
  EXPECT_EQ(document.revision(), 1U);
  EXPECT_FALSE(document.has_lapse());
  ASSERT_EQ(document.missing_size(), 1);
  EXPECT_EQ(document.missing(0), "body");
}

TEST_F(RegisterTest, ADescribedBodyLeavesNothingMissing) {
  auto describe = For<v1::DescribeCertificationBody>("nordmark");
  describe.set_address("Havnegata 1, Oslo");
  describe.set_mark("Nordmark mark");
  domain.Accepted(describe);
  Look("2024-07-01");
  EXPECT_EQ(Document().missing_size(), 0);
  EXPECT_EQ(Document().body_address(), "Havnegata 1, Oslo");
}

TEST_F(RegisterTest, ARevisedDocumentIsToldFromTheOldOne) {
  domain.SetToday("2025-02-04");
  auto revise = For<v1::ReviseCertificate>(kSecurityCertificate);
  revise.set_scope("IT services for shipping companies and ports");
  for (const std::string& site : sites) {
    revise.add_site_ids(IdOf(site));
  }
  revise.set_reason("Other words");
  revise.set_occurred_on("2025-02-04");
  domain.Accepted(revise);
  Look("2025-02-04");
  EXPECT_EQ(Document().revision(), 2U);
  EXPECT_EQ(Document().sites(1).scope(), "Service desk");  // stays
  EXPECT_EQ(Row("NM-27001").issue_date(), "20250204");
  EXPECT_EQ(Row("NM-27001").original_issue_date(), "20240618");
}

TEST_F(RegisterTest, AfterALapseTheOriginalDateStandsBesideTheCycles) {
  v1::Certificate lapsed = Certificate(kSecurityCertificate);
  lapsed.set_gap_from("2027-06-18");
  lapsed.set_gap_to("2027-06-30");
  lapsed.set_cycle_from("2027-07-01");
  lapsed.set_last_expires_on("2027-06-17");
  lapsed.set_recertified_on("2027-05-07");
  lapsed.set_expires_on("2030-06-17");
  Look("2027-07-01");
  known.Put(lapsed);
  v1::LapseNote lapse = Document().lapse();
  EXPECT_EQ(lapse.original_effective_on(), "2024-06-18");
  EXPECT_EQ(lapse.cycle_from(), "2027-07-01");
  EXPECT_EQ(lapse.cycle_until(), "2030-06-17");
  EXPECT_EQ(lapse.last_expires_on(), "2027-06-17");
  EXPECT_EQ(lapse.recertification_audit_on(), "2027-05-07");
}

TEST_F(RegisterTest, TheOriginalDateDoesNotStandWithoutTheWholeNote) {
  v1::Certificate lapsed = Certificate(kSecurityCertificate);
  lapsed.set_gap_from("2027-06-18");
  lapsed.set_cycle_from("2027-07-01");
  lapsed.set_last_expires_on("2027-06-17");
  Look("2027-07-01");
  known.Put(lapsed);  // the recertification audit is not known
  EXPECT_TRUE(Holds(Document().missing(), "lapse-note"));
  lapsed.set_recertified_on("2027-05-07");
  known.Put(lapsed);
  EXPECT_FALSE(Holds(Document().missing(), "lapse-note"));
}

TEST_F(RegisterTest, AnUnknownCertificateHasNoDocument) {
  auto answer = AnswerShowCertificate(For<v1::ShowCertificate>("nowhere"), known);
  EXPECT_EQ(std::get<Rejection>(answer).code, "not-found");
}

}  // namespace
}  // namespace assay::audits
