#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"

namespace assay::ctl {

// One row of a table, by the names of its columns.
struct CsvRow {
  size_t number = 0;  // from 1, empty rows not counted; the names of the columns are row 1
  std::map<std::string, std::string, std::less<>> fields;
};

// Reads CSV (RFC 4180, UTF-8, with or without byte order mark; separated by commas, or by
// semicolons where the first row has these and no commas) whose first row names the columns in any
// order. InvalidArgument, naming the row: a column that is not among `known` or is named twice, one
// of `required` missing, a row with more or fewer fields than columns, quotes that do not fit, no
// rows, more than 20 000 rows. Rows that are empty are passed over.
Result<std::vector<CsvRow>> ReadCsv(std::string_view text, const std::vector<std::string>& known,
                                    const std::vector<std::string>& required);

}  // namespace assay::ctl
