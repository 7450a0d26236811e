#pragma once

#include <iosfwd>

#include "services/assayctl/session.h"

namespace assay::ctl {

// Prints a journey for a person: its steps with their dates, what comes next, certificates,
// readiness. `journey` may be empty when the organisation has just one. The exit code.
int ShowJourney(const Session& session, std::string journey, const std::string& as_of,
                std::ostream& out);

}  // namespace assay::ctl
