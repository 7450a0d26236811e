#include "assay/standards/clause_check.h"

#include <algorithm>
#include <map>

namespace assay::standards {
namespace {

bool IsPartOfNumber(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool IsNumber(const std::string& number) {
  bool joined = true;  // a dot or hyphen may not come first, last, or after another
  for (char c : number) {
    bool part = IsPartOfNumber(c);
    if (!part && ((c != '.' && c != '-') || joined)) {
      return false;
    }
    joined = !part;
  }
  return !joined && number.size() <= kNumberBytesMax;
}

bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\n") == std::string::npos;
}

// Goes through the clauses once, as through a table of contents: `open_` is the way from the top to
// the clause before, so what a clause may stand under is on it.
class Walk {
 public:
  explicit Walk(const std::vector<Clause>& clauses) : clauses_(clauses) {
    for (size_t i = 0; i < clauses.size(); ++i) {
      places_.try_emplace(clauses[i].number, i);
    }
  }

  std::optional<ClauseFault> Check(size_t index) {
    if (auto fault = CheckItself(index)) {
      return fault;
    }
    if (auto fault = CheckParent(index)) {
      return fault;
    }
    const Clause& clause = clauses_[index];
    std::string& before = last_below_[clause.parent];
    if (!before.empty() && CompareNumbers(before, clause.number) > 0) {
      return Fault("bad-order", index, "number",
                   "Clause " + clause.number + " comes after " + before +
                       ": clauses under one heading stand in the order of their numbers.");
    }
    before = clause.number;
    open_.push_back(clause.number);
    if (open_.size() > kDepthMax) {
      return Fault("too-deep", index, "number",
                   "Clause " + clause.number + " is the " + std::to_string(open_.size()) +
                       "th level: at most " + std::to_string(kDepthMax) + " are kept apart.");
    }
    return std::nullopt;
  }

 private:
  static ClauseFault Fault(std::string code, size_t index, std::string field, std::string message) {
    return {std::move(code), std::move(message), index, std::move(field)};
  }

  std::optional<ClauseFault> CheckItself(size_t index) const {
    const Clause& clause = clauses_[index];
    if (!IsNumber(clause.number)) {
      return Fault("bad-number", index, "number",
                   "\"" + clause.number.substr(0, kNumberBytesMax) +
                       "\" is no clause number: letters and digits, joined by dots or hyphens, "
                       "such as 4.2.1 or A.5.");
    }
    if (places_.at(clause.number) != index) {
      return Fault("duplicate-clause", index, "number",
                   "Clause " + clause.number + " is listed twice; every number stands for one.");
    }
    if (IsBlank(clause.title)) {
      return Fault("no-title", index, "title", "Clause " + clause.number + " needs a title.");
    }
    if (clause.questions.size() > kQuestionsPerClauseMax) {
      return Fault("too-many-questions", index, "questions",
                   "Clause " + clause.number + " has more than " +
                       std::to_string(kQuestionsPerClauseMax) + " questions; divide the clause.");
    }
    bool silent = std::any_of(clause.questions.begin(), clause.questions.end(),
                              [](const Question& question) { return IsBlank(question.text); });
    if (silent) {
      return Fault("no-question-text", index, "questions",
                   "A question of clause " + clause.number + " has no text.");
    }
    return std::nullopt;
  }

  // Closes what the clause does not stand under.
  std::optional<ClauseFault> CheckParent(size_t index) {
    const Clause& clause = clauses_[index];
    if (clause.parent.empty()) {
      open_.clear();
      return std::nullopt;
    }
    auto place = places_.find(clause.parent);
    if (place == places_.end()) {
      return Fault("orphan-clause", index, "parent",
                   "Clause " + clause.number + " belongs under " + clause.parent +
                       ", which is not in the list; add it with its title.");
    }
    auto parent = std::find(open_.begin(), open_.end(), clause.parent);
    if (parent == open_.end()) {
      return Fault("bad-order", index, "number",
                   "Clause " + clause.number + " does not follow " + clause.parent +
                       " or the clauses under it; list every clause below its heading.");
    }
    open_.erase(parent + 1, open_.end());
    return std::nullopt;
  }

  const std::vector<Clause>& clauses_;
  std::map<std::string, size_t> places_;
  std::vector<std::string> open_;
  std::map<std::string, std::string> last_below_;
};

}  // namespace

std::optional<ClauseFault> CheckClauses(const std::vector<Clause>& clauses) {
  if (clauses.empty()) {
    return ClauseFault{.code = "no-clauses", .message = "An outline has at least one clause."};
  }
  if (clauses.size() > kClausesMax) {
    return ClauseFault{
        .code = "too-many-clauses",
        .message = "An outline has at most " + std::to_string(kClausesMax) + " clauses; divide it.",
        .index = kClausesMax};
  }
  Walk walk(clauses);
  for (size_t i = 0; i < clauses.size(); ++i) {
    if (auto fault = walk.Check(i)) {
      return fault;
    }
  }
  return std::nullopt;
}

}  // namespace assay::standards
