#include "assay/storage/backup.h"

#include <rocksdb/sst_file_reader.h>
#include <rocksdb/utilities/backup_engine.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "assay/storage/store.h"
#include "rocks_backup.h"

namespace assay::storage {
namespace {

using Progress = std::function<bool(uint64_t done, uint64_t total)>;

// A backup leaves the disk to the installation's own work.
constexpr uint64_t kBytesPerSecond = 100 << 20;

Status ToStatus(const rocksdb::Status& status, const std::string& context) {
  if (status.ok()) {
    return OkStatus();
  }
  std::string text = context + ": " + status.ToString();
  if (status.IsNotFound()) {
    return NotFound(text);
  }
  return status.IsCorruption() ? DataLoss(text) : Internal(text);
}

rocksdb::BackupEngineOptions EngineOptions(const std::string& folder) {
  rocksdb::BackupEngineOptions options(folder);
  options.share_table_files = true;
  options.share_files_with_checksum = true;
  options.sync = true;
  options.backup_rate_limit = kBytesPerSecond;
  return options;
}

Result<std::unique_ptr<rocksdb::BackupEngineReadOnly>> OpenToRead(const std::string& folder) {
  if (!std::filesystem::exists(folder + "/meta")) {
    return NotFound("there is no backup in " + folder);
  }
  rocksdb::BackupEngineReadOnly* engine = nullptr;
  rocksdb::Status status =
      rocksdb::BackupEngineReadOnly::Open(EngineOptions(folder), rocksdb::Env::Default(), &engine);
  ASSAY_RETURN_IF_ERROR(ToStatus(status, "reading the backup in " + folder));
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(engine);
}

Status RemoveOthers(rocksdb::BackupEngine* engine, const std::vector<uint32_t>& keep,
                    const std::string& context) {
  std::vector<rocksdb::BackupInfo> copies;
  engine->GetBackupInfo(&copies);
  std::vector<rocksdb::BackupID> unwanted;
  engine->GetCorruptedBackups(&unwanted);
  for (const rocksdb::BackupInfo& copy : copies) {
    unwanted.push_back(copy.backup_id);
  }
  for (rocksdb::BackupID number : unwanted) {
    if (std::find(keep.begin(), keep.end(), number) == keep.end()) {
      ASSAY_RETURN_IF_ERROR(ToStatus(engine->DeleteBackup(number), context));
    }
  }
  // Files of a copy that was cut off by a crash.
  return ToStatus(engine->GarbageCollect(), context);
}

bool IsLive(rocksdb::DB* db, const std::string& path) {
  std::vector<rocksdb::LiveFileMetaData> files;
  db->GetLiveFilesMetaData(&files);
  return std::any_of(files.begin(), files.end(),
                     [&](const auto& file) { return file.db_path + file.name == path; });
}

// Past every cache, as a reader of its own.
Status VerifyFile(rocksdb::DB* db, const std::string& path) {
  rocksdb::Options options;
  options.env = db->GetEnv();
  rocksdb::SstFileReader reader(options);
  rocksdb::Status status = reader.Open(path);
  if (status.ok()) {
    status = reader.VerifyChecksum();
  }
  // A compaction may have replaced the file meanwhile.
  if (status.ok() || !IsLive(db, path)) {
    return OkStatus();
  }
  return DataLoss("the file " + path + " is damaged: " + status.ToString());
}

}  // namespace

Result<uint32_t> Store::Backup(const std::string& /*folder*/, const std::vector<uint32_t>& /*keep*/,
                               const std::function<bool()>& /*go_on*/) {
  return Unavailable("this store is not on disk: there is nothing to back up");
}

Status Store::VerifyFiles(const Progress& /*progress*/) const {
  return Unavailable("this store has no files");
}

Result<uint32_t> BackUpRocks(rocksdb::DB* db, const std::string& folder,
                             const std::vector<uint32_t>& keep,
                             const std::function<bool()>& go_on) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return PermissionDenied("cannot create folder " + folder + ": " + error.message());
  }
  std::string context = "backing up into " + folder;
  rocksdb::BackupEngine* opened = nullptr;
  ASSAY_RETURN_IF_ERROR(
      ToStatus(rocksdb::BackupEngine::Open(EngineOptions(folder), rocksdb::Env::Default(), &opened),
               context));
  std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  ASSAY_RETURN_IF_ERROR(RemoveOthers(engine.get(), keep, context));
  rocksdb::CreateBackupOptions options;
  options.flush_before_backup = true;  // the next copy shares what would be copied again as a WAL
  bool stopped = false;
  options.progress_callback = [&] {
    if (!stopped && !go_on()) {
      stopped = true;
      engine->StopBackup();
    }
  };
  rocksdb::BackupID number = 0;
  rocksdb::Status status = engine->CreateNewBackup(options, db, &number);
  if (stopped) {
    return Unavailable("stopped");
  }
  ASSAY_RETURN_IF_ERROR(ToStatus(status, context));
  return number;
}

Status VerifyRocksFiles(rocksdb::DB* db, const Progress& progress) {
  std::vector<rocksdb::LiveFileMetaData> files;
  db->GetLiveFilesMetaData(&files);
  uint64_t total = 0;
  for (const rocksdb::LiveFileMetaData& file : files) {
    total += file.size;
  }
  uint64_t done = 0;
  for (const rocksdb::LiveFileMetaData& file : files) {
    ASSAY_RETURN_IF_ERROR(VerifyFile(db, file.db_path + file.name));
    done += file.size;
    if (!progress(done, total)) {
      return Unavailable("stopped");
    }
  }
  return OkStatus();
}

Result<std::vector<BackupFile>> ListBackup(const std::string& folder, uint32_t number) {
  ASSAY_ASSIGN_OR_RETURN(auto engine, OpenToRead(folder));
  rocksdb::BackupInfo info;
  std::string name = "copy " + std::to_string(number) + " in " + folder;
  ASSAY_RETURN_IF_ERROR(ToStatus(engine->GetBackupInfo(number, &info, true), name));
  std::vector<BackupFile> files;
  for (const rocksdb::BackupFileInfo& file : info.file_details) {
    files.push_back({file.relative_filename, file.size});
  }
  std::string meta = "meta/" + std::to_string(number);
  std::error_code error;
  files.push_back({meta, std::filesystem::file_size(folder + "/" + meta, error)});
  return error ? Internal("cannot read " + folder + "/" + meta) : Result(std::move(files));
}

Status RestoreBackup(const std::string& folder, uint32_t number, const std::string& to) {
  std::error_code error;
  if (std::filesystem::exists(to) && !std::filesystem::is_empty(to, error)) {
    return InvalidArgument(to + " is not empty: nothing is restored over what is there");
  }
  ASSAY_ASSIGN_OR_RETURN(auto engine, OpenToRead(folder));
  std::filesystem::create_directories(to, error);
  std::string context = "restoring copy " + std::to_string(number) + " of " + folder;
  // Restoring compares checksums too, but does not say which file is damaged.
  ASSAY_RETURN_IF_ERROR(ToStatus(engine->VerifyBackup(number, true), context));
  return ToStatus(engine->RestoreDBFromBackup(number, to, to), context);
}

}  // namespace assay::storage
