#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace assay::runtime {

// How far each followed log has been reacted to: positions below are done; and why it does not go
// on. Any thread.
class Progress {
 public:
  struct Parked {
    uint64_t position = 0;
    std::string reason;
    bool for_now = false;  // tried again until it works; false: until the next start
  };

  void Set(const std::string& source, uint64_t next) {
    std::lock_guard lock(mu_);
    reacted_[source] = next;
  }
  uint64_t Get(const std::string& source) const {
    std::lock_guard lock(mu_);
    auto at = reacted_.find(source);
    return at == reacted_.end() ? 0 : at->second;
  }

  // No further entry of the source is reacted to before the one at `position`.
  void Park(const std::string& source, Parked parked) {
    std::lock_guard lock(mu_);
    parked_[source] = std::move(parked);
  }
  void GoOn(const std::string& source) {
    std::lock_guard lock(mu_);
    parked_.erase(source);
  }
  std::optional<Parked> parked(const std::string& source) const {
    std::lock_guard lock(mu_);
    auto at = parked_.find(source);
    return at == parked_.end() ? std::nullopt : std::optional(at->second);
  }

 private:
  mutable std::mutex mu_;
  std::map<std::string, uint64_t> reacted_;  // guarded by mu_
  std::map<std::string, Parked> parked_;     // guarded by mu_
};

}  // namespace assay::runtime
