#include "services/assayctl/verify_folder.h"

#include <unistd.h>

#include <filesystem>
#include <optional>
#include <ostream>
#include <set>
#include <sstream>
#include <utility>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/eventlog/verify.h"
#include "assay/evidence/evidence_file.h"
#include "assay/merkle/policy.h"
#include "assay/runtime/config.h"
#include "assay/storage/read_only.h"
#include "services/verify/verify_target.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKeyEnd = ".key";

// PermissionDenied when that cannot be seen.
Result<bool> IsThere(const std::string& path) {
  std::error_code error;
  bool there = fs::exists(path, error);
  return error ? Result<bool>(PermissionDenied("cannot look at " + path + ": " + error.message()))
               : there;
}

// One folder, with whose keys count.
struct Checked {
  runtime::Config config;
  std::optional<merkle::Policy> trusted;  // nothing: the keys in the folder

  std::string CheckpointFolder() const {
    return fs::path(config.CheckpointPath("any")).parent_path().string();
  }
  std::string LogFolder(const std::string& service) const {
    return config.Folder(service) + "/log";
  }
  Result<bool> HasLog(const std::string& service) const {
    return IsThere(LogFolder(service) + "/CURRENT");
  }
};

// The keys in a service's file of retired keys, which signed checkpoints that still count.
Result<std::vector<merkle::VerifierKey>> RetiredKeysIn(const std::string& path) {
  std::vector<merkle::VerifierKey> keys;
  ASSAY_ASSIGN_OR_RETURN(bool any, IsThere(path));
  if (!any) {
    return keys;
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Result<merkle::VerifierKey> key = merkle::VerifierKey::Parse(line);
    if (!key.ok()) {
      return DataLoss(path + " holds something that is no key");
    }
    keys.push_back(*key);
  }
  return keys;
}

// The public halves of the keys in a service's key file.
Result<std::vector<merkle::VerifierKey>> KeysIn(const std::string& path) {
  Result<std::string> text = ReadFile(path);
  if (!text.ok()) {
    return NotFound("the key that signs the log cannot be read (" + text.status().message() +
                    "): give the installation's policy with --policy");
  }
  std::vector<merkle::VerifierKey> keys;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    Result<merkle::Signer> signer = merkle::Signer::Parse(line);
    if (!signer.ok()) {
      return DataLoss(path + " holds something that is no key");
    }
    keys.push_back(signer->key());
  }
  return keys;
}

Status CheckCheckpointIsThere(const Checked& checked, const std::string& service) {
  std::string path = checked.config.CheckpointPath(service);
  ASSAY_ASSIGN_OR_RETURN(bool there, IsThere(path));
  if (there) {
    return OkStatus();
  }
  ASSAY_ASSIGN_OR_RETURN(bool has_log, checked.HasLog(service));
  ASSAY_ASSIGN_OR_RETURN(bool any, IsThere(checked.CheckpointFolder()));
  if (!any) {
    return NotFound("there are no checkpoints in " + checked.CheckpointFolder() +
                    ": if the installation keeps them elsewhere, name its configuration file with "
                    "--config");
  }
  return DataLoss(
      has_log
          ? "there is a log, but no checkpoint " + path
          : "the log and its checkpoint are missing, though a key or the policy names it: they "
            "were removed, or the service never ran here. If it never did, put its key aside, or "
            "give a policy without it, and verify again");
}

// The last checkpoint, once somebody who counts has signed it.
Result<merkle::Checkpoint> ReadCheckpoint(const Checked& checked, const std::string& service) {
  ASSAY_RETURN_IF_ERROR(CheckCheckpointIsThere(checked, service));
  std::string path = checked.config.CheckpointPath(service);
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  Result<merkle::Note> note = merkle::ParseNote(text);
  if (!note.ok()) {
    return DataLoss("the checkpoint " + path + " is damaged: " + note.status().message());
  }
  Result<merkle::Checkpoint> checkpoint = InvalidArgument("");
  if (checked.trusted) {
    checkpoint = checked.trusted->Open(*note);
  } else {
    std::string key_path = runtime::LogKeyPath(checked.config, service);
    ASSAY_ASSIGN_OR_RETURN(auto keys, KeysIn(key_path));
    ASSAY_ASSIGN_OR_RETURN(auto retired, RetiredKeysIn(key_path + ".retired"));
    keys.insert(keys.end(), retired.begin(), retired.end());
    checkpoint = merkle::OpenCheckpoint(*note, keys);
  }
  if (!checkpoint.ok() || !checkpoint->origin.ends_with("/" + service)) {
    return DataLoss("the checkpoint " + path + " is not one that the log's key signed" +
                    (checkpoint.ok() ? ": it is of " + checkpoint->origin
                                     : ": " + checkpoint.status().message()));
  }
  return checkpoint;
}

Status CheckAcknowledged(const Checked& checked, const std::string& service, uint64_t entries) {
  ASSAY_ASSIGN_OR_RETURN(uint64_t acknowledged,
                         eventlog::ReadHighWater(checked.config.Folder(service) + "/acknowledged"));
  return acknowledged <= entries
             ? OkStatus()
             : DataLoss("entries are missing: " + std::to_string(acknowledged) +
                        " were acknowledged, the log holds " + std::to_string(entries));
}

// Adds the hashes of the uploaded files that the log's entries name.
Status AddNamedFiles(const eventlog::EventLog& log, std::set<std::string>* named) {
  constexpr size_t kEntries = 2'000;
  constexpr size_t kBytes = 8 << 20;
  for (uint64_t position = 0; position < log.next();) {
    ASSAY_ASSIGN_OR_RETURN(auto entries, log.ReadStored(position, kEntries, kBytes));
    for (const std::string& stored : entries) {
      named->merge(evidence::FilesNamedIn(stored));
    }
    position += entries.size();
  }
  return OkStatus();
}

// Adds the uploaded files that the log names to `named`.
Result<std::string> VerifyLog(const Checked& checked, const std::string& service,
                              std::set<std::string>* named, std::ostream& err) {
  ASSAY_ASSIGN_OR_RETURN(merkle::Checkpoint checkpoint, ReadCheckpoint(checked, service));
  ASSAY_ASSIGN_OR_RETURN(bool has_log, checked.HasLog(service));
  if (!has_log) {
    return DataLoss("there is a checkpoint of the log, but no log");
  }
  ASSAY_ASSIGN_OR_RETURN(auto store,
                         storage::OpenRocksStoreToRead({.folder = checked.LogFolder(service),
                                                        .columns = eventlog::EventLog::Columns()}));
  SystemClock clock;
  eventlog::OpenOptions options;
  options.genesis.set_service(service);
  options.clock = &clock;
  options.checkpoint = checkpoint;
  options.checkpoint_required = true;
  // Rows that only look-ups read are in no tree; the files' own checksums cover them.
  ASSAY_RETURN_IF_ERROR(store->VerifyFiles([](uint64_t, uint64_t) { return true; }));
  ASSAY_ASSIGN_OR_RETURN(auto log, eventlog::EventLog::Open(std::move(store), options));
  ASSAY_RETURN_IF_ERROR(CheckAcknowledged(checked, service, log->next()));
  bool terminal = isatty(STDERR_FILENO) != 0;
  ASSAY_ASSIGN_OR_RETURN(eventlog::Verified verified,
                         eventlog::Verify(*log, [&](uint64_t done, uint64_t total) {
                           if (terminal) {
                             err << "\r" << service << ": " << done << " of " << total
                                 << (done == total ? "\n" : "") << std::flush;
                           }
                           return true;
                         }));
  ASSAY_RETURN_IF_ERROR(AddNamedFiles(*log, named));
  return checkpoint.origin + ": " + std::to_string(verified.entries) + " entries of " +
         std::to_string(verified.streams) + " records, root " + ToBase64(ToView(verified.root)) +
         "; the last checkpoint covers " + std::to_string(checkpoint.size);
}

// Services of which there is a log, a checkpoint, a key that signs, or a line in the policy.
std::set<std::string> ServicesIn(const Checked& checked) {
  std::set<std::string> services;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(checked.config.data, error)) {
    std::string name = entry.path().filename().string();
    Result<bool> has_log = checked.HasLog(name);
    bool put_aside = name.find('.') != std::string::npos;  // "audits.old", during a restore
    if (has_log.ok() && *has_log && !put_aside) {  // a foreign folder may not be seen: lost+found
      services.insert(name);
    }
  }
  for (const auto& entry : fs::directory_iterator(checked.CheckpointFolder(), error)) {
    services.insert(entry.path().filename().string());
  }
  fs::path keys = fs::path(runtime::LogKeyPath(checked.config, "any")).parent_path();
  for (const auto& entry : fs::directory_iterator(keys, error)) {
    if (entry.path().extension() == kKeyEnd) {
      services.insert(entry.path().stem().string());
    }
  }
  if (checked.trusted) {
    for (const merkle::Policy::Log& log : checked.trusted->logs()) {
      services.insert(log.key.name().substr(log.key.name().rfind('/') + 1));
    }
  }
  return services;
}

// How many uploaded files there are, each found to be what its name says, and all that are `named`
// among them.
Result<size_t> VerifyUploads(const runtime::Config& config, std::set<std::string> named) {
  size_t files = 0;
  ASSAY_ASSIGN_OR_RETURN(bool any, IsThere(config.Folder("uploads")));
  if (!any && named.empty()) {
    return files;
  }
  std::error_code error;
  fs::recursive_directory_iterator entry(config.Folder("uploads"), error);
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    bool kept = entry->is_regular_file() && entry->path().parent_path().filename() != "incoming";
    if (!kept) {
      continue;
    }
    ++files;
    ASSAY_ASSIGN_OR_RETURN(std::string content, ReadFile(entry->path().string()));
    if (ToHex(Sha256(content)) != entry->path().filename().string()) {
      return DataLoss("the uploaded file " + entry->path().string() +
                      " is not the one that was uploaded");
    }
    named.erase(entry->path().filename().string());
  }
  if (error && any) {
    return PermissionDenied("cannot read the folder of uploaded files: " + error.message());
  }
  if (!named.empty()) {
    return DataLoss(std::to_string(named.size()) + " uploaded files that entries name are not in " +
                    config.Folder("uploads") + ", the first with the SHA-256 " + *named.begin() +
                    ": put them back from a backup");
  }
  return files;
}

Result<Checked> Load(const FolderOptions& options) {
  Checked checked;
  ASSAY_ASSIGN_OR_RETURN(checked.config, runtime::LoadConfig(options.config));
  checked.config.data = options.folder;
  if (!options.policy.empty()) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(options.policy));
    ASSAY_ASSIGN_OR_RETURN(checked.trusted, merkle::Policy::Parse(text));
  }
  return checked;
}

Status VerifyAll(const Checked& checked, std::ostream& err, std::vector<std::string>* lines) {
  std::set<std::string> services = ServicesIn(checked);
  if (services.empty()) {
    return NotFound("there is no log in " + checked.config.data);
  }
  std::set<std::string> named;
  for (const std::string& service : services) {
    Result<std::string> told = VerifyLog(checked, service, &named, err);
    if (told.status().code() == StatusCode::kUnavailable) {
      return Unavailable("the log of " + service +
                         " is in use: stop the services, or verify the running installation by its "
                         "address");
    }
    if (!told.ok()) {
      return told.status().In(service);
    }
    lines->push_back(*told);
  }
  ASSAY_ASSIGN_OR_RETURN(size_t uploads, VerifyUploads(checked.config, std::move(named)));
  lines->push_back(std::to_string(uploads) +
                   " uploaded files are what was uploaded; none that an entry names is missing.");
  lines->emplace_back(
      checked.trusted ? "The keys are those of the policy that you gave."
                      : "The keys are those in the folder: compare them with a policy from another "
                        "source (--policy).");
  return OkStatus();
}

}  // namespace

int VerifyFolder(const FolderOptions& options, std::ostream& out, std::ostream& err) {
  evidence::Report report;
  Result<Checked> checked = Load(options);
  if (!checked.ok()) {
    report.Fail(Unavailable(checked.status().message()));
    return verify::Tell(report, out, err);
  }
  Status status = VerifyAll(*checked, err, &report.lines);
  if (!status.ok()) {
    report.Fail(status);
  }
  return verify::Tell(report, out, err);
}

}  // namespace assay::ctl
