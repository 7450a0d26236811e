// A certification body's overlay on the rules judges what concerns that body, and nothing else.
#include "assay/audits/v1/client_change.pb.h"
#include "assay/audits/v1/mark_misuse.pb.h"
#include "services/audits/readmodel/quotation_comparison.h"
#include "tests/services/audits/fjordlicht.h"
#include "tests/services/audits/known_records.h"

namespace assay::audits {
namespace {

rules::Rulebook Nordmark() {
  return rules::Rulebook::Of({{"nordmark.toml", R"(
      id = "nordmark"
      version = "3"
      extends = "assay-2026.1"
      body = ")" + IdOf("nordmark") + R"("
      [rule.NC-2]
      params = { plan_days_major = 21 }
      [rule.AP-4]
      severity = "warn"
      [rule.PA-1]
      severity = "block"
      [[audit_time]]
      standard = "20000-1"
      basis = "Nordmark's table"
      rows = [[175, 1400]]
      )"}})
      .value();
}

class OverlayTest : public Fjordlicht {
 protected:
  OverlayTest() : Fjordlicht(Nordmark()) {}
  // The rules that judged the last command.
  std::string LastRuleset() {
    uint64_t last = domain.log().next() - 1;
    return eventlog::ParseEntry(domain.log().Read(last, 1, 1).value().at(0)).value().ruleset();
  }
};

TEST_F(OverlayTest, WithoutABodyTheBuiltInRulesJudge) {
  UntilEnquiring();
  auto start = For<v1::StartJourney>("another journey");
  start.set_name("Another one");
  start.add_standards("ISO 9001");
  start.add_site_ids(IdOf("hamburg"));
  start.set_scope_statement("Everything");
  start.set_personnel(12);
  domain.Accepted(start);
  EXPECT_EQ(LastRuleset(), "assay-2026.1");
}

TEST_F(OverlayTest, TheCommandsOwnBodyComesFirst) {
  UntilEnquiring();
  auto enquiry = For<v1::SendEnquiry>("one more enquiry");
  enquiry.set_journey_id(IdOf("journey"));
  enquiry.set_body_id(IdOf("albion"));
  enquiry.set_occurred_on("2023-09-04");
  domain.Accepted(enquiry);
  EXPECT_EQ(LastRuleset(), "assay-2026.1");
  enquiry.set_id(IdOf("and another"));
  enquiry.set_body_id(IdOf("nordmark"));
  domain.Accepted(enquiry);
  EXPECT_EQ(LastRuleset(), "assay-2026.1+nordmark-3");
}

TEST_F(OverlayTest, TheBodyOfARecordThatIsReadCounts) {
  UntilStage2Opened();  // Nordmark's; the audit names no body, its journey does
  domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
  EXPECT_EQ(LastRuleset(), "assay-2026.1+nordmark-3");
  EXPECT_EQ(Finding("major").plan_due_on(), "2024-05-10") << "21 days after the last audit day";
  PlanAccepted("major", "2024-04-15");
  EXPECT_EQ(LastRuleset(), "assay-2026.1+nordmark-3");
}

TEST_F(OverlayTest, ItMaySoftenABlockingRule) {
  UntilAccepted();
  aggregate::Receipt receipt =
      domain.Accepted(Plan("stage 1", v1::INITIAL_STAGE_1, "2023-10-25", "2023-10-26"));
  EXPECT_TRUE(domain.Warned(receipt, "AP-4"));
}

TEST_F(OverlayTest, WhatItHardensIsRefusedInItsName) {
  UntilAgreed();
  domain.Accepted(Plan("pre-audit", v1::PRE_AUDIT, "2024-01-15", "2024-01-15"));
  assay::Problem problem =
      domain.Refused(Plan("second pre-audit", v1::PRE_AUDIT, "2024-01-22", "2024-01-22"));
  EXPECT_EQ(problem.rule(), "PA-1");
  EXPECT_EQ(problem.ruleset(), "assay-2026.1+nordmark-3");
}

TEST_F(OverlayTest, EachOfferIsComparedByItsOwnBodysRules) {
  UntilQuoted();
  KnownRecords known;
  known.Hold(Nordmark());
  known.Put(Journey());
  for (const char* body : {"nordmark", "albion"}) {
    known.Put(domain.Get<v1::CertificationBody>(IdOf(body)));
    known.Put(domain.Get<v1::Quotation>(IdOf(std::string("quotation ") + body)));
  }
  auto comparison = std::get<v1::QuotationComparison>(
      AnswerCompareQuotations(For<v1::CompareQuotations>("journey"), known));
  ASSERT_EQ(comparison.columns_size(), 2);
  for (const v1::QuotationColumn& column : comparison.columns()) {
    bool nordmark = column.body() == "nordmark";
    EXPECT_EQ(column.standards(0).table_days(), nordmark ? "14" : "") << column.body();
  }
}

TEST_F(OverlayTest, WhatFollowsFromAMisusedMarkOrAChangeIsJudgedByTheBodysRules) {
  UntilCertified();
  auto misuse = For<v1::ReportMarkMisuse>("misuse");
  misuse.set_certificate_id(IdOf(kContinuityCertificate));
  misuse.set_mark(v1::BODY_MARK);
  misuse.set_place(v1::PRODUCT);
  misuse.set_where("On a box");
  misuse.set_occurred_on("2024-06-18");
  domain.Accepted(misuse);
  auto correct = For<v1::CorrectMarkMisuse>("misuse");
  correct.set_correction("Boxes recalled");
  correct.set_occurred_on("2024-06-18");
  domain.Accepted(correct);
  EXPECT_EQ(LastRuleset(), "assay-2026.1+nordmark-3");

  auto notify = For<v1::NotifyChange>("journey");
  notify.set_kind(v1::ADDRESS_OR_SITES);
  notify.set_description("Tallinn moves");
  notify.set_occurred_on("2024-06-18");
  domain.Accepted(notify);
  uint64_t last = domain.log().next() - 1;
  log::v1::Entry entry =
      eventlog::ParseEntry(domain.log().Read(last, 1, 1 << 20).value().at(0)).value();
  v1::ReviewChange review;
  review.set_id(entry.events(1).id());
  review.set_consequence(v1::ClientChange::SPECIAL_AUDIT);
  review.set_justification("Looked at");
  review.set_occurred_on("2024-06-18");
  domain.Accepted(review);
  EXPECT_EQ(LastRuleset(), "assay-2026.1+nordmark-3");
  v1::CompleteChange complete;
  complete.set_id(review.id());
  complete.set_what_followed("Nothing yet");
  complete.set_occurred_on("2024-06-18");
  EXPECT_EQ(domain.Refused(complete).ruleset(), "assay-2026.1+nordmark-3");
}

}  // namespace
}  // namespace assay::audits
