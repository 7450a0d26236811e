#include "tests/faults/log_run.h"

#include <algorithm>
#include <filesystem>

#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "assay/eventlog/verify.h"
#include "assay/storage/store.h"

namespace assay::testing {
namespace {

using eventlog::EventLog;

constexpr char kRecord[] = "Finding";
constexpr int kStreams = 997;  // many, in no order of time: their rows meet in compactions

std::string StreamOf(uint64_t number) {
  return Id::Derived("stream " + std::to_string(number % kStreams)).ToString();
}

eventlog::Draft DraftOf(uint64_t number, size_t bytes) {
  eventlog::Draft draft;
  draft.entry.set_organisation(Id::Derived("organisation").ToBytes());
  draft.entry.set_command_id(Sha256("command " + std::to_string(number)));
  log::v1::Event* event = draft.entry.add_events();
  event->set_record(kRecord);
  event->set_id(StreamOf(number));
  event->set_type("FindingRaised");
  event->set_data(std::string(bytes, static_cast<char>('a' + number % 26)));
  draft.index.push_back({kRecord, "site", "site " + std::to_string(number % 7), StreamOf(number)});
  return draft;
}

}  // namespace

LogRun::LogRun(SimulatedDisk* disk) : disk_(disk) {}

Status LogRun::Live(const Script& script) {
  Close();
  std::filesystem::remove(checkpoint_path());
  std::filesystem::remove(key_path() + ".signed");
  std::filesystem::remove(high_water_path());
  acknowledged_.clear();
  signed_size_ = 0;
  write_buffer_bytes_ = script.write_buffer_bytes;
  in_doubt_ = 1;  // the genesis
  ASSAY_RETURN_IF_ERROR(Open());
  Remember();
  ASSAY_RETURN_IF_ERROR(Sign());
  for (int batch = 1; batch <= script.batches; ++batch) {
    ASSAY_RETURN_IF_ERROR(Append(script));
    if (batch % script.sign_every == 0) {
      ASSAY_RETURN_IF_ERROR(Sign());
    }
    if (script.restart_every > 0 && batch % script.restart_every == 0) {
      ASSAY_RETURN_IF_ERROR(Open());
      ASSAY_RETURN_IF_ERROR(Sign());
    }
  }
  return OkStatus();
}

Status LogRun::Open() {
  Close();
  ASSAY_ASSIGN_OR_RETURN(notary_, eventlog::Notary::Open({.key_path = key_path(),
                                                          .checkpoint_path = checkpoint_path(),
                                                          .origin = "example.org/log"}));
  storage::StoreOptions store_options{.folder = log_folder(), .columns = EventLog::Columns()};
  store_options.cache_bytes = 1 << 20;
  store_options.write_buffer_bytes = write_buffer_bytes_;
  ASSAY_ASSIGN_OR_RETURN(auto store, disk_ ? storage::OpenFaultyRocksStore(store_options, disk_)
                                           : storage::OpenRocksStore(store_options));
  eventlog::OpenOptions options;
  options.genesis.set_service("audits");
  options.genesis.set_clock(log::v1::LogOpened::REAL);
  options.clock = &clock_;
  options.free_bytes_reserve = free_bytes_reserve_;
  options.tail_bytes = 1;  // answers come from the store
  options.checkpoint = notary_->last();
  options.checkpoint_required = true;
  ASSAY_ASSIGN_OR_RETURN(high_water_, eventlog::HighWater::Open(high_water_path()));
  options.high_water = high_water_.get();
  ASSAY_ASSIGN_OR_RETURN(log_, EventLog::Open(std::move(store), options));
  return OkStatus();
}

void LogRun::Close() {
  log_.reset();
  high_water_.reset();
  notary_.reset();
}

Status LogRun::Append(const Script& script) {
  uint64_t first = log_->next();
  for (int i = 0; i < script.entries; ++i) {
    clock_.AdvanceTo(clock_.NowMicros() + 1000);
    ASSAY_ASSIGN_OR_RETURN(
        auto staged, log_->Stage(DraftOf(first + static_cast<uint64_t>(i), script.entry_bytes)));
    if (staged.conflict) {
      return Conflict("a stream is not where nobody moved it");
    }
  }
  std::shared_ptr<EventLog::Batch> cut = log_->Cut();
  in_doubt_ = static_cast<uint64_t>(script.entries);
  ASSAY_RETURN_IF_ERROR(log_->Write(cut.get()));
  Remember();
  return OkStatus();
}

void LogRun::Abandon() {
  static auto* abandoned = new std::vector<std::unique_ptr<EventLog>>();
  static auto* marks = new std::vector<std::unique_ptr<eventlog::HighWater>>();
  if (log_) {
    abandoned->push_back(std::move(log_));
    marks->push_back(std::move(high_water_));
  }
  Close();
}

// What the log holds now is acknowledged. Read back at once, so the store's memory answers.
void LogRun::Remember() {
  uint64_t from = acknowledged_.size();
  in_doubt_ = 0;
  while (from < log_->next()) {
    auto read = log_->Read(from, 1000, 1 << 30);
    if (!read.ok()) {
      return;  // the disk failed while we looked: known up to here
    }
    acknowledged_.insert(acknowledged_.end(), read->begin(), read->end());
    from += read->size();
  }
}

Status LogRun::Sign() {
  ASSAY_RETURN_IF_ERROR(notary_->Sign(log_->Tree()));
  signed_size_ = notary_->last()->size;
  return OkStatus();
}

Status LogRun::CompareLookups() const {
  for (uint64_t at = 1; at < acknowledged_.size(); ++at) {
    uint64_t position = 0;
    auto found = log_->FindCommand(Sha256("command " + std::to_string(at)), &position);
    ASSAY_RETURN_IF_ERROR(found.status());
    if (!*found || position != at) {
      return Conflict("the command of position " + std::to_string(at) + " is not found");
    }
  }
  for (uint64_t stream = 1; stream < std::min<uint64_t>(acknowledged_.size(), 50); ++stream) {
    uint64_t events = 0;
    ASSAY_RETURN_IF_ERROR(
        log_->ReadStream({kRecord, StreamOf(stream)}, [&events](const log::v1::Event&) {
          ++events;
          return OkStatus();
        }));
    if (events < 1 + (acknowledged_.size() - 1 - stream) / kStreams) {
      return Conflict("stream " + std::to_string(stream) + " is too short");
    }
  }
  if (acknowledged_.size() > 7) {
    ASSAY_ASSIGN_OR_RETURN(auto ids, log_->FindByIndex(kRecord, "site", "site 3", 100'000));
    if (ids.size() < std::min<uint64_t>(acknowledged_.size() - 1, kStreams) / 7) {
      return Conflict("records are missing in the index");
    }
  }
  return OkStatus();
}

Status LogRun::CompareEntries() const {
  uint64_t at = 0;
  while (at < acknowledged_.size()) {
    ASSAY_ASSIGN_OR_RETURN(auto read, log_->Read(at, 1000, 1 << 30));
    if (read.empty()) {
      return Conflict("entries from " + std::to_string(at) + " on are gone, of " +
                      std::to_string(acknowledged_.size()));
    }
    for (const std::string& entry : read) {
      if (at < acknowledged_.size() && entry != acknowledged_[at]) {
        return Conflict("entry " + std::to_string(at) + " is another one");
      }
      ++at;
    }
  }
  return OkStatus();
}

Status LogRun::Compare() const {
  ASSAY_RETURN_IF_ERROR(CompareEntries());
  return CompareLookups();
}

Finding LogRun::Examine() {
  Finding finding;
  Status status = Open();
  finding.opened = status.ok();
  if (finding.opened) {
    finding.entries = log_->next();
    auto verified = eventlog::Verify(*log_, [](uint64_t, uint64_t) { return true; });
    finding.verified = verified.ok();
    status = verified.status();
    if (finding.verified && verified->entries != finding.entries) {
      status = Conflict("Verify looked at " + std::to_string(verified->entries) + " entries of " +
                        std::to_string(finding.entries));
    }
  }
  if (status.ok()) {
    status = Compare();
  }
  uint64_t extra = finding.entries - std::min<uint64_t>(finding.entries, acknowledged_.size());
  if (status.ok() && extra != 0 && extra != in_doubt_) {
    status = Conflict("half a batch is there");
  }
  finding.message = status.ok() ? "" : status.In(ToString(status.code())).message();
  finding.ending = status.ok()                              ? Ending::kWhole
                   : status.code() == StatusCode::kDataLoss ? Ending::kRefused
                                                            : Ending::kWrong;
  return finding;
}

Finding LogRun::Check() {
  Finding finding = Examine();
  if (finding.ending == Ending::kWhole) {
    if (Status status = Append({.entries = 2}); !status.ok()) {
      finding.ending = Ending::kWrong;
      finding.message = "takes no entries: " + status.message();
    }
  }
  return finding;
}

}  // namespace assay::testing
