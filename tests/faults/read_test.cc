// Reads that fail or give a changed bit: the log says so, or its answer is right all the same.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "assay/eventlog/verify.h"
#include "tests/faults/log_run.h"
#include "tests/faults/loops.h"

namespace assay::testing {
namespace {

class ReadTest : public ::testing::TestWithParam<bool> {
 protected:
  // A log with rows in files and rows in the write-ahead log, all of it signed.
  void SetUp() override {
    Script script{.name = "Read", .batches = 24, .entries = 60, .write_buffer_bytes = 64 << 10};
    ASSERT_TRUE(run_.Live(script).ok());
    run_.Close();
  }

  SimulatedDisk disk_;
  LogRun run_{&disk_};
};

TEST_P(ReadTest, NoReadThatFailsMakesAShortOrWrongAnswer) {
  std::mt19937_64 random(Seed());
  std::map<std::string, int> findings;
  bool met = true;
  for (uint64_t read = 0; met && !HasFailure();
       read += LongLoops() ? 1 : 1 + random() % (1 + read / 4)) {
    disk_.Heal();
    disk_.FailRead(read, GetParam());
    Finding finding = run_.Examine();
    run_.Close();
    met = disk_.failed();
    ++findings[finding.ending == Ending::kWhole ? "whole"
               : !finding.opened                ? "refused"
               : !finding.verified              ? "found by Verify"
                                                : "found when read"];
    EXPECT_EQ(finding.message.find("conflict"), std::string::npos)
        << "read " << read << ": " << finding.message;
    disk_.Heal();
    finding = run_.Examine();
    run_.Close();
    EXPECT_EQ(finding.ending, Ending::kWhole)
        << "after read " << read << " the log is damaged: " << finding.message;
  }
  for (const auto& [finding, count] : findings) {
    RecordProperty(finding, count);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, ReadTest, ::testing::Bool(),
                         [](const auto& kind) { return kind.param ? "ChangedBit" : "Error"; });

}  // namespace
}  // namespace assay::testing
