#include <gtest/gtest.h>

#include "assay/audits/v1/quotation.pb.h"
#include "assay/log/v1/entry.pb.h"
#include "services/gateway/derived/table.h"
#include "tests/services/gateway/derived/zip.h"

namespace assay::gateway {
namespace {

using Files = std::map<std::string, std::string>;

Files Book(const schema::Descriptor* type, const std::vector<const schema::Message*>& records) {
  auto bytes = ToXlsx(type, records);
  EXPECT_TRUE(bytes.ok()) << bytes.status().message();
  return bytes.ok() ? Unzip(*bytes) : Files();
}

std::string Sheet(const schema::Message& record) {
  return Book(record.GetDescriptor(), {&record})["xl/worksheets/sheet1.xml"];
}

// The XML of one cell: "<c r="A2" ...>...</c>".
std::string CellAt(const std::string& sheet, const std::string& place) {
  size_t begin = sheet.find("<c r=\"" + place + "\"");
  return begin == std::string::npos ? "" : sheet.substr(begin, sheet.find("</c>", begin) - begin);
}

bool Has(const std::string& xml, const std::string& piece) {
  return xml.find(piece) != std::string::npos;
}

TEST(Xlsx, HasOneSheetNamedByTheRecordWithAFrozenBoldHeader) {
  Files book = Book(log::v1::Counter::descriptor(), {});
  EXPECT_TRUE(Has(book["xl/workbook.xml"], "<sheet name=\"Counter\""));
  EXPECT_FALSE(book.contains("xl/worksheets/sheet2.xml"));
  const std::string& sheet = book["xl/worksheets/sheet1.xml"];
  EXPECT_TRUE(Has(sheet, "<pane ySplit=\"1\""));
  EXPECT_TRUE(Has(sheet, "state=\"frozen\""));
  EXPECT_TRUE(Has(CellAt(sheet, "B1"), " s=\"1\"")) << sheet;
  EXPECT_TRUE(Has(CellAt(sheet, "B1"), "<t>meta.version</t>"));
  EXPECT_TRUE(Has(book["xl/styles.xml"], "<b/>"));
}

TEST(Xlsx, NumbersAreNumbersAndTextIsText) {
  log::v1::Counter counter;
  counter.mutable_meta()->set_version(2);
  counter.set_series("<NC> & \"Zürich\"");
  counter.set_last(7);
  std::string sheet = Sheet(counter);
  EXPECT_EQ(CellAt(sheet, "B2"), "<c r=\"B2\"><v>2</v>");
  EXPECT_EQ(CellAt(sheet, "I2"), "<c r=\"I2\"><v>7</v>");
  EXPECT_TRUE(Has(CellAt(sheet, "H2"), "t=\"inlineStr\""));
  EXPECT_TRUE(Has(CellAt(sheet, "H2"), "&lt;NC&gt; &amp; \"Zürich\"")) << CellAt(sheet, "H2");
  EXPECT_EQ(CellAt(sheet, "A2"), "");
}

TEST(Xlsx, ANumberThatASheetCannotHoldExactlyIsText) {
  log::v1::Counter counter;
  counter.mutable_meta()->set_position(9'007'199'254'740'993u);
  EXPECT_TRUE(Has(CellAt(Sheet(counter), "C2"), "<t>9007199254740993</t>"));
}

TEST(Xlsx, DatesAreDatesAndInstantsKeepTheirTime) {
  log::v1::Counter counter;
  counter.mutable_meta()->set_created_at("2026-11-21T12:00:00.000000Z");
  counter.set_series("1999-12-31");
  Files book = Book(counter.GetDescriptor(), {&counter});
  const std::string& sheet = book["xl/worksheets/sheet1.xml"];
  EXPECT_TRUE(Has(CellAt(sheet, "H2"), "><v>36525</v>"));    // days since 1899-12-30
  EXPECT_TRUE(Has(CellAt(sheet, "D2"), "><v>46347.5</v>"));  // noon
  EXPECT_NE(CellAt(sheet, "H2").substr(10, 6), CellAt(sheet, "D2").substr(10, 6));  // formats
  EXPECT_TRUE(Has(book["xl/styles.xml"], "formatCode=\"yyyy-mm-dd\""));
  EXPECT_TRUE(Has(book["xl/styles.xml"], "formatCode=\"yyyy-mm-dd hh:mm:ss\""));
}

TEST(Xlsx, AmountsAreNumbersAndFlagsAreBooleans) {
  audits::v1::Quotation quotation;
  quotation.mutable_price()->set_amount("-1234.5");
  quotation.set_combined(true);
  std::string sheet = Sheet(quotation);
  EXPECT_TRUE(Has(sheet, "<v>-1234.5</v>"));
  EXPECT_TRUE(Has(sheet, "t=\"b\"><v>1</v>"));
}

TEST(Xlsx, TextIsNeverAFormula) {
  log::v1::Counter counter;
  counter.set_series("=HYPERLINK(\"https://evil.example\")");
  std::string sheet = Sheet(counter);
  EXPECT_FALSE(Has(sheet, "<f>"));
  EXPECT_TRUE(Has(CellAt(sheet, "H2"), "t=\"inlineStr\""));
}

TEST(Xlsx, TextThatACellCannotHoldEndsInAnEllipsis) {
  log::v1::Counter counter;
  counter.set_series(std::string(32'767, 'a'));
  EXPECT_FALSE(Has(Sheet(counter), "…"));
  counter.set_series(std::string(32'768, 'a'));
  EXPECT_TRUE(Has(Sheet(counter), std::string(32'766, 'a') + "…<"));
  std::string wide;  // outside the plane that Excel counts once
  for (int i = 0; i < 16'384; ++i) {
    wide += "😀";
  }
  counter.set_series(wide);
  EXPECT_TRUE(Has(Sheet(counter), "😀…<"));
}

TEST(Xlsx, ManyRowsComeBackInOrder) {
  constexpr uint32_t kRows = 5'000;
  std::vector<log::v1::Counter> counters(kRows);
  std::vector<const schema::Message*> records;
  for (uint32_t i = 0; i < kRows; ++i) {
    counters[i].set_last(i);
    records.push_back(&counters[i]);
  }
  Files book = Book(log::v1::Counter::descriptor(), records);
  const std::string& sheet = book["xl/worksheets/sheet1.xml"];
  EXPECT_EQ(CellAt(sheet, "I2"), "<c r=\"I2\"><v>0</v>");
  EXPECT_EQ(CellAt(sheet, "I5001"), "<c r=\"I5001\"><v>4999</v>");
}

}  // namespace
}  // namespace assay::gateway
