#include "assay/projection/record_view.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "assay/common.pb.h"
#include "assay/schema/fold.h"

namespace assay::projection {
namespace {

// Raised when the layout of rows, or the meaning of folding, changes.
constexpr std::string_view kLayout = "record-view-1";

enum Column : uint32_t { kVersions, kMeta };
constexpr std::string_view kNext = "next";
constexpr std::string_view kLeaf = "leaf";  // SHA-256 of the entry before `next`
constexpr std::string_view kGenesis = "genesis";
constexpr std::string_view kBuiltWith = "built-with";

std::string KindPrefix(const schema::RecordType& type, std::string_view organisation) {
  std::string key(type.name());
  key.append(1, '\0').append(organisation);
  return key;
}

// Newer versions sort first.
std::string VersionKey(std::string_view record_prefix, uint64_t position) {
  std::string key(record_prefix);
  AppendBigEndian64(&key, ~position);
  return key;
}

std::string RecordPrefix(const schema::RecordType& type, std::string_view organisation,
                         std::string_view id) {
  return KindPrefix(type, organisation).append(id).append(1, '\0');
}

uint64_t PositionOf(std::string_view key) {
  return ~ReadBigEndian64(key.substr(key.size() - 8));
}

assay::RecordMeta* MutableMeta(Message* record) {
  const auto* field = record->GetDescriptor()->FindFieldByName("meta");
  return static_cast<assay::RecordMeta*>(record->GetReflection()->MutableMessage(record, field));
}

const assay::RecordMeta& Meta(const Message& record) {
  const auto* field = record.GetDescriptor()->FindFieldByName("meta");
  return static_cast<const assay::RecordMeta&>(record.GetReflection()->GetMessage(record, field));
}

// Sealed fields carry where their event stands, so that they can be opened later.
void FillAddresses(Message* event, const assay::Address& address) {
  const auto* reflection = event->GetReflection();
  for (int i = 0; i < event->GetDescriptor()->field_count(); ++i) {
    const auto* field = event->GetDescriptor()->field(i);
    if (field->is_repeated() || field->message_type() != assay::Sealed::descriptor() ||
        !reflection->HasField(*event, field)) {
      continue;
    }
    auto* sealed = static_cast<assay::Sealed*>(reflection->MutableMessage(event, field));
    *sealed->mutable_address() = address;
  }
}

bool IsVisible(const AsOf& as_of, const Message& record) {
  return !as_of.instant_us || ParseInstant(Meta(record).changed_at()).value() <= *as_of.instant_us;
}

}  // namespace

// The rows of one write, with the records it has touched so far.
class RecordView::Batch {
 public:
  Batch(const RecordView* view, log::v1::LogOpened genesis)
      : view_(view), genesis_(std::move(genesis)) {}

  // DataLoss when the entry cannot be applied; then nothing of it is in the batch.
  Status Add(uint64_t position, const std::string& stored) {
    log::v1::Entry& entry = entry_;
    if (!entry.ParseFromString(stored)) {
      return DataLoss("not an entry");
    }
    if (entry.events_size() == 1) {
      NoteEpoch(position, entry.events(0));
    }
    ASSAY_ASSIGN_OR_RETURN(Id organisation, Id::FromBytes(entry.organisation()));
    organisation_ = organisation.ToString();
    recorded_at_ = FormatInstant(entry.recorded_at());
    std::map<std::string, std::shared_ptr<Message>> touched;
    for (int i = 0; i < entry.events_size(); ++i) {
      ASSAY_RETURN_IF_ERROR(AddEvent(position, i, entry, &touched));
    }
    for (auto& [prefix, record] : touched) {
      rows_.Put(kVersions, VersionKey(prefix, position), record->SerializeAsString());
      records_[prefix] = std::move(record);
    }
    return OkStatus();
  }

  storage::WriteBatch* rows() { return &rows_; }
  const log::v1::LogOpened& genesis() const { return genesis_; }

 private:
  // The first entry opens the log; a later one may begin another epoch of it.
  void NoteEpoch(uint64_t position, const log::v1::Event& event) {
    log::v1::EpochBegan began;
    if (position == 0) {
      genesis_.ParseFromString(event.data());
    } else if (event.type() == began.GetTypeName() && began.ParseFromString(event.data())) {
      genesis_.set_epoch(began.epoch());
      genesis_.set_origin(began.origin());
    }
  }

  Status AddEvent(uint64_t position, int ordinal, const log::v1::Entry& entry,
                  std::map<std::string, std::shared_ptr<Message>>* touched) {
    const log::v1::Event& event = entry.events(ordinal);
    const schema::Descriptor* event_type = view_->catalog_->FindEvent(event.type());
    const schema::RecordType* type = view_->catalog_->FindEventRecord(event.type());
    if (event_type == nullptr) {
      return view_->own_ ? DataLoss("event type " + event.type() + " is not known") : OkStatus();
    }
    auto message = schema::NewMessage(event_type);
    if (!message->ParseFromString(event.data())) {
      return DataLoss("the bytes of a " + event.type() + " cannot be read");
    }
    assay::Address address;
    address.set_log_id(genesis_.log_id());
    address.set_epoch(genesis_.epoch());
    address.set_position(position);
    address.set_ordinal(static_cast<uint32_t>(ordinal));
    FillAddresses(message.get(), address);

    std::string prefix = RecordPrefix(*type, organisation_, event.id());
    std::shared_ptr<Message>& record = (*touched)[prefix];
    if (record == nullptr) {
      ASSAY_ASSIGN_OR_RETURN(record, Load(*type, prefix, event));
    }
    schema::Fold(*message, record.get());
    assay::RecordMeta* meta = MutableMeta(record.get());
    if (event.version() != meta->version() + 1) {
      return DataLoss("version " + std::to_string(event.version()) + " follows version " +
                      std::to_string(meta->version()));
    }
    meta->set_version(event.version());
    meta->set_position(position);
    meta->set_changed_at(recorded_at_);
    meta->set_changed_by(entry.actor().user());
    meta->set_organisation(organisation_);
    if (meta->created_at().empty()) {
      meta->set_created_at(recorded_at_);
    }
    return OkStatus();
  }

  // A copy of the record as the batch leaves it so far, or a new one.
  Result<std::shared_ptr<Message>> Load(const schema::RecordType& type, const std::string& prefix,
                                        const log::v1::Event& event) {
    std::shared_ptr<Message> record = schema::NewMessage(type.state);
    if (auto at = records_.find(prefix); at != records_.end()) {
      record->CopyFrom(*at->second);
      return record;
    }
    if (event.version() > 1) {
      ASSAY_ASSIGN_OR_RETURN(auto stored, view_->Latest(type, prefix, {}));
      if (stored != nullptr) {
        return std::shared_ptr<Message>(std::move(stored));
      }
    }
    record->GetReflection()->SetString(record.get(), type.state->FindFieldByName("id"), event.id());
    return record;
  }

  const RecordView* view_;
  log::v1::LogOpened genesis_;
  storage::WriteBatch rows_;
  std::unordered_map<std::string, std::shared_ptr<Message>> records_;
  log::v1::Entry entry_;  // used again: its memory is kept from entry to entry
  std::string organisation_;
  std::string recorded_at_;
};

std::vector<storage::ColumnOptions> RecordView::Columns() {
  return {{"versions"}, {"meta"}};
}

std::string RecordView::CurrentBuild(const schema::Catalog& catalog) {
  HashInput input;
  input.Add(kLayout);
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
  }
  if (genesis && !genesis_.ParseFromString(*genesis)) {
    return DataLoss("a view's genesis cannot be read: delete the view's folder to build it again");
  }
  return OkStatus();
}

Status RecordView::Apply(uint64_t first, const std::vector<std::string>& entries) {
  if (parked()) {
    return OkStatus();  // what follows the entry that parked it is no gap
  }
  uint64_t position = next();
  if (first > position) {
    return InvalidArgument("entries from " + std::to_string(position) + " are missing");
  }
  Batch batch(this, genesis());
  std::optional<Parked> parked;
  for (; position < first + entries.size() && !parked; ++position) {
    Status status = batch.Add(position, entries[position - first]);
    if (!status.ok()) {
      parked = Parked{position--, status.message()};
    }
  }
  std::string leaf;
  if (position != next()) {
    leaf = Sha256(entries[position - 1 - first]);
    batch.rows()->Put(kMeta, kLeaf, leaf);
    batch.rows()->Put(kMeta, kNext, BigEndian64(position));
    batch.rows()->Put(kMeta, kGenesis, batch.genesis().SerializeAsString());
    batch.rows()->Put(kMeta, kBuiltWith, built_with_);
    ASSAY_RETURN_IF_ERROR(store_->Write(*batch.rows(), storage::Durability::kBuffered));
  }
  std::lock_guard lock(mu_);
  parked_ = std::move(parked);
  genesis_ = batch.genesis();
  last_leaf_ = leaf.empty() ? last_leaf_ : leaf;
  next_.store(position, std::memory_order_release);
  return OkStatus();
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
    if (IsVisible(as_of, *record)) {
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
      found = IsVisible(as_of, *record);
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
    if (IsVisible(as_of, *record)) {
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
