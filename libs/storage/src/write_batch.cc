#include "assay/storage/write_batch.h"

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

void WriteBatch::Clear() {
  arena_.clear();
  records_.clear();
}

WriteBatch::Operation WriteBatch::operation(size_t index) const {
  const Record& record = records_[index];
  std::string_view arena = arena_;
  return {record.column, record.remove, arena.substr(record.offset, record.key_size),
          arena.substr(record.offset + record.key_size, record.value_size)};
}

}  // namespace assay::storage
