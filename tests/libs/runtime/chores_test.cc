#include "chores.h"

#include <gtest/gtest.h>

#include <future>

#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

using testing::TempFolder;
using Kind = Chores::Kind;

class ChoresTest : public ::testing::Test {
 protected:
  std::unique_ptr<Chores> Open() const {
    return std::make_unique<Chores>("audits", folder_.path(), &clock_);
  }
  // Begins a chore that ends so, and waits for its end.
  void RunToEnd(Chores* chores, Kind kind, const Status& end) const {
    auto begun =
        chores->Begin(kind, [end](const Chores::Progress& progress, bus::v1::Chore* result) {
          progress(1, 2);
          result->set_entries(7);
          return end;
        });
    ASSERT_TRUE(begun.ok()) << begun.status().message();
    while (chores->last(kind)->running()) {
      std::this_thread::yield();
    }
  }

  ManualClock clock_{0};
  TempFolder folder_;
};

TEST_F(ChoresTest, HowTheLastOfEachKindEndedIsKnownAfterARestart) {
  {
    auto chores = Open();
    EXPECT_FALSE(chores->last(Kind::kScrub));
    RunToEnd(chores.get(), Kind::kScrub, DataLoss("position 5"));
    RunToEnd(chores.get(), Kind::kBackup, OkStatus());
  }
  auto chores = Open();
  EXPECT_EQ(chores->last(Kind::kScrub)->problem(), "position 5");
  EXPECT_EQ(chores->last(Kind::kScrub)->done(), 1U);
  EXPECT_EQ(chores->last(Kind::kBackup)->problem(), "");
  EXPECT_EQ(chores->last(Kind::kBackup)->entries(), 7U);
}

TEST_F(ChoresTest, OneRunsAtATimeAndDamageStaysKnownUntilAnotherScrubEndedWell) {
  auto chores = Open();
  RunToEnd(chores.get(), Kind::kScrub, DataLoss("position 5"));
  std::promise<void> go_on;
  auto begun = chores->Begin(Kind::kScrub, [&](const auto& /*progress*/, auto* /*result*/) {
    go_on.get_future().wait();
    return OkStatus();
  });
  ASSERT_TRUE(begun.ok());
  EXPECT_TRUE(chores->last(Kind::kScrub)->running());
  EXPECT_EQ(chores->last(Kind::kScrub)->problem(), "position 5");
  auto second = chores->Begin(
      Kind::kBackup, [](const auto& /*progress*/, auto* /*result*/) { return OkStatus(); });
  EXPECT_EQ(second.status().code(), StatusCode::kUnavailable);
  go_on.set_value();
  while (chores->last(Kind::kScrub)->running()) {
    std::this_thread::yield();
  }
  EXPECT_EQ(chores->last(Kind::kScrub)->problem(), "");
}

TEST_F(ChoresTest, AChoreThatIsStoppedSaysNothingAboutTheLog) {
  auto chores = Open();
  RunToEnd(chores.get(), Kind::kScrub, OkStatus());
  std::string id = chores->last(Kind::kScrub)->id();
  ASSERT_TRUE(chores
                  ->Begin(Kind::kScrub,
                          [](const Chores::Progress& progress, auto* /*result*/) {
                            while (progress(1, 2)) {
                            }
                            return Unavailable("stopped");
                          })
                  .ok());
  chores->Stop();
  EXPECT_EQ(Open()->last(Kind::kScrub)->id(), id);
  EXPECT_FALSE(chores
                   ->Begin(Kind::kScrub,
                           [](const auto& /*progress*/, auto* /*result*/) { return OkStatus(); })
                   .ok());
}

}  // namespace
}  // namespace assay::runtime
