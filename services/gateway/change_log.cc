#include "services/gateway/change_log.h"

#include <algorithm>

#include "assay/base/id.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::gateway {
namespace {

constexpr char kReconnect[] = "retry: 3000\n";

std::string IdLine(const Positions& seen) {
  std::string line = "id: ";
  for (const auto& [service, position] : seen) {
    line += (line.size() > 4 ? "," : "") + service + "=" + std::to_string(position);
  }
  return line + "\n";
}

// Without content: where a browser stands.
std::string Notice(std::string_view event, const Positions& seen) {
  return "event: " + std::string(event) + "\n" + IdLine(seen) + "data: {}\n\n";
}

std::string IdText(const std::string& bytes) {
  Result<Id> id = Id::FromBytes(bytes);
  return id.ok() ? id->ToString() : "";
}

}  // namespace

std::vector<ChangeLog::Change> ChangeLog::ChangesOf(uint64_t position,
                                                    std::string_view stored) const {
  log::v1::Entry entry;
  std::vector<Change> changes;
  if (!entry.ParseFromArray(stored.data(), static_cast<int>(stored.size()))) {
    return changes;  // the services notice: they do not open such a log
  }
  for (const log::v1::Event& event : entry.events()) {
    const schema::RecordType* record = catalog_->FindRecord(event.record());
    bool shown = record != nullptr && !record->options.collection().empty();
    if (!shown) {
      continue;
    }
    std::string kind = record->service + "." + record->state->name();
    bool told = std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.record == kind && change.id == event.id();
    });
    if (!told) {
      changes.push_back({position, IdText(entry.organisation()), std::move(kind), event.id()});
    }
  }
  if (!changes.empty()) {
    changes.back().last = true;
  }
  return changes;
}

void ChangeLog::Begin(const std::string& service, uint64_t first, uint64_t head) {
  Log& log = logs_[service];
  log = {first, head, {}};
  std::erase_if(readers_, [&](ChangeReader& reader) { return !CatchUp(service, log, &reader); });
}

void ChangeLog::Add(const std::string& service, uint64_t position, std::string_view stored) {
  Log& log = logs_.at(service);
  log.last = std::max(log.last, position);
  std::vector<Change> changes = ChangesOf(position, stored);
  std::erase_if(readers_, [&](ChangeReader& reader) {
    uint64_t& seen = reader.seen[service];
    if (position <= seen) {
      return false;
    }
    seen = position;
    return !std::all_of(changes.begin(), changes.end(),
                        [&](const Change& change) { return Tell(service, change, &reader); });
  });
  for (Change& change : changes) {
    log.changes.push_back(std::move(change));
  }
  while (log.changes.size() > kKept) {
    log.first = log.changes.front().position + 1;
    log.changes.pop_front();
  }
}

void ChangeLog::AddReader(ChangeReader reader) {
  bool open = reader.may_read();
  for (const auto& [service, log] : logs_) {
    reader.seen.try_emplace(service, log.last);  // all, before the first id is told
  }
  for (const auto& [service, log] : logs_) {
    open = open && CatchUp(service, log, &reader);
  }
  if (open && reader.stream->Write(kReconnect + Notice("start", reader.seen))) {
    EndOldestOf(reader.user);
    readers_.push_back(std::move(reader));
  }
}

// Makes room for one more stream of the user: nobody keeps the others out.
void ChangeLog::EndOldestOf(const std::string& user) {
  auto theirs = [&user](const ChangeReader& reader) { return reader.user == user; };
  auto open = std::count_if(readers_.begin(), readers_.end(), theirs);
  if (static_cast<size_t>(open) >= kReadersPerUserMax) {
    readers_.erase(std::find_if(readers_.begin(), readers_.end(), theirs));
  }
}

bool ChangeLog::CatchUp(const std::string& service, const Log& log, ChangeReader* reader) {
  uint64_t& seen = reader->seen.try_emplace(service, log.last).first->second;
  if (seen + 1 < log.first || seen > log.last) {
    seen = log.last;
    return reader->may_read() && reader->stream->Write(Notice("reset", reader->seen));
  }
  for (const Change& change : log.changes) {
    if (change.position <= seen) {
      continue;
    }
    if (change.last) {
      seen = change.position;
    }
    if (!Tell(service, change, reader)) {
      return false;
    }
  }
  return true;
}

bool ChangeLog::Tell(const std::string& service, const Change& change, ChangeReader* reader) {
  if (change.organisation != reader->organisation && change.organisation != kSharedOrganisation) {
    return true;
  }
  // Only the last of an entry moves the place from which the reader goes on after a loss.
  std::string text = "event: " + change.record + "\n" + (change.last ? IdLine(reader->seen) : "") +
                     R"(data: {"record":")" + change.record + R"(","id":")" + change.id +
                     R"(","service":")" + service + R"(","position":)" +
                     std::to_string(change.position) + "}\n\n";
  return reader->may_read() && reader->stream->Write(std::move(text));
}

}  // namespace assay::gateway
