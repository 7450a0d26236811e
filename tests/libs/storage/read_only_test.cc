#include "assay/storage/read_only.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <map>

#include "assay/base/file.h"
#include "tests/support/temp_folder.h"

namespace assay::storage {
namespace {

namespace fs = std::filesystem;

StoreOptions In(const std::string& folder) {
  return {.folder = folder, .columns = {{"a"}, {"b", true}}};
}

void Write(const std::string& folder, const std::string& key) {
  auto store = OpenRocksStore(In(folder)).value();
  WriteBatch batch;
  batch.Put(0, key, "value");
  ASSERT_TRUE(store->Write(batch, Durability::kSynced).ok());
}

// Each file with its mode and content.
std::map<std::string, std::string> Everything(const std::string& folder) {
  std::map<std::string, std::string> all;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    std::string mode = std::to_string(static_cast<unsigned>(file.status().permissions()));
    all[file.path()] = mode + ReadFile(file.path()).value();
  }
  all[folder] = std::to_string(static_cast<unsigned>(fs::status(folder).permissions()));
  return all;
}

TEST(ReadOnlyStore, WhatWasWrittenIsReadAndNothingIsChanged) {
  testing::TempFolder folder;
  Write(folder.path(), "first");
  Write(folder.path(), "second");  // in the write-ahead log only
  fs::permissions(folder.path(), fs::perms(0755));
  auto before = Everything(folder.path());
  {
    auto store = OpenRocksStoreToRead(In(folder.path())).value();
    EXPECT_EQ(store->Get(0, "first").value(), "value");
    EXPECT_EQ(store->Get(0, "second").value(), "value");
    EXPECT_TRUE(store->VerifyFiles([](uint64_t, uint64_t) { return true; }).ok());
    WriteBatch batch;
    batch.Put(0, "third", "value");
    EXPECT_FALSE(store->Write(batch, Durability::kSynced).ok());
  }
  EXPECT_EQ(Everything(folder.path()), before);
}

TEST(ReadOnlyStore, WhereThereIsNoneNoneIsMade) {
  testing::TempFolder folder;
  EXPECT_EQ(OpenRocksStoreToRead(In(folder.Sub("none"))).status().code(), StatusCode::kNotFound);
  EXPECT_FALSE(fs::exists(folder.Sub("none")));
}

TEST(ReadOnlyStore, AStoreThatAnotherProcessWritesIsRefused) {
  testing::TempFolder folder;
  std::array<int, 2> opened{};
  std::array<int, 2> done{};
  ASSERT_EQ(pipe(opened.data()), 0);
  ASSERT_EQ(pipe(done.data()), 0);
  pid_t child = fork();
  if (child == 0) {
    close(done[1]);
    auto store = OpenRocksStore(In(folder.path()));
    char byte = store.ok() ? 'y' : 'n';
    (void)!write(opened[1], &byte, 1);
    (void)!read(done[0], &byte, 1);  // until the parent closes its end
    _exit(0);
  }
  char answer = 0;
  ASSERT_EQ(read(opened[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  EXPECT_EQ(OpenRocksStoreToRead(In(folder.path())).status().code(), StatusCode::kUnavailable);
  close(done[1]);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(OpenRocksStoreToRead(In(folder.path())).ok());
  for (int end : {opened[0], opened[1], done[0]}) {
    close(end);
  }
}

}  // namespace
}  // namespace assay::storage
