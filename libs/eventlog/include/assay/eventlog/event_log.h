#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/clock.h"
#include "assay/base/id.h"
#include "assay/base/status.h"
#include "assay/eventlog/tail.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/storage/store.h"

namespace assay::eventlog {

// A stream is one record: the state message's full name and the record's id.
struct StreamName {
  std::string record;
  std::string id;
  auto operator<=>(const StreamName&) const = default;
};

struct StreamHead {
  uint64_t number = 0;   // short name inside this log, given in order of creation
  uint32_t version = 0;  // number of events
  Id organisation;       // whose record it is; fixed by the first event
};

// The version a stream must have for an entry to be accepted; 0: it must not exist. Also for
// streams that are not written.
struct ExpectedVersion {
  StreamName stream;
  uint32_t version = 0;
};

// A lookup row that the writer keeps beside the streams: record `id` can be found by `value` of
// `field`.
struct IndexChange {
  std::string record;
  std::string field;
  std::string value;
  std::string id;
  bool remove = false;
};

// What one command did, before it has a position. The log fills in format, entry_id, salt,
// recorded_at and event versions.
struct Draft {
  log::v1::Entry entry;
  std::vector<ExpectedVersion> expected;
  std::vector<IndexChange> index;
};

struct StreamConflict {
  StreamName stream;
  uint32_t actual = 0;
};

// Where a staged entry will stand, or which stream is at another version than expected.
struct Staged {
  uint64_t position = 0;
  std::optional<StreamConflict> conflict;
};

struct OpenOptions {
  // Written as entry 0 when the log is empty; log_id and format are filled in. When the log exists
  // its own genesis counts, and `service` must match.
  log::v1::LogOpened genesis;
  const Clock* clock = nullptr;    // the machine's time; outlives the log
  int64_t simulated_start_us = 0;  // where a new simulated log's clock starts
  size_t tail_bytes = 64 << 20;
  uint64_t free_bytes_reserve = 256 << 20;  // appends are refused below
  // A step of the machine's clock, against the monotonic one or behind the last entry, that refuses
  // appends.
  int64_t clock_jump_us_max = int64_t{24} * 3600 * 1'000'000;
};

// The append-only log of one service: dense positions 0, 1, 2, ... in commit order, each with one
// entry that holds all that one command did. One writer thread stages entries and commits them with
// one synced write; what it staged is visible to its own later look-ups and to nobody else until
// Commit returns ok.
//
// Crash state: before Commit's write nothing happened; after it everything staged did. When Commit
// fails the outcome is unknown: the caller must stop the process, and a reopened log shows which it
// was.
class EventLog {
 public:
  static constexpr uint32_t kFormat = 1;
  static constexpr int64_t kFreeBytesCheckMs = 100;  // the disk's free space is looked at so often
  static constexpr size_t kLookedUpHeadsMax = 10'000;  // remembered within a batch

  // Opens or creates. DataLoss when what is stored is not a whole log; the message says what is
  // missing. InvalidArgument when the log belongs to another service or was written in a newer
  // format.
  static Result<std::unique_ptr<EventLog>> Open(std::unique_ptr<storage::Store> store,
                                                OpenOptions options);
  // The columns that the store must be opened with.
  static std::vector<storage::ColumnOptions> Columns();

  // --- Any thread ---
  const log::v1::LogOpened& genesis() const { return genesis_; }
  bool simulated() const { return genesis_.clock() == log::v1::LogOpened::SIMULATED; }
  // The position the next committed entry gets; everything below is committed.
  uint64_t next() const { return next_.load(std::memory_order_acquire); }
  // The log's clock: the machine's, or where the simulation stands.
  int64_t NowMicros() const;
  // Stored bytes from `from` on: at least one if from < next(), at most the bounds, in order
  // without a gap. DataLoss on damage.
  Result<std::vector<std::string>> Read(uint64_t from, size_t entries_max, size_t bytes_max) const;
  // The same from memory only; empty when `from` is not in memory.
  std::vector<std::string> ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) const;

  // --- Writer thread; staged entries included ---
  Result<std::optional<StreamHead>> FindStream(const StreamName& stream);
  // Calls `visit` for each event of the stream, oldest first, with its position and recorded_at.
  Status ReadStream(const StreamName& stream,
                    const std::function<Status(const log::v1::Event&)>& visit);
  // The entry that a command was accepted with.
  Result<std::optional<log::v1::Entry>> FindCommand(std::string_view command_id,
                                                    uint64_t* position);
  Result<std::vector<std::string>> FindByIndex(std::string_view record, std::string_view field,
                                               std::string_view value, size_t ids_max);
  // The position up to which `log_id` has been reacted to, exclusive.
  Result<uint64_t> Cursor(std::string_view log_id);

  // The position the next staged entry would get.
  uint64_t NextStaged() const { return next() + staged_entries_.size(); }
  // Checks versions and bounds, gives the entry its position in this batch. A failed Stage leaves
  // nothing behind. Unavailable: disk nearly full, or the clock jumped; InvalidArgument: a bound of
  // limits.h.
  Result<Staged> Stage(Draft draft);
  // Moves the reaction cursor of a followed log in the same write as what is staged.
  void StageCursor(std::string_view log_id, uint64_t position);
  // Moves a simulated clock in the same write; ignored by a real one, never back, never past the
  // machine's time.
  void StageClock(int64_t now_us);
  size_t staged_bytes() const { return staged_bytes_; }
  bool has_staged() const { return !batch_.empty(); }
  // One synced write of all that is staged. On failure the outcome is unknown: stop the process.
  Status Commit();

 private:
  EventLog(std::unique_ptr<storage::Store> store, OpenOptions options);

  Status CreateGenesis();
  Status LoadGenesis();
  Status CheckOpen();
  Status CheckAppendAllowed();
  Status CheckBounds(const Draft& draft, const std::string& bytes) const;
  Result<std::optional<StreamConflict>> CheckVersions(const std::vector<ExpectedVersion>& expected);
  Status AssignVersions(log::v1::Entry* entry, std::map<StreamName, StreamHead>* heads);
  void StageRows(uint64_t position, const log::v1::Entry& entry, const std::string& bytes,
                 const std::map<StreamName, StreamHead>& heads);
  void StageIndex(const std::vector<IndexChange>& changes);
  Result<log::v1::Entry> EntryAt(uint64_t position) const;

  // Constant after Open.
  std::unique_ptr<storage::Store> store_;
  OpenOptions options_;
  log::v1::LogOpened genesis_;

  // Any thread.
  std::atomic<uint64_t> next_{0};
  std::atomic<int64_t> simulated_now_us_{0};
  Tail tail_;

  // Owned by the writer thread: what is staged for the next Commit.
  storage::WriteBatch batch_;
  std::vector<std::string> staged_entries_;
  std::map<StreamName, StreamHead> staged_heads_;
  std::map<StreamName, std::optional<StreamHead>>
      looked_up_heads_;  // in the store, since the last Commit
  std::map<std::string, uint64_t, std::less<>> staged_commands_;
  std::map<std::string, bool, std::less<>> staged_index_;  // key -> present
  std::map<std::string, uint64_t, std::less<>> staged_cursors_;
  uint64_t next_stream_ = 0;
  int64_t last_recorded_us_ = 0;
  int64_t last_machine_us_ = 0;  // the machine's clock ...
  int64_t free_bytes_checked_ms_ = -kFreeBytesCheckMs;
  bool disk_nearly_full_ = false;
  int64_t last_monotonic_ms_ = 0;  // ... at this monotonic moment
  int64_t staged_clock_us_ = 0;
  size_t staged_bytes_ = 0;
};

// Parses a stored entry. DataLoss when the bytes are not an entry, or one of a newer format.
Result<log::v1::Entry> ParseEntry(std::string_view stored);

}  // namespace assay::eventlog
