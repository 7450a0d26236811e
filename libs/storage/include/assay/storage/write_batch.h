#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::storage {

// Changes that are applied wholly or not at all, in the order they were added. Owns copies of what
// it was given.
class WriteBatch {
 public:
  struct Operation {
    uint32_t column;
    bool remove;
    std::string_view key;  // into the batch: valid until it is changed
    std::string_view value;
  };

  void Put(uint32_t column, std::string_view key, std::string_view value);
  // Removing a key that is not there changes nothing.
  void Remove(uint32_t column, std::string_view key);
  // Adds what the other one holds, after what is here.
  void Append(const WriteBatch& other);
  void Clear();
  // Brings the changes into the order of their columns and keys, in which they are written fastest.
  // REQUIRES: no key of a column twice.
  void Sort();

  bool empty() const { return records_.empty(); }
  size_t size() const { return records_.size(); }
  size_t bytes() const { return arena_.size(); }
  Operation operation(size_t index) const;

 private:
  struct Record {
    uint32_t column;
    bool remove;
    size_t offset;
    size_t key_size;
    size_t value_size;
  };
  void Add(uint32_t column, bool remove, std::string_view key, std::string_view value);

  std::string arena_;
  std::vector<Record> records_;
};

}  // namespace assay::storage
