#include "assay/storage/store.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/store_kinds.h"

namespace assay::storage {
namespace {

using testing::Disk;
using testing::StoreKind;

class StoreTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    store_.reset();
    auto opened = disk_.Open({.columns = {{"a"}, {"b", true}}});
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    store_ = std::move(opened).value();
  }
  void Put(uint32_t column, std::string_view key, std::string_view value) {
    WriteBatch batch;
    batch.Put(column, key, value);
    ASSERT_TRUE(store_->Write(batch, Durability::kSynced).ok());
  }
  std::string Keys(std::string_view lower, std::string_view upper) {
    std::string keys;
    auto rows = store_->NewIterator(0, lower, upper);
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      keys.append(rows->key());
    }
    EXPECT_TRUE(rows->status().ok());
    return keys;
  }

  Disk disk_{GetParam()};
  std::unique_ptr<Store> store_;
};

TEST_P(StoreTest, WhatWasWrittenIsThereAfterReopening) {
  Put(0, "k", "v");
  Reopen();
  EXPECT_EQ(store_->Get(0, "k").value(), "v");
  EXPECT_EQ(store_->Get(0, "other").value(), std::nullopt);
}

TEST_P(StoreTest, ColumnsAreApart) {
  Put(0, "k", "in a");
  EXPECT_EQ(store_->Get(1, "k").value(), std::nullopt);
}

TEST_P(StoreTest, LaterOperationsOfABatchWin) {
  WriteBatch batch;
  batch.Put(0, "k", "1");
  batch.Put(0, "k", "2");
  batch.Put(0, "gone", "x");
  batch.Remove(0, "gone");
  ASSERT_TRUE(store_->Write(batch, Durability::kBuffered).ok());
  EXPECT_EQ(store_->Get(0, "k").value(), "2");
  EXPECT_EQ(store_->Get(0, "gone").value(), std::nullopt);
}

TEST_P(StoreTest, ABatchIsAppendedToAnotherInItsOrder) {
  WriteBatch batch;
  batch.Put(0, "a", "1");
  WriteBatch more;
  more.Put(0, "a", "2");
  more.Put(1, "b", "3");
  batch.Append(more);
  ASSERT_EQ(batch.size(), 3u);
  ASSERT_TRUE(store_->Write(batch, Durability::kSynced).ok());
  EXPECT_EQ(store_->Get(0, "a").value(), "2");
  EXPECT_EQ(store_->Get(1, "b").value(), "3");
}

TEST_P(StoreTest, AnIteratorKeepsToItsBounds) {
  for (const char* key : {"a", "b", "c", "d"}) {
    Put(0, key, key);
  }
  EXPECT_EQ(Keys("b", "d"), "bc");
  EXPECT_EQ(Keys("b", ""), "bcd");
  EXPECT_EQ(Keys("x", ""), "");
}

TEST_P(StoreTest, SeekForPrevFindsTheLastKeyNotAfter) {
  Put(0, "b", "");
  Put(0, "d", "");
  auto rows = store_->NewIterator(0, "", "");
  rows->SeekForPrev("c");
  ASSERT_TRUE(rows->Valid());
  EXPECT_EQ(rows->key(), "b");
  rows->SeekForPrev("d");
  EXPECT_EQ(rows->key(), "d");
  rows->SeekForPrev("a");
  EXPECT_FALSE(rows->Valid());
}

TEST_P(StoreTest, AnIteratorShowsTheStateWhenItWasMade) {
  Put(0, "a", "");
  auto rows = store_->NewIterator(0, "", "");
  Put(0, "b", "");
  rows->SeekToFirst();
  rows->Next();
  EXPECT_FALSE(rows->Valid());
}

INSTANTIATE_TEST_SUITE_P(AllStores, StoreTest,
                         ::testing::Values(StoreKind::kRocksOnDisk, StoreKind::kRocksInMemory,
                                           StoreKind::kFake),
                         [](const auto& kind) { return testing::Name(kind.param); });

TEST(RocksStore, ASecondProcessIsToldThatTheFolderIsInUse) {
  testing::TempFolder folder;
  StoreOptions options{.folder = folder.Sub("s"), .columns = {{"a"}}};
  auto first = OpenRocksStore(options);
  ASSERT_TRUE(first.ok());
  auto second = OpenRocksStore(options);
  EXPECT_EQ(second.status().code(), StatusCode::kUnavailable);
  EXPECT_NE(second.status().message().find("in use by another process"), std::string::npos);
}

// A killed process is a child that ends without closing the store.
TEST(RocksStore, ARebuildableStoreKeepsWhatWasThereWhenItWasClosedAndItsColumnsTogether) {
  testing::TempFolder folder;
  StoreOptions options{.folder = folder.Sub("s"), .columns = {{"a"}, {"b"}}, .rebuildable = true};
  auto write = [&options](const std::string& value) {
    auto store = OpenRocksStore(options).value();
    WriteBatch batch;
    batch.Put(0, "k", value);
    batch.Put(1, "k", value);
    EXPECT_TRUE(store->Write(batch, Durability::kBuffered).ok());
    return store;
  };
  write("closed").reset();
  pid_t child = fork();
  if (child == 0) {
    write("killed").release();
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  auto store = OpenRocksStore(options).value();
  EXPECT_EQ(store->Get(0, "k").value(), "closed");
  EXPECT_EQ(store->Get(1, "k").value(), "closed");
}

TEST(RocksStore, AFolderThatIsAFileIsNamedInTheError) {
  testing::TempFolder folder;
  std::ofstream(folder.Sub("file")) << "x";
  auto opened = OpenRocksStore({.folder = folder.Sub("file") + "/store", .columns = {{"a"}}});
  EXPECT_EQ(opened.status().code(), StatusCode::kPermission);
  EXPECT_NE(opened.status().message().find("/file"), std::string::npos);
}

TEST(FakeStore, AfterAFailedWriteEveryWriteFails) {
  FakeDisk disk;
  auto store = OpenFakeStore({.columns = {{"a"}}}, &disk);
  WriteBatch batch;
  batch.Put(0, "k", "v");
  disk.fail_write_in = 0;
  EXPECT_FALSE(store->Write(batch, Durability::kSynced).ok());
  EXPECT_FALSE(store->Write(batch, Durability::kSynced).ok());
  EXPECT_EQ(store->Get(0, "k").value(), std::nullopt);
}

}  // namespace
}  // namespace assay::storage
