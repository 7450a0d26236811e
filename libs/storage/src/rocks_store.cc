#include <fcntl.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cstdarg>
#include <filesystem>
#include <limits>

#include "assay/base/check.h"
#include "assay/storage/read_only.h"
#include "assay/storage/store.h"
#include "rocks_backup.h"

namespace assay::storage {
namespace {

Status ToStatus(const rocksdb::Status& status) {
  if (status.ok()) {
    return OkStatus();
  }
  std::string text = status.ToString();
  if (status.IsCorruption()) {
    return DataLoss(text);
  }
  bool locked = text.find("While lock file") != std::string::npos ||
                text.find("lock hold by current process") != std::string::npos;
  if (status.IsIOError() && locked) {
    return Unavailable("in use by another process: " + text);
  }
  return Internal(text);
}

rocksdb::Slice ToSlice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
std::string_view ToView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// RocksDB's text log, LOG, is not kept: what matters of it comes back as a status, and after one
// write of it that failed for want of space the next aborts the process (an assertion that is on in
// Debian's librocksdb 7.8.3).
class NoLogger final : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

rocksdb::DBOptions DatabaseOptions(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = env;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // A torn last record was never acknowledged and is cut off; damage anywhere else fails the open.
  // The default mode would silently drop everything after a flipped bit.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  // The outcome of a failed write is unknown: never go on by itself.
  options.max_bgerror_resume_count = 0;
  options.max_open_files = -1;
  options.max_total_wal_size = 64 << 20;  // read again at each open: about half a second
  options.max_background_jobs = 2;
  options.info_log = std::make_shared<NoLogger>();
  return options;
}

rocksdb::ColumnFamilyOptions FamilyOptions(const StoreOptions& options, const ColumnOptions& column,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.block_cache = cache;
  if (column.point_lookups) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  }
  rocksdb::ColumnFamilyOptions family;
  if (column.point_lookups) {  // also for what is not in a file yet
    family.memtable_whole_key_filtering = true;
    family.memtable_prefix_bloom_size_ratio = 0.05;
  }
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  family.write_buffer_size = options.write_buffer_bytes;
  family.compression = rocksdb::kLZ4Compression;
  if (options
          .rebuildable) {  // read soon and rewritten soon: compressed when it is moved further down
    family.compression_per_level = {rocksdb::kNoCompression, rocksdb::kNoCompression,
                                    rocksdb::kLZ4Compression};
  }
  return family;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Families(const StoreOptions& options) {
  auto cache = rocksdb::NewLRUCache(options.cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  for (const ColumnOptions& column : options.columns) {
    families.emplace_back(column.name, FamilyOptions(options, column, cache));
  }
  return families;
}

Status OpenStatus(const rocksdb::Status& status, const std::string& folder) {
  if (status.IsPathNotFound()) {  // of a file that another names
    return DataLoss("opening " + folder + ": " + status.ToString());
  }
  if (status.IsIOError() && status.ToString().find("Permission denied") != std::string::npos) {
    return PermissionDenied("opening " + folder + ": " + status.ToString());
  }
  return status.ok() ? OkStatus() : ToStatus(status).In("opening " + folder);
}

// Whether another process holds the lock that RocksDB takes to write; takes none.
bool IsInUse(const std::string& folder) {
  int fd = open((folder + "/LOCK").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return false;
  }
  struct flock lock {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  bool held = fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close(fd);
  return held;
}

class RocksIterator final : public Iterator {
 public:
  RocksIterator(rocksdb::DB* db, rocksdb::ColumnFamilyHandle* column, std::string_view lower,
                std::string_view upper)
      : lower_(lower), upper_(upper), lower_slice_(lower_), upper_slice_(upper_) {
    rocksdb::ReadOptions options;
    options.iterate_lower_bound = &lower_slice_;
    options.iterate_upper_bound = upper_.empty() ? nullptr : &upper_slice_;
    iterator_.reset(db->NewIterator(options, column));
  }

  bool Valid() const override { return iterator_->Valid(); }
  void SeekToFirst() override { iterator_->SeekToFirst(); }
  void Seek(std::string_view key) override { iterator_->Seek(ToSlice(key)); }
  void SeekForPrev(std::string_view key) override { iterator_->SeekForPrev(ToSlice(key)); }
  void SeekToLast() override { iterator_->SeekToLast(); }
  void Next() override { iterator_->Next(); }
  void Prev() override { iterator_->Prev(); }
  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }
  Status status() const override { return ToStatus(iterator_->status()); }

 private:
  std::string lower_;
  std::string upper_;
  rocksdb::Slice lower_slice_;
  rocksdb::Slice upper_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

class RocksStore final : public Store {
 public:
  RocksStore(std::string folder, bool rebuildable, rocksdb::DB* db,
             std::vector<rocksdb::ColumnFamilyHandle*> columns)
      : folder_(std::move(folder)),
        rebuildable_(rebuildable),
        db_(db),
        columns_(std::move(columns)) {}

  ~RocksStore() override {
    for (rocksdb::ColumnFamilyHandle* column : columns_) {
      db_->DestroyColumnFamilyHandle(column);
    }
    db_->Close().PermitUncheckedError();
  }

  Result<std::optional<std::string>> Get(uint32_t column, std::string_view key) const override {
    std::string value;
    rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), Column(column), ToSlice(key), &value);
    if (status.IsNotFound()) {
      return std::optional<std::string>();
    }
    ASSAY_RETURN_IF_ERROR(ToStatus(status));
    return std::optional<std::string>(std::move(value));
  }

  std::unique_ptr<Iterator> NewIterator(uint32_t column, std::string_view lower,
                                        std::string_view upper) const override {
    return std::make_unique<RocksIterator>(db_.get(), Column(column), lower, upper);
  }

  Status Write(const WriteBatch& batch, Durability durability) override {
    if (broken_.load(std::memory_order_relaxed)) {
      return Internal("the store refused an earlier write; reopen it");
    }
    rocksdb::WriteBatch rocks(batch.bytes() + batch.size() * 16);
    for (size_t i = 0; i < batch.size(); ++i) {
      WriteBatch::Operation operation = batch.operation(i);
      rocksdb::Status added = operation.remove
                                  ? rocks.Delete(Column(operation.column), ToSlice(operation.key))
                                  : rocks.Put(Column(operation.column), ToSlice(operation.key),
                                              ToSlice(operation.value));
      ASSAY_RETURN_IF_ERROR(ToStatus(added));
    }
    rocksdb::WriteOptions options;
    options.sync = durability == Durability::kSynced;
    options.disableWAL = rebuildable_ && durability == Durability::kBuffered;
    Status status = ToStatus(db_->Write(options, &rocks));
    broken_.store(!status.ok(), std::memory_order_relaxed);
    return status;
  }

  uint64_t FreeBytes() const override {
    struct statvfs stats {};
    if (folder_.empty() || statvfs(folder_.c_str(), &stats) != 0) {
      return std::numeric_limits<uint64_t>::max();
    }
    return static_cast<uint64_t>(stats.f_bavail) * stats.f_frsize;
  }

  Result<uint32_t> Backup(const std::string& folder, const std::vector<uint32_t>& keep,
                          const std::function<bool()>& go_on) override {
    return folder_.empty() ? Store::Backup(folder, keep, go_on)
                           : BackUpRocks(db_.get(), folder, keep, go_on);
  }

  Status VerifyFiles(
      const std::function<bool(uint64_t done, uint64_t total)>& progress) const override {
    rocksdb::Status flushed = db_->Flush(rocksdb::FlushOptions(), columns_);
    if (!flushed.IsNotSupported()) {  // opened to read: that has just read the write-ahead log
      ASSAY_RETURN_IF_ERROR(ToStatus(flushed).In("writing what is in memory to files"));
    }
    return VerifyRocksFiles(db_.get(), progress);
  }

 private:
  rocksdb::ColumnFamilyHandle* Column(uint32_t column) const {
    ASSAY_CHECK(column + 1 < columns_.size());
    return columns_[column + 1];
  }

  // Constant after construction.
  std::string folder_;  // empty in memory
  bool rebuildable_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> columns_;  // [0] is RocksDB's unused default
  // Any thread.
  std::atomic<bool> broken_{false};
};

}  // namespace

Result<std::unique_ptr<Store>> OpenRocks(const StoreOptions& options, rocksdb::Env* env,
                                         std::string folder_on_disk) {
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::DBOptions database = DatabaseOptions(env);
  database.atomic_flush = options.rebuildable;  // columns stay together without a write-ahead log
  rocksdb::Status status =
      rocksdb::DB::Open(database, options.folder, Families(options), &handles, &db);
  ASSAY_RETURN_IF_ERROR(OpenStatus(status, options.folder));
  return std::unique_ptr<Store>(std::make_unique<RocksStore>(
      std::move(folder_on_disk), options.rebuildable, db, std::move(handles)));
}

Result<std::unique_ptr<Store>> OpenRocksStoreToRead(const StoreOptions& options) {
  if (access((options.folder + "/CURRENT").c_str(), F_OK) != 0) {
    return NotFound("there is no store in " + options.folder);
  }
  if (IsInUse(options.folder)) {
    return Unavailable("in use by another process: " + options.folder);
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::DBOptions database = DatabaseOptions(rocksdb::Env::Default());
  database.create_if_missing = false;
  database.create_missing_column_families = false;
  rocksdb::Status status =
      rocksdb::DB::OpenForReadOnly(database, options.folder, Families(options), &handles, &db);
  ASSAY_RETURN_IF_ERROR(OpenStatus(status, options.folder));
  return std::unique_ptr<Store>(
      std::make_unique<RocksStore>(options.folder, options.rebuildable, db, std::move(handles)));
}

Result<std::unique_ptr<Store>> OpenRocksStore(const StoreOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  if (error) {
    return PermissionDenied("cannot create folder " + options.folder + ": " + error.message());
  }
  if (chmod(options.folder.c_str(), 0700) != 0) {
    return PermissionDenied("cannot make folder " + options.folder + " private to this user");
  }
  return OpenRocks(options, rocksdb::Env::Default(), options.folder);
}

MemoryDisk::MemoryDisk() : env_(rocksdb::NewMemEnv(rocksdb::Env::Default())) {}
MemoryDisk::~MemoryDisk() {
  delete static_cast<rocksdb::Env*>(env_);
}

Result<std::unique_ptr<Store>> OpenMemoryRocksStore(const StoreOptions& options, MemoryDisk* disk) {
  return OpenRocks(options, static_cast<rocksdb::Env*>(disk->env()), "");
}

}  // namespace assay::storage
