#include "services/directory/secret_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace assay::directory {
namespace {

namespace fs = std::filesystem;

class SecretFilesTest : public ::testing::Test {
 protected:
  SecretFilesTest() { EXPECT_TRUE(MakePrivateFolder(folder).ok()); }

  testing::TempFolder temp;
  const std::string folder = temp.Sub("a/b/c");
};

TEST_F(SecretFilesTest, AFolderIsMadeWithItsParents) {
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
  EXPECT_TRUE(MakePrivateFolder(folder).ok());
}

TEST_F(SecretFilesTest, AFileIsReadAsItWasWritten) {
  ASSERT_TRUE(WriteSecret(folder, "one", "12345").ok());
  EXPECT_EQ(ReadSecret(folder + "/one", 5).value(), "12345");
  ASSERT_TRUE(WriteSecret(folder, "one", "67890").ok());
  EXPECT_EQ(ReadSecret(folder + "/one", 5).value(), "67890");
}

TEST_F(SecretFilesTest, AMissingFileIsNothing) {
  EXPECT_EQ(ReadSecret(folder + "/none", 5).value(), std::nullopt);
}

TEST_F(SecretFilesTest, AFileOfAnotherSizeIsDataLoss) {
  ASSERT_TRUE(WriteSecret(folder, "one", "12345").ok());
  EXPECT_EQ(ReadSecret(folder + "/one", 4).status().code(), StatusCode::kDataLoss);
  EXPECT_EQ(ReadSecret(folder + "/one", 6).status().code(), StatusCode::kDataLoss);
}

TEST_F(SecretFilesTest, ALinkIsNotFollowed) {
  ASSERT_TRUE(WriteSecret(folder, "one", "12345").ok());
  fs::create_symlink(folder + "/one", folder + "/link");
  EXPECT_FALSE(ReadSecret(folder + "/link", 5).ok());
}

TEST_F(SecretFilesTest, AFileForOthersIsRefused) {
  ASSERT_TRUE(WriteSecret(folder, "one", "12345").ok());
  ASSERT_EQ(chmod((folder + "/one").c_str(), 0644), 0);
  EXPECT_EQ(ReadSecret(folder + "/one", 5).status().code(), StatusCode::kPermission);
}

TEST_F(SecretFilesTest, AFolderIsNoSecret) {
  fs::create_directory(folder + "/sub");
  EXPECT_EQ(ReadSecret(folder + "/sub", 5).status().code(), StatusCode::kPermission);
}

TEST_F(SecretFilesTest, RemovingIsFinalAndMayBeRepeated) {
  ASSERT_TRUE(WriteSecret(folder, "one", "12345").ok());
  EXPECT_TRUE(RemoveSecret(folder, "one").ok());
  EXPECT_TRUE(RemoveSecret(folder, "one").ok());
  EXPECT_EQ(ReadSecret(folder + "/one", 5).value(), std::nullopt);
}

TEST_F(SecretFilesTest, OnlyUnfinishedFilesAreCleanedUp) {
  ASSERT_TRUE(WriteSecret(folder, "one", "12345").ok());
  std::ofstream(folder + "/two.new") << "12";
  ASSERT_TRUE(RemoveUnfinished(folder).ok());
  EXPECT_FALSE(fs::exists(folder + "/two.new"));
  EXPECT_TRUE(fs::exists(folder + "/one"));
}

}  // namespace
}  // namespace assay::directory
