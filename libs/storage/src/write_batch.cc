#include "assay/storage/write_batch.h"

#include <algorithm>
#include <utility>

namespace assay::storage {

void WriteBatch::Add(uint32_t column, bool remove, std::string_view key, std::string_view value) {
  records_.push_back({column, remove, arena_.size(), key.size(), value.size()});
  arena_.append(key).append(value);
}

void WriteBatch::Put(uint32_t column, std::string_view key, std::string_view value) {
  Add(column, false, key, value);
}

void WriteBatch::Remove(uint32_t column, std::string_view key) {
  Add(column, true, key, {});
}

void WriteBatch::Append(const WriteBatch& other) {
  for (Record record : other.records_) {
    record.offset += arena_.size();
    records_.push_back(record);
  }
  arena_.append(other.arena_);
}

void WriteBatch::Clear() {
  arena_.clear();
  records_.clear();
}

void WriteBatch::Sort() {
  std::string_view arena = arena_;
  std::sort(records_.begin(), records_.end(), [arena](const Record& a, const Record& b) {
    return std::pair(a.column, arena.substr(a.offset, a.key_size)) <
           std::pair(b.column, arena.substr(b.offset, b.key_size));
  });
}

WriteBatch::Operation WriteBatch::operation(size_t index) const {
  const Record& record = records_[index];
  std::string_view arena = arena_;
  return {record.column, record.remove, arena.substr(record.offset, record.key_size),
          arena.substr(record.offset + record.key_size, record.value_size)};
}

}  // namespace assay::storage
