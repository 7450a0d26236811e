#pragma once

#include <map>
#include <string>

namespace assay::gateway {

// The files of a ZIP archive (APPNOTE 6.3), unpacked, with their checksums compared. Empty, with a
// test failure, when it is not one. For tests; one thread.
std::map<std::string, std::string> Unzip(const std::string& archive);

}  // namespace assay::gateway
