// Reading committed entries: any thread.
#include "assay/base/bytes.h"
#include "assay/eventlog/event_log.h"
#include "layout.h"

namespace assay::eventlog {

Result<log::v1::Entry> ParseEntry(std::string_view stored) {
  log::v1::Entry entry;
  if (!entry.ParseFromArray(stored.data(), static_cast<int>(stored.size()))) {
    return DataLoss("stored bytes are not an entry");
  }
  if (entry.format() == 0 || entry.format() > EventLog::kFormat) {
    return DataLoss("an entry has format " + std::to_string(entry.format()) +
                    ", this program reads up to " + std::to_string(EventLog::kFormat));
  }
  return entry;
}

Result<std::vector<std::string>> EventLog::Read(uint64_t from, size_t entries_max,
                                                size_t bytes_max) const {
  std::vector<std::string> entries = ReadTail(from, entries_max, bytes_max);
  uint64_t end = next();
  if (!entries.empty() || from >= end) {
    return entries;
  }
  auto rows = store_->NewIterator(layout::kLog, BigEndian64(from), BigEndian64(end));
  size_t bytes = 0;
  for (rows->SeekToFirst(); rows->Valid() && entries.size() < entries_max; rows->Next()) {
    if (ReadBigEndian64(rows->key()) != from + entries.size()) {
      return DataLoss("position " + std::to_string(from + entries.size()) + " is missing");
    }
    bytes += rows->value().size();
    if (bytes > bytes_max && !entries.empty()) {
      return entries;
    }
    ASSAY_ASSIGN_OR_RETURN(std::string stored, layout::StoredBytes(rows->value()));
    entries.push_back(std::move(stored));
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  if (entries.empty()) {
    return DataLoss("position " + std::to_string(from) + " is missing");
  }
  return entries;
}

std::vector<std::string> EventLog::ReadTail(uint64_t from, size_t entries_max,
                                            size_t bytes_max) const {
  std::vector<std::string> entries;
  if (from < next()) {
    tail_.Read(from, entries_max, bytes_max, &entries);
  }
  return entries;
}

Result<log::v1::Entry> EventLog::EntryAt(uint64_t position) const {
  if (position >= next()) {  // staged
    return ParseEntry(staged_entries_.at(position - next()));
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> stored, Read(position, 1, 1));
  return ParseEntry(stored.front());
}

Result<std::optional<StreamHead>> EventLog::FindStream(const StreamName& stream) {
  if (auto staged = staged_heads_.find(stream); staged != staged_heads_.end()) {
    return std::optional<StreamHead>(staged->second);
  }
  if (auto known = looked_up_heads_.find(stream); known != looked_up_heads_.end()) {
    return known->second;
  }
  ASSAY_ASSIGN_OR_RETURN(auto value, store_->Get(layout::kHeads, layout::HeadKey(stream)));
  std::optional<StreamHead> head;
  if (value) {
    ASSAY_ASSIGN_OR_RETURN(head, layout::ParseHeadValue(*value));
  }
  if (looked_up_heads_.size() >= kLookedUpHeadsMax) {
    looked_up_heads_.clear();
  }
  looked_up_heads_[stream] = head;
  return head;
}

Status EventLog::ReadStream(const StreamName& stream,
                            const std::function<Status(const log::v1::Event&)>& visit) {
  ASSAY_ASSIGN_OR_RETURN(auto head, FindStream(stream));
  if (!head) {
    return OkStatus();
  }
  std::vector<layout::EventPlace> places;
  std::string lower = layout::StreamKey(head->number, 1);
  auto rows = store_->NewIterator(layout::kStreams, lower, BigEndian64(head->number + 1));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    ASSAY_ASSIGN_OR_RETURN(layout::EventPlace place, layout::ParseStreamValue(rows->value()));
    places.push_back(place);
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  uint32_t version = 0;
  for (const layout::EventPlace& place : places) {
    ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, EntryAt(place.position));
    if (place.ordinal >= entry.events_size() ||
        entry.events(place.ordinal).version() != ++version) {
      return DataLoss("a stream row does not lead to its event");
    }
    ASSAY_RETURN_IF_ERROR(visit(entry.events(place.ordinal)));
  }
  for (size_t i = 0; i < staged_entries_.size() && version < head->version; ++i) {
    ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, ParseEntry(staged_entries_[i]));
    for (const log::v1::Event& event : entry.events()) {
      if (event.record() == stream.record && event.id() == stream.id) {
        ++version;
        ASSAY_RETURN_IF_ERROR(visit(event));
      }
    }
  }
  return version == head->version ? OkStatus() : DataLoss("events of a stream are missing");
}

Result<std::optional<log::v1::Entry>> EventLog::FindCommand(std::string_view command_id,
                                                            uint64_t* position) {
  if (auto staged = staged_commands_.find(command_id); staged != staged_commands_.end()) {
    *position = staged->second;
  } else {
    ASSAY_ASSIGN_OR_RETURN(auto value, store_->Get(layout::kCommands, command_id));
    if (!value) {
      return std::optional<log::v1::Entry>();
    }
    if (value->size() != 8) {
      return DataLoss("a command row has the wrong size");
    }
    *position = ReadBigEndian64(*value);
  }
  ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, EntryAt(*position));
  return std::optional<log::v1::Entry>(std::move(entry));
}

Result<std::vector<std::string>> EventLog::FindByIndex(std::string_view record,
                                                       std::string_view field,
                                                       std::string_view value, size_t ids_max) {
  std::string prefix = layout::IndexPrefix(record, field, value);
  std::map<std::string, bool> present;
  auto rows = store_->NewIterator(layout::kIndex, prefix, PrefixEnd(prefix));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    present[std::string(rows->key())] = true;
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  for (auto at = staged_index_.lower_bound(prefix);
       at != staged_index_.end() && at->first.starts_with(prefix); ++at) {
    present[at->first] = at->second;
  }
  std::vector<std::string> ids;
  for (const auto& [key, is_present] : present) {
    if (is_present) {
      ids.push_back(key.substr(prefix.size()));
    }
  }
  if (ids.size() > ids_max) {
    return InvalidArgument("more than " + std::to_string(ids_max) + " records to read");
  }
  return ids;
}

Result<uint64_t> EventLog::Cursor(std::string_view log_id) {
  if (auto staged = staged_cursors_.find(log_id); staged != staged_cursors_.end()) {
    return staged->second;
  }
  std::string key = std::string(layout::kCursorPrefix) + std::string(log_id);
  ASSAY_ASSIGN_OR_RETURN(auto value, store_->Get(layout::kMeta, key));
  return value && value->size() == 8 ? ReadBigEndian64(*value) : 0;
}

}  // namespace assay::eventlog
