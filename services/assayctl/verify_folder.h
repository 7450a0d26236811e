#pragma once

#include <iosfwd>
#include <string>

namespace assay::ctl {

struct FolderOptions {
  std::string folder;  // a data folder
  std::string config;  // the installation's TOML file; empty: checkpoints are in the folder
  std::string policy;  // a file with the policy to trust; empty: the keys in the folder
};

// Verifies a data folder whose services are stopped, or a copy of one: of every log the entries,
// leaf records, tiles, the order of each record's events, and the last checkpoint with its
// signature; every uploaded file by its hash, and that none is missing which an entry names. A log
// of which only the key, the checkpoint or a line of the policy is left is a failure. Writes
// nothing. The exit codes of assay-verify.
int VerifyFolder(const FolderOptions& options, std::ostream& out, std::ostream& err);

}  // namespace assay::ctl
