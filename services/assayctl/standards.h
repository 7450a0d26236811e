#pragma once

#include "services/assayctl/derived_commands.h"

namespace assay::ctl {

// Adds `standards list`, `standards show KEY EDITION` (what is built in) and `standards import
// FILE` (a standard or, with --checklist, a checklist of the organisation's own, from CSV or JSON).
void AddStandards(CLI::App* app, Session* session, Action* chosen);

}  // namespace assay::ctl
