// The writer's half: staging and committing.
#include "assay/eventlog/event_log.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

#include "assay/base/bytes.h"
#include "assay/base/check.h"
#include "assay/base/hash.h"
#include "assay/base/limits.h"
#include "assay/eventlog/leaf.h"
#include "layout.h"
#include "log_tree.h"
#include "memory.h"

namespace assay::eventlog {
namespace {

Status CheckBounds(const log::v1::Entry& entry, size_t bytes, size_t streams) {
  if (bytes > limits::kEntryBytesMax || streams > limits::kStreamsPerEntryMax ||
      static_cast<size_t>(entry.events_size()) > limits::kEventsPerEntryMax) {
    return InvalidArgument("one command may not do so much: " + std::to_string(bytes) + " bytes, " +
                           std::to_string(entry.events_size()) + " events on " +
                           std::to_string(streams) + " records");
  }
  return OkStatus();
}

}  // namespace

// A stream that a draft reads or writes, as it will stand afterwards; the names are the draft's
// own.
struct EventLog::TouchedStream {
  std::string_view record;
  std::string_view id;
  StreamHead head;
  bool written = false;
};

EventLog::EventLog(std::unique_ptr<storage::Store> store, OpenOptions options)
    : store_(std::move(store)),
      options_(std::move(options)),
      tree_(std::make_unique<LogTree>(store_.get())),
      tail_(options_.tail_bytes),
      memory_(std::make_unique<Memory>()),
      staged_(std::make_shared<Batch>()) {}
EventLog::~EventLog() = default;

int64_t EventLog::NowMicros() const {
  return simulated() ? simulated_now_us_.load(std::memory_order_acquire)
                     : options_.clock->NowMicros();
}

Result<Staged> EventLog::Stage(Draft draft) {
  log::v1::Entry& entry = draft.entry;
  ASSAY_RETURN_IF_ERROR(CheckAppendAllowed());
  std::vector<TouchedStream> streams;
  ASSAY_ASSIGN_OR_RETURN(auto conflict, CheckVersions(draft.expected, &streams));
  if (conflict) {
    return Staged{0, std::move(conflict)};
  }
  ASSAY_RETURN_IF_ERROR(AssignVersions(&entry, &streams));
  std::erase_if(streams, [](const TouchedStream& stream) { return !stream.written; });

  int64_t now = simulated() ? ClockMovedTo(draft.clock_us) : options_.clock->NowMicros();
  int64_t recorded_at = std::max(now, last_recorded_us_);
  entry.set_format(kFormat);
  entry.set_entry_id(Id::TimeOrdered(recorded_at / 1000).ToBytes());
  entry.set_salt(RandomBytes(16));
  entry.set_recorded_at(recorded_at);
  std::string bytes = entry.SerializeAsString();
  ASSAY_RETURN_IF_ERROR(CheckBounds(entry, bytes.size(), streams.size()));
  if (staged_->entries.size() == limits::kBatchEntriesMax ||
      staged_->bytes + bytes.size() > limits::kBatchBytesMax) {
    return Unavailable("the batch that is being made has no room for this");
  }

  // Nothing below can fail: what is staged stays staged.
  uint64_t position = next_staged_++;
  last_recorded_us_ = recorded_at;
  StageClock(draft.clock_us);
  StageRows(position, entry, bytes, streams);
  StageIndex(draft.index);
  staged_->leaves += LeafRecord(entry.entry_id(), recorded_at, bytes);
  staged_->bytes += bytes.size();
  staged_->entries.push_back(std::move(bytes));
  return Staged{position, std::nullopt};
}

Status EventLog::CheckAppendAllowed() {
  int64_t monotonic_ms = MonotonicMillis();
  if (monotonic_ms >= free_bytes_checked_ms_ + kFreeBytesCheckMs) {
    free_bytes_checked_ms_ = monotonic_ms;
    disk_nearly_full_ = store_->FreeBytes() < options_.free_bytes_reserve;
  }
  if (disk_nearly_full_) {
    return Unavailable("the disk is nearly full: appends are refused until there is more room");
  }
  if (simulated()) {
    return OkStatus();
  }
  int64_t machine = options_.clock->NowMicros();
  int64_t step = (machine - last_machine_us_) - (monotonic_ms - last_monotonic_ms_) * 1000;
  bool jumped = last_monotonic_ms_ != 0 && std::abs(step) > options_.clock_jump_us_max;
  if (jumped || machine < last_recorded_us_ - options_.clock_jump_us_max) {
    return Unavailable("the machine's clock jumped: set it right and restart");
  }
  last_machine_us_ = machine;
  last_monotonic_ms_ = monotonic_ms;
  return OkStatus();
}

Result<std::optional<StreamConflict>> EventLog::CheckVersions(
    const std::vector<ExpectedVersion>& expected, std::vector<TouchedStream>* streams) {
  for (const ExpectedVersion& expectation : expected) {
    const StreamName& stream = expectation.stream;
    ASSAY_ASSIGN_OR_RETURN(auto head, FindStream(stream));
    uint32_t actual = head ? head->version : 0;
    if (actual != expectation.version) {
      return std::optional<StreamConflict>({stream, actual});
    }
    streams->push_back({stream.record, stream.id, head.value_or(StreamHead())});
  }
  return std::optional<StreamConflict>();
}

Status EventLog::AssignVersions(log::v1::Entry* entry, std::vector<TouchedStream>* streams) {
  for (log::v1::Event& event : *entry->mutable_events()) {
    auto at = std::find_if(streams->begin(), streams->end(), [&event](const TouchedStream& stream) {
      return stream.id == event.id() && stream.record == event.record();
    });
    if (at == streams->end()) {
      ASSAY_ASSIGN_OR_RETURN(auto found, FindStream({event.record(), event.id()}));
      at = streams->insert(at, {event.record(), event.id(), found.value_or(StreamHead())});
    }
    if (at->head.version == 0) {
      ASSAY_ASSIGN_OR_RETURN(at->head.organisation, Id::FromBytes(entry->organisation()));
    }
    at->written = true;
    event.set_version(++at->head.version);
  }
  return OkStatus();
}

void EventLog::StageRows(uint64_t position, const log::v1::Entry& entry, const std::string& bytes,
                         const std::vector<TouchedStream>& streams) {
  storage::WriteBatch& rows = staged_->rows;
  rows.Put(layout::kLog, BigEndian64(position), layout::LogValue(bytes));
  for (const TouchedStream& stream : streams) {
    std::string prefix = layout::StreamPrefix(NumberOf(std::string(stream.record)), stream.id);
    for (int i = 0; i < entry.events_size(); ++i) {
      const log::v1::Event& event = entry.events(i);
      if (event.id() == stream.id && event.record() == stream.record) {
        rows.Put(
            layout::kStreams, layout::StreamKey(prefix, event.version()),
            layout::StreamValue({position, static_cast<uint16_t>(i), stream.head.organisation}));
      }
    }
    memory_->heads.Put(prefix, stream.head);
  }
  if (!entry.command_id().empty()) {
    rows.Put(layout::kCommands, entry.command_id(), BigEndian64(position));
    memory_->commands.Put(entry.command_id(), position);
  }
}

uint16_t EventLog::NumberOf(const std::string& name) {
  if (const uint16_t* known = memory_->FindName(name)) {
    return *known;
  }
  ASSAY_CHECK(memory_->names.size() < std::numeric_limits<uint16_t>::max());
  auto number = static_cast<uint16_t>(memory_->names.size() + 1);
  memory_->names[name] = number;
  staged_->rows.Put(layout::kMeta, std::string(layout::kNamePrefix) + name, BigEndian64(number));
  return number;
}

void EventLog::StageIndex(const std::vector<IndexChange>& changes) {
  for (const IndexChange& change : changes) {
    uint16_t field = NumberOf(layout::IndexName(change.record, change.field));
    std::string key = layout::IndexPrefix(field, change.value);
    AppendKeyText(&key, change.id);
    if (change.remove) {
      staged_->rows.Remove(layout::kIndex, key);
    } else {
      staged_->rows.Put(layout::kIndex, key, "");
    }
    staged_->index[key] = !change.remove;
  }
}

void EventLog::StageCursor(std::string_view log_id, uint64_t position) {
  std::string key = std::string(layout::kCursorPrefix) + std::string(log_id);
  staged_->rows.Put(layout::kMeta, key, BigEndian64(position));
  memory_->cursors[std::string(log_id)] = position;
}

int64_t EventLog::ClockMovedTo(int64_t us) const {
  return std::max(staged_clock_us_, std::min(us, options_.clock->NowMicros()));
}

void EventLog::StageClock(int64_t now_us) {
  int64_t moved = ClockMovedTo(now_us);
  if (simulated() && moved > staged_clock_us_) {
    staged_clock_us_ = moved;
    staged_->rows.Put(layout::kMeta, layout::kSimulatedNow,
                      BigEndian64(static_cast<uint64_t>(moved)));
  }
}

bool EventLog::has_staged() const {
  return !staged_->rows.empty();
}

uint64_t EventLog::staged_first() const {
  return next_staged_ - staged_->entries.size();
}

std::shared_ptr<EventLog::Batch> EventLog::Cut() {
  ASSAY_CHECK(has_staged());
  ForgetWritten();
  staged_->first = staged_first();
  std::shared_ptr<Batch> batch = std::exchange(staged_, std::make_shared<Batch>());

  batch->clock_us = staged_clock_us_;
  batch->rows.Put(layout::kMeta, layout::kNextPosition, BigEndian64(next_staged_));
  cut_.push_back(batch);
  return batch;
}

void EventLog::ForgetWritten() {
  while (!cut_.empty() && cut_.front()->written.load(std::memory_order_acquire)) {
    cut_.pop_front();
  }
}

Status EventLog::Write(Batch* batch) {
  ASSAY_CHECK(batch->first == next());
  LogTree::Growth growth = tree_->Grow(batch->leaves, &batch->rows);
  // A crash before this write: nothing in the batch has happened. After it: all of it has.
  ASSAY_RETURN_IF_ERROR(store_->Write(batch->rows, storage::Durability::kSynced));
  tree_->Publish(std::move(growth));
  uint64_t position = batch->first;
  for (const std::string& entry : batch->entries) {
    tail_.Add(position++, entry);
  }
  simulated_now_us_.store(batch->clock_us, std::memory_order_release);
  next_.store(position, std::memory_order_release);
  if (options_.high_water != nullptr) {
    options_.high_water->Raise(position);
  }
  batch->written.store(true, std::memory_order_release);
  return OkStatus();
}

Status EventLog::Commit() {
  return has_staged() ? Write(Cut().get()) : OkStatus();
}

}  // namespace assay::eventlog
