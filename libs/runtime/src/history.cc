#include "history.h"

#include <algorithm>

#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/base/limits.h"
#include "assay/projection/page_token.h"

namespace assay::runtime {
namespace {

// What a page token belongs to.
std::string ListName(const bus::v1::ShowHistory& query, const std::string& organisation,
                     const projection::AsOf& as_of) {
  auto text = [](const auto& moment) { return moment ? std::to_string(*moment) : ""; };
  return Sha256(HashInput()
                    .Add("history")
                    .Add(query.record())
                    .Add(query.id())
                    .Add(organisation)
                    .Add(text(as_of.position))
                    .Add(text(as_of.instant_us))
                    .bytes())
      .substr(0, 8);
}

void AddLines(uint64_t position, const log::v1::Entry& entry, const bus::v1::ShowHistory& query,
              bus::v1::History* history) {
  for (const log::v1::Event& event : entry.events()) {
    if (event.record() != query.record() || event.id() != query.id()) {
      continue;
    }
    bus::v1::HistoryLine* line = history->add_lines();
    line->set_position(position);
    line->set_version(event.version());
    line->set_recorded_at(FormatInstant(entry.recorded_at()));
    line->set_changed_by(entry.actor().user());
    line->set_command(entry.command());
    line->set_ruleset(entry.ruleset());
    *line->mutable_event() = event;
    *line->mutable_warnings() = entry.warnings();
    if (entry.has_cause()) {
      *line->mutable_cause() = entry.cause();
    }
  }
}

}  // namespace

std::variant<bus::v1::History, Rejection, Status> HistoryOf(const bus::v1::ShowHistory& query,
                                                            const schema::RecordType& type,
                                                            const std::string& organisation,
                                                            projection::AsOf as_of,
                                                            const projection::RecordView& view,
                                                            const eventlog::EventLog& log) {
  const std::string list = ListName(query, organisation, as_of);
  projection::PageToken token{0, view.next()};
  if (!query.page_token().empty()) {
    auto read = projection::PageToken::Parse(query.page_token(), list, view.next());
    if (!read) {
      return Rejection{.code = "invalid-page-token",
                       .message = "This page token does not belong to this history.",
                       .field = "pageToken"};
    }
    token = *read;
  }
  if (!as_of.position && token.position > 0) {
    as_of.position = token.position - 1;
  }
  auto positions = view.Positions(type, organisation, query.id(), as_of);
  if (!positions.ok()) {
    return positions.status();
  }
  bus::v1::History history;
  const uint64_t rows = query.page_size() == 0
                            ? limits::kPageRowsMax
                            : std::min<uint64_t>(query.page_size(), limits::kPageRowsMax);
  const uint64_t first = token.offset;
  for (size_t bytes = 0; token.offset < positions->size() && token.offset < first + rows;
       ++token.offset) {
    uint64_t position = (*positions)[token.offset];
    auto stored = log.Read(position, 1, 1);
    auto entry = stored.ok() ? eventlog::ParseEntry(stored->front()) : stored.status();
    if (!entry.ok()) {
      return entry.status();
    }
    // An entry's lines are hardly longer than the entry.
    bytes += stored->front().size();
    if (bytes > limits::kPageBytesMax && token.offset > first) {
      break;
    }
    AddLines(position, *entry, query, &history);
  }
  if (token.offset < positions->size()) {
    history.set_next_page_token(token.Text(list));
  }
  return history;
}

}  // namespace assay::runtime
