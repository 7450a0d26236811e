#pragma once

#include <string>
#include <vector>

#include "assay/schema/catalog.h"

// What the tables of table.h hold. All functions are pure; any thread.
namespace assay::gateway {

// A column: the way from a record to a value, and its name in JSON names, "price.amount".
struct Column {
  std::string name;
  std::vector<const schema::FieldDescriptor*> path;
};

// What stands in a cell; `text` is as it is shown, and empty for what is not there.
struct Cell {
  enum class Kind { kText, kNumber, kBoolean, kDate, kInstant };
  Kind kind = Kind::kText;
  std::string text;

  bool operator==(const Cell&) const = default;
};

// The columns of a kind of record, in the order of its fields. A message in the record becomes one
// column for each of its fields, a message in that one is left out, as bytes are; repeated scalars
// are joined with "; ", repeated messages counted; of personal data the text is shown, or "erased".
std::vector<Column> ColumnsOf(const schema::Descriptor* type);

// The list that a query's answer consists of, so that it can be shown as a table; null when the
// answer holds anything else.
const schema::FieldDescriptor* RowsOf(const schema::Descriptor* answer);

// An enum's zero value, which says that nothing was said, gives an empty cell. A text that is a
// date or an instant as the language writes them is one. REQUIRES: the column is of the record's
// kind.
Cell CellOf(const schema::Message& record, const Column& column);

}  // namespace assay::gateway
