// The writer's half: staging and committing.
#include "assay/eventlog/event_log.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/base/limits.h"
#include "layout.h"

namespace assay::eventlog {

EventLog::EventLog(std::unique_ptr<storage::Store> store, OpenOptions options)
    : store_(std::move(store)), options_(std::move(options)), tail_(options_.tail_bytes) {}

int64_t EventLog::NowMicros() const {
  return simulated() ? simulated_now_us_.load(std::memory_order_acquire)
                     : options_.clock->NowMicros();
}

Result<Staged> EventLog::Stage(Draft draft) {
  log::v1::Entry& entry = draft.entry;
  ASSAY_RETURN_IF_ERROR(CheckAppendAllowed());
  ASSAY_ASSIGN_OR_RETURN(auto conflict, CheckVersions(draft.expected));
  if (conflict) {
    return Staged{0, std::move(conflict)};
  }
  std::map<StreamName, StreamHead> heads;
  ASSAY_RETURN_IF_ERROR(AssignVersions(&entry, &heads));

  int64_t recorded_at =
      std::max(simulated() ? staged_clock_us_ : options_.clock->NowMicros(), last_recorded_us_);
  entry.set_format(kFormat);
  entry.set_entry_id(Id::TimeOrdered(recorded_at / 1000).ToBytes());
  entry.set_salt(RandomBytes(16));
  entry.set_recorded_at(recorded_at);
  std::string bytes = entry.SerializeAsString();
  ASSAY_RETURN_IF_ERROR(CheckBounds(draft, bytes));

  // Nothing below can fail: what is staged stays staged.
  uint64_t position = NextStaged();
  last_recorded_us_ = recorded_at;
  StageRows(position, entry, bytes, heads);
  StageIndex(draft.index);
  staged_bytes_ += bytes.size();
  staged_entries_.push_back(std::move(bytes));
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
    const std::vector<ExpectedVersion>& expected) {
  for (const ExpectedVersion& expectation : expected) {
    ASSAY_ASSIGN_OR_RETURN(auto head, FindStream(expectation.stream));
    uint32_t actual = head ? head->version : 0;
    if (actual != expectation.version) {
      return std::optional<StreamConflict>({expectation.stream, actual});
    }
  }
  return std::optional<StreamConflict>();
}

Status EventLog::AssignVersions(log::v1::Entry* entry, std::map<StreamName, StreamHead>* heads) {
  uint64_t next_stream = next_stream_;
  for (log::v1::Event& event : *entry->mutable_events()) {
    StreamName name{event.record(), event.id()};
    auto at = heads->find(name);
    if (at == heads->end()) {
      ASSAY_ASSIGN_OR_RETURN(auto found, FindStream(name));
      StreamHead head;
      if (found) {
        head = *found;
      } else {
        ASSAY_ASSIGN_OR_RETURN(head.organisation, Id::FromBytes(entry->organisation()));
        head.number = next_stream++;
      }
      at = heads->emplace(std::move(name), head).first;
    }
    event.set_version(++at->second.version);
  }
  next_stream_ = next_stream;  // a number left out by a failed Stage is no harm
  return OkStatus();
}

Status EventLog::CheckBounds(const Draft& draft, const std::string& bytes) const {
  const log::v1::Entry& entry = draft.entry;
  std::set<StreamName> streams;
  for (const log::v1::Event& event : entry.events()) {
    streams.insert({event.record(), event.id()});
  }
  if (bytes.size() > limits::kEntryBytesMax || streams.size() > limits::kStreamsPerEntryMax ||
      static_cast<size_t>(entry.events_size()) > limits::kEventsPerEntryMax) {
    return InvalidArgument("one command may not do so much: " + std::to_string(bytes.size()) +
                           " bytes, " + std::to_string(entry.events_size()) + " events on " +
                           std::to_string(streams.size()) + " records");
  }
  return OkStatus();
}

void EventLog::StageRows(uint64_t position, const log::v1::Entry& entry, const std::string& bytes,
                         const std::map<StreamName, StreamHead>& heads) {
  batch_.Put(layout::kLog, BigEndian64(position), layout::LogValue(bytes));
  uint16_t ordinal = 0;
  for (const log::v1::Event& event : entry.events()) {
    const StreamHead& head = heads.at({event.record(), event.id()});
    batch_.Put(layout::kStreams, layout::StreamKey(head.number, event.version()),
               layout::StreamValue(position, ordinal++));
  }
  for (const auto& [name, head] : heads) {
    batch_.Put(layout::kHeads, layout::HeadKey(name), layout::HeadValue(head));
    staged_heads_[name] = head;
    looked_up_heads_.erase(name);
  }
  if (!entry.command_id().empty()) {
    batch_.Put(layout::kCommands, entry.command_id(), BigEndian64(position));
    staged_commands_[entry.command_id()] = position;
  }
}

void EventLog::StageIndex(const std::vector<IndexChange>& changes) {
  for (const IndexChange& change : changes) {
    std::string key = layout::IndexPrefix(change.record, change.field, change.value) + change.id;
    if (change.remove) {
      batch_.Remove(layout::kIndex, key);
    } else {
      batch_.Put(layout::kIndex, key, "");
    }
    staged_index_[key] = !change.remove;
  }
}

void EventLog::StageCursor(std::string_view log_id, uint64_t position) {
  std::string key = std::string(layout::kCursorPrefix) + std::string(log_id);
  batch_.Put(layout::kMeta, key, BigEndian64(position));
  staged_cursors_[std::string(log_id)] = position;
}

void EventLog::StageClock(int64_t now_us) {
  now_us = std::min(now_us, options_.clock->NowMicros());
  if (simulated() && now_us > staged_clock_us_) {
    staged_clock_us_ = now_us;
    batch_.Put(layout::kMeta, layout::kSimulatedNow, BigEndian64(static_cast<uint64_t>(now_us)));
  }
}

Status EventLog::Commit() {
  if (!has_staged()) {
    return OkStatus();
  }
  uint64_t position = next();
  uint64_t end = NextStaged();
  batch_.Put(layout::kMeta, layout::kNextStream, BigEndian64(next_stream_));
  batch_.Put(layout::kMeta, layout::kNextPosition, BigEndian64(end));
  // A crash before this write: nothing staged has happened. After it: all of it has.
  ASSAY_RETURN_IF_ERROR(store_->Write(batch_, storage::Durability::kSynced));
  for (std::string& entry : staged_entries_) {
    tail_.Add(position++, std::move(entry));
  }
  simulated_now_us_.store(staged_clock_us_, std::memory_order_release);
  next_.store(end, std::memory_order_release);
  batch_.Clear();
  staged_entries_.clear();
  staged_heads_.clear();
  looked_up_heads_.clear();
  staged_commands_.clear();
  staged_index_.clear();
  staged_cursors_.clear();
  staged_bytes_ = 0;
  return OkStatus();
}

}  // namespace assay::eventlog
