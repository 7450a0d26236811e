#include "services/assayctl/verify_folder.h"

#include <unistd.h>

#include <filesystem>
#include <ostream>
#include <set>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/eventlog/notary.h"
#include "assay/eventlog/verify.h"
#include "assay/runtime/config.h"
#include "assay/storage/store.h"
#include "services/assayctl/restore_log.h"
#include "services/verify/verify_target.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;

// The log's own name stands in its checkpoint, which is read before the log is opened.
Result<std::string> OriginIn(const std::string& checkpoint_path) {
  std::error_code error;
  if (!fs::exists(checkpoint_path, error)) {
    return DataLoss("there is no checkpoint " + checkpoint_path);
  }
  ASSAY_ASSIGN_OR_RETURN(std::string note, ReadFile(checkpoint_path));
  ASSAY_ASSIGN_OR_RETURN(merkle::Checkpoint checkpoint, PeekCheckpoint(note));
  return checkpoint.origin;
}

Result<std::string> VerifyLog(const runtime::Config& config, const std::string& service,
                              std::ostream& err) {
  std::string checkpoint_path = config.CheckpointPath(service);
  ASSAY_ASSIGN_OR_RETURN(std::string origin, OriginIn(checkpoint_path));
  ASSAY_ASSIGN_OR_RETURN(auto notary,
                         eventlog::Notary::Open({.key_path = runtime::LogKeyPath(config, service),
                                                 .checkpoint_path = checkpoint_path,
                                                 .origin = origin}));
  if (!fs::exists(config.Folder(service) + "/log/CURRENT")) {
    return DataLoss("there is a checkpoint of the log, but no log");
  }
  ASSAY_ASSIGN_OR_RETURN(auto store,
                         storage::OpenRocksStore({.folder = config.Folder(service) + "/log",
                                                  .columns = eventlog::EventLog::Columns()}));
  SystemClock clock;
  eventlog::OpenOptions options;
  options.genesis.set_service(service);
  options.clock = &clock;
  options.checkpoint = notary->last();
  options.checkpoint_required = true;
  ASSAY_ASSIGN_OR_RETURN(auto high_water,
                         eventlog::HighWater::Open(config.Folder(service) + "/acknowledged"));
  options.high_water = high_water.get();
  // Rows that only look-ups read are in no tree; the files' own checksums cover them.
  ASSAY_RETURN_IF_ERROR(store->VerifyFiles([](uint64_t, uint64_t) { return true; }));
  ASSAY_ASSIGN_OR_RETURN(auto log, eventlog::EventLog::Open(std::move(store), options));
  bool terminal = isatty(STDERR_FILENO) != 0;
  ASSAY_ASSIGN_OR_RETURN(eventlog::Verified verified,
                         eventlog::Verify(*log, [&](uint64_t done, uint64_t total) {
                           if (terminal) {
                             err << "\r" << origin << ": " << done << " of " << total
                                 << (done == total ? "\n" : "") << std::flush;
                           }
                           return true;
                         }));
  return origin + ": " + std::to_string(verified.entries) + " entries of " +
         std::to_string(verified.streams) + " records, root " + ToBase64(ToView(verified.root)) +
         "; the last checkpoint covers " + std::to_string(options.checkpoint->size);
}

// Services that have a log, or a checkpoint of one.
std::set<std::string> ServicesIn(const runtime::Config& config) {
  std::set<std::string> services;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(config.data, error)) {
    if (fs::exists(entry.path() / "log" / "CURRENT")) {
      services.insert(entry.path().filename().string());
    }
  }
  for (const auto& entry : fs::directory_iterator(config.Folder("checkpoints"), error)) {
    services.insert(entry.path().filename().string());
  }
  return services;
}

// How many uploaded files there are, each found to be what its name says.
Result<size_t> VerifyUploads(const runtime::Config& config) {
  size_t files = 0;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(config.Folder("uploads"), error)) {
    bool kept = entry.is_regular_file() && entry.path().parent_path().filename() != "incoming";
    if (!kept) {
      continue;
    }
    ++files;
    ASSAY_ASSIGN_OR_RETURN(std::string content, ReadFile(entry.path().string()));
    if (ToHex(Sha256(content)) != entry.path().filename().string()) {
      return DataLoss("the uploaded file " + entry.path().string() +
                      " is not the one that was uploaded");
    }
  }
  return files;
}

}  // namespace

int VerifyFolder(const std::string& folder, std::ostream& out, std::ostream& err) {
  runtime::Config config;
  config.data = folder;
  std::set<std::string> services = ServicesIn(config);
  for (const std::string& service : services) {
    Result<std::string> told = VerifyLog(config, service, err);
    if (told.status().code() == StatusCode::kUnavailable) {
      err << "NOT CHECKED: the log of " << service
          << " is in use: stop the services, or verify the running installation by its address\n";
      return verify::kNotChecked;
    }
    if (!told.ok()) {
      out << "NOT VERIFIED: " << service << ": " << told.status().message() << "\n";
      return verify::kNotVerified;
    }
    out << *told << "\n";
  }
  if (services.empty()) {
    err << "NOT CHECKED: there is no log in " << folder << "\n";
    return verify::kNotChecked;
  }
  Result<size_t> uploads = VerifyUploads(config);
  if (!uploads.ok()) {
    out << "NOT VERIFIED: " << uploads.status().message() << "\n";
    return verify::kNotVerified;
  }
  out << *uploads << " uploaded files are what was uploaded.\nVERIFIED\n";
  return verify::kVerified;
}

}  // namespace assay::ctl
