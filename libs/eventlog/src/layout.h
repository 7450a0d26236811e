#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/id.h"
#include "assay/base/status.h"

// Keys and values in the store; docs/formats/log-store.md is the specification.
namespace assay::eventlog::layout {

enum Column : uint32_t { kLog, kStreams, kCommands, kIndex, kMeta, kTree };

inline constexpr std::string_view kNextPosition = "next-position";
inline constexpr std::string_view kSimulatedNow = "simulated-now";
inline constexpr std::string_view kEpochBegan = "epoch-began";  // where the present epoch began
inline constexpr std::string_view kCursorPrefix = "cursor/";
inline constexpr std::string_view kNamePrefix = "name/";

// The log row: stored bytes followed by their XXH3-64.
std::string LogValue(std::string_view stored);
Result<std::string> StoredBytes(std::string_view value);

// All rows of a stream start with this; `record` is the record name's number.
std::string StreamPrefix(uint16_t record, std::string_view id);
std::string StreamKey(std::string_view prefix, uint32_t version);
// REQUIRES: `key` was made by StreamKey.
uint32_t VersionOf(std::string_view key);

struct StreamRow {
  uint64_t position = 0;
  uint16_t ordinal = 0;
  Id organisation;
};
std::string StreamValue(const StreamRow& row);
Result<StreamRow> ParseStreamValue(std::string_view value);

// All rows of an index value start with this; `field` is the number of the name IndexName gives.
std::string IndexPrefix(uint16_t field, std::string_view value);
std::string IndexName(std::string_view record, std::string_view field);

inline constexpr std::string_view kFrontierKey = "F";
std::string TileKey(uint32_t level, uint64_t index);
// The leaf records of a batch, by the position of its first entry.
std::string LeavesKey(uint64_t first);
// REQUIRES: `key` was made by LeavesKey.
uint64_t FirstLeaf(std::string_view key);

}  // namespace assay::eventlog::layout
