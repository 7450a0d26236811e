#include "assay/standards/outline.h"

#include <algorithm>
#include <cctype>

namespace assay::standards {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Cuts the leading run of digits, or of anything else but dots, off `text`.
std::string_view CutRun(std::string_view* text) {
  size_t length = 1;
  while (length < text->size() && IsDigit((*text)[length]) == IsDigit(text->front()) &&
         (*text)[length] != '.') {
    ++length;
  }
  std::string_view run = text->substr(0, length);
  text->remove_prefix(length);
  return run;
}

// Two runs: digits by value and before letters, letters by their code.
int CompareRuns(std::string_view a, std::string_view b) {
  bool digits = IsDigit(a.front());
  if (digits != IsDigit(b.front())) {
    return digits ? -1 : 1;
  }
  if (digits) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size() - 1));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size() - 1));
    if (a.size() != b.size()) {
      return a.size() < b.size() ? -1 : 1;
    }
  }
  return a.compare(b);
}

}  // namespace

const Clause* Outline::Find(std::string_view number) const {
  auto at = std::find_if(clauses.begin(), clauses.end(),
                         [&](const Clause& clause) { return clause.number == number; });
  return at == clauses.end() ? nullptr : &*at;
}

bool Outline::IsHeading(std::string_view number) const {
  return std::any_of(clauses.begin(), clauses.end(),
                     [&](const Clause& clause) { return clause.parent == number; });
}

bool Outline::IsWithin(const Clause& clause, std::string_view top) const {
  const Clause* at = &clause;
  // A chain of parents cannot be longer than the outline.
  for (size_t steps = 0; at != nullptr && steps <= clauses.size(); ++steps) {
    if (at->number == top) {
      return true;
    }
    at = at->parent.empty() ? nullptr : Find(at->parent);
  }
  return false;
}

std::vector<const Clause*> Outline::Auditable(std::string_view number) const {
  std::vector<const Clause*> found;
  for (const Clause& clause : clauses) {
    if (IsWithin(clause, number) && !IsHeading(clause.number)) {
      found.push_back(&clause);
    }
  }
  return found;
}

const Amendment* Outline::FindAmendment(std::string_view called) const {
  auto at = std::find_if(amendments.begin(), amendments.end(),
                         [&](const Amendment& amendment) { return amendment.name == called; });
  return at == amendments.end() ? nullptr : &*at;
}

std::string ParentOf(std::string_view number) {
  size_t dot = number.rfind('.');
  return std::string(dot == std::string_view::npos ? "" : number.substr(0, dot));
}

std::string TargetIdOf(std::string_view number) {
  std::string token = "cl-";
  for (char c : number) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '.' || c == '-' || c == '_';
    token += plain ? c : '-';
  }
  return token;
}

int CompareNumbers(std::string_view a, std::string_view b) {
  std::string_view rest_a = a;
  std::string_view rest_b = b;
  while (!rest_a.empty() && !rest_b.empty()) {
    if (int order = CompareRuns(CutRun(&rest_a), CutRun(&rest_b)); order != 0) {
      return order;
    }
  }
  if (rest_a.empty() != rest_b.empty()) {
    return rest_a.empty() ? -1 : 1;
  }
  return a.compare(b);
}

}  // namespace assay::standards
