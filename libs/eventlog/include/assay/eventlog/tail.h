#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace assay::eventlog {

// The most recent committed entries in memory, shared by every reader that is near the head.
// Bounded by bytes: older entries are read from the log. Any thread.
class Tail {
 public:
  explicit Tail(size_t bytes_max) : bytes_max_(bytes_max) {}

  // Adds the entry at `position`. REQUIRES: positions come in order without a gap.
  void Add(uint64_t position, std::string entry);

  // Appends to `entries` what is held from `from` on, within the bounds; nothing when `from` is not
  // held.
  void Read(uint64_t from, size_t entries_max, size_t bytes_max,
            std::vector<std::string>* entries) const;

 private:
  const size_t bytes_max_;
  mutable std::mutex mu_;
  std::deque<std::string> entries_;  // guarded by mu_
  uint64_t first_ = 0;               // guarded by mu_: position of entries_.front()
  size_t bytes_ = 0;                 // guarded by mu_
};

}  // namespace assay::eventlog
