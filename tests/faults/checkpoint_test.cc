// Faults while the key is made and checkpoints are written.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tests/faults/file_faults.h"
#include "tests/faults/log_run.h"

namespace assay::testing {
namespace {

using Partly = FileFaults::Partly;

const Script kScript{.name = "Checkpoint", .batches = 5, .entries = 2, .sign_every = 1};

TEST(CheckpointFaults, WhateverCallFailsTheLogOpensWithAllThatWasAcknowledged) {
  for (Partly partly : {Partly::kNothing, Partly::kHalf, Partly::kAll}) {
    bool met = true;
    for (uint64_t index = 0; met; ++index) {
      SimulatedDisk disk;
      LogRun run(&disk);
      {
        FileFaults faults(run.folder(), index, partly);
        Status lived = run.Live(kScript);
        met = faults.met();
        EXPECT_EQ(lived.ok(), !met) << lived.message();
      }
      run.Close();
      auto after = disk.Crash(SimulatedDisk::Remains::kNothing, index);
      run.set_disk(after.get());
      uint64_t published = run.signed_size();
      Finding finding = run.Check();
      EXPECT_EQ(finding.ending, Ending::kWhole)
          << "call " << index << ", partly " << static_cast<int>(partly) << ": " << finding.message;
      EXPECT_GE(finding.entries, published);
      run.Close();
      ASSERT_LT(index, 100U);
    }
  }
}

TEST(CheckpointFaults, ACheckpointIsDurableBeforeItIsPublished) {
  SimulatedDisk disk;
  LogRun run(&disk);
  std::string folder = run.folder().substr(run.folder().rfind('/') + 1);
  FileFaults faults(run.folder(), UINT64_MAX, Partly::kNothing);
  ASSERT_TRUE(run.Live({.name = "Once", .batches = 0}).ok());
  std::vector<std::string> calls = faults.calls();
  for (std::string& call : calls) {  // no two make a key in one file
    call = std::regex_replace(call, std::regex("key\\.[0-9a-f]{16}\\.new"), "key.made");
  }
  const std::vector<std::string> expected = {
      "write key.made.new",   "fsync key.made.new",   "rename key.made",   "fsync " + folder,
      "fsync " + folder,  // and the key's own name
      "write checkpoint.new", "fsync checkpoint.new", "rename checkpoint", "fsync " + folder,
      "write key.signed.new", "fsync key.signed.new", "rename key.signed", "fsync " + folder};
  EXPECT_EQ(calls, expected);
}

}  // namespace
}  // namespace assay::testing
