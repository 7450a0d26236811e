// Reference numbers are never given twice.
#include <set>

#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

// All numbers that stand in the log's actions.
std::vector<std::string> NumbersIn(const WritePath& path) {
  std::vector<std::string> numbers;
  for (const log::v1::Entry& entry : path.Entries()) {
    for (const log::v1::Event& event : entry.events()) {
      actions::v1::ActionOpened opened;
      if (event.type() == opened.GetTypeName() && opened.ParseFromString(event.data())) {
        numbers.push_back(opened.number());
      }
    }
  }
  return numbers;
}

TEST(Numbers, TheyFollowEachOtherInABatchAcrossBatchesAndAfterARestart) {
  WritePath path;
  EXPECT_EQ(path.Stage(path.RequestOf(NewAction(IdOf("a")))).receipt->number, "CA-TST-2023-0001");
  EXPECT_EQ(path.Stage(path.RequestOf(NewAction(IdOf("b")))).receipt->number, "CA-TST-2023-0002");
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(path.Give(NewAction(IdOf("c"))).receipt->number, "CA-TST-2023-0003");
  path.Open();
  EXPECT_EQ(path.Give(NewAction(IdOf("d"))).receipt->number, "CA-TST-2023-0004");
}

TEST(Numbers, OneCommandMayTakeSeveral) {
  WritePath path;
  EXPECT_EQ(path.Give(NewAction(IdOf("a"), "3 numbers")).receipt->number, "CA-TST-2023-0001");
  EXPECT_EQ(path.Give(NewAction(IdOf("b"))).receipt->number, "CA-TST-2023-0004");
  EXPECT_EQ(NumbersIn(path), (std::vector<std::string>{"CA-TST-2023-0001", "CA-TST-2023-0002",
                                                       "CA-TST-2023-0003", "CA-TST-2023-0004"}));
}

TEST(Numbers, ARefusedCommandTakesNone) {
  WritePath path;
  ASSERT_EQ(path.CodeOf(NewAction(IdOf("a"), "no")), "said-no");
  EXPECT_EQ(path.Give(NewAction(IdOf("a"))).receipt->number, "CA-TST-2023-0001");
}

TEST(Numbers, EachOrganisationAndEachYearHasItsOwn) {
  WritePath path;
  path.Give(NewAction(IdOf("a")));
  Request theirs = path.RequestOf(NewAction(IdOf("b")), "", kOtherOrganisation);
  EXPECT_EQ(path.Give(theirs).receipt->number, "CA-TST-2023-0001");
  path.clock.AdvanceTo(ParseInstant("2023-12-31T23:30:00Z").value());  // already 2024 in Berlin
  path.Open();
  EXPECT_EQ(path.Give(NewAction(IdOf("c"))).receipt->number, "CA-TST-2024-0001");
}

TEST(Numbers, NoneIsUsedTwiceWhateverWriteFails) {
  for (bool applied : {false, true}) {
    for (int n = 0; n < 6; ++n) {
      WritePath path;
      path.disk.fail_write_in = n;
      path.disk.apply_failed = applied;
      for (int command = 0; command < 5; ++command) {
        path.Stage(path.RequestOf(NewAction(IdOf(std::to_string(command)), "2 numbers")));
        if (!path.processor->Commit().ok()) {
          path.disk.fail_write_in = -1;
          path.Open();
        }
      }
      path.Open();
      std::vector<std::string> numbers = NumbersIn(path);
      EXPECT_EQ(numbers.size(), applied || n >= 5 ? 10U : 8U);
      EXPECT_EQ(std::set<std::string>(numbers.begin(), numbers.end()).size(), numbers.size());
    }
  }
}

}  // namespace
}  // namespace assay::aggregate
