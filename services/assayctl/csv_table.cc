#include "services/assayctl/csv_table.h"

#include <csv.h>

#include <algorithm>
#include <memory>
#include <set>

namespace assay::ctl {
namespace {

constexpr size_t kRowsMax = 20'000;

// What the parser hands over; it calls back with a pointer to this.
struct Rows {
  std::vector<std::vector<std::string>> done;
  std::vector<std::string> open;
};

void EndField(void* text, size_t size, void* rows) {
  const char* begin = text == nullptr ? "" : static_cast<const char*>(text);
  static_cast<Rows*>(rows)->open.emplace_back(begin, size);
}

void EndRow(int /*terminator*/, void* rows) {
  auto* all = static_cast<Rows*>(rows);
  all->done.push_back(std::move(all->open));
  all->open.clear();
}

Status Bad(size_t row, const std::string& what) {
  return InvalidArgument("row " + std::to_string(row) + ": " + what);
}

Result<std::vector<std::vector<std::string>>> Parse(std::string_view text) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
    return Internal("the CSV parser did not start");
  }
  std::unique_ptr<csv_parser, decltype(&csv_free)> owner(&parser, &csv_free);
  std::string_view first = text.substr(0, text.find('\n'));
  if (first.find(',') == std::string_view::npos && first.find(';') != std::string_view::npos) {
    csv_set_delim(&parser, ';');
  }
  Rows rows;
  size_t read = csv_parse(&parser, text.data(), text.size(), &EndField, &EndRow, &rows);
  if (read != text.size() || csv_fini(&parser, &EndField, &EndRow, &rows) != 0) {
    return Bad(rows.done.size() + 1, "its quotes do not fit; a quote inside a field is doubled");
  }
  return std::move(rows.done);
}

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

Status CheckColumns(const std::vector<std::string>& columns, const std::vector<std::string>& known,
                    const std::vector<std::string>& required) {
  std::set<std::string> seen;
  for (const std::string& column : columns) {
    if (std::find(known.begin(), known.end(), column) == known.end()) {
      return Bad(1, "there is no column \"" + column + "\"; columns are " + Joined(known));
    }
    if (!seen.insert(column).second) {
      return Bad(1, "the column " + column + " is there twice");
    }
  }
  for (const std::string& column : required) {
    if (!seen.contains(column)) {
      return Bad(1, "the column " + column + " is missing");
    }
  }
  return OkStatus();
}

}  // namespace

Result<std::vector<CsvRow>> ReadCsv(std::string_view text, const std::vector<std::string>& known,
                                    const std::vector<std::string>& required) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  ASSAY_ASSIGN_OR_RETURN(auto parsed, Parse(text));
  if (parsed.size() < 2) {
    return InvalidArgument("a table has a row of column names and at least one more");
  }
  if (parsed.size() > kRowsMax) {
    return InvalidArgument("a table has at most " + std::to_string(kRowsMax) + " rows");
  }
  const std::vector<std::string> columns = std::move(parsed.front());
  ASSAY_RETURN_IF_ERROR(CheckColumns(columns, known, required));
  std::vector<CsvRow> rows;
  for (size_t i = 1; i < parsed.size(); ++i) {
    if (parsed[i].size() != columns.size()) {
      return Bad(i + 1, "has " + std::to_string(parsed[i].size()) +
                            " fields, the first row names " + std::to_string(columns.size()) +
                            " columns");
    }
    CsvRow row{.number = i + 1};
    for (size_t column = 0; column < columns.size(); ++column) {
      row.fields[columns[column]] = std::move(parsed[i][column]);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace assay::ctl
