#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class QuotationTest : public Fjordlicht {
 protected:
  QuotationTest() {
    UntilEnquiring();
    domain.SetToday("2023-09-25");
  }
  // What Albion offers: 27001 on its own in 8 days, 22301 in 8.
  v1::RecordQuotation Albion() {
    v1::RecordQuotation quote = Quote("quotation albion", "enquiry albion");
    quote.mutable_audit_days(1)->set_days("8");
    quote.mutable_audit_days(2)->set_days("8");
    return quote;
  }
  std::vector<std::string> Flags(const std::string& quotation) {
    std::vector<std::string> flags;
    v1::Quotation recorded = domain.Get<v1::Quotation>(IdOf(quotation));
    for (const v1::QuotationFlag& flag : recorded.flags_on_receipt()) {
      flags.push_back(flag.rule() + " " + flag.standard());
    }
    return flags;
  }
  void NordmarkGivesItsTable() {
    auto record = For<v1::RecordAuditTimeTable>("nordmark");
    record.mutable_table()->set_standard("ISO/IEC 20000-1");
    record.mutable_table()->set_basis("Nordmark's table");
    v1::AuditTimeBand* band = record.mutable_table()->add_bands();
    band->set_persons_max(175);
    band->set_days("14");
    domain.Accepted(record);
  }
};

TEST_F(QuotationTest, TooFewDaysAndAMissingAccreditationAreFlaggedAndAMissingTableIsSaid) {
  domain.Accepted(Albion());
  EXPECT_EQ(
      Flags("quotation albion"),
      (std::vector<std::string>{"QT-3 ISO/IEC 20000-1", "QT-2 ISO/IEC 27001", "QT-1 ISO 22301"}));
  v1::Quotation quotation = domain.Get<v1::Quotation>(IdOf("quotation albion"));
  EXPECT_NE(quotation.flags_on_receipt(1).message().find("9.5"), std::string::npos);  // the floor
  EXPECT_NE(quotation.flags_on_receipt(1).message().find("13"), std::string::npos);   // the table
  EXPECT_EQ(quotation.body_id(), IdOf("albion"));
  EXPECT_EQ(quotation.journey_id(), IdOf("journey"));
}

TEST_F(QuotationTest, TheFloorItselfIsEnough) {
  v1::RecordQuotation quote = Albion();
  quote.mutable_audit_days(1)->set_days("9.5");
  domain.Accepted(quote);
  EXPECT_EQ(Flags("quotation albion"),
            (std::vector<std::string>{"QT-3 ISO/IEC 20000-1", "QT-1 ISO 22301"}));
}

TEST_F(QuotationTest, DaysOfStage1AndStage2AndAllSitesAreAddedUp) {
  v1::RecordQuotation quote = Albion();
  v1::AuditDays* stage1 = quote.add_audit_days();
  stage1->set_standard("27001");
  stage1->set_stage(v1::STAGE_1);
  stage1->set_site_id(IdOf("hamburg"));
  stage1->set_days("1.5");
  domain.Accepted(quote);
  EXPECT_EQ(Flags("quotation albion"),
            (std::vector<std::string>{"QT-3 ISO/IEC 20000-1", "QT-1 ISO 22301"}));
}

TEST_F(QuotationTest, WithTheBodysTableTheDaysOf20000AreJudged) {
  domain.Accepted(Quote("before", "enquiry nordmark"));
  NordmarkGivesItsTable();
  v1::RecordQuotation quote = Quote("after", "enquiry nordmark");
  quote.mutable_audit_days(0)->set_days("9");
  domain.Accepted(quote);
  EXPECT_EQ(Flags("before"), (std::vector<std::string>{"QT-3 ISO/IEC 20000-1"}));
  EXPECT_EQ(Flags("after"), (std::vector<std::string>{"QT-2 ISO/IEC 20000-1"}));
}

TEST_F(QuotationTest, AnIntegratedAuditIsJudgedAsAWhole) {
  NordmarkGivesItsTable();
  v1::RecordQuotation quote = Quote("combined", "enquiry nordmark");
  quote.set_combined(true);
  for (auto& days : *quote.mutable_audit_days()) {
    days.set_days("5");
  }
  domain.Accepted(quote);
  EXPECT_EQ(Flags("combined"), (std::vector<std::string>{"QT-4 "}));
}

TEST_F(QuotationTest, WhatTheBodyCallsUnaccreditedItselfIsFlagged) {
  v1::RecordQuotation quote = Quote("own words", "enquiry nordmark");
  quote.add_unaccredited_standards("22301");
  domain.Accepted(quote);
  EXPECT_EQ(Flags("own words"),
            (std::vector<std::string>{"QT-3 ISO/IEC 20000-1", "QT-1 ISO 22301"}));
}

TEST_F(QuotationTest, WhatCannotBeReadAsAnOfferIsRefused) {
  v1::RecordQuotation over = Albion();
  over.set_valid_until("2023-09-24");
  EXPECT_EQ(domain.Refused(over).code(), "validity-over");

  v1::RecordQuotation elsewhere = Albion();
  elsewhere.mutable_audit_days(0)->set_standard("ISO 9001");
  EXPECT_EQ(domain.Refused(elsewhere).code(), "standard-outside-journey");

  v1::RecordQuotation negative = Albion();
  negative.mutable_audit_days(0)->set_days("-8");
  EXPECT_EQ(domain.Refused(negative).code(), "days-not-exact");

  v1::RecordQuotation early = Albion();
  early.set_occurred_on("2023-09-03");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");

  auto decline = For<v1::DeclineEnquiry>("enquiry albion");
  decline.set_reason("No capacity");
  decline.set_occurred_on("2023-09-25");
  domain.Accepted(decline);
  EXPECT_EQ(domain.Refused(Albion()).code(), "enquiry-declined");
}

}  // namespace
}  // namespace assay::audits
