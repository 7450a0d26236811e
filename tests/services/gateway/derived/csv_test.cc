#include <gtest/gtest.h>

#include "assay/audits/v1/quotation.pb.h"
#include "assay/log/v1/entry.pb.h"
#include "services/gateway/derived/cells.h"
#include "services/gateway/derived/table.h"

namespace assay::gateway {
namespace {

using Row = std::vector<std::string>;

// Reads RFC 4180 back.
std::vector<Row> ParseCsv(const std::string& csv) {
  std::vector<Row> rows{{""}};
  bool quoted = false;
  for (size_t i = 0; i < csv.size(); ++i) {
    std::string& cell = rows.back().back();
    if (quoted && csv[i] == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
      cell += csv[i++];
    } else if (csv[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && csv[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && csv.compare(i, 2, "\r\n") == 0) {
      rows.push_back({""});
      ++i;
    } else {
      cell += csv[i];
    }
  }
  EXPECT_EQ(rows.back(), Row{""}) << "the last line has no end";
  rows.pop_back();
  return rows;
}

std::string CounterCsv(const std::string& series) {
  log::v1::Counter counter;
  counter.set_series(series);
  counter.set_last(3);
  return ToCsv(counter.GetDescriptor(), {&counter});
}

std::string SeriesIn(const std::string& csv) {
  std::vector<Row> rows = ParseCsv(csv);
  auto at = std::find(rows[0].begin(), rows[0].end(), "series") - rows[0].begin();
  return rows[1][static_cast<size_t>(at)];
}

TEST(Csv, WithoutRecordsIsTheHeaderRow) {
  EXPECT_EQ(ToCsv(log::v1::Counter::descriptor(), {}),
            "id,meta.version,meta.position,meta.createdAt,meta.changedAt,meta.changedBy,"
            "meta.organisation,series,last\r\n");
}

TEST(Csv, HasARowForEachRecordAndACellForEachColumn) {
  log::v1::Counter counter;
  counter.set_id("a");
  counter.mutable_meta()->set_version(2);
  counter.set_series("NC-2026");
  counter.set_last(7);
  std::string csv = ToCsv(counter.GetDescriptor(), {&counter, &counter});
  EXPECT_EQ(csv.substr(csv.find("\r\n") + 2), "a,2,0,,,,,NC-2026,7\r\na,2,0,,,,,NC-2026,7\r\n");
}

TEST(Csv, WhatNeedsQuotesComesBackAsItWas) {
  for (const char* text : {"plain", "a,b", "he said \"no\"", "two\nlines", "two\r\nlines", "\"",
                           "ends with a quote\"", "Zürich, \"Süd\" 東京", " spaces ", ""}) {
    EXPECT_EQ(SeriesIn(CounterCsv(text)), text);
  }
}

TEST(Csv, TextThatASpreadsheetWouldComputeGetsAnApostrophe) {
  for (const char* text : {"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-",
                           "=HYPERLINK(\"https://evil.example\",\"x\")", "=cmd|' /C calc'!A0"}) {
    EXPECT_EQ(SeriesIn(CounterCsv(text)), "'" + std::string(text));
  }
  EXPECT_EQ(SeriesIn(CounterCsv("1=1")), "1=1");
}

TEST(Csv, AListWhoseFirstElementIsAFormulaGetsAnApostrophe) {
  audits::v1::Quotation quotation;
  quotation.add_unaccredited_standards("=1+1");
  quotation.add_unaccredited_standards("b");
  EXPECT_NE(ToCsv(quotation.GetDescriptor(), {&quotation}).find(",'=1+1; b"), std::string::npos);
}

TEST(Csv, ANegativeAmountStaysANumber) {
  audits::v1::Quotation quotation;
  quotation.mutable_price()->set_amount("-12.50");
  EXPECT_NE(ToCsv(quotation.GetDescriptor(), {&quotation}).find(",-12.50,"), std::string::npos);
  quotation.mutable_price()->set_amount("-12.50+A1");
  EXPECT_NE(ToCsv(quotation.GetDescriptor(), {&quotation}).find(",'-12.50+A1,"), std::string::npos);
}

TEST(Csv, HasNoByteOrderMark) {
  EXPECT_TRUE(CounterCsv("x").starts_with("id,"));
}

}  // namespace
}  // namespace assay::gateway
