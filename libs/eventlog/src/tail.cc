#include "assay/eventlog/tail.h"

#include "assay/base/check.h"

namespace assay::eventlog {

void Tail::Add(uint64_t position, std::string entry) {
  std::lock_guard lock(mu_);
  ASSAY_CHECK(entries_.empty() || position == first_ + entries_.size());
  if (entries_.empty()) {
    first_ = position;
  }
  bytes_ += entry.size();
  entries_.push_back(std::move(entry));
  while (bytes_ > bytes_max_ && entries_.size() > 1) {
    bytes_ -= entries_.front().size();
    entries_.pop_front();
    ++first_;
  }
}

void Tail::Read(uint64_t from, size_t entries_max, size_t bytes_max,
                std::vector<std::string>* entries) const {
  std::lock_guard lock(mu_);
  if (entries_.empty() || from < first_) {
    return;
  }
  size_t bytes = 0;
  for (uint64_t at = from - first_; at < entries_.size() && entries->size() < entries_max; ++at) {
    bytes += entries_[at].size();
    if (bytes > bytes_max && !entries->empty()) {
      return;
    }
    entries->push_back(entries_[at]);
  }
}

}  // namespace assay::eventlog
