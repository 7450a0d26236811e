#include <memory>
#include <utility>

#include "assay/eventlog/leaf.h"
#include "assay/eventlog/notary.h"
#include "libs/eventlog/src/layout.h"
#include "libs/eventlog/src/log_tree.h"
#include "tests/bench/log_benches.h"
#include "tests/bench/sample.h"

namespace assay::bench {
namespace {

constexpr double kSignEverySeconds = 1;  // as the runtime does

// A store that can leave out the rows of the tree. One thread.
class Sieve final : public storage::Store {
 public:
  explicit Sieve(std::unique_ptr<storage::Store> store) : store_(std::move(store)) {}

  void LeaveOutTree(bool leave_out) { leave_out_ = leave_out; }
  // Seconds spent on leaving out since it was last asked; not work of the log.
  double TakeSieving() { return std::exchange(sieving_, 0); }

  Result<std::optional<std::string>> Get(uint32_t column, std::string_view key) const override {
    return store_->Get(column, key);
  }
  std::unique_ptr<storage::Iterator> NewIterator(uint32_t column, std::string_view lower,
                                                 std::string_view upper) const override {
    return store_->NewIterator(column, lower, upper);
  }
  Status Write(const storage::WriteBatch& batch, storage::Durability durability) override {
    if (!leave_out_) {
      return store_->Write(batch, durability);
    }
    Stopwatch watch;
    storage::WriteBatch rest;
    for (size_t i = 0; i < batch.size(); ++i) {
      storage::WriteBatch::Operation operation = batch.operation(i);
      if (operation.column != eventlog::layout::kTree) {
        rest.Put(operation.column, operation.key, operation.value);
      }
    }
    sieving_ += watch.Seconds();
    return store_->Write(rest, durability);
  }
  uint64_t FreeBytes() const override { return store_->FreeBytes(); }

 private:
  std::unique_ptr<storage::Store> store_;
  bool leave_out_ = false;
  double sieving_ = 0;
};

// The work of the tree on entries that a log has just taken, done once more by itself.
class Hashing {
 public:
  explicit Hashing(const storage::Store* store) : tree_(store) {}

  double Seconds(const std::vector<std::string>& stored) {
    std::vector<log::v1::Entry> entries;
    for (const std::string& bytes : stored) {
      entries.push_back(Must(eventlog::ParseEntry(bytes)));
    }
    Stopwatch watch;
    std::string leaves;
    for (size_t i = 0; i < stored.size(); ++i) {
      leaves += eventlog::LeafRecord(entries[i].entry_id(), entries[i].recorded_at(), stored[i]);
    }
    storage::WriteBatch rows;
    tree_.Publish(tree_.Grow(leaves, &rows));
    return watch.Seconds();
  }

 private:
  eventlog::LogTree tree_;
};

double SignSeconds(eventlog::Notary* notary, const eventlog::EventLog& log) {
  Stopwatch watch;
  Must(notary->Sign(log.Tree()));
  return watch.Seconds();
}

}  // namespace

boost::json::object MeasureProofCost(const std::string& folder, uint64_t batches) {
  auto owned = std::make_unique<Sieve>(OpenLogStore(folder + "/log"));
  Sieve* sieve = owned.get();
  SampleLog sample(std::move(owned));
  auto notary = Must(eventlog::Notary::Open({.key_path = folder + "/key",
                                             .checkpoint_path = folder + "/checkpoint",
                                             .origin = "bench.local/log"}));
  Hashing hashing(sieve);
  std::vector<double> with;
  std::vector<double> without;
  std::vector<double> hash;
  std::vector<double> sign;
  Stopwatch since_signed;
  for (uint64_t i = 0; i < 2 * batches; ++i) {
    // One batch with the tree's rows, one without, and so on: what slows the disk slows both.
    bool leave_out = i % 2 == 1;
    sieve->LeaveOutTree(leave_out);
    uint64_t first = sample.log().next();
    double seconds = sample.Append(kBatchEntries) - sieve->TakeSieving();
    double hashed = hashing.Seconds(sample.log().ReadTail(first, kBatchEntries, 64 << 20));
    hash.push_back(hashed);
    (leave_out ? without : with).push_back(leave_out ? seconds - hashed : seconds);
    if (since_signed.Seconds() >= kSignEverySeconds) {
      since_signed.Restart();
      sign.push_back(SignSeconds(notary.get(), sample.log()));
    }
  }
  double signing = 1 + Median(sign) / kSignEverySeconds;
  return {{"batch_entries", kBatchEntries},
          {"batch_seconds_with", Median(with) * signing},
          {"batch_seconds_without", Median(without)},
          {"batch_seconds_hashing", Median(hash)},
          {"sign_seconds", Median(sign)},
          {"ratio", Median(without) / (Median(with) * signing)}};
}

}  // namespace assay::bench
