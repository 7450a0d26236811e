#include "fake_log.h"

#include <utility>

#include "assay/base/check.h"

namespace assay::bus {

FakeLog::FakeLog(uint64_t entries, uint64_t tail) : tail_(tail) {
  hello_.set_log_id("0190a4b2-0000-7000-8000-000000000001");
  hello_.set_origin("assay.example/audits");
  hello_.set_epoch(1);
  Append(entries);
}

v1::Hello FakeLog::Describe() {
  std::lock_guard<std::mutex> lock(mu_);
  v1::Hello hello = hello_;
  hello.set_next(entries_.size());
  return hello;
}

Result<EntryBatch> FakeLog::Read(uint64_t from, size_t entries_max, size_t bytes_max) {
  std::lock_guard<std::mutex> lock(mu_);
  ++reads_;
  if (!failure_.ok()) {
    return failure_;
  }
  return Take(from, entries_max, bytes_max);
}

EntryBatch FakeLog::ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) {
  std::lock_guard<std::mutex> lock(mu_);
  return from + tail_ < entries_.size() ? EntryBatch() : Take(from, entries_max, bytes_max);
}

EntryBatch FakeLog::Take(uint64_t from, size_t entries_max, size_t bytes_max) const {
  ASSAY_CHECK(entries_max > 0 && bytes_max > 0);
  EntryBatch batch{from, {}};
  size_t bytes = 0;
  while (from < entries_.size() && batch.entries.size() < entries_max && bytes < bytes_max) {
    bytes += entries_[from].size();
    batch.entries.push_back(entries_[from++]);
  }
  return batch;
}

void FakeLog::Append(uint64_t entries) {
  std::lock_guard<std::mutex> lock(mu_);
  for (uint64_t i = 0; i < entries; ++i) {
    uint64_t position = entries_.size();
    entries_.push_back("entry " + std::to_string(position) + std::string(position % 97, '.'));
  }
}

void FakeLog::Replace(uint64_t position, std::string entry) {
  std::lock_guard<std::mutex> lock(mu_);
  entries_[position] = std::move(entry);
}

void FakeLog::Truncate(uint64_t next) {
  std::lock_guard<std::mutex> lock(mu_);
  entries_.resize(next);
}

void FakeLog::Become(std::string log_id, uint32_t epoch) {
  std::lock_guard<std::mutex> lock(mu_);
  hello_.set_log_id(std::move(log_id));
  hello_.set_epoch(epoch);
}

void FakeLog::Fail(Status failure) {
  std::lock_guard<std::mutex> lock(mu_);
  failure_ = std::move(failure);
}

std::string FakeLog::At(uint64_t position) const {
  std::lock_guard<std::mutex> lock(mu_);
  return entries_.at(position);
}

uint64_t FakeLog::reads() const {
  std::lock_guard<std::mutex> lock(mu_);
  return reads_;
}

}  // namespace assay::bus
