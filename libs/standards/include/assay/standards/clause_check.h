#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "assay/standards/outline.h"

namespace assay::standards {

inline constexpr size_t kClausesMax = 1'000;   // in one outline
inline constexpr size_t kDepthMax = 8;         // of clauses below one another
inline constexpr size_t kNumberBytesMax = 40;  // of a clause's number
inline constexpr size_t kQuestionsPerClauseMax = 10;

// What is wrong with a list of clauses, and where.
struct ClauseFault {
  std::string code;     // "duplicate-clause"
  std::string message;  // a sentence for people
  size_t index = 0;     // of the clause
  std::string field;    // "number", "parent", "title", "questions"
};

// The first fault of a list of clauses in their order; nothing when it is well-formed: at most
// kClausesMax clauses ("too-many-clauses", also none: "no-clauses"); numbers of letters and digits
// joined by dots or hyphens ("bad-number"), each once ("duplicate-clause"); a title each
// ("no-title"); each below its parent or the parent's other clauses ("bad-order"), the parent in
// the list ("orphan-clause"); numbers under one parent rising ("bad-order"); at most kDepthMax deep
// ("too-deep"); every question with text ("no-question-text"), at most kQuestionsPerClauseMax of
// them ("too-many-questions"). Pure; any thread.
std::optional<ClauseFault> CheckClauses(const std::vector<Clause>& clauses);

}  // namespace assay::standards
