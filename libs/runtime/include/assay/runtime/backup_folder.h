#pragma once

#include <map>
#include <string>

#include "assay/base/status.h"

namespace assay::runtime {

// Whose backup a folder is, written into it by whoever may write there (docs/backup.md). A service
// writes into no folder that is not marked as a backup of its own log: that somebody asks over the
// network is not enough.
struct BackupMark {
  std::string installation;                 // "assay.local/HQ"
  std::map<std::string, std::string> logs;  // log ids by service

  bool operator==(const BackupMark&) const = default;
};

// NotFound when there is no mark in `folder`, DataLoss when it cannot be read.
Result<BackupMark> ReadBackupMark(const std::string& folder);
// Makes the folder, with mode 0700, when it is not there.
Status WriteBackupMark(const std::string& folder, const BackupMark& mark);

// Where in a backup the copies of a service's log are, and those of the gateway's accounts; paths
// from the backup's folder.
std::string LogCopies(const std::string& service);
inline constexpr char kAccountCopies[] = "accounts";

}  // namespace assay::runtime
