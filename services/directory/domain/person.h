#pragma once

#include <optional>
#include <string>

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// People, who are named only here and only sealed. Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// "person-gone" when the person had left before the day `on` (ISO 8601); `field` is the command's
// field that names the person. A person may still be given things on the day of leaving.
std::optional<Rejection> RefuseGone(const v1::Person* person, const std::string& on,
                                    const std::string& field);

// "site-closed" for a place of work that is closed.
Outcome DecideRegisterPerson(const v1::Person&, const v1::RegisterPerson&, const Context&);

// Replaces everything that is known of the person; an empty e-mail address removes the one known.
// "site-closed" when the place of work changes to a closed site.
Outcome DecideCorrectPerson(const v1::Person&, const v1::CorrectPerson&, const Context&);

}  // namespace assay::directory
