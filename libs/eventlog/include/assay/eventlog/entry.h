#pragma once

#include <cstdint>
#include <string_view>

#include "assay/base/status.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::eventlog {

inline constexpr uint32_t kEntryFormat = 1;  // the newest that this program reads and writes

// Parses a stored entry. DataLoss when the bytes are not an entry, or one of a newer format.
Result<log::v1::Entry> ParseEntry(std::string_view stored);

}  // namespace assay::eventlog
