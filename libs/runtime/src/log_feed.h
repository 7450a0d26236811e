#pragma once

#include "assay/bus/server.h"
#include "assay/eventlog/event_log.h"

namespace assay::runtime {

// A service's own log as a feed.
class LogFeed final : public bus::FeedSource {
 public:
  explicit LogFeed(const eventlog::EventLog* log) : log_(log) {}

  bus::v1::Hello Describe() override {
    bus::v1::Hello hello;
    hello.set_log_id(log_->genesis().log_id());
    hello.set_origin(log_->genesis().origin());
    hello.set_epoch(log_->genesis().epoch());
    hello.set_next(log_->next());
    return hello;
  }
  Result<bus::EntryBatch> Read(uint64_t from, size_t entries_max, size_t bytes_max) override {
    ASSAY_ASSIGN_OR_RETURN(auto entries, log_->Read(from, entries_max, bytes_max));
    return bus::EntryBatch{from, std::move(entries)};
  }
  bus::EntryBatch ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) override {
    return {from, log_->ReadTail(from, entries_max, bytes_max)};
  }

 private:
  const eventlog::EventLog* log_;
};

}  // namespace assay::runtime
