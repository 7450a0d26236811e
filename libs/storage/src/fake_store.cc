#include <algorithm>
#include <limits>
#include <map>
#include <mutex>

#include "assay/base/check.h"
#include "assay/storage/store.h"

namespace assay::storage {
namespace {

using Column = std::map<std::string, std::string, std::less<>>;

class FakeIterator final : public Iterator {
 public:
  FakeIterator(const Column& column, std::string_view lower, std::string_view upper)
      : rows_(column.lower_bound(lower), upper.empty() ? column.end() : column.lower_bound(upper)),
        index_(rows_.size()) {}

  bool Valid() const override { return index_ < rows_.size(); }
  void SeekToFirst() override { index_ = 0; }
  void Seek(std::string_view key) override { index_ = LowerBound(key); }
  void SeekForPrev(std::string_view key) override {
    index_ = LowerBound(key);
    if (!Valid() || rows_[index_].first != key) {
      index_ = index_ == 0 ? rows_.size() : index_ - 1;
    }
  }
  void SeekToLast() override { index_ = rows_.empty() ? 0 : rows_.size() - 1; }
  void Next() override {
    ASSAY_CHECK(Valid());
    ++index_;
  }
  void Prev() override {
    ASSAY_CHECK(Valid());
    index_ = index_ == 0 ? rows_.size() : index_ - 1;
  }
  std::string_view key() const override { return rows_.at(index_).first; }
  std::string_view value() const override { return rows_.at(index_).second; }
  Status status() const override { return OkStatus(); }

 private:
  size_t LowerBound(std::string_view key) const {
    auto at = std::lower_bound(rows_.begin(), rows_.end(), key,
                               [](const auto& row, std::string_view k) { return row.first < k; });
    return static_cast<size_t>(at - rows_.begin());
  }

  std::vector<std::pair<std::string, std::string>> rows_;
  size_t index_;  // rows_.size(): not valid
};

}  // namespace

class FakeStore final : public Store {
 public:
  FakeStore(const StoreOptions& options, FakeDisk* disk) : disk_(disk) {
    disk_->columns.resize(options.columns.size());
    for (const auto& rows : disk_->columns) {
      columns_.emplace_back(rows.begin(), rows.end());
    }
  }

  Result<std::optional<std::string>> Get(uint32_t column, std::string_view key) const override {
    std::lock_guard lock(mu_);
    auto at = columns_.at(column).find(key);
    return at == columns_[column].end() ? std::optional<std::string>() : at->second;
  }

  std::unique_ptr<Iterator> NewIterator(uint32_t column, std::string_view lower,
                                        std::string_view upper) const override {
    std::lock_guard lock(mu_);
    return std::make_unique<FakeIterator>(columns_.at(column), lower, upper);
  }

  Status Write(const WriteBatch& batch, Durability /*durability*/) override {
    std::lock_guard lock(mu_);
    if (broken_) {
      return Internal("the store refused an earlier write");
    }
    broken_ = disk_->fail_write_in == 0;
    disk_->fail_write_in = std::max<int64_t>(-1, disk_->fail_write_in - 1);
    if (!broken_ || disk_->apply_failed) {
      Apply(batch);
    }
    return broken_ ? Internal("injected write failure") : OkStatus();
  }

  uint64_t FreeBytes() const override { return disk_->free_bytes; }

 private:
  void Apply(const WriteBatch& batch) {
    for (size_t i = 0; i < batch.size(); ++i) {
      WriteBatch::Operation operation = batch.operation(i);
      Column& column = columns_.at(operation.column);
      if (operation.remove) {
        column.erase(std::string(operation.key));
      } else {
        column.insert_or_assign(std::string(operation.key), std::string(operation.value));
      }
    }
    for (size_t i = 0; i < columns_.size(); ++i) {
      disk_->columns[i].assign(columns_[i].begin(), columns_[i].end());
    }
  }

  mutable std::mutex mu_;
  FakeDisk* disk_;               // guarded by mu_
  std::vector<Column> columns_;  // guarded by mu_
  bool broken_ = false;          // guarded by mu_
};

std::unique_ptr<Store> OpenFakeStore(const StoreOptions& options, FakeDisk* disk) {
  return std::make_unique<FakeStore>(options, disk);
}

}  // namespace assay::storage
