#include "services/assayctl/outline_file.h"

#include <boost/json.hpp>

#include "services/assayctl/csv_table.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;

constexpr size_t kFileBytesMax = 500'000;  // what one command can carry

std::string FieldOf(const CsvRow& row, std::string_view column) {
  auto at = row.fields.find(column);
  return at == row.fields.end() ? "" : at->second;
}

Status Bad(const CsvRow& row, const std::string& what) {
  return InvalidArgument("row " + std::to_string(row.number) + ": " + what);
}

// Sets `member` where the row says something.
void Set(const CsvRow& row, std::string_view column, std::string_view member,
         json::object* object) {
  if (std::string text = FieldOf(row, column); !text.empty()) {
    (*object)[member] = text;
  }
}

// Adds a question to a clause; evidence alone asks nothing.
Status AddQuestion(const CsvRow& row, json::object* clause) {
  json::object question;
  Set(row, "question", "text", &question);
  Set(row, "evidence", "evidence", &question);
  if (question.empty()) {
    return OkStatus();
  }
  if (!question.contains("text")) {
    return Bad(row, "says what to look for, but asks no question");
  }
  if (!clause->contains("questions")) {
    (*clause)["questions"] = json::array();
  }
  clause->at("questions").as_array().push_back(question);
  return OkStatus();
}

Status AddClause(const CsvRow& row, json::object* line) {
  json::object clause;
  for (const char* column : {"standard", "edition", "clause"}) {
    Set(row, column, column, &clause);
  }
  if (clause.empty()) {
    return OkStatus();
  }
  if (clause.size() != 3) {
    return Bad(row, "a clause is named by standard, edition and clause together");
  }
  if (!line->contains("clauses")) {
    (*line)["clauses"] = json::array();
  }
  line->at("clauses").as_array().push_back(clause);
  return OkStatus();
}

}  // namespace

Result<json::array> ClausesFromCsv(std::string_view text) {
  ASSAY_ASSIGN_OR_RETURN(
      std::vector<CsvRow> rows,
      ReadCsv(text, {"number", "title", "parent", "question", "evidence"}, {"number", "title"}));
  json::array clauses;
  for (const CsvRow& row : rows) {
    if (!FieldOf(row, "number").empty()) {
      json::object clause;
      for (const char* column : {"number", "title", "parent"}) {
        Set(row, column, column, &clause);
      }
      clauses.push_back(clause);
    } else if (clauses.empty() || FieldOf(row, "question").empty() ||
               !FieldOf(row, "title").empty()) {
      return Bad(row, "has no number; only a further question of the clause above it needs none");
    }
    ASSAY_RETURN_IF_ERROR(AddQuestion(row, &clauses.back().as_object()));
  }
  return clauses;
}

Result<json::array> LinesFromCsv(std::string_view text) {
  ASSAY_ASSIGN_OR_RETURN(
      std::vector<CsvRow> rows,
      ReadCsv(text, {"question", "evidence", "standard", "edition", "clause"}, {"question"}));
  json::array lines;
  for (const CsvRow& row : rows) {
    if (!FieldOf(row, "question").empty()) {
      json::object line;
      Set(row, "question", "question", &line);
      Set(row, "evidence", "evidence", &line);
      lines.push_back(line);
    } else if (lines.empty() || FieldOf(row, "clause").empty() ||
               !FieldOf(row, "evidence").empty()) {
      return Bad(row, "has no question; only a further clause of the line above it needs none");
    }
    ASSAY_RETURN_IF_ERROR(AddClause(row, &lines.back().as_object()));
  }
  return lines;
}

Result<json::object> ImportBody(const std::string& text, bool checklist) {
  if (text.size() > kFileBytesMax) {
    return InvalidArgument("the file has more than " + std::to_string(kFileBytesMax) +
                           " bytes; divide it");
  }
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin != std::string::npos && text[begin] == '{') {
    json::error_code error;
    json::value value = json::parse(text, error);
    if (error) {
      return InvalidArgument("the file begins like JSON and is none: " + error.message());
    }
    return std::move(value.as_object());
  }
  ASSAY_ASSIGN_OR_RETURN(json::array rows, checklist ? LinesFromCsv(text) : ClausesFromCsv(text));
  return json::object{{checklist ? "lines" : "clauses", rows}};
}

}  // namespace assay::ctl
