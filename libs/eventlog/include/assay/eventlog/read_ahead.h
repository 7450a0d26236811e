#pragma once

#include <cstdint>
#include <future>
#include <string>
#include <vector>

#include "assay/eventlog/event_log.h"

namespace assay::eventlog {

// Reads a log from its beginning to its end in pieces, for a reader that works on each: the next
// piece is read, and its checksums compared, on another thread meanwhile. One thread; the log
// outlives it.
class ReadAhead {
 public:
  explicit ReadAhead(const EventLog* log) : log_(log) {}

  // As EventLog::Read with kEntries and kBytes; another position than the last piece's end starts
  // over.
  Result<std::vector<std::string>> Read(uint64_t from);

  static constexpr size_t kEntries = 8'000;
  static constexpr size_t kBytes = 8 << 20;

 private:
  const EventLog* log_;
  uint64_t next_ = 0;
  std::future<Result<std::vector<std::string>>> reading_;  // from next_ on; its end waits for it
};

}  // namespace assay::eventlog
