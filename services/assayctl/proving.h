#pragma once

#include "services/assayctl/derived_commands.h"

namespace assay::ctl {

// Adds `evidence export` and `verify`. The chosen one's action is put into `chosen`.
void AddProving(const schema::Catalog& catalog, CLI::App* app, Session* session, Action* chosen);

}  // namespace assay::ctl
