#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "assay/base/status.h"
#include "assay/eventlog/event_log.h"

namespace assay::eventlog {

// What a walk over a whole log found to be true.
struct Verified {
  uint64_t entries = 0;
  uint64_t bytes = 0;    // of stored entries
  uint64_t streams = 0;  // records
  merkle::Hash root{};   // of the tree over `entries`
};

// Reads from the store every entry that is committed when it begins and checks that it is what its
// leaf record and every tile of the tree say, that times never go back, and that every record's
// events are numbered 1, 2, 3, ... DataLoss names the first position where something is wrong. Any
// thread, beside the writer; uses all processors; memory grows by 70 bytes a record. `progress` is
// told, on the caller's thread, after each few thousand entries and may stop the walk by returning
// false: Unavailable then.
Result<Verified> Verify(const EventLog& log,
                        const std::function<bool(uint64_t done, uint64_t total)>& progress);

// How many entries were acknowledged at least, by the file of a HighWater, which is only read; 0
// when there is none. DataLoss when it is damaged.
Result<uint64_t> ReadHighWater(const std::string& path);

}  // namespace assay::eventlog
