#include "assay/projection/record_view.h"

#include <algorithm>
#include <future>
#include <system_error>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "assay/base/thread.h"
#include "view_batch.h"
#include "view_rows.h"

namespace assay::projection {
namespace {

constexpr std::string_view kNext = "next";
constexpr std::string_view kLeaf = "leaf";  // SHA-256 of the entry before `next`
constexpr std::string_view kGenesis = "genesis";
constexpr std::string_view kBuiltWith = "built-with";

constexpr size_t kSharedFrom = 4'000;  // entries: a rebuild; threads cost more than they save below
constexpr size_t kFoldThreadsMax = 4;  // each reads all entries, and other services rebuild as well

bool IsVisible(const AsOf& as_of, const schema::RecordType& type, const Message& record) {
  return !as_of.instant_us ||
         ParseInstant(Meta(type, record).changed_at()).value() <= *as_of.instant_us;
}

}  // namespace

// What some entries add to the view, and how far they were folded.
struct RecordView::Folded {
  storage::WriteBatch rows;
  uint64_t end = 0;
  std::optional<Parked> parked;
  log::v1::LogOpened genesis;  // as the last entry leaves it
};

std::vector<storage::ColumnOptions> RecordView::Columns() {
  return {{"versions"}, {"meta"}};
}

std::string RecordView::CurrentBuild(const schema::Catalog& catalog) {
  HashInput input;
  input.Add("record-view-" + std::to_string(kLayout));
  for (const auto& [name, type] : catalog.records()) {
    input.Add(type.state->DebugString());
    for (const auto* event : type.events) {
      input.Add(event->DebugString());
    }
  }
  return ToHex(Sha256(input.bytes()));
}

Result<std::unique_ptr<RecordView>> RecordView::Open(std::unique_ptr<storage::Store> store,
                                                     const schema::Catalog* catalog, bool own) {
  std::unique_ptr<RecordView> view(new RecordView(std::move(store), catalog, own));
  ASSAY_RETURN_IF_ERROR(view->Load());
  return view;
}

Status RecordView::Load() {
  ASSAY_ASSIGN_OR_RETURN(auto next, store_->Get(kMeta, kNext));
  ASSAY_ASSIGN_OR_RETURN(auto genesis, store_->Get(kMeta, kGenesis));
  ASSAY_ASSIGN_OR_RETURN(auto built_with, store_->Get(kMeta, kBuiltWith));
  ASSAY_ASSIGN_OR_RETURN(auto leaf, store_->Get(kMeta, kLeaf));
  last_leaf_ = leaf.value_or("");
  built_with_ = built_with.value_or(CurrentBuild(*catalog_));
  if (next && next->size() == 8) {
    next_.store(ReadBigEndian64(*next));
    offered_.store(ReadBigEndian64(*next));
  }
  if (genesis && !genesis_.ParseFromString(*genesis)) {
    return DataLoss("a view's genesis cannot be read: delete the view's folder to build it again");
  }
  return OkStatus();
}

Status RecordView::Apply(uint64_t first, const std::vector<std::string>& entries) {
  if (first > offered()) {
    return InvalidArgument("entries from " + std::to_string(offered()) + " are missing");
  }
  offered_.store(std::max(offered(), first + entries.size()), std::memory_order_release);
  if (parked()) {
    return OkStatus();
  }
  uint64_t position = next();
  std::span<const std::string> fresh(entries);
  fresh = fresh.subspan(std::min<size_t>(position - first, fresh.size()));
  size_t threads = fresh.size() < kSharedFrom ? 1 : std::min(Processors(), kFoldThreadsMax);
  Folded folded = FoldOn(threads, position, fresh);
  if (threads > 1 && folded.parked) {
    folded = FoldOn(1, position, fresh);  // they stopped at different entries
  }
  std::string leaf;
  if (folded.end != position) {
    leaf = Sha256(fresh[folded.end - position - 1]);
    folded.rows.Put(kMeta, kLeaf, leaf);
    folded.rows.Put(kMeta, kNext, BigEndian64(folded.end));
    folded.rows.Put(kMeta, kGenesis, folded.genesis.SerializeAsString());
    folded.rows.Put(kMeta, kBuiltWith, built_with_);
    ASSAY_RETURN_IF_ERROR(store_->Write(folded.rows, storage::Durability::kBuffered));
  }
  std::lock_guard lock(mu_);
  parked_ = std::move(folded.parked);
  genesis_ = folded.genesis;
  last_leaf_ = leaf.empty() ? last_leaf_ : leaf;
  next_.store(folded.end, std::memory_order_release);
  return OkStatus();
}

RecordView::Folded RecordView::FoldOn(size_t threads, uint64_t from,
                                      std::span<const std::string> entries) const {
  auto fold = [this, from, entries, before = genesis()](Share share) {
    ViewBatch batch(catalog_, own_, share, before,
                    [this](std::string_view prefix) { return NewestRow(prefix); });
    Folded folded;
    for (folded.end = from; folded.end < from + entries.size(); ++folded.end) {
      Status status = batch.Add(folded.end, entries[folded.end - from]);
      if (!status.ok()) {
        folded.parked = Parked{folded.end, status.message()};
        break;
      }
    }
    batch.rows()->Sort();
    folded.rows = std::move(*batch.rows());
    folded.genesis = batch.genesis();
    return folded;
  };
  std::vector<std::future<Folded>> others;
  for (size_t i = 1; i < threads; ++i) {
    try {
      others.push_back(std::async(std::launch::async, fold, Share{i, threads}));
    } catch (const std::system_error&) {  // no thread to be had: folded below, on this one
      others.push_back(std::async(std::launch::deferred, fold, Share{i, threads}));
    }
  }
  Folded all = fold({0, threads});
  for (std::future<Folded>& other : others) {
    Folded more = other.get();
    all.rows.Append(more.rows);
    all.parked = all.parked ? all.parked : more.parked;
  }
  return all;
}

std::string RecordView::last_leaf() const {
  std::lock_guard lock(mu_);
  return last_leaf_;
}

std::optional<Parked> RecordView::parked() const {
  std::lock_guard lock(mu_);
  return parked_;
}

log::v1::LogOpened RecordView::genesis() const {
  std::lock_guard lock(mu_);
  return genesis_;
}

Result<std::optional<std::string>> RecordView::NewestRow(std::string_view prefix) const {
  auto rows = store_->NewIterator(kVersions, prefix, PrefixEnd(prefix));
  rows->SeekToFirst();
  ASSAY_RETURN_IF_ERROR(rows->status());
  return rows->Valid() ? std::optional(std::string(rows->value())) : std::nullopt;
}

Result<std::unique_ptr<Message>> RecordView::Latest(const schema::RecordType& type,
                                                    std::string_view prefix,
                                                    const AsOf& as_of) const {
  auto rows = store_->NewIterator(kVersions, prefix, PrefixEnd(prefix));
  rows->Seek(VersionKey(prefix, as_of.position.value_or(~uint64_t{0})));
  for (; rows->Valid(); rows->Next()) {
    auto record = schema::NewMessage(type.state);
    if (!record->ParseFromString(std::string(rows->value()))) {
      return DataLoss("a view's row cannot be read");
    }
    if (IsVisible(as_of, type, *record)) {
      return record;
    }
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  return std::unique_ptr<Message>();
}

Result<std::unique_ptr<Message>> RecordView::Find(const schema::RecordType& type,
                                                  const std::string& organisation,
                                                  const std::string& id, const AsOf& as_of) const {
  const std::string owner = type.options.shared() ? std::string(kSharedOrganisation) : organisation;
  return Latest(type, RecordPrefix(type, owner, id), as_of);
}

Status RecordView::Scan(const schema::RecordType& type, const std::string& organisation,
                        const AsOf& as_of,
                        const std::function<bool(std::unique_ptr<Message>)>& visit) const {
  const std::string owner = type.options.shared() ? std::string(kSharedOrganisation) : organisation;
  std::string kind = KindPrefix(type, owner);
  auto rows = store_->NewIterator(kVersions, kind, PrefixEnd(kind));
  rows->SeekToFirst();
  while (rows->Valid()) {
    std::string prefix(rows->key().substr(0, rows->key().size() - 8));
    bool found = false;
    for (; rows->Valid() && !found && rows->key().starts_with(prefix); rows->Next()) {
      if (as_of.position && PositionOf(rows->key()) > *as_of.position) {
        continue;
      }
      auto record = schema::NewMessage(type.state);
      if (!record->ParseFromString(std::string(rows->value()))) {
        return DataLoss("a view's row cannot be read");
      }
      found = IsVisible(as_of, type, *record);
      if (found && !visit(std::move(record))) {
        return OkStatus();
      }
    }
    if (rows->Valid() && rows->key().starts_with(prefix)) {
      rows->Seek(PrefixEnd(prefix));
    }
  }
  return rows->status();
}

Result<std::vector<uint64_t>> RecordView::Positions(const schema::RecordType& type,
                                                    const std::string& organisation,
                                                    const std::string& id,
                                                    const AsOf& as_of) const {
  const std::string owner = type.options.shared() ? std::string(kSharedOrganisation) : organisation;
  std::string prefix = RecordPrefix(type, owner, id);
  std::vector<uint64_t> positions;
  auto rows = store_->NewIterator(kVersions, prefix, PrefixEnd(prefix));
  auto record = schema::NewMessage(type.state);
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    if (as_of.position && PositionOf(rows->key()) > *as_of.position) {
      continue;
    }
    if (!record->ParseFromString(std::string(rows->value()))) {
      return DataLoss("a view's row cannot be read");
    }
    if (IsVisible(as_of, type, *record)) {
      positions.push_back(PositionOf(rows->key()));
    }
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  std::reverse(positions.begin(), positions.end());
  return positions;
}

Result<std::string> RecordView::Digest() const {
  std::string digest;
  auto rows = store_->NewIterator(kVersions, "", "");
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    digest = Sha256(HashInput().Add(digest).Add(rows->key()).Add(rows->value()).bytes());
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  return ToHex(digest);
}

}  // namespace assay::projection
