#include "services/gateway/change_log.h"

#include <algorithm>
#include <boost/algorithm/string.hpp>
#include <charconv>

#include "assay/base/id.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::gateway {
namespace {

constexpr char kReconnect[] = "retry: 3000\n\n";

std::string IdLine(const Places& seen) {
  std::string line = "id: ";
  for (const auto& [service, place] : seen) {
    line += (line.size() > 4 ? "," : "") + service + "=" + std::to_string(place.position) +
            (place.epoch > 0 ? "." + std::to_string(place.epoch) : "");
  }
  return line + "\n";
}

// Without content: where a browser stands.
std::string Notice(std::string_view event, const Places& seen) {
  return "event: " + std::string(event) + "\n" + IdLine(seen) + "data: {}\n\n";
}

bool Number(std::string_view text, auto* value) {
  const char* end = text.data() + text.size();
  auto [parsed_to, fault] = std::from_chars(text.data(), end, *value);
  return fault == std::errc() && parsed_to == end;
}

}  // namespace

std::optional<Places> ParsePlaces(std::string_view text) {
  Places places;
  std::vector<std::string> parts;
  if (!text.empty()) {
    boost::algorithm::split(parts, text, boost::algorithm::is_any_of(","));
  }
  for (std::string_view part : parts) {
    size_t equals = part.find('=');
    size_t point = part.find('.', equals == std::string_view::npos ? 0 : equals);
    Place place;
    if (equals == std::string_view::npos ||
        !Number(part.substr(equals + 1, point - equals - 1), &place.position) ||
        (point != std::string_view::npos && !Number(part.substr(point + 1), &place.epoch))) {
      return std::nullopt;
    }
    places[std::string(part.substr(0, equals))] = place;
  }
  return places;
}

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
      changes.push_back({position, Id::TextOf(entry.organisation()), std::move(kind), event.id()});
    }
  }
  if (!changes.empty()) {
    changes.back().last = true;
  }
  return changes;
}

void ChangeLog::Begin(const std::string& service, uint32_t epoch, uint64_t first, uint64_t head) {
  bool exchanged = logs_.contains(service);
  logs_[service] = {epoch, first, head, {}};
  std::erase_if(readers_, [&](ChangeReader& reader) {
    return exchanged ? !Reset(&reader) : !CatchUp(&reader);
  });
}

void ChangeLog::Add(const std::string& service, uint64_t position, std::string_view stored) {
  Log& log = logs_.at(service);
  log.last = std::max(log.last, position);
  std::vector<Change> changes = ChangesOf(position, stored);
  std::erase_if(readers_, [&](ChangeReader& reader) {
    Place& seen = reader.seen[service];
    if (position <= seen.position) {
      return false;
    }
    seen = {position, log.epoch};
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
  // First of all how to come back: the connection may be lost while he is told what he missed.
  if (reader.may_read() && reader.stream->Write(kReconnect) && CatchUp(&reader) &&
      reader.stream->Write(Notice("start", reader.seen))) {
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

std::optional<size_t> ChangeLog::Missed(const ChangeReader& reader) const {
  size_t missed = 0;
  for (const auto& [service, log] : logs_) {
    const Place& seen = reader.seen.at(service);
    bool another = seen.epoch != 0 && seen.epoch != log.epoch;
    if (another || seen.position + 1 < log.first || seen.position > log.last) {
      return std::nullopt;
    }
    missed += static_cast<size_t>(
        std::count_if(log.changes.begin(), log.changes.end(), [&](const Change& change) {
          return change.position > seen.position && IsFor(change, reader);
        }));
  }
  return missed;
}

bool ChangeLog::Reset(ChangeReader* reader) const {
  for (const auto& [service, log] : logs_) {
    reader->seen[service] = {log.last, log.epoch};
  }
  return reader->may_read() && reader->stream->Write(Notice("reset", reader->seen));
}

bool ChangeLog::CatchUp(ChangeReader* reader) const {
  for (const auto& [service, log] : logs_) {
    reader->seen.try_emplace(service, Place{log.last, log.epoch});
  }
  if (Missed(*reader).value_or(SIZE_MAX) > kToldAtOnceMax) {
    return Reset(reader);
  }
  for (const auto& [service, log] : logs_) {
    Place& seen = reader->seen.at(service);
    for (const Change& change : log.changes) {
      if (change.position <= seen.position) {
        continue;
      }
      if (change.last) {
        seen = {change.position, log.epoch};
      }
      if (!Tell(service, change, reader)) {
        return false;
      }
    }
    seen.epoch = log.epoch;
  }
  return true;
}

bool ChangeLog::IsFor(const Change& change, const ChangeReader& reader) {
  return change.organisation == reader.organisation || change.organisation == kSharedOrganisation;
}

bool ChangeLog::Tell(const std::string& service, const Change& change, ChangeReader* reader) {
  if (!IsFor(change, *reader)) {
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
