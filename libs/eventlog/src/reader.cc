// Reading committed entries: any thread.
#include "assay/base/bytes.h"
#include "assay/eventlog/event_log.h"
#include "assay/merkle/tile.h"
#include "layout.h"
#include "log_tree.h"
#include "memory.h"

namespace assay::eventlog {

Result<std::vector<std::string>> EventLog::Read(uint64_t from, size_t entries_max,
                                                size_t bytes_max) const {
  std::vector<std::string> entries = ReadTail(from, entries_max, bytes_max);
  if (!entries.empty()) {
    return entries;
  }
  return ReadStored(from, entries_max, bytes_max);
}

Result<std::vector<std::string>> EventLog::ReadStored(uint64_t from, size_t entries_max,
                                                      size_t bytes_max) const {
  std::vector<std::string> entries;
  uint64_t end = next();
  if (from >= end) {
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

TreeHead EventLog::Tree() const {
  return tree_->head();
}

Result<std::string> EventLog::ReadTile(uint32_t level, uint64_t index, uint32_t width) const {
  return tree_->ReadTile(level, index, width);
}

merkle::NodeReader EventLog::Nodes() const {
  return merkle::NodesIn([this](uint32_t level, uint64_t index, uint32_t width) {
    return ReadTile(level, index, width);
  });
}

Result<std::string> EventLog::ReadLeaves(uint64_t from, uint64_t count) const {
  return tree_->ReadRecords(from, count);
}

std::vector<std::string> EventLog::ReadTail(uint64_t from, size_t entries_max,
                                            size_t bytes_max) const {
  std::vector<std::string> entries;
  if (from < next()) {
    tail_.Read(from, entries_max, bytes_max, &entries);
  }
  return entries;
}

Result<log::v1::Entry> EventLog::EntryAt(uint64_t position) {
  if (position >= staged_first()) {
    return ParseEntry(staged_->entries.at(position - staged_first()));
  }
  for (const auto& batch : cut_) {
    if (position >= batch->first && position - batch->first < batch->entries.size()) {
      return ParseEntry(batch->entries[position - batch->first]);
    }
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> stored, Read(position, 1, 1));
  return ParseEntry(stored.front());
}

Result<std::optional<StreamHead>> EventLog::FindStream(const StreamName& stream) {
  const uint16_t* record = memory_->FindName(stream.record);
  if (record == nullptr) {
    return std::optional<StreamHead>();
  }
  std::string prefix = layout::StreamPrefix(*record, stream.id);
  const StreamHead* head = memory_->heads.Find(prefix);
  if (head == nullptr) {
    ASSAY_ASSIGN_OR_RETURN(StreamHead stored, StoredHead(prefix));
    head = memory_->heads.Put(prefix, stored);
  }
  return head->version == 0 ? std::nullopt : std::optional(*head);
}

Result<StreamHead> EventLog::StoredHead(const std::string& prefix) const {
  // Most streams looked for are new, and a filter answers that.
  ASSAY_ASSIGN_OR_RETURN(auto first, store_->Get(layout::kStreams, layout::StreamKey(prefix, 1)));
  if (!first) {
    return StreamHead();
  }
  auto rows = store_->NewIterator(layout::kStreams, prefix, PrefixEnd(prefix));
  rows->SeekToLast();
  ASSAY_RETURN_IF_ERROR(rows->status());
  if (!rows->Valid()) {
    return DataLoss("the rows of a stream are not whole");
  }
  ASSAY_ASSIGN_OR_RETURN(layout::StreamRow row, layout::ParseStreamValue(rows->value()));
  return StreamHead{layout::VersionOf(rows->key()), row.organisation};
}

Status EventLog::ReadStream(const StreamName& stream,
                            const std::function<Status(const log::v1::Event&)>& visit) {
  ASSAY_ASSIGN_OR_RETURN(auto head, FindStream(stream));
  if (!head) {
    return OkStatus();
  }
  ForgetWritten();
  std::string prefix = layout::StreamPrefix(*memory_->FindName(stream.record), stream.id);
  std::vector<layout::StreamRow> places;
  auto rows = store_->NewIterator(layout::kStreams, prefix, PrefixEnd(prefix));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    ASSAY_ASSIGN_OR_RETURN(layout::StreamRow place, layout::ParseStreamValue(rows->value()));
    places.push_back(place);
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  uint32_t version = 0;
  for (const layout::StreamRow& place : places) {
    ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, EntryAt(place.position));
    if (place.ordinal >= entry.events_size() ||
        entry.events(place.ordinal).version() != ++version) {
      return DataLoss("a stream row does not lead to its event");
    }
    ASSAY_RETURN_IF_ERROR(visit(entry.events(place.ordinal)));
  }
  Status visited = ForEachPending(
      [&](const Batch& batch) { return VisitPending(batch, stream, &version, visit); });
  ASSAY_RETURN_IF_ERROR(visited);
  return version == head->version ? OkStatus() : DataLoss("events of a stream are missing");
}

// Of a batch that was written meanwhile the events up to `version` were visited in the store.
Status EventLog::VisitPending(const Batch& batch, const StreamName& stream, uint32_t* version,
                              const std::function<Status(const log::v1::Event&)>& visit) {
  for (const std::string& bytes : batch.entries) {
    ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, ParseEntry(bytes));
    for (const log::v1::Event& event : entry.events()) {
      if (event.record() == stream.record && event.id() == stream.id &&
          event.version() == *version + 1) {
        ++*version;
        ASSAY_RETURN_IF_ERROR(visit(event));
      }
    }
  }
  return OkStatus();
}

Status EventLog::ForEachPending(const std::function<Status(const Batch&)>& visit) const {
  for (const auto& batch : cut_) {
    ASSAY_RETURN_IF_ERROR(visit(*batch));
  }
  return visit(*staged_);
}

Result<std::optional<log::v1::Entry>> EventLog::FindCommand(std::string_view command_id,
                                                            uint64_t* position) {
  if (const uint64_t* recent = memory_->commands.Find(command_id)) {
    *position = *recent;
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
  const uint16_t* number = memory_->FindName(layout::IndexName(record, field));
  if (number == nullptr) {
    return std::vector<std::string>();
  }
  ForgetWritten();
  std::string prefix = layout::IndexPrefix(*number, value);
  std::map<std::string, bool> present;
  auto rows = store_->NewIterator(layout::kIndex, prefix, PrefixEnd(prefix));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    present[std::string(rows->key())] = true;
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  Status overlaid = ForEachPending([&](const Batch& batch) {
    for (auto at = batch.index.lower_bound(prefix);
         at != batch.index.end() && at->first.starts_with(prefix); ++at) {
      present[at->first] = at->second;
    }
    return OkStatus();
  });
  ASSAY_RETURN_IF_ERROR(overlaid);
  std::vector<std::string> ids;
  for (const auto& [key, is_present] : present) {
    if (is_present) {
      ASSAY_ASSIGN_OR_RETURN(std::string id,
                             ReadKeyText(std::string_view(key).substr(prefix.size())));
      ids.push_back(std::move(id));
    }
  }
  if (ids.size() > ids_max) {
    return InvalidArgument("more than " + std::to_string(ids_max) + " records to read");
  }
  return ids;
}

Result<uint64_t> EventLog::Cursor(std::string_view log_id) {
  if (auto known = memory_->cursors.find(log_id); known != memory_->cursors.end()) {
    return known->second;
  }
  std::string key = std::string(layout::kCursorPrefix) + std::string(log_id);
  ASSAY_ASSIGN_OR_RETURN(auto value, store_->Get(layout::kMeta, key));
  return value && value->size() == 8 ? ReadBigEndian64(*value) : 0;
}

}  // namespace assay::eventlog
