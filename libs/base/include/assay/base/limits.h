#pragma once

#include <cstddef>
#include <cstdint>

// Bounds that several libraries must agree on. A bound of one library stands in that library.
namespace assay::limits {

inline constexpr size_t kEntryBytesMax = 900'000;
inline constexpr size_t kBatchBytesMax = 900'000;  // of its entries: fits one message of any engine
inline constexpr size_t kEventsPerEntryMax = 512;
inline constexpr size_t kStreamsPerEntryMax = 256;
inline constexpr size_t kBatchEntriesMax = 512;        // entries in one synced write
inline constexpr size_t kCommandBytesMax = 512'000;    // one command as it travels on the bus
inline constexpr size_t kMessageBytesMax = 4'000'000;  // one bus message, all frames
inline constexpr size_t kPageRowsMax = 1'000;          // rows in one page of a list or a history
inline constexpr size_t kPageBytesMax = 3'000'000;     // of these rows: they fit one bus message
inline constexpr size_t kReadSetMax = 2'000;  // records of one kind that one command may read

}  // namespace assay::limits
