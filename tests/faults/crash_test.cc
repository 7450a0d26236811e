// Power cuts and failing disks at every change a log makes to its disk: nothing acknowledged is
// ever missing or different, and half a batch is never there.
#include <gtest/gtest.h>

#include <map>
#include <random>

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
  for (Partly partly : {Partly::kNothing, Partly::kHalf, Partly::kAll}) {
    for (Remains remains : {Remains::kNothing, Remains::kAll, Remains::kSome, Remains::kHoled}) {
      DiskError error = modes.size() % 2 == 0 ? DiskError::kInputOutput : DiskError::kNoSpace;
      modes.push_back({error, partly, remains});
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
    SimulatedDisk disk;
    disk.FailChange(change, mode.error, mode.partly);
    Status lived = run_for(&disk)->Live(GetParam());
    run_->Close();
    bool met = disk.failed();
    disk.Crash(mode.remains, Seed() + change);
    disk.Heal();
    Finding finding = run_->Check();
    ++endings_[finding.ending];
    EXPECT_NE(finding.ending, Ending::kWrong)
        << Describe(GetParam(), change, mode) << ": " << finding.message << " (stopped by "
        << lived.message() << ")";
    if (finding.ending == Ending::kRefused) {
      ++refusals_[std::to_string(static_cast<int>(mode.remains)) + " " + finding.message];
    }
    run_->Close();
    return met;
  }

  LogRun* run_for(SimulatedDisk* disk) {
    run_ = std::make_unique<LogRun>(disk);
    return run_.get();
  }

  std::unique_ptr<LogRun> run_;
  std::map<Ending, int> endings_;
  std::map<std::string, int> refusals_;
};

TEST_P(CrashTest, WhateverChangeFailsNothingAcknowledgedIsLost) {
  std::mt19937_64 random(Seed());
  std::vector<Mode> modes = AllModes();
  bool met = true;
  uint64_t stride = LongLoops() ? 1 : 7;
  uint64_t changes = 0;
  for (uint64_t change = 0; met && !HasFailure(); change += 1 + random() % stride) {
    met = false;
    for (size_t mode = 0; mode < modes.size(); ++mode) {
      if (LongLoops() || mode == random() % modes.size() || (mode + 1 == modes.size() && !met)) {
        met = Case(change, modes[mode]) || met;
      }
    }
    changes = change;
  }
  RecordProperty("changes", std::to_string(changes));
  RecordProperty("whole", endings_[Ending::kWhole]);
  RecordProperty("refused", endings_[Ending::kRefused]);
  for (const auto& [message, count] : refusals_) {
    std::cout << count << " refused: " << message << "\n";
  }
  std::cout << GetParam().name << ": " << changes << " changes, " << endings_[Ending::kWhole]
            << " whole, " << endings_[Ending::kRefused] << " refused\n";
}

INSTANTIATE_TEST_SUITE_P(
    Scripts, CrashTest,
    ::testing::Values(Script{.name = "Append"},
                      Script{.name = "Flush",
                             .batches = 24,
                             .entries = 4,
                             .entry_bytes = 8'000,
                             .write_buffer_bytes = 64 << 10},
                      Script{.name = "Compaction",
                             .batches = 30,
                             .entries = 100,
                             .entry_bytes = 20,
                             .write_buffer_bytes = 64 << 10,
                             .sign_every = 10},
                      Script{.name = "Restart", .batches = 9, .restart_every = 3},
                      Script{.name = "Checkpoint", .batches = 12, .entries = 1, .sign_every = 1}),
    [](const auto& instance) { return instance.param.name; });

// The scripts above reach what their names say.
TEST(Scripts, FlushAndCompactionHappen) {
  SimulatedDisk disk;
  LogRun run(&disk);
  ASSERT_TRUE(run.Live({.batches = 30,
                        .entries = 100,
                        .entry_bytes = 20,
                        .write_buffer_bytes = 64 << 10,
                        .sign_every = 10})
                  .ok());
  run.Close();
  EXPECT_GE(disk.Count(Operation::kCreate, ".sst"), 10U);
  EXPECT_GE(disk.Count(Operation::kRemove, ".sst"), 4U);
  std::cout << disk.changes() << " changes, " << disk.Count(Operation::kCreate, ".sst") << " made "
            << disk.Count(Operation::kRemove, ".sst") << " gone, wals "
            << disk.Count(Operation::kCreate, ".log") << "\n";
}

}  // namespace
}  // namespace assay::testing
