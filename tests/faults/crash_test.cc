// Power cuts and failing disks at every change a log makes to its disk: nothing acknowledged is
// ever missing or different, and half a batch is never there.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <thread>

#include "tests/faults/log_run.h"
#include "tests/faults/loops.h"

namespace assay::testing {
namespace {

using storage::DiskError;
using Operation = SimulatedDisk::Operation;
using Partly = SimulatedDisk::Partly;
using Remains = SimulatedDisk::Remains;

struct Mode {
  DiskError error;
  Partly partly;
  Remains remains;
};

std::vector<Mode> AllModes() {
  std::vector<Mode> modes;
  for (DiskError error : {DiskError::kInputOutput, DiskError::kNoSpace}) {
    for (Partly partly : {Partly::kNothing, Partly::kHalf, Partly::kAll}) {
      for (Remains remains : {Remains::kNothing, Remains::kAll, Remains::kSome, Remains::kHoled}) {
        modes.push_back({error, partly, remains});
      }
    }
  }
  return modes;
}

std::string Describe(const Script& script, uint64_t change, const Mode& mode) {
  return script.name + ", change " + std::to_string(change) +
         (mode.error == DiskError::kNoSpace ? ", no space" : ", error") + ", partly " +
         std::to_string(static_cast<int>(mode.partly)) + ", remains " +
         std::to_string(static_cast<int>(mode.remains)) + ", seed " + std::to_string(Seed());
}

class CrashTest : public ::testing::TestWithParam<Script> {
 protected:
  // Whether the fault was met: the run is shorter than that when it was not.
  bool Case(uint64_t change, const Mode& mode) {
    auto disk = std::make_unique<SimulatedDisk>();
    disk->FailChange(change, mode.error, mode.partly);
    LogRun run(disk.get());
    Status lived = run.Live(GetParam());
    Stop(&run, *disk);
    bool met = disk->failed();
    std::unique_ptr<SimulatedDisk> after = disk->Crash(mode.remains, Seed() + change);
    run.set_disk(after.get());
    Finding finding = run.Check();
    ++endings_[finding.ending];
    EXPECT_NE(finding.ending, Ending::kWrong)
        << Describe(GetParam(), change, mode) << ": " << finding.message << " (stopped by "
        << lived.message() << ")";
    // A crash alone damages nothing, unless the disk keeps what came later and not what came
    // before it: bytes, or names while the log is made for the first time.
    bool in_order = mode.remains != Remains::kHoled &&
                    (mode.remains != Remains::kSome || !run.acknowledged().empty());
    EXPECT_TRUE(finding.ending != Ending::kRefused || !in_order)
        << Describe(GetParam(), change, mode) << ": " << finding.message;
    run.Close();
    Keep(std::move(disk));
    return met;
  }

  // RocksDB 7.8.3 aborts when it is closed after a new write-ahead log could not be made while
  // several columns were to be flushed: it keeps references to those that come later.
  void Stop(LogRun* run, const SimulatedDisk& disk) {
    abandoned_ = disk.Failures(Operation::kCreate, ".log") > 0;
    if (abandoned_) {
      run->Abandon();
    } else {
      run->Close();
    }
  }
  void Keep(std::unique_ptr<SimulatedDisk> disk) const {
    static auto* kept = new std::vector<std::unique_ptr<SimulatedDisk>>();
    if (abandoned_) {
      kept->push_back(std::move(disk));
    }
  }

  bool abandoned_ = false;
  std::map<Ending, int> endings_;
};

TEST_P(CrashTest, WhateverChangeFailsNothingAcknowledgedIsLost) {
  std::mt19937_64 random(Seed());
  std::vector<Mode> modes = AllModes();
  uint64_t stride = LongLoops() ? 1 : GetParam().stride;
  bool met = true;
  uint64_t change = FirstChange();
  for (; met && !HasFailure(); change += 1 + random() % stride) {
    std::vector<Mode> chosen = modes;
    if (!LongLoops()) {
      chosen = {modes[random() % modes.size()]};
    }
    for (const Mode& mode : chosen) {
      met = Case(change, mode);
    }
  }
  EXPECT_GT(change, 60U);
  RecordProperty("changes", std::to_string(change));
  RecordProperty("whole", endings_[Ending::kWhole]);
  RecordProperty("refused", endings_[Ending::kRefused]);
  std::cout << "    " << change << " changes: " << endings_[Ending::kWhole] << " whole, "
            << endings_[Ending::kRefused] << " refused\n";
}

const Script kFlush{.name = "Flush",
                    .batches = 24,
                    .entries = 4,
                    .entry_bytes = 8'000,
                    .write_buffer_bytes = 64 << 10,
                    .stride = 20};
const Script kCompaction{.name = "Compaction",
                         .batches = 30,
                         .entries = 100,
                         .entry_bytes = 20,
                         .write_buffer_bytes = 64 << 10,
                         .sign_every = 10,
                         .stride = 24};

INSTANTIATE_TEST_SUITE_P(
    Scripts, CrashTest,
    ::testing::Values(Script{.name = "Append"}, kFlush, kCompaction,
                      Script{.name = "Restart", .batches = 9, .restart_every = 3, .stride = 24},
                      Script{.name = "Checkpoint", .batches = 12, .entries = 1, .sign_every = 1}),
    [](const auto& instance) { return instance.param.name; });

TEST(CrashScripts, FlushAndCompactionHappen) {
  SimulatedDisk disk;
  LogRun run(&disk);
  ASSERT_TRUE(run.Live(kCompaction).ok());
  EXPECT_GE(disk.Count(Operation::kCreate, ".sst"), 10U);
  auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (disk.Count(Operation::kRemove, ".sst") < 4 &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();  // compaction has threads of its own
  }
  run.Close();
  EXPECT_GE(disk.Count(Operation::kRemove, ".sst"), 4U);
}

// What these tests rest on: they see it when a disk says that it kept what it did not keep.
TEST(CrashScripts, ADiskThatLiesAboutSyncIsFoundOut) {
  for (const char* by : {"checkpoint", "mark", "nothing but the comparison"}) {
    SCOPED_TRACE(by);
    SimulatedDisk disk;
    LogRun run(&disk);
    ASSERT_TRUE(run.Live({.name = "Lie", .batches = 3, .sign_every = 1000}).ok());
    disk.LieAboutSync();
    for (int batch = 0; batch < 3; ++batch) {
      ASSERT_TRUE(run.Append({.entries = 5}).ok());
      if (by == std::string("checkpoint")) {
        ASSERT_TRUE(run.Sign().ok());
      }
    }
    run.Close();
    if (by != std::string("mark")) {
      std::filesystem::remove(run.high_water_path());
    }
    std::unique_ptr<SimulatedDisk> after = disk.Crash(Remains::kNothing, 0);
    run.set_disk(after.get());
    Finding finding = run.Check();
    bool unseen = by == std::string("nothing but the comparison");
    EXPECT_EQ(finding.ending, unseen ? Ending::kWrong : Ending::kRefused) << finding.message;
    run.Close();
  }
}

}  // namespace
}  // namespace assay::testing
