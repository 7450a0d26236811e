#include "assay/runtime/backup_folder.h"

#include <gtest/gtest.h>

#include "assay/base/file.h"
#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

TEST(BackupFolderTest, AMarkIsReadAsItWasWritten) {
  testing::TempFolder folder;
  BackupMark mark{"assay.local/HQ", {{"audits", "a"}, {"actions", "b"}}};
  ASSERT_TRUE(WriteBackupMark(folder.Sub("new"), mark).ok());
  EXPECT_EQ(ReadBackupMark(folder.Sub("new")).value(), mark);
}

TEST(BackupFolderTest, AFolderWithoutAMarkIsNoBackupAndADamagedMarkIsDataLoss) {
  testing::TempFolder folder;
  EXPECT_EQ(ReadBackupMark(folder.path()).status().code(), StatusCode::kNotFound);
  for (const char* text : {"", "{", "[]", R"({"format":2,"installation":"x","logs":{}})",
                           R"({"format":1,"installation":"x"})", R"({"format":1,"logs":{}})"}) {
    ASSERT_TRUE(WriteFileDurably(folder.Sub("backup.json"), text).ok());
    EXPECT_EQ(ReadBackupMark(folder.path()).status().code(), StatusCode::kDataLoss) << text;
  }
}

}  // namespace
}  // namespace assay::runtime
