#include "assay/rules/quotation.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

std::string Judge(const QuotationLine& line) {
  return Verdict(JudgeQuotationLine(Rules(), Basis::kFact, line));
}

TEST(Quotation, TooFewDaysForInformationSecurityAreFlagged) {
  QuotationLine line{.standard = "27001", .persons = 148, .offered = 800, .accredited = true};
  Judgement judgement = JudgeQuotationLine(Rules(), Basis::kFact, line);
  EXPECT_EQ(Verdict(judgement), "warn QT-2");
  EXPECT_NE(Messages(judgement).find("8 days are offered for 27001; the table says 13, and at "
                                     "least 9.5"),
            std::string::npos)
      << Messages(judgement);
  line.offered = 900;
  EXPECT_EQ(Judge(line), "warn QT-2");
  line.offered = 950;
  EXPECT_EQ(Judge(line), "ok");
}

TEST(Quotation, AnOfferWithoutDaysIsNotJudgedByThem) {
  EXPECT_EQ(Judge({.standard = "27001", .persons = 148, .accredited = true}), "ok");
}

TEST(Quotation, WhatIsNotAccreditedIsFlagged) {
  EXPECT_EQ(Judge({.standard = "22301", .persons = 148, .offered = 800}), "warn QT-1");
}

TEST(Quotation, ServiceManagementNeedsATable) {
  QuotationLine line{.standard = "20000-1", .persons = 148, .offered = 500, .accredited = true};
  Judgement judgement = JudgeQuotationLine(Rules(), Basis::kFact, line);
  EXPECT_EQ(Verdict(judgement), "info QT-3");
  EXPECT_NE(Messages(judgement).find("needs table"), std::string::npos);
  AuditTimeTable table{
      .standard = "20000-1", .category = "", .basis = "Nordmark 2023", .rows = {{175, 900}}};
  line.body_table = &table;
  EXPECT_EQ(Judge(line), "warn QT-2");
}

TEST(Quotation, BeyondTheTableTheBodyExplainsItself) {
  EXPECT_EQ(Judge({.standard = "27001", .persons = 20'000, .offered = 800, .accredited = true}),
            "info QT-3");
}

TEST(Quotation, AnIntegratedOfferIsJudgedAsAWhole) {
  QuotationLine lines[] = {
      {.standard = "27001", .persons = 148, .offered = 100, .accredited = true, .integrated = true},
      {.standard = "9001", .persons = 148, .offered = 100, .accredited = true, .integrated = true}};
  EXPECT_EQ(Judge(lines[0]), "ok");
  // Floors 9.5 and 6 (5.6 would round to 5.5), less 20 %: 12.4, to the half day 12.5.
  EXPECT_EQ(Verdict(JudgeIntegratedOffer(Rules(), Basis::kFact, lines, 1'200)), "warn QT-4");
  EXPECT_EQ(Verdict(JudgeIntegratedOffer(Rules(), Basis::kFact, lines, 1'250)), "ok");
  lines[1].standard = "20000-1";
  EXPECT_EQ(Verdict(JudgeIntegratedOffer(Rules(), Basis::kFact, lines, 100)), "ok");
}

}  // namespace
}  // namespace assay::rules
