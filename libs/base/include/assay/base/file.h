#pragma once

#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay {

// The whole of a file. NotFound when it cannot be read, with the reason.
Result<std::string> ReadFile(const std::string& path);

// Replaces the file, or makes it and its folder, readable by its owner only. After a crash at any
// moment the old bytes are there or the new ones; after ok the new ones, even without power.
Status WriteFileDurably(const std::string& path, std::string_view bytes);

// Makes names that were added to or removed from a folder durable.
Status SyncFolder(const std::string& folder);

}  // namespace assay
