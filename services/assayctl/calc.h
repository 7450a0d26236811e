#pragma once

#include "services/assayctl/derived_commands.h"

namespace assay::ctl {

// Adds `calc NAME`: a request in plain JSON on standard input, its answer on standard output;
// offline. Exit code 2, with a problem document on standard error, when it cannot be answered. The
// help lists names and fields, as proto/ has them. By the built-in rules; with --rules FOLDER by
// those of an organisation or body, as the overlays in it have them.
void AddCalculators(const schema::Catalog& catalog, CLI::App* app, Action* chosen);

}  // namespace assay::ctl
