#pragma once

#include <google/protobuf/message.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/schema/catalog.h"
#include "assay/storage/store.h"

namespace assay::projection {

using google::protobuf::Message;

// Which state of a log is asked for: everything, everything below a position, or everything
// recorded up to an instant.
struct AsOf {
  std::optional<uint64_t> position;   // entries at positions <= this one
  std::optional<int64_t> instant_us;  // entries recorded at or before this instant
};

// Where a view stopped because it could not apply an entry; the log and other views go on.
struct Parked {
  uint64_t position = 0;
  std::string reason;
};

// All records of exactly one log, every version of them, so that any earlier moment can be read.
// Folded from the log's entries by the rules of docs/formats/fold.md; disposable: deleted, it is
// built again from the log and is then the same.
//
// Apply: one thread at a time. Everything else: any thread; a reader sees whole entries only.
class RecordView {
 public:
  // Raised when the layout of rows, or the meaning of folding, changes.
  static constexpr int kLayout = 2;

  // `own`: the log of this very service, all of whose events must be known; of other logs unknown
  // events only count: they are those of a newer program.
  static Result<std::unique_ptr<RecordView>> Open(std::unique_ptr<storage::Store> store,
                                                  const schema::Catalog* catalog, bool own);
  static std::vector<storage::ColumnOptions> Columns();

  // Applies stored entries at positions first, first+1, ...; those already applied are passed over.
  // The cursor moves in the same write. A gap is InvalidArgument. An entry that cannot be applied
  // parks the view just before it: ok is returned, see parked(). Thousands of entries at once are
  // folded on up to four threads, each record on one of them.
  Status Apply(uint64_t first, const std::vector<std::string>& entries);

  // The position of the next entry to apply.
  uint64_t next() const { return next_.load(std::memory_order_acquire); }
  // The position after the last entry that Apply was given: beyond next() when the view is parked.
  uint64_t offered() const { return offered_.load(std::memory_order_acquire); }
  // SHA-256 of the stored entry before next(): shows whether a log is still the one followed
  // before. Empty: none, or a view of an earlier program.
  std::string last_leaf() const;
  std::optional<Parked> parked() const;
  // The log's genesis; its log_id is empty before entry 0 was applied.
  log::v1::LogOpened genesis() const;
  // What the view was built with: another value means that it should be built anew.
  const std::string& built_with() const { return built_with_; }
  static std::string CurrentBuild(const schema::Catalog& catalog);

  // Null when there is none in the organisation (or among the shared records) at that moment.
  Result<std::unique_ptr<Message>> Find(const schema::RecordType& type,
                                        const std::string& organisation, const std::string& id,
                                        const AsOf& as_of = {}) const;
  // Calls `visit` for each record of the kind in the organisation (empty: in all of them), in the
  // order of ids, until it returns false.
  Status Scan(const schema::RecordType& type, const std::string& organisation, const AsOf& as_of,
              const std::function<bool(std::unique_ptr<Message>)>& visit) const;
  // Positions of the entries that changed the record, oldest first.
  Result<std::vector<uint64_t>> Positions(const schema::RecordType& type,
                                          const std::string& organisation, const std::string& id,
                                          const AsOf& as_of = {}) const;
  // SHA-256 over all rows in order: equal for views that hold the same.
  Result<std::string> Digest() const;

 private:
  RecordView(std::unique_ptr<storage::Store> store, const schema::Catalog* catalog, bool own)
      : store_(std::move(store)), catalog_(catalog), own_(own) {}
  struct Folded;
  Status Load();
  Folded FoldOn(size_t threads, uint64_t from, std::span<const std::string> entries) const;
  Result<std::optional<std::string>> NewestRow(std::string_view prefix) const;
  Result<std::unique_ptr<Message>> Latest(const schema::RecordType& type, std::string_view prefix,
                                          const AsOf& as_of) const;

  // Constant after Open.
  std::unique_ptr<storage::Store> store_;
  const schema::Catalog* catalog_;
  bool own_;
  std::string built_with_;
  // Any thread.
  std::atomic<uint64_t> next_{0};
  std::atomic<uint64_t> offered_{0};
  mutable std::mutex mu_;
  log::v1::LogOpened genesis_;    // guarded by mu_
  std::string last_leaf_;         // guarded by mu_
  std::optional<Parked> parked_;  // guarded by mu_
};

}  // namespace assay::projection
