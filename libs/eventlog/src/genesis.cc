// Opening a log: creation, and the checks that a stored log is whole.
#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/base/check.h"
#include "assay/eventlog/event_log.h"
#include "assay/eventlog/leaf.h"
#include "assay/merkle/tile.h"
#include "layout.h"
#include "log_tree.h"
#include "memory.h"

namespace assay::eventlog {
namespace {

constexpr uint64_t kCheckedSuffix = 10'000;  // entries read and checked at open

Result<uint64_t> Number(const storage::Store& store, std::string_view key) {
  ASSAY_ASSIGN_OR_RETURN(auto value, store.Get(layout::kMeta, key));
  return value && value->size() == 8 ? ReadBigEndian64(*value) : 0;
}

// The number of entries by the log's own rows: the last position + 1.
Result<uint64_t> CountEntries(const storage::Store& store) {
  auto rows = store.NewIterator(layout::kLog, "", "");
  rows->SeekToLast();
  ASSAY_RETURN_IF_ERROR(rows->status());
  return rows->Valid() ? ReadBigEndian64(rows->key()) + 1 : 0;
}

}  // namespace

std::vector<storage::ColumnOptions> EventLog::Columns() {
  return {{"log"}, {"streams", true}, {"commands", true}, {"index"}, {"meta"}, {"tree"}};
}

Result<std::unique_ptr<EventLog>> EventLog::Open(std::unique_ptr<storage::Store> store,
                                                 OpenOptions options) {
  std::unique_ptr<EventLog> log(new EventLog(std::move(store), std::move(options)));
  ASSAY_ASSIGN_OR_RETURN(uint64_t count, CountEntries(*log->store_));
  log->next_.store(count);
  log->next_staged_ = count;
  if (count > 0) {
    ASSAY_RETURN_IF_ERROR(log->tree_->Load(count));
  }
  ASSAY_RETURN_IF_ERROR(log->CheckCheckpoint());
  ASSAY_RETURN_IF_ERROR(log->CheckHighWater());
  if (count == 0) {
    ASSAY_RETURN_IF_ERROR(log->CreateGenesis());
  } else {
    ASSAY_RETURN_IF_ERROR(log->CheckOpen());
    ASSAY_RETURN_IF_ERROR(log->LoadGenesis());
  }
  if (log->options_.high_water != nullptr) {
    log->options_.high_water->Raise(log->next());  // what was in doubt is seen from here on
  }
  return log;
}

Status EventLog::CreateGenesis() {
  ASSAY_ASSIGN_OR_RETURN(uint64_t stored_next, Number(*store_, layout::kNextPosition));
  if (stored_next != 0) {
    return DataLoss("the log is empty but once held " + std::to_string(stored_next) +
                    " entries: restore it from a backup");
  }
  genesis_ = options_.genesis;
  int64_t now = options_.clock->NowMicros();
  genesis_.set_log_id(Id::TimeOrdered(now / 1000).ToString());
  genesis_.set_epoch(std::max(1U, genesis_.epoch()));
  genesis_.set_format(kFormat);

  StageClock(options_.simulated_start_us);
  ASSAY_ASSIGN_OR_RETURN(Staged staged, Stage(JournalDraft(genesis_, "genesis")));
  (void)staged;
  return Commit();
}

Draft EventLog::JournalDraft(const google::protobuf::Message& event,
                             const std::string& user) const {
  Draft draft;
  draft.entry.set_organisation(Id::Parse(kSharedOrganisation).value().ToBytes());
  draft.entry.mutable_actor()->set_user(user);
  draft.entry.mutable_actor()->set_authentication(log::v1::Actor::INTERNAL);
  log::v1::Event* about = draft.entry.add_events();
  about->set_record(log::v1::Journal::descriptor()->full_name());
  about->set_id(genesis_.log_id());
  about->set_type(event.GetDescriptor()->full_name());
  about->set_data(event.SerializeAsString());
  return draft;
}

Status EventLog::BeginEpoch(log::v1::EpochBegan began) {
  ASSAY_CHECK(!has_staged() && began.epoch() == genesis_.epoch() + 1);
  began.set_kept(next());
  began.set_root(ToHex(ToView(Tree().root)));
  ASSAY_ASSIGN_OR_RETURN(Staged staged, Stage(JournalDraft(began, "epoch")));
  staged_->rows.Put(layout::kMeta, layout::kEpochBegan, BigEndian64(staged.position));
  ASSAY_RETURN_IF_ERROR(Commit());
  return LoadEpoch();
}

Status EventLog::LoadEpoch() {
  ASSAY_ASSIGN_OR_RETURN(uint64_t position, Number(*store_, layout::kEpochBegan));
  if (position == 0) {
    return OkStatus();
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> stored, Read(position, 1, 1));
  ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, ParseEntry(stored.front()));
  log::v1::EpochBegan began;
  bool is_one = entry.events_size() == 1 &&
                entry.events(0).type() == log::v1::EpochBegan::descriptor()->full_name() &&
                began.ParseFromString(entry.events(0).data());
  if (!is_one || began.kept() != position) {
    return DataLoss("entry " + std::to_string(position) + " does not begin an epoch");
  }
  genesis_.set_epoch(began.epoch());
  genesis_.set_origin(began.origin());
  return OkStatus();
}

Status EventLog::LoadGenesis() {
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> first, Read(0, 1, 1));
  ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, ParseEntry(first.front()));
  if (entry.events_size() != 1 || !genesis_.ParseFromString(entry.events(0).data())) {
    return DataLoss("entry 0 is not a genesis entry");
  }
  if (genesis_.service() != options_.genesis.service()) {
    return InvalidArgument("the log belongs to the service '" + genesis_.service() + "', not to '" +
                           options_.genesis.service() + "'");
  }
  return LoadEpoch();
}

Status EventLog::CheckOpen() {
  ASSAY_ASSIGN_OR_RETURN(uint64_t stored_next, Number(*store_, layout::kNextPosition));
  if (stored_next != next()) {
    return DataLoss("the log ends at position " + std::to_string(next()) +
                    ", its book-keeping at " + std::to_string(stored_next) +
                    ": restore it from a backup");
  }
  ASSAY_RETURN_IF_ERROR(LoadNames());
  ASSAY_ASSIGN_OR_RETURN(uint64_t simulated_now, Number(*store_, layout::kSimulatedNow));
  staged_clock_us_ = static_cast<int64_t>(simulated_now);
  simulated_now_us_.store(staged_clock_us_);
  // What the last checkpoint does not cover, and some more, is proved anew; scrub does the rest.
  uint64_t from = next() - std::min(next(), kCheckedSuffix);
  if (options_.checkpoint) {
    from = std::min(from, options_.checkpoint->size);
  }
  return CheckEntries(from - from % merkle::kTileWidth);
}

Status EventLog::CheckHighWater() const {
  uint64_t held = options_.high_water == nullptr ? 0 : options_.high_water->found();
  return held <= next() ? OkStatus()
                        : DataLoss("entries are missing: " + std::to_string(held) +
                                   " were acknowledged, the log holds " + std::to_string(next()) +
                                   ". Restore a backup: what it lacks as well is lost");
}

Status EventLog::CheckCheckpoint() const {
  const auto& checkpoint = options_.checkpoint;
  if (!checkpoint) {
    return options_.checkpoint_required && next() > 1
               ? DataLoss("the log holds " + std::to_string(next()) +
                          " entries, but there is no checkpoint of it: restore the checkpoint from "
                          "a backup, or copy it from a witness")
               : OkStatus();
  }
  if (checkpoint->size == 0) {
    return OkStatus();
  }
  if (checkpoint->size > next()) {
    return DataLoss("entries are missing: the last checkpoint names " +
                    std::to_string(checkpoint->size) + ", the log holds " + std::to_string(next()) +
                    ". Restore a newer backup, or this one with --new-epoch");
  }
  ASSAY_ASSIGN_OR_RETURN(merkle::Hash root, merkle::RootAt(checkpoint->size, Nodes()));
  return root == checkpoint->root
             ? OkStatus()
             : DataLoss("the log is not the one that was signed: its first " +
                        std::to_string(checkpoint->size) +
                        " entries have another root than the last checkpoint names. Restore a "
                        "backup; --new-epoch if none holds them");
}

Status EventLog::CheckEntries(uint64_t from) {
  ASSAY_ASSIGN_OR_RETURN(merkle::Frontier frontier, merkle::FrontierAt(from, Nodes()));
  for (uint64_t at = from; at < next();) {
    ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> stored, Read(at, 1'000, 4 << 20));
    ASSAY_ASSIGN_OR_RETURN(std::string leaves, ReadLeaves(at, stored.size()));
    for (size_t i = 0; i < stored.size(); ++i, ++at) {
      Result<log::v1::Entry> entry = ParseEntry(stored[i]);
      if (!entry.ok()) {
        return entry.status().In("position " + std::to_string(at));
      }
      if (entry->recorded_at() < last_recorded_us_) {
        return DataLoss("position " + std::to_string(at) +
                        " was recorded before the entry below it");
      }
      last_recorded_us_ = entry->recorded_at();
      std::string_view leaf = std::string_view(leaves).substr(i * kLeafBytes, kLeafBytes);
      if (entry->entry_id().size() != Id::kBytes ||
          LeafRecord(entry->entry_id(), entry->recorded_at(), stored[i]) != leaf) {
        return DataLoss("position " + std::to_string(at) + " is not the entry that the tree holds");
      }
      frontier.Append(merkle::LeafHash(leaf));
    }
  }
  return frontier.Root() == Tree().root
             ? OkStatus()
             : DataLoss("the tree from position " + std::to_string(from) +
                        " on is not the one of its entries");
}

Status EventLog::LoadNames() {
  std::string prefix(layout::kNamePrefix);
  auto rows = store_->NewIterator(layout::kMeta, prefix, PrefixEnd(prefix));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    if (rows->value().size() != 8) {
      return DataLoss("a name row has the wrong size");
    }
    memory_->names[std::string(rows->key().substr(prefix.size()))] =
        static_cast<uint16_t>(ReadBigEndian64(rows->value()));
  }
  return rows->status();
}

}  // namespace assay::eventlog
