#include <string_view>

#include "services/gateway/derived/cells.h"
#include "services/gateway/derived/table.h"

namespace assay::gateway {
namespace {

using schema::Message;

constexpr std::string_view kFormulaStarts = "=+-@\t\r";
constexpr std::string_view kLineEnd = "\r\n";

std::string Quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "\"";
  for (char c : text) {
    out += c == '"' ? "\"\"" : std::string(1, c);
  }
  return out + "\"";
}

std::string CsvCell(const Cell& cell) {
  bool formula = cell.kind == Cell::Kind::kText && !cell.text.empty() &&
                 kFormulaStarts.find(cell.text[0]) != std::string_view::npos;
  return Quoted(formula ? "'" + cell.text : cell.text);
}

}  // namespace

std::string ToCsv(const schema::Descriptor* type, const std::vector<const Message*>& records) {
  std::vector<Column> columns = ColumnsOf(type);
  std::string csv;
  for (const Column& column : columns) {
    csv += (csv.empty() ? "" : ",") + Quoted(column.name);
  }
  csv += kLineEnd;
  for (const Message* record : records) {
    bool first = true;
    for (const Column& column : columns) {
      csv += (first ? "" : ",") + CsvCell(CellOf(*record, column));
      first = false;
    }
    csv += kLineEnd;
  }
  return csv;
}

}  // namespace assay::gateway
