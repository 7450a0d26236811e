#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assay/aggregate/context.h"
#include "assay/base/rejection.h"

// Who does now what a command says somebody does. Pure.
namespace assay::aggregate {

// Whether the certification body itself acts here; others record what it did elsewhere.
bool ActsForBody(const Context& context);

// "another-person", about `field`: the command is given by a person and names another one as who
// approves, verifies, decides; `deed` is that verb ("approves"). Nothing is refused where `person`
// is empty, or where no person gives the command: a service, an administrator without a person.
std::optional<Rejection> RefuseForAnother(const std::string& person, std::string_view deed,
                                          const std::string& field, const Context& context);

// The same for an act of the certification body. Whoever holds a role of the body acts for oneself;
// all others record what the body did elsewhere, in the name of who did it there.
std::optional<Rejection> RefuseForAnotherOfBody(const std::string& person, std::string_view deed,
                                                const std::string& field, const Context& context);

}  // namespace assay::aggregate
