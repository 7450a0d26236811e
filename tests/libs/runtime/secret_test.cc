#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "assay/runtime/config.h"
#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

TEST(Secret, IsMadeOnceForItsOwnerOnly) {
  testing::TempFolder folder;
  std::string path = folder.Sub("below") + "/fingerprint.key";
  std::string secret = LoadOrMakeSecret(path).value();
  EXPECT_EQ(secret.size(), 32U);
  EXPECT_EQ(LoadOrMakeSecret(path).value(), secret);
  struct stat file {};
  ASSERT_EQ(stat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777U, 0600U);
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST(Secret, EachFileHasItsOwn) {
  testing::TempFolder folder;
  EXPECT_NE(LoadOrMakeSecret(folder.Sub("a")).value(), LoadOrMakeSecret(folder.Sub("b")).value());
}

TEST(Secret, OneOfAnotherSizeIsDataLossAndIsNotMadeAnew) {
  testing::TempFolder folder;
  std::ofstream(folder.Sub("key")) << "short";
  EXPECT_EQ(LoadOrMakeSecret(folder.Sub("key")).status().code(), StatusCode::kDataLoss);
  EXPECT_EQ(std::filesystem::file_size(folder.Sub("key")), 5U);
}

TEST(Secret, WhatACrashLeftHalfWrittenIsNoSecret) {
  testing::TempFolder folder;
  std::ofstream(folder.Sub("key.new")) << "half";
  EXPECT_EQ(LoadOrMakeSecret(folder.Sub("key"))->size(), 32U);
}

}  // namespace
}  // namespace assay::runtime
