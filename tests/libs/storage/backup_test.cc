#include "assay/storage/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "assay/base/hash.h"
#include "assay/storage/store.h"
#include "tests/support/store_kinds.h"

namespace assay::storage {
namespace {

namespace fs = std::filesystem;
using testing::Disk;
using testing::StoreKind;
using testing::TempFolder;

bool GoOn(uint64_t /*done*/, uint64_t /*total*/) {
  return true;
}
bool Always() {
  return true;
}

// Changes one bit in the middle of a file.
void FlipBit(const std::string& path) {
  auto middle = static_cast<std::streamoff>(fs::file_size(path) / 2);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(middle);
  int byte = file.get();
  file.seekp(middle);
  file.put(static_cast<char>(byte ^ 1));
  ASSERT_TRUE(file.good()) << path;
}

std::string FirstTableIn(const std::string& folder) {
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() == ".sst") {
      return file.path();
    }
  }
  return "";
}

std::unique_ptr<Store> OpenIn(const std::string& folder) {
  auto opened = OpenRocksStore({.folder = folder, .columns = {{"a"}, {"b", true}}});
  EXPECT_TRUE(opened.ok()) << opened.status().message();
  return opened.ok() ? std::move(opened).value() : nullptr;
}

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() : store_(OpenIn(folder_.Sub("store"))) {}

  void Put(uint32_t column, const std::string& key, const std::string& value) {
    WriteBatch batch;
    batch.Put(column, key, value);
    ASSERT_TRUE(store_->Write(batch, Durability::kSynced).ok());
  }
  uint32_t BackUp(const std::vector<uint32_t>& keep) {
    auto made = store_->Backup(copies(), keep, Always);
    EXPECT_TRUE(made.ok()) << made.status().message();
    return made.ok() ? *made : 0;
  }
  std::set<std::string> FilesOf(uint32_t number) const {
    std::set<std::string> paths;
    auto files = ListBackup(copies(), number);
    EXPECT_TRUE(files.ok()) << files.status().message();
    for (const BackupFile& file : files.ok() ? *files : std::vector<BackupFile>()) {
      EXPECT_EQ(fs::file_size(copies() + "/" + file.path), file.bytes) << file.path;
      paths.insert(file.path);
    }
    return paths;
  }
  std::optional<std::string> Restored(uint32_t number, const std::string& key) {
    std::string to = folder_.Sub("restored-" + std::to_string(number) + key);
    Status restored = RestoreBackup(copies(), number, to);
    EXPECT_TRUE(restored.ok()) << restored.message();
    auto store = OpenIn(to);
    return store == nullptr ? std::nullopt : store->Get(0, key).value();
  }
  std::string copies() const { return folder_.Sub("copies"); }

  TempFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(BackupTest, ACopyHoldsWhatTheStoreHeldAndNotWhatCameLater) {
  Put(0, "k", "early");
  uint32_t number = BackUp({});
  Put(0, "k", "late");
  EXPECT_EQ(Restored(number, "k"), "early");
}

TEST_F(BackupTest, ASecondCopySharesTheFilesOfTheFirst) {
  Put(0, "k", std::string(100'000, 'x'));
  uint32_t first = BackUp({});
  Put(0, "l", "y");
  uint32_t second = BackUp({first});
  std::set<std::string> before = FilesOf(first);
  size_t tables_shared = 0;
  for (const std::string& path : FilesOf(second)) {
    tables_shared += path.ends_with(".sst") && before.contains(path) ? 1U : 0U;
  }
  EXPECT_GE(tables_shared, 1U);
  EXPECT_EQ(Restored(second, "l"), "y");
}

TEST_F(BackupTest, OnlyTheCopyToKeepStays) {
  Put(0, "k", "v");
  uint32_t first = BackUp({});
  uint32_t second = BackUp({first});
  uint32_t third = BackUp({first});
  EXPECT_EQ(ListBackup(copies(), second).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(Restored(first, "k"), "v");
  EXPECT_EQ(Restored(third, "k"), "v");
}

TEST_F(BackupTest, ACopyMadeWhileOthersWriteIsAMomentOfBothColumns) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (int i = 0; !stop; ++i) {
      WriteBatch batch;
      std::string key = std::to_string(1'000'000 + i);
      batch.Put(0, key, std::string(1'000, 'v'));
      batch.Put(1, key, "v");
      ASSERT_TRUE(store_->Write(batch, Durability::kBuffered).ok());
    }
  });
  uint32_t number = 0;
  for (int i = 0; i < 5; ++i) {
    number = BackUp({number});
  }
  stop = true;
  writer.join();
  std::string to = folder_.Sub("restored");
  ASSERT_TRUE(RestoreBackup(copies(), number, to).ok());
  auto store = OpenIn(to);
  ASSERT_NE(store, nullptr);
  auto a = store->NewIterator(0, "", "");
  auto b = store->NewIterator(1, "", "");
  b->SeekToFirst();
  size_t rows = 0;
  for (a->SeekToFirst(); a->Valid(); a->Next(), b->Next(), ++rows) {
    ASSERT_EQ(a->key(), std::to_string(1'000'000 + rows));
    ASSERT_TRUE(b->Valid());
    ASSERT_EQ(b->key(), a->key());
  }
  EXPECT_FALSE(b->Valid());
  EXPECT_GT(rows, 0U);
}

TEST_F(BackupTest, ADamagedFileIsNotRestoredAndIsNamed) {
  Put(0, "k", std::string(100'000, 'x'));
  uint32_t number = BackUp({});
  std::string damaged = FirstTableIn(copies());
  FlipBit(damaged);
  Status restored = RestoreBackup(copies(), number, folder_.Sub("to"));
  EXPECT_EQ(restored.code(), StatusCode::kDataLoss) << restored.message();
  EXPECT_NE(restored.message().find(fs::path(damaged).filename().string()), std::string::npos)
      << restored.message();
}

TEST_F(BackupTest, NothingIsRestoredOverWhatIsThere) {
  Put(0, "k", "v");
  uint32_t number = BackUp({});
  Status restored = RestoreBackup(copies(), number, folder_.Sub("store"));
  EXPECT_EQ(restored.code(), StatusCode::kInvalidArgument) << restored.message();
  EXPECT_EQ(RestoreBackup(folder_.Sub("nowhere"), 1, folder_.Sub("to")).code(),
            StatusCode::kNotFound);
}

TEST_F(BackupTest, VerifyFilesFindsAFlippedBitWhileTheStoreIsOpen) {
  Put(0, "k", std::string(100'000, 'x'));
  BackUp({});  // writes what is in memory to files
  EXPECT_TRUE(store_->VerifyFiles(GoOn).ok());
  std::string damaged = FirstTableIn(folder_.Sub("store"));
  FlipBit(damaged);
  Status verified = store_->VerifyFiles(GoOn);
  EXPECT_EQ(verified.code(), StatusCode::kDataLoss) << verified.message();
  EXPECT_NE(verified.message().find(damaged), std::string::npos) << verified.message();
}

// What was written last is in a write-ahead log only, and in memory, where damage does not show.
TEST_F(BackupTest, VerifyFilesLeavesNothingThatOnlyAWriteAheadLogHolds) {
  Put(0, "k", std::string(1'000, 'x'));
  Put(1, "l", std::string(1'000, 'y'));
  std::vector<std::string> logs;
  for (const auto& file : fs::directory_iterator(folder_.Sub("store"))) {
    if (file.path().extension() == ".log" && fs::file_size(file) > 0) {
      logs.push_back(file.path());
    }
  }
  ASSERT_FALSE(logs.empty());
  for (const std::string& log : logs) {
    FlipBit(log);
  }
  ASSERT_TRUE(store_->VerifyFiles(GoOn).ok());
  store_.reset();
  store_ = OpenIn(folder_.Sub("store"));
  ASSERT_NE(store_, nullptr);
  EXPECT_EQ(store_->Get(0, "k").value(), std::string(1'000, 'x'));
  EXPECT_EQ(store_->Get(1, "l").value(), std::string(1'000, 'y'));
}

TEST_F(BackupTest, ABackupThatIsStoppedLeavesTheEarlierCopy) {
  Put(0, "k", "v");
  uint32_t first = BackUp({});
  Put(0, "l", RandomBytes(20 << 20));
  auto stopped = store_->Backup(copies(), {first}, [] { return false; });
  EXPECT_EQ(stopped.status().code(), StatusCode::kUnavailable);
  EXPECT_EQ(Restored(first, "k"), "v");
  EXPECT_EQ(Restored(BackUp({first}), "k"), "v");
}

TEST_F(BackupTest, VerifyFilesCanBeStopped) {
  Put(0, "k", "v");
  BackUp({});
  Status stopped = store_->VerifyFiles([](uint64_t /*done*/, uint64_t /*total*/) { return false; });
  EXPECT_EQ(stopped.code(), StatusCode::kUnavailable);
}

TEST(BackupOfOtherStoresTest, AStoreThatIsNotOnDiskSaysSo) {
  for (StoreKind kind : {StoreKind::kRocksInMemory, StoreKind::kFake}) {
    Disk disk(kind);
    TempFolder folder;
    auto store = disk.Open({.columns = {{"a"}}}).value();
    EXPECT_EQ(store->Backup(folder.Sub("copies"), {}, Always).status().code(),
              StatusCode::kUnavailable);
    EXPECT_FALSE(fs::exists(folder.Sub("copies")));
  }
}

}  // namespace
}  // namespace assay::storage
