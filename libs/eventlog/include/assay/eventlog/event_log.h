#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
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
#include "assay/eventlog/entry.h"
#include "assay/eventlog/high_water.h"
#include "assay/eventlog/tail.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/proof.h"
#include "assay/storage/store.h"

namespace assay::eventlog {

// A stream is one record: the state message's full name and the record's id.
struct StreamName {
  std::string record;
  std::string id;
  auto operator<=>(const StreamName&) const = default;
};

struct StreamHead {
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
  int64_t clock_us = 0;  // where it moves a simulated clock, as StageClock does; 0: it does not
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

// The tree over the first `size` entries.
struct TreeHead {
  uint64_t size = 0;
  merkle::Hash root{};
};

class LogTree;

struct OpenOptions {
  // Written as entry 0 when the log is empty; log_id and format are filled in. When the log exists
  // its own genesis counts, and `service` must match.
  log::v1::LogOpened genesis;
  const Clock* clock = nullptr;    // the machine's time; outlives the log
  int64_t simulated_start_us = 0;  // where a new simulated log's clock starts
  size_t tail_bytes = 64 << 20;
  uint64_t free_bytes_reserve = 256 << 20;  // appends are refused below
  // The last checkpoint that was signed of this log: a log that does not extend it does not open.
  std::optional<merkle::Checkpoint> checkpoint;
  // A log of more than its genesis that has no checkpoint does not open.
  bool checkpoint_required = false;
  // Raised after each commit; a log of fewer entries does not open.
  HighWater* high_water = nullptr;  // outlives the log
  // A step of the machine's clock, against the monotonic one or behind the last entry, that refuses
  // appends.
  int64_t clock_jump_us_max = int64_t{24} * 3600 * 1'000'000;
};

// The append-only log of one service: dense positions 0, 1, 2, ... in commit order, each with one
// entry that holds all that one command did. One writer thread stages entries; a batch of them is
// cut off and made durable with one synced write, by the same thread or by another while the writer
// stages the next. What is staged is visible to the writer's own later look-ups and to nobody else
// until Write returns ok.
//
// Crash state: before a batch's write nothing in it happened; after it everything did. When Write
// fails the outcome is unknown: the caller must stop the process, and a reopened log shows which it
// was.
class EventLog {
 public:
  static constexpr uint32_t kFormat = kEntryFormat;
  static constexpr int64_t kFreeBytesCheckMs = 100;  // the disk's free space is looked at so often
  // Stream heads and command ids remembered: more than the batches under way can hold, whose
  // entries take at least 100 bytes a stream.
  static constexpr size_t kRecentHeads = 40'000;
  static constexpr size_t kRecentCommands = 10'000;

  // What was cut off for one write.
  struct Batch;

  // Opens or creates. DataLoss when what is stored is not a whole log; the message says what is
  // missing. InvalidArgument when the log belongs to another service or was written in a newer
  // format.
  static Result<std::unique_ptr<EventLog>> Open(std::unique_ptr<storage::Store> store,
                                                OpenOptions options);
  // The columns that the store must be opened with.
  static std::vector<storage::ColumnOptions> Columns();

  // Goes on openly after a loss: appends `began`, which names what was signed and is lost, with its
  // `kept` and `root` filled in; from then on genesis() has its epoch and origin. Before anything
  // else is staged; crash state: begun or not.
  Status BeginEpoch(log::v1::EpochBegan began);

  // --- Any thread ---
  // The log's first entry, with origin and epoch as they are now.
  const log::v1::LogOpened& genesis() const { return genesis_; }
  bool simulated() const { return genesis_.clock() == log::v1::LogOpened::SIMULATED; }
  // The position the next committed entry gets; everything below is committed.
  uint64_t next() const { return next_.load(std::memory_order_acquire); }
  // The log's clock: the machine's, or where the simulation stands.
  int64_t NowMicros() const;
  // Stored bytes from `from` on: at least one if from < next(), at most the bounds, in order
  // without a gap. DataLoss on damage.
  Result<std::vector<std::string>> Read(uint64_t from, size_t entries_max, size_t bytes_max) const;
  // The same as it is in the store, also of what is still in memory: for those who check the disk.
  Result<std::vector<std::string>> ReadStored(uint64_t from, size_t entries_max,
                                              size_t bytes_max) const;
  // The same from memory only; empty when `from` is not in memory.
  std::vector<std::string> ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) const;

  // The tree over the committed entries (docs/formats/proof.md).
  TreeHead Tree() const;
  // The first `width` hashes of a tile. NotFound when the tree does not have so many there.
  Result<std::string> ReadTile(uint32_t level, uint64_t index, uint32_t width) const;
  // Nodes of the tree, to compute proofs from; outlived by the log.
  merkle::NodeReader Nodes() const;
  // Leaf records [from, from + count), kLeafBytes each, one after the other. NotFound beyond the
  // end.
  Result<std::string> ReadLeaves(uint64_t from, uint64_t count) const;

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
  uint64_t NextStaged() const { return next_staged_; }
  // Checks versions and bounds, gives the entry its position in this batch. A failed Stage leaves
  // nothing behind. Unavailable: what is staged leaves no room for it in one batch (it fits once
  // that is cut off), the disk is nearly full, or the clock jumped; InvalidArgument: a bound of
  // limits.h.
  Result<Staged> Stage(Draft draft);
  // Moves the reaction cursor of a followed log in the same write as what is staged.
  void StageCursor(std::string_view log_id, uint64_t position);
  // Moves a simulated clock in the same write; ignored by a real one, never back, never past the
  // machine's time.
  void StageClock(int64_t now_us);
  bool has_staged() const;
  // Cuts off what is staged, to be written. REQUIRES: has_staged().
  std::shared_ptr<Batch> Cut();

  // --- One thread at a time ---
  // One synced write of the batch. Batches are written in the order they were cut. On failure the
  // outcome is unknown: stop the process.
  Status Write(Batch* batch);

  // --- Writer thread, when no batch is being written ---
  // Cuts and writes what is staged, if anything.
  Status Commit();

  ~EventLog();

 private:
  struct TouchedStream;

  EventLog(std::unique_ptr<storage::Store> store, OpenOptions options);

  Status CreateGenesis();
  Status LoadGenesis();
  Status LoadEpoch();
  Draft JournalDraft(const google::protobuf::Message& event, const std::string& user) const;
  Status CheckOpen();
  Status CheckCheckpoint() const;
  Status CheckHighWater() const;
  Status CheckEntries(uint64_t from);
  Status LoadNames();
  Status CheckAppendAllowed();
  int64_t ClockMovedTo(int64_t us) const;
  Result<std::optional<StreamConflict>> CheckVersions(const std::vector<ExpectedVersion>& expected,
                                                      std::vector<TouchedStream>* streams);
  Status AssignVersions(log::v1::Entry* entry, std::vector<TouchedStream>* streams);
  void StageRows(uint64_t position, const log::v1::Entry& entry, const std::string& bytes,
                 const std::vector<TouchedStream>& streams);
  uint16_t NumberOf(const std::string& name);
  void StageIndex(const std::vector<IndexChange>& changes);
  Result<log::v1::Entry> EntryAt(uint64_t position);
  Result<StreamHead> StoredHead(const std::string& prefix) const;
  // Batches that may not be in the store yet, in order; the staged one last.
  Status ForEachPending(const std::function<Status(const Batch&)>& visit) const;
  static Status VisitPending(const Batch& batch, const StreamName& stream, uint32_t* version,
                             const std::function<Status(const log::v1::Event&)>& visit);
  void ForgetWritten();
  uint64_t staged_first() const;

  // Constant after Open.
  std::unique_ptr<storage::Store> store_;
  OpenOptions options_;
  log::v1::LogOpened genesis_;

  // Any thread.
  std::atomic<uint64_t> next_{0};
  std::atomic<int64_t> simulated_now_us_{0};
  std::unique_ptr<LogTree> tree_;
  Tail tail_;

  // Owned by the writer thread.
  struct Memory;
  std::unique_ptr<Memory> memory_;          // what its look-ups remember
  std::shared_ptr<Batch> staged_;           // what the next Cut takes
  std::deque<std::shared_ptr<Batch>> cut_;  // cut off, perhaps not written yet; oldest first
  uint64_t next_staged_ = 0;
  int64_t last_recorded_us_ = 0;
  int64_t last_machine_us_ = 0;    // the machine's clock ...
  int64_t last_monotonic_ms_ = 0;  // ... at this monotonic moment
  int64_t free_bytes_checked_ms_ = -kFreeBytesCheckMs;
  bool disk_nearly_full_ = false;
  int64_t staged_clock_us_ = 0;
};

}  // namespace assay::eventlog
