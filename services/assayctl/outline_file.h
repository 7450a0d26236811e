#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay::ctl {

// The clauses of ImportStandard from CSV with the columns number and title, and parent, question
// and evidence if wanted. A row without a number is one more question of the clause above it.
// InvalidArgument names the row. What the clauses say is judged by the service.
Result<boost::json::array> ClausesFromCsv(std::string_view text);

// The lines of ImportChecklist from CSV with the column question, and evidence, standard, edition
// and clause if wanted. A row without a question is one more clause of the line above it.
Result<boost::json::array> LinesFromCsv(std::string_view text);

// The body of the command from a JSON or CSV file, by what the text begins with. InvalidArgument
// for a file of more than 500 000 bytes, JSON that is no object, and what the functions above
// refuse.
Result<boost::json::object> ImportBody(const std::string& text, bool checklist);

}  // namespace assay::ctl
