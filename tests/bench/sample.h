#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "assay/base/clock.h"
#include "assay/eventlog/event_log.h"
#include "tests/bench/measure.h"

namespace assay::bench {

inline constexpr size_t kPayloadBytes = 300;  // of one event's data, here and at every peer
inline constexpr int kBatchEntries = 512;
inline constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

// What a service stages for a command that makes one record: one event of kPayloadBytes on a new
// stream, with every field that the write path fills in.
eventlog::Draft MakeDraft(Random* random);

// A log of such entries that is written by one thread, as fast as the log takes them.
class SampleLog {
 public:
  // Opens or creates the log in `folder`.
  explicit SampleLog(const std::string& folder);
  // The same over a store that the caller made.
  explicit SampleLog(std::unique_ptr<storage::Store> store);

  // Appends entries in synced batches of kBatchEntries; seconds spent in Stage and Commit. Making
  // the drafts is not counted.
  double Append(uint64_t entries);

  eventlog::EventLog& log() { return *log_; }
  const eventlog::EventLog& log() const { return *log_; }

 private:
  SystemClock clock_;
  Random random_{0};  // seeded anew by where the log ends
  std::unique_ptr<eventlog::EventLog> log_;
};

std::unique_ptr<storage::Store> OpenLogStore(const std::string& folder);

}  // namespace assay::bench
