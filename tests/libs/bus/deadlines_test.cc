#include "deadlines.h"

#include <gtest/gtest.h>

namespace assay::bus {
namespace {

TEST(Deadlines, AreTakenWhenDueEarliestFirst) {
  Deadlines deadlines;
  deadlines.Add(30, 3);
  deadlines.Add(10, 1);
  deadlines.Add(20, 2);
  EXPECT_EQ(deadlines.earliest_ms(), 10);
  EXPECT_EQ(deadlines.TakeDue(9), 0u);
  EXPECT_EQ(deadlines.TakeDue(20), 1u);
  EXPECT_EQ(deadlines.TakeDue(20), 2u);
  EXPECT_EQ(deadlines.TakeDue(20), 0u);
  EXPECT_EQ(deadlines.TakeDue(30), 3u);
  EXPECT_EQ(deadlines.TakeDue(1'000), 0u);
}

TEST(Deadlines, ThoseOfAnsweredCallsAreForgottenOnceTheyAreTheMost) {
  Deadlines deadlines;
  auto waits = [](uint64_t id) { return id > 9'990; };
  for (uint64_t id = 1; id <= 10'000; ++id) {
    deadlines.Add(static_cast<int64_t>(id), id);
  }
  deadlines.Compact(9'000, waits);
  EXPECT_EQ(deadlines.earliest_ms(), 1);
  deadlines.Compact(10, waits);
  EXPECT_EQ(deadlines.earliest_ms(), 9'991);
}

}  // namespace
}  // namespace assay::bus
