#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace assay::runtime {

// How far each followed log has been reacted to: positions below are done. Any thread.
class Progress {
 public:
  void Set(const std::string& source, uint64_t next) {
    std::lock_guard lock(mu_);
    reacted_[source] = next;
  }
  uint64_t Get(const std::string& source) const {
    std::lock_guard lock(mu_);
    auto at = reacted_.find(source);
    return at == reacted_.end() ? 0 : at->second;
  }

 private:
  mutable std::mutex mu_;
  std::map<std::string, uint64_t> reacted_;  // guarded by mu_
};

}  // namespace assay::runtime
