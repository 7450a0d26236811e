#pragma once

#include <string>

#include "assay/base/status.h"
#include "assay/rules/rulebook.h"
#include "assay/runtime/config.h"

namespace assay::runtime {

// The built-in rules with the overlays in the files *.toml of a folder, in order of their names;
// other files are passed over. InvalidArgument, naming the file and what is wrong with it, for a
// faulty one; NotFound when the folder is not there.
Result<rules::Rulebook> ReadRulesFolder(const std::string& folder);

// The same for the folder of an installation: rules.folder, which must be there; or, where it names
// none, <data>/rules if there is one.
Result<rules::Rulebook> LoadRulebook(const Config& config);

}  // namespace assay::runtime
