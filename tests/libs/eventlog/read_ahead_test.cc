#include "assay/eventlog/read_ahead.h"

#include "assay/base/limits.h"
#include "tests/libs/eventlog/log_fixture.h"

namespace assay::eventlog {
namespace {

class ReadAheadTest : public ::testing::Test {
 protected:
  void Append(uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
      std::string name = std::to_string(log_->NextStaged());
      ASSERT_FALSE(log_->Stage(OneEventOn({name}, name))->conflict);
      if ((i + 1) % limits::kBatchEntriesMax == 0) {
        ASSERT_TRUE(log_->Commit().ok());
      }
    }
    ASSERT_TRUE(log_->Commit().ok());
  }
  // All from `from` to the end, piece by piece; says in how many.
  uint64_t ReadToEnd(ReadAhead* ahead, uint64_t from) {
    std::vector<std::string> read;
    uint64_t pieces = 0;
    for (; from + read.size() < log_->next(); ++pieces) {
      auto piece = ahead->Read(from + read.size());
      EXPECT_TRUE(piece.ok()) << piece.status().message();
      read.insert(read.end(), piece->begin(), piece->end());
    }
    EXPECT_EQ(read, log_->Read(from, 1'000'000, 1 << 30).value());
    return pieces;
  }

  testing::Disk disk_{testing::StoreKind::kRocksInMemory};
  SystemClock clock_;
  std::unique_ptr<EventLog> log_ = OpenOn(&disk_, &clock_).value();
};

TEST_F(ReadAheadTest, PiecesFollowEachOtherToTheEnd) {
  Append(2 * ReadAhead::kEntries + 10);
  ReadAhead ahead(log_.get());
  EXPECT_EQ(ReadToEnd(&ahead, 0), 3U);
}

TEST_F(ReadAheadTest, WhatIsAppendedLaterIsReadToo) {
  ReadAhead ahead(log_.get());
  EXPECT_EQ(ReadToEnd(&ahead, 0), 1U);
  Append(5);
  EXPECT_EQ(ReadToEnd(&ahead, 1), 1U);
}

TEST_F(ReadAheadTest, AnotherPositionStartsOver) {
  Append(ReadAhead::kEntries + 10);
  ReadAhead ahead(log_.get());
  ASSERT_TRUE(ahead.Read(0).ok());
  EXPECT_EQ(ReadToEnd(&ahead, 7), 2U);
  EXPECT_EQ(ReadToEnd(&ahead, 0), 2U);
}

}  // namespace
}  // namespace assay::eventlog
