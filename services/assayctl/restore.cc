#include "services/assayctl/restore.h"

#include <filesystem>
#include <map>
#include <ostream>
#include <set>

#include "assay/base/file.h"
#include "assay/runtime/backup_folder.h"
#include "assay/storage/backup.h"
#include "services/assayctl/backup_keys.h"
#include "services/assayctl/backup_manifest.h"
#include "services/assayctl/restore_log.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;

constexpr char kAccounts[] = "gateway/accounts";
constexpr char kUploads[] = "uploads";

Status Move(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::create_directories(fs::path(to).parent_path(), error);
  fs::rename(from, to, error);
  return error ? Internal("cannot move " + from + " to " + to + ": " + error.message())
               : SyncFolder(fs::path(to).parent_path().string());
}

// One restore on its way.
class Restoration {
 public:
  Restoration(const runtime::Config& config, const RestoreOptions& options, std::ostream& out)
      : config_(config), options_(options), out_(out), staged_(config) {
    staged_.data = config.Folder("restoring");
    staged_.checkpoints = "";
  }

  Status Run() {
    ASSAY_RETURN_IF_ERROR(ReadBackup());
    ASSAY_RETURN_IF_ERROR(CheckNothingIsThere());
    ASSAY_RETURN_IF_ERROR(CheckFiles(options_.from, manifest_));
    std::error_code error;
    fs::remove_all(staged_.data, error);  // of a restore that was cut off
    Status status = Stage();
    for (const auto& log : logs_) {
      if (!log->new_key_path().empty()) {
        epochs_[log->backed_up().service] = {log->new_key_path(), log->note()};
      }
    }
    logs_.clear();  // closes them and lets go of their keys
    status = status.ok() ? Install() : status;
    fs::remove_all(staged_.data, error);
    return status;
  }

 private:
  Status ReadBackup() {
    ASSAY_ASSIGN_OR_RETURN(mark_, runtime::ReadBackupMark(options_.from));
    ASSAY_RETURN_IF_ERROR(CheckNoLinks(options_.from));
    ASSAY_ASSIGN_OR_RETURN(manifest_, ReadManifest(options_.from));
    std::string installation = config_.origin + "/" + config_.node;
    if (manifest_.installation != installation) {
      return InvalidArgument(options_.from + " is the backup of " + manifest_.installation +
                             ", the configuration is of " + installation);
    }
    for (const auto& [service, log_id] : mark_.logs) {
      const BackedUpLog* log = manifest_.FindLog(service);
      if (log == nullptr || log->log_id != log_id) {
        return DataLoss("manifest.json does not name the log of " + service +
                        " that backup.json names: use another backup");
      }
    }
    for (const BackedUpLog& log : manifest_.logs) {
      if (!mark_.logs.contains(log.service)) {
        return DataLoss("manifest.json names a log of " + log.service +
                        " that backup.json does not: use another backup");
      }
    }
    return OkStatus();
  }

  Status CheckNothingIsThere() const {
    std::vector<std::string> targets{kAccounts, kUploads};
    for (const auto& [service, log] : mark_.logs) {
      targets.push_back(service);
    }
    if (!options_.keys.empty()) {
      targets.emplace_back("keys");
    } else if (!fs::exists(config_.Folder("keys"))) {
      return NotFound("there are no keys in " + config_.Folder("keys") +
                      ", and without them no service starts and no name can be read: give the "
                      "folder that they were saved in with --keys");
    }
    for (const std::string& target : targets) {
      if (std::string path = config_.Folder(target); fs::exists(path)) {
        return InvalidArgument(path + " is there: nothing is restored over what is there. Stop " +
                               "the services, then move it away, for example with: mv " + path +
                               " " + path + ".old");
      }
    }
    return OkStatus();
  }

  Status Stage() {
    if (!options_.keys.empty()) {
      ASSAY_RETURN_IF_ERROR(RestoreKeys(options_.keys, mark_, staged_.data));
    }
    const runtime::Config& keys = options_.keys.empty() ? config_ : staged_;
    for (const BackedUpLog& log : manifest_.logs) {
      auto restored = RestoredLog::Restore(
          log, {&staged_, runtime::LogKeyPath(keys, log.service), options_.from});
      if (!restored.ok()) {
        return restored.status().In("restoring the log of " + log.service);
      }
      logs_.push_back(std::move(restored).value());
      out_ << log.origin << ": " << logs_.back()->entries() << " entries, root "
           << logs_.back()->root() << ", verified\n";
    }
    ASSAY_RETURN_IF_ERROR(CheckCheckpoints());
    ASSAY_RETURN_IF_ERROR(CheckLogsFit());
    ASSAY_RETURN_IF_ERROR(BeginEpochs());
    ASSAY_RETURN_IF_ERROR(storage::RestoreBackup(options_.from + "/" + runtime::kAccountCopies,
                                                 manifest_.accounts_copy,
                                                 staged_.Folder(kAccounts)));
    for (const auto& [path, file] : manifest_.files) {
      if (path.starts_with(std::string(kUploads) + "/")) {
        ASSAY_RETURN_IF_ERROR(CopyFile(options_.from + "/" + path, staged_.Folder(path)));
      }
    }
    return OkStatus();
  }

  // What was signed and shown: the installation's own last checkpoints, and those given.
  Status CheckCheckpoints() {
    std::set<std::string> compared;
    for (const auto& log : logs_) {
      std::string own = config_.CheckpointPath(log->backed_up().service);
      if (fs::exists(own)) {
        ASSAY_ASSIGN_OR_RETURN(std::string note, ReadFile(own));
        ASSAY_RETURN_IF_ERROR(CheckExtends(*log, note, own));
        compared.insert(log->backed_up().service);
      }
    }
    for (const std::string& path : options_.checkpoints) {
      ASSAY_ASSIGN_OR_RETURN(std::string note, ReadFile(path));
      Result<merkle::Checkpoint> named = PeekCheckpoint(note);
      bool found = false;
      for (const auto& log : logs_) {
        if (named.ok() && named->origin == log->backed_up().origin) {
          ASSAY_RETURN_IF_ERROR(CheckExtends(*log, note, path));
          compared.insert(log->backed_up().service);
          found = true;
        }
      }
      if (!found) {
        return InvalidArgument(path + " is not a checkpoint of a log of this backup");
      }
    }
    for (const auto& log : logs_) {
      if (!compared.contains(log->backed_up().service)) {
        out_ << "WARNING: no later checkpoint of " << log->backed_up().origin
             << " is at hand, so nobody knows whether entries were signed since this backup; what "
                "is signed from now on may fork from them. Give the last one that a witness has "
                "with --checkpoint.\n";
      }
    }
    return OkStatus();
  }

  // Where a new epoch was asked for, what the log lacks is remembered instead: the largest.
  Status CheckExtends(const RestoredLog& log, const std::string& note, const std::string& where) {
    Status status = log.CheckExtends(note, where);
    bool lost = status.code() == StatusCode::kConflict || status.code() == StatusCode::kDataLoss;
    if (!lost || options_.new_epoch.empty()) {
      return status;
    }
    std::string& largest = lost_[log.backed_up().service];
    if (largest.empty() || PeekCheckpoint(largest)->size < PeekCheckpoint(note)->size) {
      largest = note;
    }
    return OkStatus();
  }

  Status BeginEpochs() {
    if (!options_.new_epoch.empty() && lost_.empty()) {
      return InvalidArgument(
          "the backup holds all that was signed: restore it without --new-epoch");
    }
    for (const auto& log : logs_) {
      auto lost = lost_.find(log->backed_up().service);
      if (lost == lost_.end()) {
        continue;
      }
      uint64_t kept = log->entries();
      ASSAY_RETURN_IF_ERROR(
          log->BeginEpoch(lost->second, options_.new_epoch, staged_.Folder("new-epoch")));
      out_ << log->origin() << ": goes on after the " << kept << " entries of "
           << log->backed_up().origin << " that were kept; its checkpoint of "
           << PeekCheckpoint(lost->second)->size << " entries is named in its next one\n";
    }
    return OkStatus();
  }

  Status CheckLogsFit() const {
    for (const auto& log : logs_) {
      for (const auto& other : logs_) {
        ASSAY_ASSIGN_OR_RETURN(uint64_t reacted, log->ReactedUpTo(other->backed_up().log_id));
        if (reacted > other->entries()) {
          return DataLoss(
              "the logs of this backup do not fit together: " + log->backed_up().service +
              " has reacted to entry " + std::to_string(reacted - 1) + " of " +
              other->backed_up().service + ", which the backup does not hold. Use another backup");
        }
      }
    }
    return OkStatus();
  }

  // From here on a crash leaves folders that are in their place and whole, and others missing:
  // services refuse to start without their keys and checkpoints, which come first.
  Status Install() {
    if (!options_.keys.empty()) {
      ASSAY_RETURN_IF_ERROR(Move(staged_.Folder("keys"), config_.Folder("keys")));
    }
    for (const BackedUpLog& log : manifest_.logs) {
      std::string path = config_.CheckpointPath(log.service);
      if (auto epoch = epochs_.find(log.service); epoch != epochs_.end()) {
        std::string key = runtime::LogKeyPath(config_, log.service);
        std::string old_key = key + ".epoch-" + std::to_string(log.epoch);
        if (fs::exists(key + ".retired")) {
          ASSAY_RETURN_IF_ERROR(Move(key + ".retired", old_key + ".retired"));
        }
        ASSAY_RETURN_IF_ERROR(Move(key, old_key));
        ASSAY_RETURN_IF_ERROR(Move(epoch->second.key_path, key));
        ASSAY_RETURN_IF_ERROR(WriteFileDurably(path, epoch->second.checkpoint));
      } else if (!fs::exists(path)) {  // one that is there is of the same history and not older
        ASSAY_RETURN_IF_ERROR(WriteFileDurably(path, log.checkpoint));
      }
      ASSAY_RETURN_IF_ERROR(Move(staged_.Folder(log.service), config_.Folder(log.service)));
    }
    ASSAY_RETURN_IF_ERROR(Move(staged_.Folder(kAccounts), config_.Folder(kAccounts)));
    if (fs::exists(staged_.Folder(kUploads))) {
      ASSAY_RETURN_IF_ERROR(Move(staged_.Folder(kUploads), config_.Folder(kUploads)));
    }
    if (options_.keys.empty()) {
      out_ << "Services make new fingerprint keys: a command that is repeated from before is "
              "refused instead of answered again.\n";
    }
    out_ << "Restored " << manifest_.installation << " as it was backed up at " << manifest_.made_at
         << ". Start the services; they build their views anew.\n";
    return OkStatus();
  }

  const runtime::Config& config_;
  const RestoreOptions& options_;
  std::ostream& out_;
  runtime::Config staged_;  // the installation while it is not in its place

  runtime::BackupMark mark_;
  Manifest manifest_;
  std::vector<std::unique_ptr<RestoredLog>> logs_;
  // By service: of logs that lack signed entries.
  struct Epoch {
    std::string key_path;
    std::string checkpoint;  // the first of the epoch
  };
  std::map<std::string, std::string> lost_;  // the signed note they do not extend
  std::map<std::string, Epoch> epochs_;
};

}  // namespace

Status Restore(const runtime::Config& config, const RestoreOptions& options, std::ostream& out) {
  return Restoration(config, options, out).Run();
}

}  // namespace assay::ctl
