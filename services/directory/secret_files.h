#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assay/base/status.h"

// Small files that only this process's user may read, each there as a whole or not at all. One
// process at a time; calls on the same folder are not made at the same time.
namespace assay::directory {

// Makes the folder with mode 0700, and its parents, on disk when this returns. PermissionDenied
// when it is there and others than its owner may use it.
Status MakePrivateFolder(const std::string& folder);

// Writes <folder>/<name> with mode 0600 in place of what was there; on disk when this returns. If
// we crash before that, the file is the old one or the new one.
Status WriteSecret(const std::string& folder, const std::string& name, std::string_view bytes);

// The file's bytes; nothing when there is no such file. PermissionDenied when it is not a plain
// file, or others than its owner may use it; DataLoss when it has other than `size` bytes.
Result<std::optional<std::string>> ReadSecret(const std::string& path, size_t size);

// The file is gone from disk when this returns; no error when there was none.
Status RemoveSecret(const std::string& folder, const std::string& name);

// Removes what an interrupted WriteSecret left behind.
Status RemoveUnfinished(const std::string& folder);

}  // namespace assay::directory
