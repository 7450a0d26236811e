// A FaultDisk as RocksDB's file system.
#include "assay/storage/fault_disk.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/system_clock.h>

#include <algorithm>

#include "rocks_open.h"

namespace assay::storage {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus ToIoStatus(DiskError error, const std::string& name) {
  switch (error) {
    case DiskError::kNone:
      return IOStatus::OK();
    case DiskError::kNotFound:
      return IOStatus::PathNotFound(name);
    case DiskError::kInputOutput:
      return IOStatus::IOError(name, "Input/output error");
    case DiskError::kNoSpace:
      return IOStatus::NoSpace(name, "No space left on device");
  }
  return IOStatus::NotSupported(name);
}

// "/log//000012.sst" and "/log/" as the disk knows them.
std::string Clean(const std::string& path) {
  std::string clean;
  for (char c : path) {
    if (c != '/' || !clean.ends_with('/')) {
      clean.push_back(c);
    }
  }
  return clean.size() > 1 && clean.ends_with('/') ? clean.substr(0, clean.size() - 1) : clean;
}

// What is opened: one file of the disk.
struct Opened {
  FaultDisk* disk;
  FaultDisk::File file;
  std::string name;

  IOStatus Read(uint64_t offset, size_t count, Slice* result, char* scratch) const {
    std::string bytes;
    DiskError error = disk->Read(file, offset, count, &bytes);
    std::copy(bytes.begin(), bytes.end(), scratch);
    *result = Slice(scratch, bytes.size());
    return ToIoStatus(error, name);
  }
};

class SequentialFile final : public rocksdb::FSSequentialFile {
 public:
  explicit SequentialFile(Opened opened) : opened_(std::move(opened)) {}
  IOStatus Read(size_t count, const IOOptions&, Slice* result, char* scratch,
                IODebugContext*) override {
    IOStatus status = opened_.Read(offset_, count, result, scratch);
    offset_ += result->size();
    return status;
  }
  IOStatus Skip(uint64_t count) override {
    offset_ += count;
    return IOStatus::OK();
  }

 private:
  Opened opened_;
  uint64_t offset_ = 0;
};

class RandomAccessFile final : public rocksdb::FSRandomAccessFile {
 public:
  explicit RandomAccessFile(Opened opened) : opened_(std::move(opened)) {}
  IOStatus Read(uint64_t offset, size_t count, const IOOptions&, Slice* result, char* scratch,
                IODebugContext*) const override {
    return opened_.Read(offset, count, result, scratch);
  }

 private:
  Opened opened_;
};

class WritableFile final : public rocksdb::FSWritableFile {
 public:
  explicit WritableFile(Opened opened) : opened_(std::move(opened)) {}
  using FSWritableFile::Append;
  IOStatus Append(const Slice& bytes, const IOOptions&, IODebugContext*) override {
    return Done(opened_.disk->Append(opened_.file, {bytes.data(), bytes.size()}));
  }
  IOStatus Truncate(uint64_t size, const IOOptions&, IODebugContext*) override {
    return Done(opened_.disk->Truncate(opened_.file, size));
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Sync(const IOOptions&, IODebugContext*) override {
    return Done(opened_.disk->Sync(opened_.file));
  }
  uint64_t GetFileSize(const IOOptions&, IODebugContext*) override {
    return opened_.disk->Size(opened_.file);
  }

 private:
  IOStatus Done(DiskError error) const { return ToIoStatus(error, opened_.name); }
  Opened opened_;
};

class Directory final : public rocksdb::FSDirectory {
 public:
  Directory(FaultDisk* disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    return ToIoStatus(disk_->SyncFolder(folder_), folder_);
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

 private:
  FaultDisk* disk_;
  std::string folder_;
};

class HeldLock final : public rocksdb::FileLock {};

// What RocksDB does not need is left NotSupported, as the base class has it.
class FaultFileSystem final : public rocksdb::FileSystem {
 public:
  explicit FaultFileSystem(FaultDisk* disk) : disk_(disk) {}
  const char* Name() const override { return "FaultDisk"; }

  IOStatus NewSequentialFile(const std::string& path, const FileOptions&,
                             std::unique_ptr<rocksdb::FSSequentialFile>* made,
                             IODebugContext*) override {
    return Open<SequentialFile>(path, made);
  }
  IOStatus NewRandomAccessFile(const std::string& path, const FileOptions&,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* made,
                               IODebugContext*) override {
    return Open<RandomAccessFile>(path, made);
  }
  IOStatus NewWritableFile(const std::string& path, const FileOptions&,
                           std::unique_ptr<rocksdb::FSWritableFile>* made,
                           IODebugContext*) override {
    Opened opened{disk_, 0, path};
    DiskError error = disk_->Create(Clean(path), &opened.file);
    if (error == DiskError::kNone) {
      *made = std::make_unique<WritableFile>(std::move(opened));
    }
    return ToIoStatus(error, path);
  }
  IOStatus ReopenWritableFile(const std::string& path, const FileOptions&,
                              std::unique_ptr<rocksdb::FSWritableFile>* made,
                              IODebugContext*) override {
    return Open<WritableFile>(path, made);
  }
  IOStatus NewDirectory(const std::string& folder, const IOOptions&,
                        std::unique_ptr<rocksdb::FSDirectory>* made, IODebugContext*) override {
    *made = std::make_unique<Directory>(disk_, Clean(folder));
    return IOStatus::OK();
  }
  IOStatus NewLogger(const std::string& path, const IOOptions&, std::shared_ptr<rocksdb::Logger>*,
                     IODebugContext*) override {
    return IOStatus::NotSupported(path);
  }

  IOStatus FileExists(const std::string& path, const IOOptions&, IODebugContext*) override {
    FaultDisk::File file = 0;
    DiskError error = disk_->Find(Clean(path), &file);
    return error == DiskError::kNotFound ? IOStatus::NotFound(path) : ToIoStatus(error, path);
  }
  IOStatus GetChildren(const std::string& folder, const IOOptions&, std::vector<std::string>* names,
                       IODebugContext*) override {
    *names = disk_->Names(Clean(folder));
    return disk_->IsFolder(Clean(folder)) ? IOStatus::OK() : IOStatus::NotFound(folder);
  }
  IOStatus GetFileSize(const std::string& path, const IOOptions&, uint64_t* size,
                       IODebugContext*) override {
    FaultDisk::File file = 0;
    DiskError error = disk_->Find(Clean(path), &file);
    *size = error == DiskError::kNone ? disk_->Size(file) : 0;
    return ToIoStatus(error, path);
  }
  IOStatus GetFileModificationTime(const std::string& path, const IOOptions& options, uint64_t* at,
                                   IODebugContext* debug) override {
    *at = 0;
    return FileExists(path, options, debug);
  }
  IOStatus IsDirectory(const std::string& path, const IOOptions&, bool* is,
                       IODebugContext*) override {
    *is = disk_->IsFolder(Clean(path));
    return IOStatus::OK();
  }
  IOStatus GetAbsolutePath(const std::string& path, const IOOptions&, std::string* absolute,
                           IODebugContext*) override {
    *absolute = path;
    return IOStatus::OK();
  }
  IOStatus GetTestDirectory(const IOOptions&, std::string* folder, IODebugContext*) override {
    *folder = "/test";
    return IOStatus::OK();
  }

  IOStatus DeleteFile(const std::string& path, const IOOptions&, IODebugContext*) override {
    return ToIoStatus(disk_->Remove(Clean(path)), path);
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions&,
                      IODebugContext*) override {
    return ToIoStatus(disk_->Rename(Clean(from), Clean(to)), from);
  }
  IOStatus CreateDir(const std::string& folder, const IOOptions& options,
                     IODebugContext* debug) override {
    return CreateDirIfMissing(folder, options, debug);
  }
  IOStatus CreateDirIfMissing(const std::string& folder, const IOOptions&,
                              IODebugContext*) override {
    return ToIoStatus(disk_->MakeFolder(Clean(folder)), folder);
  }
  IOStatus DeleteDir(const std::string& folder, const IOOptions&, IODebugContext*) override {
    return IOStatus::NotSupported(folder);
  }

  // One process, one store: nobody contends.
  IOStatus LockFile(const std::string&, const IOOptions&, rocksdb::FileLock** lock,
                    IODebugContext*) override {
    *lock = new HeldLock();
    return IOStatus::OK();
  }
  IOStatus UnlockFile(rocksdb::FileLock* lock, const IOOptions&, IODebugContext*) override {
    delete lock;
    return IOStatus::OK();
  }

 private:
  template <typename Kind, typename Made>
  IOStatus Open(const std::string& path, std::unique_ptr<Made>* made) {
    Opened opened{disk_, 0, path};
    DiskError error = disk_->Find(Clean(path), &opened.file);
    if (error == DiskError::kNone) {
      *made = std::make_unique<Kind>(std::move(opened));
    }
    return ToIoStatus(error, path);
  }

  FaultDisk* disk_;
};

// After an error RocksDB's threads sleep for a second, which nobody here waits for.
class SleeplessClock final : public rocksdb::SystemClockWrapper {
 public:
  SleeplessClock() : SystemClockWrapper(rocksdb::SystemClock::Default()) {}
  const char* Name() const override { return "SleeplessClock"; }
  void SleepForMicroseconds(int) override {}
};

class FaultEnv final : public rocksdb::EnvWrapper {
 public:
  explicit FaultEnv(FaultDisk* disk)
      : EnvWrapper(rocksdb::NewCompositeEnv(std::make_shared<FaultFileSystem>(disk))) {
    system_clock_ = std::make_shared<SleeplessClock>();
  }
};

}  // namespace

FaultDisk::FaultDisk() : env_(new FaultEnv(this)) {}
FaultDisk::~FaultDisk() {
  delete static_cast<FaultEnv*>(env_);
}

Result<std::unique_ptr<Store>> OpenFaultyRocksStore(const StoreOptions& options, FaultDisk* disk) {
  return OpenRocks(options, static_cast<FaultEnv*>(disk->env()), "");
}

}  // namespace assay::storage
