#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/runtime/config.h"

namespace assay::ctl {

struct RestoreOptions {
  std::string from;                      // the backup's folder
  std::string keys;                      // of BackupOptions::keys; empty: <data>/keys is there
  std::vector<std::string> checkpoints;  // files with newer notes, of a witness for example
  std::string new_epoch;                 // why signed entries are lost openly; empty: they are not
};

// Restores an installation whose services are stopped (docs/backup.md), into data folders that are
// not there. Everything is verified in <data>/restoring before anything is put in its place; if we
// crash before, there is nothing to clean up by hand. Conflict, with nothing changed: the restored
// log would fork from a checkpoint, and no new epoch was asked for.
Status Restore(const runtime::Config& config, const RestoreOptions& options, std::ostream& out);

}  // namespace assay::ctl
