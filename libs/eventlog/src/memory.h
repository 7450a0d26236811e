#pragma once

#include <atomic>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assay/eventlog/event_log.h"
#include "recent.h"

namespace assay::eventlog {

// Entries on their way to the disk. The writer thread fills it until it is cut off; then it is
// constant but for `written`.
struct EventLog::Batch {
  uint64_t first = 0;  // position of the first entry
  std::vector<std::string> entries;
  std::string leaves;  // their leaf records, one after the other
  storage::WriteBatch rows;
  std::map<std::string, bool, std::less<>> index;  // key -> present
  size_t bytes = 0;
  int64_t clock_us = 0;
  std::atomic<bool> written{false};
};

// What the writer's look-ups remember, so that most need no look into the store.
struct EventLog::Memory {
  Recent<StreamHead> heads{kRecentHeads};      // by StreamPrefix; version 0: there is no stream
  Recent<uint64_t> commands{kRecentCommands};  // positions by command id
  std::map<std::string, uint64_t, std::less<>> cursors;  // by log id
  std::map<std::string, uint16_t, std::less<>> names;    // all there are

  // Null when the name was never written.
  const uint16_t* FindName(std::string_view name) const {
    auto at = names.find(name);
    return at == names.end() ? nullptr : &at->second;
  }
};

}  // namespace assay::eventlog
