// A real file system that fills up.
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "tests/faults/log_run.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMegabyte = 1 << 20;
const Script kSmall{.entries = 1, .entry_bytes = 100};
const Script kLarge{.entries = 4, .entry_bytes = 20'000};

// The log's folder is a file system of 48 MiB of its own; the checkpoint is elsewhere.
class DiskFullTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(run_.log_folder());
    mounted_ = mount("tmpfs", run_.log_folder().c_str(), "tmpfs", 0, "size=48m") == 0;
    if (!mounted_) {
      GTEST_SKIP() << "cannot mount a file system here: " << std::strerror(errno);
    }
  }
  void TearDown() override {
    run_.Close();
    if (mounted_) {
      EXPECT_EQ(umount(run_.log_folder().c_str()), 0) << std::strerror(errno);
    }
  }

  // Takes room until `left` bytes are free.
  void Fill(uint64_t left) {
    std::ofstream ballast(Ballast(), std::ios::binary);
    const std::string block(64 << 10, 'x');
    while (fs::space(run_.log_folder()).available > left && ballast << block << std::flush) {
    }
  }
  std::string Ballast() const { return run_.log_folder() + "/ballast"; }

  LogRun run_{nullptr};
  bool mounted_ = false;
};

TEST_F(DiskFullTest, TheReserveRefusesAppendsWhileThereIsRoomAndTakesThemAgain) {
  run_.set_free_bytes_reserve(8 * kMegabyte);
  ASSERT_TRUE(run_.Live({.batches = 3, .write_buffer_bytes = 64 << 10}).ok());
  Fill(7 * kMegabyte);
  Status status;
  while (status.ok()) {  // free space is looked at every 100 ms
    status = run_.Append(kSmall);
  }
  EXPECT_EQ(status.code(), StatusCode::kUnavailable) << status.message();
  EXPECT_NE(status.message().find("nearly full"), std::string::npos) << status.message();
  EXPECT_GT(fs::space(run_.log_folder()).available, 4 * kMegabyte);
  EXPECT_TRUE(run_.Compare().ok());

  fs::remove(Ballast());
  while (!status.ok()) {
    ASSERT_EQ(status.code(), StatusCode::kUnavailable) << status.message();
    status = run_.Append(kSmall);
  }
  EXPECT_EQ(run_.Check().ending, Ending::kWhole);
}

TEST_F(DiskFullTest, WithoutAReserveWritingStopsAndTheLogIsWholeOnceThereIsRoom) {
  ASSERT_TRUE(run_.Live({.batches = 3, .write_buffer_bytes = 64 << 10}).ok());
  Fill(3 * kMegabyte);
  Status status;
  while (status.ok()) {
    status = run_.Append(kLarge);
  }
  EXPECT_EQ(status.code(), StatusCode::kInternal) << status.message();
  run_.Close();

  Finding full = run_.Examine();
  EXPECT_EQ(full.message.find("conflict"), std::string::npos) << full.message;
  run_.Close();
  fs::remove(Ballast());
  Finding finding = run_.Check();
  EXPECT_EQ(finding.ending, Ending::kWhole) << finding.message;
}

}  // namespace
}  // namespace assay::testing
