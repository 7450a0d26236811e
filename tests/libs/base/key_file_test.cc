#include "assay/base/key_file.h"

#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <utility>

#include "assay/base/file.h"
#include "tests/support/temp_folder.h"

// What happens between a file's being opened and its being locked, once.
static std::function<void()> before_lock;

// In place of the C library's.
extern "C" int flock(int fd, int operation) {
  if (before_lock != nullptr) {
    std::exchange(before_lock, nullptr)();
  }
  return static_cast<int>(syscall(SYS_flock, fd, operation));
}

namespace assay {
namespace {

namespace fs = std::filesystem;

class KeyFileTest : public ::testing::Test {
 protected:
  std::string Path() const { return folder_.Sub("keys/a.key"); }
  StatusCode TryHold() const { return KeyFile::Hold(Path()).status().code(); }

  testing::TempFolder folder_;
};

TEST_F(KeyFileTest, IsMadeOnceAndNeverReplaced) {
  ASSERT_TRUE(KeyFile::Make(Path(), "first").ok());
  ASSERT_TRUE(KeyFile::Make(Path(), "second").ok());
  EXPECT_EQ(ReadFile(Path()).value(), "first");
  auto files = fs::directory_iterator(fs::path(Path()).parent_path());
  EXPECT_EQ(std::distance(fs::begin(files), fs::end(files)), 1) << "nothing else is left";
  struct stat stats {};
  ASSERT_EQ(stat(Path().c_str(), &stats), 0);
  EXPECT_EQ(stats.st_mode & 0777, 0600U);
}

TEST_F(KeyFileTest, IsHeldByOneAtATime) {
  ASSERT_TRUE(KeyFile::Make(Path(), "key").ok());
  {
    KeyFile held = KeyFile::Hold(Path()).value();
    EXPECT_EQ(TryHold(), StatusCode::kUnavailable);
  }
  EXPECT_EQ(TryHold(), StatusCode::kOk);
}

TEST_F(KeyFileTest, OneThatOthersMayReadOrThatIsMissingIsRefused) {
  EXPECT_EQ(TryHold(), StatusCode::kPermission);
  ASSERT_TRUE(KeyFile::Make(Path(), "key").ok());
  ASSERT_EQ(chmod(Path().c_str(), 0640), 0);
  EXPECT_EQ(TryHold(), StatusCode::kPermission);
}

// The lock of a file that is not in its place any more would be held beside that of the new one.
TEST_F(KeyFileTest, OneThatIsReplacedBetweenBeingOpenedAndLockedIsNotHeld) {
  ASSERT_TRUE(KeyFile::Make(Path(), "key").ok());
  std::optional<KeyFile> other;
  before_lock = [&] {
    ASSERT_TRUE(WriteFileDurably(Path(), "other key").ok());
    other.emplace(KeyFile::Hold(Path()).value());
  };
  EXPECT_EQ(TryHold(), StatusCode::kUnavailable);
  ASSERT_TRUE(other);
  other.reset();
  EXPECT_EQ(TryHold(), StatusCode::kOk);
}

}  // namespace
}  // namespace assay
