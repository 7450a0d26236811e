#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::bus {

// The body frame of Entries: for each entry a 4-byte big-endian length and the stored bytes
// (docs/formats/bus.md).
std::string EncodeEntries(const std::vector<std::string>& entries);

// Nothing unless `body` holds exactly `count` entries.
std::optional<std::vector<std::string>> DecodeEntries(std::string_view body, uint32_t count);

}  // namespace assay::bus
