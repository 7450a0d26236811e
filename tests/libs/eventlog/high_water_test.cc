#include "assay/eventlog/high_water.h"

#include <gtest/gtest.h>

#include "assay/base/file.h"
#include "assay/eventlog/verify.h"
#include "tests/libs/eventlog/log_fixture.h"
#include "tests/support/temp_folder.h"

namespace assay::eventlog {
namespace {

class HighWaterTest : public ::testing::Test {
 protected:
  std::string Path() const { return folder_.Sub("acknowledged"); }
  uint64_t Found() const { return HighWater::Open(Path()).value()->found(); }

  testing::TempFolder folder_;
};

TEST_F(HighWaterTest, ItIsFoundAsItWasLeft) {
  EXPECT_EQ(Found(), 0U);
  HighWater::Open(Path()).value()->Raise(7);
  EXPECT_EQ(Found(), 7U);
  HighWater::Open(Path()).value()->Raise(uint64_t{1} << 40);
  EXPECT_EQ(Found(), uint64_t{1} << 40);
}

TEST_F(HighWaterTest, ReadingItMakesAndChangesNothing) {
  EXPECT_EQ(ReadHighWater(Path()).value(), 0U);
  EXPECT_FALSE(std::filesystem::exists(Path()));
  HighWater::Open(Path()).value()->Raise(7);
  EXPECT_EQ(ReadHighWater(Path()).value(), 7U);
  ASSERT_TRUE(WriteFileDurably(Path(), "damaged").ok());
  EXPECT_EQ(ReadHighWater(Path()).status().code(), StatusCode::kDataLoss);
}

TEST_F(HighWaterTest, ADamagedOneIsNotTakenForAnything) {
  HighWater::Open(Path()).value()->Raise(7);
  std::string mark = ReadFile(Path()).value();
  for (const std::string& damaged :
       {mark.substr(1), mark + "x", std::string("y") + mark.substr(1)}) {
    ASSERT_TRUE(WriteFileDurably(Path(), damaged).ok());
    EXPECT_EQ(HighWater::Open(Path()).status().code(), StatusCode::kDataLoss);
  }
  ASSERT_TRUE(WriteFileDurably(Path(), "").ok());
  EXPECT_EQ(Found(), 0U);
}

TEST_F(HighWaterTest, ALogThatIsShorterDoesNotOpen) {
  testing::Disk disk{testing::StoreKind::kFake};
  ManualClock clock{1'700'000'000'000'000};
  auto open = [&](HighWater* mark) {
    OpenOptions options = Options(&clock);
    options.high_water = mark;
    return OpenWith(&disk, options);
  };
  {
    auto mark = HighWater::Open(Path()).value();
    auto log = open(mark.get()).value();
    ASSERT_TRUE(log->Stage(OneEventOn({"f"}, "key")).ok());
    ASSERT_TRUE(log->Commit().ok());
  }
  EXPECT_EQ(Found(), 2U);
  auto mark = HighWater::Open(Path()).value();
  EXPECT_TRUE(open(mark.get()).ok());
  mark->Raise(3);
  auto higher = HighWater::Open(Path()).value();
  Status refused = open(higher.get()).status();
  EXPECT_EQ(refused.code(), StatusCode::kDataLoss);
  EXPECT_NE(refused.message().find("3 were acknowledged, the log holds 2"), std::string::npos)
      << refused.message();
}

}  // namespace
}  // namespace assay::eventlog
