#pragma once

#include <optional>
#include <string>

#include "assay/aggregate/context.h"
#include "assay/base/rejection.h"

// Order of dates within one record. Dates are validated ISO 8601 text, whose byte order is calendar
// order; an empty date is not known and stands in nobody's way.
namespace assay::actions {

// Refuses (code "out-of-order") what is said to have happened on `date` although `what` ("the plan
// was submitted") happened later, on `earliest`.
std::optional<Rejection> RefuseBefore(const std::string& date, const std::string& earliest,
                                      const std::string& what,
                                      const std::string& field = "occurredOn");

// The same for the steps of an action, whose order is a rule: the refusal names CA-1.
std::optional<Rejection> RefuseStepBefore(const std::string& date, const std::string& earliest,
                                          const std::string& what,
                                          const aggregate::Context& context);

// Whether there is more than white space.
bool IsSaid(const std::string& text);

}  // namespace assay::actions
