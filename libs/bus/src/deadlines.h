#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace assay::bus {

// Deadlines of calls, earliest first. Calls that have been answered stay inside until they are due
// or outnumber the others.
class Deadlines {
 public:
  void Add(int64_t due_ms, uint64_t id) {
    heap_.emplace_back(due_ms, id);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }

  // Removes the earliest when it is due and says which call it is for; 0: none is due.
  uint64_t TakeDue(int64_t now_ms) {
    if (heap_.empty() || heap_.front().first > now_ms) {
      return 0;
    }
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    uint64_t id = heap_.back().second;
    heap_.pop_back();
    return id;
  }

  // When to look again; the largest integer when there is nothing to look for.
  int64_t earliest_ms() const {
    return heap_.empty() ? std::numeric_limits<int64_t>::max() : heap_.front().first;
  }

  // Forgets calls for which `waits(id)` is false once they are the greater part. `waiting` is how
  // many wait.
  template <typename Waits>
  void Compact(size_t waiting, Waits waits) {
    if (heap_.size() <= 2 * waiting + kSlack) {
      return;
    }
    std::erase_if(heap_, [&](const auto& entry) { return !waits(entry.second); });
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
  }

 private:
  static constexpr size_t kSlack = 1'024;
  std::vector<std::pair<int64_t, uint64_t>> heap_;
};

}  // namespace assay::bus
