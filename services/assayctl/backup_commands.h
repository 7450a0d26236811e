#pragma once

#include "services/assayctl/derived_commands.h"

namespace assay::ctl {

// Adds `backup`, `restore` and `scrub`. The chosen one's action is put into `chosen`.
void AddBackup(CLI::App* app, Session* session, Action* chosen);

}  // namespace assay::ctl
