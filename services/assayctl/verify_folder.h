#pragma once

#include <iosfwd>
#include <string>

namespace assay::ctl {

// Verifies every log in a data folder whose services are stopped: entries, leaf records, tiles, the
// order of each record's events, and the last checkpoint with its signature. The exit codes of
// assay-verify.
int VerifyFolder(const std::string& folder, std::ostream& out, std::ostream& err);

}  // namespace assay::ctl
