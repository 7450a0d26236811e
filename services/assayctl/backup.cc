#include "services/assayctl/backup.h"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <ostream>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/eventlog/notary.h"
#include "assay/merkle/checkpoint.h"
#include "assay/runtime/backup_folder.h"
#include "assay/storage/backup.h"
#include "services/assayctl/backup_keys.h"
#include "services/assayctl/backup_manifest.h"
#include "services/assayctl/chore_client.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr unsigned kHoldSeconds = 120;  // for one log; then services react again by themselves
constexpr size_t kHashDigits = 64;

bool IsWithin(const std::string& inner, const std::string& outer) {
  std::string path = fs::weakly_canonical(inner).string() + "/";
  return path.starts_with(fs::weakly_canonical(outer).string() + "/");
}

// One backup of one installation on its way.
class Backup {
 public:
  Backup(const runtime::Config& config, const BackupOptions& options, ApiClient* client,
         std::ostream& out)
      : config_(config), options_(options), client_(client), out_(out) {}

  Status Run() {
    ASSAY_RETURN_IF_ERROR(Look());
    ASSAY_RETURN_IF_ERROR(CheckFolders());
    ASSAY_RETURN_IF_ERROR(runtime::WriteBackupMark(options_.to, mark_));
    // All at leisure first; then only what came since, while no service reacts to another.
    ASSAY_RETURN_IF_ERROR(CopyLogs());
    ASSAY_RETURN_IF_ERROR(CopyLogsThatFit());
    ASSAY_RETURN_IF_ERROR(CopyAccounts());
    // What entries lead to is there before they are: files and keys come after the logs.
    ASSAY_RETURN_IF_ERROR(CopyUploads());
    ASSAY_RETURN_IF_ERROR(CopyKeys());
    ASSAY_RETURN_IF_ERROR(ListFiles());
    manifest_.installation = mark_.installation;
    manifest_.made_at = FormatInstant(SystemClock().NowMicros());
    ASSAY_RETURN_IF_ERROR(WriteManifest(options_.to, manifest_));
    Summarise();
    return damaged_.empty() ? OkStatus()
                            : DataLoss(
                                  "the backup lacks uploaded files that are not what was "
                                  "uploaded, the first of " +
                                  std::to_string(damaged_.size()) + " is " + damaged_.front() +
                                  ": put them back from an earlier backup, or upload them "
                                  "again");
  }

 private:
  Status Look() {
    ASSAY_ASSIGN_OR_RETURN(services_, ListServices(client_));
    mark_.installation = config_.origin + "/" + config_.node;
    for (const ServiceHealth& health : services_) {
      if (health.log_id.empty()) {
        return Unavailable(
            "the " + health.service +
            " service does not answer, and a backup holds the logs of all: start it");
      }
      if (eventlog::EpochOrigin(health.origin, 1) != mark_.installation + "/" + health.service) {
        return InvalidArgument("the log of " + health.service + " is " + health.origin +
                               ", by the configuration it is of " + mark_.installation +
                               ": say the right one with --config");
      }
      mark_.logs[health.service] = health.log_id;
    }
    // Who refers before who is referred to: what an entry names is in a copy made later.
    auto rank = [](const ServiceHealth& health) {
      return health.service == "directory" ? 2 : health.service == "audits" ? 1 : 0;
    };
    std::stable_sort(services_.begin(), services_.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return OkStatus();
  }

  Status CheckFolders() {
    if (!options_.keys.empty() &&
        (IsWithin(options_.keys, options_.to) || IsWithin(options_.to, options_.keys))) {
      return InvalidArgument(
          "keys are kept apart from the backup: choose a folder for --keys that "
          "is not within the one for --to, nor around it");
    }
    if (!fs::exists(config_.Folder("keys"))) {
      return NotFound("there is no data of an installation in " + config_.data +
                      ": say with --config where it is");
    }
    Result<runtime::BackupMark> there = runtime::ReadBackupMark(options_.to);
    if (there.ok() && *there != mark_) {
      return InvalidArgument(options_.to + " holds the backup of another installation, " +
                             there->installation + ": choose another folder");
    }
    if (!there.ok() && fs::exists(options_.to) && !fs::is_empty(options_.to)) {
      return InvalidArgument(options_.to +
                             " is not empty and is no backup of Assay: choose a new folder");
    }
    if (Result<Manifest> before = ReadManifest(options_.to); before.ok()) {
      before_ = *std::move(before);
    } else if (before.status().code() != StatusCode::kNotFound) {
      return before.status();
    }
    return OkStatus();
  }

  std::string BodyFor(uint32_t before, uint32_t now) const {
    json::array keep;
    for (uint32_t copy : {before, now}) {
      if (copy != 0) {
        keep.push_back(copy);
      }
    }
    return json::serialize(json::object{{"folder", options_.to}, {"keep", std::move(keep)}});
  }

  Status CopyLogs() {
    for (const ServiceHealth& health : services_) {
      ASSAY_RETURN_IF_ERROR(CopyLog(health).In("backing up " + health.service));
    }
    return OkStatus();
  }

  // The checkpoint is taken before the log is copied: what it names is in the copy.
  Status CopyLog(const ServiceHealth& health) {
    auto found = std::find_if(manifest_.logs.begin(), manifest_.logs.end(),
                              [&](const auto& log) { return log.service == health.service; });
    BackedUpLog& log = found == manifest_.logs.end() ? manifest_.logs.emplace_back() : *found;
    log.service = health.service;
    log.log_id = health.log_id;
    log.origin = health.origin;
    log.epoch = health.epoch;
    ASSAY_ASSIGN_OR_RETURN(ApiAnswer answer,
                           client_->Get("/log/" + health.service + "/checkpoint"));
    Result<merkle::Note> note = merkle::ParseNote(answer.body);
    auto checkpoint = note.ok() ? merkle::ParseCheckpoint(note->text) : note.status();
    if (!answer.ok() || !checkpoint.ok()) {
      return Unavailable("there is no checkpoint of the log yet: try again in a second");
    }
    log.entries = checkpoint->size;
    log.root = ToHex(ToView(checkpoint->root));
    log.checkpoint = answer.body;
    const BackedUpLog* before = before_.FindLog(health.service);
    ASSAY_ASSIGN_OR_RETURN(
        json::object chore,
        RunChore(client_, health.service, "back-up",
                 BodyFor(before == nullptr ? 0 : before->copy, log.copy), [](unsigned) {}));
    log.copy = static_cast<uint32_t>(NumberOf(chore, "copy"));
    return OkStatus();
  }

  Status CopyLogsThatFit() {
    Status copied = Hold(kHoldSeconds).status();
    bool held = true;
    for (const ServiceHealth& health : services_) {
      copied = copied.ok() ? CopyLog(health).In("backing up " + health.service) : copied;
      Result<bool> still = copied.ok() ? Hold(kHoldSeconds) : false;  // for the next one
      held = held && still.ok() && *still;
    }
    Status released = Hold(0).status();  // also after a failure
    ASSAY_RETURN_IF_ERROR(copied);
    ASSAY_RETURN_IF_ERROR(released);
    return held ? OkStatus()
                : Unavailable(
                      "the logs could not be copied while no service reacts to another: a "
                      "service was started again, or one log took more than " +
                      std::to_string(kHoldSeconds) + " s. Try again at a quieter moment");
  }

  // Whether all services held their reactions until now.
  Result<bool> Hold(unsigned seconds) {
    bool before = true;
    std::string body = json::serialize(json::object{{"seconds", seconds}});
    for (const ServiceHealth& health : services_) {
      ASSAY_ASSIGN_OR_RETURN(
          json::object answer,
          Ask(client_, "/api/v1/services/" + health.service + ":hold-reactions", body));
      before = TextOf(answer, "before") == "true" && before;
    }
    return before;
  }

  Status CopyAccounts() {
    ASSAY_ASSIGN_OR_RETURN(json::object answer, Ask(client_, "/api/v1/services/gateway:back-up",
                                                    BodyFor(before_.accounts_copy, 0)));
    const json::value* chore = answer.if_contains("chore");
    manifest_.accounts_copy = chore == nullptr || !chore->is_object()
                                  ? 0
                                  : static_cast<uint32_t>(NumberOf(chore->as_object(), "copy"));
    return OkStatus();
  }

  // Files under the hash of their content: never changed, never removed. One that is damaged does
  // not keep the rest from being saved.
  Status CopyUploads() {
    std::string from = config_.Folder("uploads");
    ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> paths, FilesBelow(from));
    for (const std::string& path : paths) {
      if (fs::path(path).filename().string().size() == kHashDigits) {  // others are on their way in
        ASSAY_RETURN_IF_ERROR(CopyUpload(from + "/" + path, "uploads/" + path));
      }
    }
    return OkStatus();
  }

  // A copy that is there is read again: what became of it since shows while the original is there.
  Status CopyUpload(const std::string& from, const std::string& copy) {
    std::string to = options_.to + "/" + copy;
    std::string name = fs::path(copy).filename().string();
    auto is_whole = [&](const std::string& path) {
      Result<BackedUpFile> file = HashFile(path);
      return file.ok() && file->sha256 == name;
    };
    bool is_there = is_whole(to);
    if (!is_there && !is_whole(from)) {
      damaged_.push_back(from);
      return OkStatus();
    }
    ASSAY_RETURN_IF_ERROR(is_there ? OkStatus() : CopyFile(from, to));
    if (auto known = before_.files.find(copy);
        known != before_.files.end() && known->second.sha256 != name) {
      before_.files.erase(known);  // an older program took what was there
    }
    return AddFile(copy);
  }

  Status CopyKeys() {
    if (options_.keys.empty()) {
      return OkStatus();
    }
    ASSAY_ASSIGN_OR_RETURN(keys_saved_, SaveKeys(config_.data, mark_, options_.keys));
    return OkStatus();
  }

  Status ListFiles() {
    for (const BackedUpLog& log : manifest_.logs) {
      ASSAY_RETURN_IF_ERROR(ListCopy(runtime::LogCopies(log.service), log.copy));
    }
    return ListCopy(runtime::kAccountCopies, manifest_.accounts_copy);
  }

  Status ListCopy(const std::string& store, uint32_t copy) {
    ASSAY_ASSIGN_OR_RETURN(auto files, storage::ListBackup(options_.to + "/" + store, copy));
    for (const storage::BackupFile& file : files) {
      ASSAY_RETURN_IF_ERROR(AddFile(store + "/" + file.path));
    }
    return OkStatus();
  }

  // A file that an earlier manifest names never changes: its hash stays the one it was written
  // with, so that damage since then shows.
  Status AddFile(const std::string& path) {
    if (auto known = before_.files.find(path); known != before_.files.end()) {
      manifest_.files[path] = known->second;
      return OkStatus();
    }
    ASSAY_ASSIGN_OR_RETURN(manifest_.files[path], HashFile(options_.to + "/" + path));
    ++files_new_;
    bytes_new_ += manifest_.files[path].bytes;
    return OkStatus();
  }

  void Summarise() {
    for (const BackedUpLog& log : manifest_.logs) {
      out_ << log.origin << ": " << log.entries << " entries, root " << log.root << "\n";
    }
    out_ << "Backed up into " << options_.to << ": " << manifest_.files.size() << " files, "
         << files_new_ << " of them new with " << bytes_new_ << " bytes.\n";
    if (options_.keys.empty()) {
      out_ << "The keys are not in this backup. Without them no name can be read and no checkpoint "
              "be signed: save them apart from it with --keys FOLDER.\n";
    } else {
      out_ << "Saved " << keys_saved_ << " keys in " << options_.keys
           << ". Keep them apart from the backup.\n";
    }
  }

  const runtime::Config& config_;
  BackupOptions options_;
  ApiClient* client_;
  std::ostream& out_;

  std::vector<ServiceHealth> services_;
  runtime::BackupMark mark_;
  Manifest before_;
  Manifest manifest_;
  std::vector<std::string> damaged_;  // uploaded files that are not in the backup for it
  size_t keys_saved_ = 0;
  size_t files_new_ = 0;
  uint64_t bytes_new_ = 0;
};

}  // namespace

Status BackUp(const runtime::Config& config, const BackupOptions& options, ApiClient* client,
              std::ostream& out) {
  BackupOptions absolute = options;
  absolute.to = fs::weakly_canonical(fs::absolute(options.to)).string();
  if (!options.keys.empty()) {
    absolute.keys = fs::weakly_canonical(fs::absolute(options.keys)).string();
  }
  return Backup(config, absolute, client, out).Run();
}

}  // namespace assay::ctl
