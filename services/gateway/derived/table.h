#pragma once

#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/schema/catalog.h"

// Records as tables, for spreadsheets; cells.h says which columns there are. All functions are
// pure; any thread.
namespace assay::gateway {

// RFC 4180 in UTF-8 without a byte order mark, header row first. A text that a spreadsheet would
// take for a formula, for it begins with = + - @ tab or CR, gets an apostrophe in front; numbers do
// not. REQUIRES: every record is of the type.
std::string ToCsv(const schema::Descriptor* type,
                  const std::vector<const schema::Message*>& records);

// An Office Open XML workbook with one sheet: header row bold and frozen, dates as dates, numbers
// as numbers, instants in UTC to the second, text never as a formula. A text longer than a cell
// holds (32,767 characters) ends in an ellipsis. The workbook is built in memory; its rows pass
// through an unlinked temporary file. InvalidArgument for more rows than a sheet holds (1,048,575),
// Unavailable without memory. REQUIRES: every record is of the type.
Result<std::string> ToXlsx(const schema::Descriptor* type,
                           const std::vector<const schema::Message*>& records);

}  // namespace assay::gateway
