#pragma once

#include <gtest/gtest.h>

#include "assay/base/hash.h"
#include "assay/eventlog/event_log.h"
#include "tests/support/store_kinds.h"

namespace assay::eventlog {

inline constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

inline OpenOptions Options(const Clock* clock) {
  OpenOptions options;
  options.genesis.set_service("audits");
  options.genesis.set_clock(log::v1::LogOpened::REAL);
  options.clock = clock;
  options.free_bytes_reserve = 0;
  return options;
}

inline Result<std::unique_ptr<EventLog>> OpenWith(testing::Disk* disk, const OpenOptions& options) {
  ASSAY_ASSIGN_OR_RETURN(auto store, disk->Open({.columns = EventLog::Columns()}));
  return EventLog::Open(std::move(store), options);
}

inline Result<std::unique_ptr<EventLog>> OpenOn(testing::Disk* disk, const Clock* clock) {
  return OpenWith(disk, Options(clock));
}

// A draft of one event on each of `streams`, given by the command named `key`.
inline Draft OneEventOn(const std::vector<std::string>& streams, const std::string& key) {
  Draft draft;
  draft.entry.set_organisation(Id::Parse(kOrganisation).value().ToBytes());
  draft.entry.set_command_id(Sha256(key));
  for (const std::string& stream : streams) {
    log::v1::Event* event = draft.entry.add_events();
    event->set_record("Finding");
    event->set_id(stream);
    event->set_type("FindingRaised");
    event->set_data("data of " + key);
  }
  return draft;
}

}  // namespace assay::eventlog
