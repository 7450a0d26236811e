#pragma once

#include <cstdint>
#include <string_view>

#include "assay/base/status.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::eventlog {

inline constexpr uint32_t kEntryFormat = 1;  // the newest that this program reads and writes

// DataLoss when no entry has this format, or only a newer program reads it.
Status CheckEntryFormat(uint64_t format);
// Parses a stored entry. DataLoss when the bytes are not an entry, or one of a newer format.
Result<log::v1::Entry> ParseEntry(std::string_view stored);
// The same into a message that is used again and again, which saves most of the allocations.
Status ParseEntryInto(std::string_view stored, log::v1::Entry* entry);

}  // namespace assay::eventlog
