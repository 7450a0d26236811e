#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/id.h"
#include "assay/base/status.h"

// What the tree hashes for a position: enough to prove an entry, nothing of its content.
namespace assay::eventlog {

inline constexpr uint8_t kLeafVersion = 1;
inline constexpr size_t kLeafBytes = 1 + Id::kBytes + 8 + 32;

// docs/formats/proof.md: version, entry id, recorded_at, SHA-256 of the stored bytes.
std::string LeafRecord(std::string_view entry_id, int64_t recorded_at_us, std::string_view stored);
// The same, from the stored bytes alone. DataLoss when they are not an entry.
Result<std::string> LeafRecordOf(std::string_view stored);

}  // namespace assay::eventlog
