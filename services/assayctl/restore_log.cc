#include "services/assayctl/restore_log.h"

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/eventlog/verify.h"
#include "assay/merkle/proof.h"
#include "assay/runtime/backup_folder.h"
#include "assay/storage/backup.h"

namespace assay::ctl {
namespace {

const SystemClock& TheClock() {
  static const SystemClock clock;
  return clock;
}

Result<std::unique_ptr<eventlog::EventLog>> OpenLog(const std::string& folder,
                                                    const std::string& service,
                                                    const eventlog::Notary& notary) {
  ASSAY_ASSIGN_OR_RETURN(
      auto store,
      storage::OpenRocksStore({.folder = folder, .columns = eventlog::EventLog::Columns()}));
  eventlog::OpenOptions open;
  open.genesis.set_service(service);
  open.clock = &TheClock();
  open.checkpoint = notary.last();
  open.checkpoint_required = true;
  return eventlog::EventLog::Open(std::move(store), open);
}

// The root that the manifest names, and every entry.
Result<std::string> VerifyLog(const eventlog::EventLog& log, const BackedUpLog& backed_up) {
  if (log.genesis().log_id() != backed_up.log_id) {
    return DataLoss("the restored log is not the one that manifest.json names");
  }
  ASSAY_ASSIGN_OR_RETURN(merkle::Hash named, merkle::RootAt(backed_up.entries, log.Nodes()));
  if (ToHex(ToView(named)) != backed_up.root) {
    return DataLoss("the first " + std::to_string(backed_up.entries) +
                    " entries do not have the root that manifest.json names");
  }
  ASSAY_ASSIGN_OR_RETURN(eventlog::Verified verified,
                         eventlog::Verify(log, [](uint64_t, uint64_t) { return true; }));
  return ToHex(ToView(verified.root));
}

}  // namespace

Result<merkle::Checkpoint> PeekCheckpoint(const std::string& note) {
  ASSAY_ASSIGN_OR_RETURN(merkle::Note parsed, merkle::ParseNote(note));
  return merkle::ParseCheckpoint(parsed.text);
}

Result<std::unique_ptr<RestoredLog>> RestoredLog::Restore(const BackedUpLog& backed_up,
                                                          const Options& options) {
  std::string checkpoint_path = options.staged->CheckpointPath(backed_up.service);
  ASSAY_RETURN_IF_ERROR(WriteFileDurably(checkpoint_path, backed_up.checkpoint));
  ASSAY_ASSIGN_OR_RETURN(auto notary, eventlog::Notary::Open({.key_path = options.key_path,
                                                              .checkpoint_path = checkpoint_path,
                                                              .origin = backed_up.origin}));
  std::string folder = options.staged->Folder(backed_up.service) + "/log";
  ASSAY_RETURN_IF_ERROR(storage::RestoreBackup(
      options.from + "/" + runtime::LogCopies(backed_up.service), backed_up.copy, folder));
  ASSAY_ASSIGN_OR_RETURN(auto log, OpenLog(folder, backed_up.service, *notary));
  ASSAY_ASSIGN_OR_RETURN(std::string root, VerifyLog(*log, backed_up));
  return std::unique_ptr<RestoredLog>(
      new RestoredLog(backed_up, std::move(notary), std::move(log), std::move(root)));
}

Status RestoredLog::CheckExtends(const std::string& note, const std::string& where) const {
  Result<merkle::Note> parsed = merkle::ParseNote(note);
  auto checkpoint =
      parsed.ok() ? merkle::OpenCheckpoint(*parsed, notary_->Keys()) : parsed.status();
  if (!checkpoint.ok() || checkpoint->origin != backed_up_.origin) {
    return InvalidArgument(where + " is not a checkpoint that " + backed_up_.origin +
                           " signed with the key at hand");
  }
  if (checkpoint->size > entries()) {
    return Conflict(
        where + " names " + std::to_string(checkpoint->size) + " entries of " + backed_up_.origin +
        ", the backup holds " + std::to_string(entries()) + ": " +
        std::to_string(checkpoint->size - entries()) +
        " entries would be lost, and the log would fork from what was signed and shown. Restore a "
        "newer backup; if there is none, --new-epoch REASON loses them openly");
  }
  ASSAY_ASSIGN_OR_RETURN(merkle::Hash root, merkle::RootAt(checkpoint->size, log_->Nodes()));
  return root == checkpoint->root
             ? OkStatus()
             : DataLoss("the backup of " + backed_up_.origin + " holds another history than " +
                        where + " names: find out which one is true");
}

Status RestoredLog::BeginEpoch(const std::string& lost, const std::string& reason,
                               const std::string& folder) {
  log::v1::EpochBegan began;
  began.set_epoch(log_->genesis().epoch() + 1);
  began.set_origin(eventlog::EpochOrigin(backed_up_.origin, began.epoch()));
  began.set_lost_checkpoint(lost);
  for (const merkle::VerifierKey& key : notary_->Keys()) {
    began.add_lost_keys(key.ToString());
  }
  began.set_reason(reason);
  ASSAY_RETURN_IF_ERROR(log_->BeginEpoch(began));
  new_key_path_ = folder + "/" + backed_up_.service + ".key";
  ASSAY_ASSIGN_OR_RETURN(
      notary_,
      eventlog::Notary::Open({.key_path = new_key_path_,
                              .checkpoint_path = folder + "/" + backed_up_.service + ".checkpoint",
                              .origin = began.origin()}));
  ASSAY_RETURN_IF_ERROR(notary_->Sign(log_->Tree()));
  root_ = ToHex(ToView(log_->Tree().root));
  return OkStatus();
}

}  // namespace assay::ctl
