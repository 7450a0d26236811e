// What goes wrong below a log: failed writes, missing and changed rows, foreign and newer logs, odd
// clocks.
#include <fstream>

#include "assay/base/bytes.h"
#include "assay/base/limits.h"
#include "tests/libs/eventlog/log_fixture.h"

namespace assay::eventlog {
namespace {

using testing::Disk;
using testing::StoreKind;

constexpr uint32_t kLogColumn = 0;
constexpr uint32_t kMetaColumn = 4;
constexpr int64_t kDay = int64_t{86'400} * 1'000'000;

class FaultTest : public ::testing::Test {
 protected:
  // A log of the genesis and three entries.
  void SetUp() override {
    auto log = OpenOn(&disk_, &clock_).value();
    for (const char* key : {"1", "2", "3"}) {
      ASSERT_TRUE(log->Stage(OneEventOn({"f"}, key)).ok());
    }
    ASSERT_TRUE(log->Commit().ok());
  }
  void Change(uint32_t column, const std::string& key, const std::optional<std::string>& value) {
    auto store = disk_.Open({.columns = EventLog::Columns()}).value();
    storage::WriteBatch batch;
    if (value) {
      batch.Put(column, key, *value);
    } else {
      batch.Remove(column, key);
    }
    ASSERT_TRUE(store->Write(batch, storage::Durability::kSynced).ok());
  }
  Status Reopen() { return OpenOn(&disk_, &clock_).status(); }

  Disk disk_{StoreKind::kFake};
  ManualClock clock_{1'700'000'000'000'000};
};

TEST_F(FaultTest, WhateverWriteFailsAReopenedLogHoldsAllOfABatchOrNothing) {
  for (bool applied : {false, true}) {
    for (int n = 0; n < 3; ++n) {
      Disk disk(StoreKind::kFake);
      auto log = OpenOn(&disk, &clock_).value();
      disk.fake()->fail_write_in = n;
      disk.fake()->apply_failed = applied;
      uint64_t committed = 1;
      for (int batch = 0; batch < 4; ++batch) {
        ASSERT_TRUE(log->Stage(OneEventOn({"a", "b"}, std::to_string(2 * batch))).ok());
        ASSERT_TRUE(log->Stage(OneEventOn({"a"}, std::to_string(2 * batch + 1))).ok());
        if (!log->Commit().ok()) {
          break;
        }
        committed += 2;
      }
      log.reset();
      disk.fake()->fail_write_in = -1;
      log = OpenOn(&disk, &clock_).value();
      EXPECT_EQ(log->next(), committed + (applied ? 2U : 0U));
    }
  }
}

TEST_F(FaultTest, ALogThatLostItsLastEntryDoesNotOpen) {
  Change(kLogColumn, BigEndian64(3), std::nullopt);
  EXPECT_EQ(Reopen().code(), StatusCode::kDataLoss);
}

TEST_F(FaultTest, ALogWithAHoleDoesNotOpen) {
  Change(kLogColumn, BigEndian64(2), std::nullopt);
  Status status = Reopen();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("position 2 is missing"), std::string::npos);
}

TEST_F(FaultTest, AnEmptyLogThatOnceHeldEntriesDoesNotOpen) {
  for (uint64_t position = 0; position < 4; ++position) {
    Change(kLogColumn, BigEndian64(position), std::nullopt);
  }
  Status status = Reopen();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("restore"), std::string::npos);
}

TEST_F(FaultTest, AChangedEntryDoesNotOpen) {
  Change(kLogColumn, BigEndian64(2), "not what was written");
  EXPECT_EQ(Reopen().code(), StatusCode::kDataLoss);
}

TEST_F(FaultTest, ANewerEntryFormatDoesNotOpen) {
  log::v1::Entry entry;
  entry.set_format(EventLog::kFormat + 1);
  std::string stored = entry.SerializeAsString();
  std::string value = stored;
  AppendBigEndian64(&value, Checksum(stored));
  Change(kLogColumn, BigEndian64(3), value);
  Status status = Reopen();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("format 2"), std::string::npos);
}

TEST_F(FaultTest, BookKeepingThatDisagreesDoesNotOpen) {
  Change(kMetaColumn, "next-position", BigEndian64(9));
  EXPECT_EQ(Reopen().code(), StatusCode::kDataLoss);
}

TEST_F(FaultTest, AnotherServicesLogDoesNotOpen) {
  OpenOptions options = Options(&clock_);
  options.genesis.set_service("training");
  auto store = disk_.Open({.columns = EventLog::Columns()}).value();
  EXPECT_EQ(EventLog::Open(std::move(store), options).status().code(),
            StatusCode::kInvalidArgument);
}

TEST_F(FaultTest, AClockThatJumpsRefusesAppends) {
  auto log = OpenOn(&disk_, &clock_).value();
  ASSERT_TRUE(log->Stage(OneEventOn({"f"}, "4")).ok());
  clock_.AdvanceTo(clock_.NowMicros() + 2 * kDay);
  EXPECT_EQ(log->Stage(OneEventOn({"f"}, "5")).status().code(), StatusCode::kUnavailable);
}

TEST_F(FaultTest, AClockFarBehindTheLastEntryRefusesAppends) {
  ManualClock behind(clock_.NowMicros() - 2 * kDay);
  auto log = OpenOn(&disk_, &behind).value();
  EXPECT_EQ(log->Stage(OneEventOn({"f"}, "4")).status().code(), StatusCode::kUnavailable);
}

TEST(SimulatedLog, ItsClockMovesForwardOnlyAndNeverPastTheMachines) {
  Disk disk(StoreKind::kRocksInMemory);
  ManualClock machine(1'700'000'000'000'000);
  OpenOptions options = Options(&machine);
  options.genesis.set_clock(log::v1::LogOpened::SIMULATED);
  options.simulated_start_us = 1'600'000'000'000'000;
  auto open = [&] {
    return EventLog::Open(disk.Open({.columns = EventLog::Columns()}).value(), options).value();
  };
  auto log = open();
  EXPECT_EQ(log->NowMicros(), 1'600'000'000'000'000);
  Draft draft = OneEventOn({"f"}, "1");
  draft.clock_us = 1'650'000'000'000'000;
  ASSERT_TRUE(log->Stage(std::move(draft)).ok());
  ASSERT_TRUE(log->Commit().ok());
  log.reset();
  log = open();
  EXPECT_EQ(log->NowMicros(), 1'650'000'000'000'000);
  EXPECT_EQ(ParseEntry(log->Read(1, 1, 1)->front())->recorded_at(), 1'650'000'000'000'000);
  log->StageClock(1'640'000'000'000'000);
  EXPECT_FALSE(log->has_staged());
  log->StageClock(1'800'000'000'000'000);
  ASSERT_TRUE(log->Commit().ok());
  EXPECT_EQ(log->NowMicros(), machine.NowMicros());
}

TEST(SimulatedLog, ItsClockStaysWhereItIsWhenTheEntryThatMovesItIsRefused) {
  Disk disk(StoreKind::kRocksInMemory);
  ManualClock machine(1'700'000'000'000'000);
  OpenOptions options = Options(&machine);
  options.genesis.set_clock(log::v1::LogOpened::SIMULATED);
  options.simulated_start_us = 1'600'000'000'000'000;
  auto log = EventLog::Open(disk.Open({.columns = EventLog::Columns()}).value(), options).value();
  Draft draft = OneEventOn({"f"}, "1");
  draft.clock_us = 1'650'000'000'000'000;
  draft.entry.mutable_events(0)->set_data(std::string(limits::kEntryBytesMax, 'x'));
  EXPECT_FALSE(log->Stage(std::move(draft)).ok());
  EXPECT_FALSE(log->has_staged());
  ASSERT_TRUE(log->Stage(OneEventOn({"f"}, "2")).ok());
  ASSERT_TRUE(log->Commit().ok());
  EXPECT_EQ(log->NowMicros(), 1'600'000'000'000'000);
  EXPECT_EQ(ParseEntry(log->Read(1, 1, 1)->front())->recorded_at(), 1'600'000'000'000'000);
}

TEST(EventLogOnDisk, ADeletedWriteAheadLogDoesNotOpenSilently) {
  Disk disk(StoreKind::kRocksOnDisk);
  ManualClock clock(1'700'000'000'000'000);
  {
    auto log = OpenOn(&disk, &clock).value();
    ASSERT_TRUE(log->Stage(OneEventOn({"f"}, "1")).ok());
    ASSERT_TRUE(log->Commit().ok());
  }
  {
    auto reopened = OpenOn(&disk, &clock).value();
  }  // recovery writes the first WAL's rows to a table
  {
    auto log = OpenOn(&disk, &clock).value();
    EXPECT_EQ(log->next(), 2U);
    ASSERT_TRUE(log->Stage(OneEventOn({"f"}, "2")).ok());
    ASSERT_TRUE(log->Commit().ok());
  }
  for (const auto& file : std::filesystem::directory_iterator(disk.folder())) {
    if (file.path().extension() == ".sst") {
      std::filesystem::remove(file.path());
    }
  }
  EXPECT_FALSE(OpenOn(&disk, &clock).ok());
}

}  // namespace
}  // namespace assay::eventlog
