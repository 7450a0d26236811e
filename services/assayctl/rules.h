#pragma once

#include "services/assayctl/derived_commands.h"

namespace assay::ctl {

// Adds `rules check FILE` (is this overlay good?), `rules list` and `rules show RULE` (what holds
// for an organisation and a certification body, and from which file); offline. Exit code 2, with
// the fault on standard error, for a faulty file.
void AddRules(CLI::App* app, Action* chosen);

}  // namespace assay::ctl
