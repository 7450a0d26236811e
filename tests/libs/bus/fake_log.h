#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "assay/bus/server.h"

namespace assay::bus {

// A log in memory whose last `tail` entries can be read without blocking. Thread-safe.
class FakeLog final : public FeedSource {
 public:
  explicit FakeLog(uint64_t entries, uint64_t tail = 100);

  v1::Hello Describe() override;
  Result<EntryBatch> Read(uint64_t from, size_t entries_max, size_t bytes_max) override;
  EntryBatch ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) override;

  void Append(uint64_t entries);
  void Replace(uint64_t position, std::string entry);
  void Truncate(uint64_t next);
  void Become(std::string log_id, uint32_t epoch);
  void Fail(Status failure);  // of Read; OkStatus: works again
  std::string At(uint64_t position) const;
  uint64_t reads() const;

 private:
  EntryBatch Take(uint64_t from, size_t entries_max, size_t bytes_max) const;

  mutable std::mutex mu_;
  v1::Hello hello_;
  std::vector<std::string> entries_;
  uint64_t tail_;
  uint64_t reads_ = 0;
  Status failure_;
};

}  // namespace assay::bus
