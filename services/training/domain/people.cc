#include "services/training/domain/people.h"

#include <algorithm>

#include "assay/aggregate/outcome.h"

namespace assay::training {

bool Includes(const PersonIds& people, const std::string& person) {
  return std::find(people.begin(), people.end(), person) != people.end();
}

void AddOnce(const std::string& person, PersonIds* people) {
  if (!Includes(*people, person)) {
    *people->Add() = person;
  }
}

PersonIds EachOnce(const PersonIds& people) {
  PersonIds once;
  for (const std::string& person : people) {
    AddOnce(person, &once);
  }
  return once;
}

std::optional<Rejection> RefuseBefore(const std::string& date, const std::string& earliest,
                                      const std::string& what, const std::string& field) {
  if (earliest.empty() || date >= earliest) {
    return std::nullopt;
  }
  return aggregate::Refuse("out-of-order",
                           "This cannot have happened on " + date + ": " + what + " on " +
                               earliest + "; give a date from then on.",
                           field);
}

}  // namespace assay::training
