#include "assay/rules/certificate.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

CertificateContent Whole() {
  return {.holder = "Fjordlicht IT",
          .sites = {{"Hamburg", "operation of services"}, {"Leipzig", "data centre"}},
          .effective = D("2024-06-18"),
          .expiry = D("2027-06-17"),
          .number = "NM-4711",
          .standard = "27001",
          .edition = "2022",
          .scope = "hosting",
          .body = "Nordmark",
          .body_address = "Kiel",
          .body_mark = "nordmark.svg",
          .applicability_version = "3.1",
          .replaces_earlier = true,
          .revision = 2};
}

TEST(Certificate, ItTakesEffectOnOrAfterTheDecision_V_CERT_1) {
  EXPECT_EQ(Verdict(JudgeEffectiveDate(Rules(), Basis::kAct, D("2026-06-15"), D("2026-06-14"))),
            "block CE-1");
  EXPECT_EQ(Verdict(JudgeEffectiveDate(Rules(), Basis::kAct, D("2026-06-15"), D("2026-06-15"))),
            "ok");
}

TEST(Certificate, AWholeOneIsInOrder) {
  EXPECT_EQ(Verdict(JudgeCertificateContent(Rules(), Basis::kAct, Whole(), D("2027-06-17"))), "ok");
}

TEST(Certificate, EachMissingPartIsNamed) {
  struct Row {
    std::function<void(CertificateContent*)> remove;
    std::string_view code;
  };
  const Row rows[] = {
      {[](CertificateContent* c) { c->holder.clear(); }, "holder"},
      {[](CertificateContent* c) { c->sites.clear(); }, "sites"},
      {[](CertificateContent* c) { c->sites[1].scope.clear(); }, "sites"},
      {[](CertificateContent* c) { c->sites[0].location.clear(); }, "sites"},
      {[](CertificateContent* c) { c->effective.reset(); }, "effective"},
      {[](CertificateContent* c) { c->expiry.reset(); }, "expiry"},
      {[](CertificateContent* c) { c->number.clear(); }, "number"},
      {[](CertificateContent* c) { c->edition.clear(); }, "standard"},
      {[](CertificateContent* c) { c->scope.clear(); }, "scope"},
      {[](CertificateContent* c) { c->body.clear(); }, "body"},
      {[](CertificateContent* c) { c->body_address.clear(); }, "body"},
      {[](CertificateContent* c) { c->body_mark.clear(); }, "body"},
      {[](CertificateContent* c) { c->applicability_version.clear(); },
       "statement-of-applicability"},
      {[](CertificateContent* c) { c->revision = 1; }, "revision"},
  };
  for (const Row& row : rows) {
    CertificateContent content = Whole();
    row.remove(&content);
    EXPECT_EQ(MissingCertificateContent(content), std::vector<std::string>{std::string(row.code)});
    EXPECT_EQ(Verdict(JudgeCertificateContent(Rules(), Basis::kAct, content)), "block CE-2");
  }
}

TEST(Certificate, OnlyInformationSecurityNamesAStatementOfApplicability) {
  CertificateContent content = Whole();
  content.standard = "9001";
  content.applicability_version.clear();
  EXPECT_TRUE(MissingCertificateContent(content).empty());
}

TEST(Certificate, ItExpiresWithItsCycle) {
  EXPECT_EQ(Verdict(JudgeCertificateContent(Rules(), Basis::kAct, Whole(), D("2027-06-18"))),
            "block CE-3");
}

TEST(Certificate, AfterALapseTheOriginalDateDoesNotStandAlone) {
  EXPECT_EQ(Verdict(JudgeLapseNote(Rules(), Basis::kAct, {})), "ok");
  EXPECT_EQ(Verdict(JudgeLapseNote(Rules(), Basis::kAct, {.shows_original_date = true})),
            "block CE-4");
  EXPECT_EQ(Verdict(JudgeLapseNote(Rules(), Basis::kAct, {true, true, true, true})), "ok");
}

}  // namespace
}  // namespace assay::rules
