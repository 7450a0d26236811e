#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/status.h"
#include "assay/eventlog/event_log.h"

// Keys and values in the store; docs/formats/log-store.md is the specification.
namespace assay::eventlog::layout {

enum Column : uint32_t { kLog, kStreams, kHeads, kCommands, kIndex, kMeta };

inline constexpr std::string_view kNextStream = "next-stream";
inline constexpr std::string_view kNextPosition = "next-position";
inline constexpr std::string_view kSimulatedNow = "simulated-now";
inline constexpr std::string_view kCursorPrefix = "cursor/";

// The log row: stored bytes followed by their CRC-32C.
std::string LogValue(std::string_view stored);
Result<std::string> StoredBytes(std::string_view value);

std::string StreamKey(uint64_t number, uint32_t version);
std::string StreamValue(uint64_t position, uint16_t ordinal);
struct EventPlace {
  uint64_t position;
  uint16_t ordinal;
};
Result<EventPlace> ParseStreamValue(std::string_view value);

std::string HeadKey(const StreamName& stream);
std::string HeadValue(const StreamHead& head);
Result<StreamHead> ParseHeadValue(std::string_view value);

std::string IndexPrefix(std::string_view record, std::string_view field, std::string_view value);

}  // namespace assay::eventlog::layout
