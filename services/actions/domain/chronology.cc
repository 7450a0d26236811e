#include "services/actions/domain/chronology.h"

#include "assay/aggregate/outcome.h"

namespace assay::actions {

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

bool IsSaid(const std::string& text) {
  return text.find_first_not_of(" \t\n") != std::string::npos;
}

}  // namespace assay::actions
