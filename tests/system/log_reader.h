#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "assay/eventlog/event_log.h"
#include "tests/system/installation.h"

namespace assay::testing {

// Reads a stopped service's log whole; fails the test when it does not open or has a hole.
inline std::vector<log::v1::Entry> ReadLog(const Installation& installation,
                                           const std::string& service) {
  std::vector<log::v1::Entry> entries;
  SystemClock clock;
  auto store = storage::OpenRocksStore({.folder = installation.data() + "/" + service + "/log",
                                        .columns = eventlog::EventLog::Columns()});
  EXPECT_TRUE(store.ok()) << store.status().message();
  eventlog::OpenOptions options;
  options.genesis.set_service(service);
  options.clock = &clock;
  auto log = eventlog::EventLog::Open(std::move(store).value(), options);
  EXPECT_TRUE(log.ok()) << log.status().message();
  while (entries.size() < (*log)->next()) {
    auto stored = (*log)->Read(entries.size(), 1'000, 8 << 20);
    EXPECT_TRUE(stored.ok());
    for (const std::string& bytes : *stored) {
      entries.push_back(eventlog::ParseEntry(bytes).value());
    }
  }
  return entries;
}

}  // namespace assay::testing
