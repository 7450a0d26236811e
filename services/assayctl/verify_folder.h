#pragma once

#include <iosfwd>
#include <string>

namespace assay::ctl {

// Verifies a data folder whose services are stopped: of every log the entries, leaf records, tiles,
// the order of each record's events, and the last checkpoint with its signature; every uploaded
// file by its hash. The exit codes of assay-verify.
int VerifyFolder(const std::string& folder, std::ostream& out, std::ostream& err);

}  // namespace assay::ctl
