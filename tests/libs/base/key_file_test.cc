#include "assay/base/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <thread>

#include "assay/base/file.h"
#include "tests/support/temp_folder.h"

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

// A key that is opened just before it is replaced, and locked after, would be held beside the new
// one.
TEST_F(KeyFileTest, IsHeldByOneAlsoWhenItIsReplacedMeanwhile) {
  ASSERT_TRUE(KeyFile::Make(Path(), "key").ok());
  constexpr int kReplacements = 4'000;
  std::atomic<int> holders{0};
  std::atomic<int> beside_another{0};
  std::atomic<bool> stop{false};
  auto hold = [&](const std::function<void()>& at_last) {
    auto held = KeyFile::Hold(Path());
    if (held.ok()) {
      beside_another += holders++ == 0 ? 0 : 1;
      std::this_thread::yield();
      --holders;
      at_last();
    }
    return held.ok();
  };
  std::thread holder([&] {
    while (!stop) {
      hold([] {});
    }
  });
  for (int i = 0; i < kReplacements;) {
    i += hold([&] {
      fs::copy_file(Path(), Path() + ".other");
      fs::rename(Path() + ".other", Path());
    });
  }
  stop = true;
  holder.join();
  EXPECT_EQ(beside_another, 0);
}

}  // namespace
}  // namespace assay
