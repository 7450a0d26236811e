#include "services/gateway/derived/cells.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "assay/audits/v1/queries.pb.h"
#include "assay/audits/v1/quotation.pb.h"
#include "assay/audits/v1/register.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::gateway {
namespace {

using Kind = Cell::Kind;

Cell CellNamed(const schema::Message& record, const std::string& name) {
  for (const Column& column : ColumnsOf(record.GetDescriptor())) {
    if (column.name == name) {
      return CellOf(record, column);
    }
  }
  ADD_FAILURE() << "no column " << name;
  return {};
}

bool HasColumn(const schema::Descriptor* type, const std::string& name) {
  std::vector<Column> columns = ColumnsOf(type);
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column& column) { return column.name == name; });
}

TEST(Cells, ColumnsStandInTheOrderOfTheFieldsWithTheMetaFlattened) {
  std::vector<Column> columns = ColumnsOf(audits::v1::Quotation::descriptor());
  ASSERT_GT(columns.size(), 8u);
  EXPECT_EQ(columns[0].name, "id");
  EXPECT_EQ(columns[1].name, "meta.version");
  EXPECT_EQ(columns[2].name, "meta.position");
  EXPECT_TRUE(HasColumn(audits::v1::Quotation::descriptor(), "price.amount"));
  EXPECT_TRUE(HasColumn(audits::v1::Quotation::descriptor(), "price.currency"));
  EXPECT_FALSE(HasColumn(audits::v1::Quotation::descriptor(), "price"));
}

TEST(Cells, EveryKindOfRecordHasColumnsWithNamesOfTheirOwn) {
  const schema::Catalog catalog;
  for (const auto& [name, record] : catalog.records()) {
    std::vector<std::string> names;
    for (const Column& column : ColumnsOf(record.state)) {
      names.push_back(column.name);
    }
    EXPECT_FALSE(names.empty()) << name;
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << name;
  }
}

TEST(Cells, HaveTheKindOfTheirValue) {
  audits::v1::Quotation quotation;
  quotation.set_id("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
  quotation.mutable_meta()->set_version(7);
  quotation.mutable_meta()->set_position(9'007'199'254'740'993u);
  quotation.mutable_meta()->set_created_at("2026-11-21T09:00:00.000000Z");
  quotation.set_state(audits::v1::Quotation::SELECTED);
  quotation.mutable_price()->set_amount("-1234.50");
  quotation.set_valid_until("2027-01-31");
  quotation.set_combined(true);
  EXPECT_EQ(CellNamed(quotation, "id"), (Cell{Kind::kText, quotation.id()}));
  EXPECT_EQ(CellNamed(quotation, "meta.version"), (Cell{Kind::kNumber, "7"}));
  EXPECT_EQ(CellNamed(quotation, "meta.position"), (Cell{Kind::kNumber, "9007199254740993"}));
  EXPECT_EQ(CellNamed(quotation, "meta.createdAt"),
            (Cell{Kind::kInstant, "2026-11-21T09:00:00.000000Z"}));
  EXPECT_EQ(CellNamed(quotation, "state"), (Cell{Kind::kText, "SELECTED"}));
  EXPECT_EQ(CellNamed(quotation, "price.amount"), (Cell{Kind::kNumber, "-1234.50"}));
  EXPECT_EQ(CellNamed(quotation, "validUntil"), (Cell{Kind::kDate, "2027-01-31"}));
  EXPECT_EQ(CellNamed(quotation, "combined"), (Cell{Kind::kBoolean, "true"}));
}

TEST(Cells, OfWhatIsNotThereAreEmpty) {
  audits::v1::Quotation quotation;
  for (const char* name : {"id", "meta.version", "price.amount", "state", "validUntil"}) {
    EXPECT_EQ(CellNamed(quotation, name), Cell()) << name;
  }
}

TEST(Cells, ListsAreJoinedAndMessagesCounted) {
  audits::v1::Quotation quotation;
  quotation.add_unaccredited_standards("ISO 9001");
  quotation.add_unaccredited_standards("ISO 27001");
  quotation.add_audit_days();
  quotation.add_audit_days();
  EXPECT_EQ(CellNamed(quotation, "unaccreditedStandards").text, "ISO 9001; ISO 27001");
  EXPECT_EQ(CellNamed(quotation, "auditDays"), (Cell{Kind::kNumber, "2"}));
}

TEST(Cells, OfPersonalDataShowTheTextOrThatItWasErased) {
  directory::v1::Person person;
  EXPECT_EQ(CellNamed(person, "name").text, "");
  person.mutable_name()->set_ciphertext("secret");
  EXPECT_EQ(CellNamed(person, "name").text, "");
  person.mutable_name()->set_text("Kim Ode");
  EXPECT_EQ(CellNamed(person, "name").text, "Kim Ode");
  person.mutable_name()->set_erased(true);
  EXPECT_EQ(CellNamed(person, "name").text, "erased");
  EXPECT_FALSE(HasColumn(person.GetDescriptor(), "name.ciphertext"));
}

TEST(Cells, ADayThatDoesNotExistIsText) {
  audits::v1::Quotation quotation;
  quotation.set_valid_until("2027-02-29");
  EXPECT_EQ(CellNamed(quotation, "validUntil").kind, Kind::kText);
  quotation.mutable_price()->set_amount("12,50");
  EXPECT_EQ(CellNamed(quotation, "price.amount").kind, Kind::kText);
}

TEST(Cells, AnAnswerThatIsOneListHasRows) {
  const schema::FieldDescriptor* rows = RowsOf(audits::v1::Register::descriptor());
  ASSERT_NE(rows, nullptr);
  EXPECT_EQ(rows->message_type(), audits::v1::RegisterRow::descriptor());
  EXPECT_TRUE(HasColumn(rows->message_type(), "siteAddresses"));
  EXPECT_EQ(RowsOf(audits::v1::JourneyOverview::descriptor()), nullptr);
}

}  // namespace
}  // namespace assay::gateway
