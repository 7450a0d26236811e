#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace assay::eventlog {

// A bounded map that forgets the oldest: what was put or found among the last `keep` keys is there,
// what was not among the last 2 * `keep` is gone. One thread.
template <typename Value>
class Recent {
 public:
  explicit Recent(size_t keep) : keep_(keep) {}

  const Value* Find(std::string_view key) {
    if (auto at = young_.find(key); at != young_.end()) {
      return &at->second;
    }
    auto at = old_.find(key);
    if (at == old_.end()) {
      return nullptr;
    }
    std::string found(key);  // Put may drop what `at` points to
    return Put(found, Value(at->second));
  }

  const Value* Put(const std::string& key, Value value) {
    if (young_.size() >= keep_) {
      old_ = std::exchange(young_, {});
    }
    return &(young_[key] = std::move(value));
  }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  size_t keep_;
  Map young_;
  Map old_;
};

}  // namespace assay::eventlog
