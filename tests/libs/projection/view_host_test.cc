// Promise 7: a new view is built beside the old one and takes over when it has caught up.
#include "assay/projection/view_host.h"

#include <filesystem>
#include <set>

#include "tests/libs/projection/story.h"

namespace assay::projection {
namespace {

namespace fs = std::filesystem;

std::string Generation(int number) {
  return "v" + std::to_string(RecordView::kLayout) + "-" + std::to_string(number);
}

class ViewHostTest : public ::testing::Test {
 protected:
  void SetUp() override {
    story_.ToDo(IdOf("a"), "Title");
    story_.Start(IdOf("a"));
    Reopen();
    ApplyAll(host_->current().get());
  }
  void Reopen() {
    host_.reset();
    auto opened = ViewHost::Open(views(), &catalog_, true);
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    host_ = std::move(opened).value();
  }
  void ApplyAll(RecordView* view) {
    ASSERT_TRUE(view->Apply(view->next(), story_.From(view->next())).ok());
  }
  Rebuild End() {
    Result<Rebuild> rebuild = host_->EndRebuild();
    EXPECT_TRUE(rebuild.ok());
    return rebuild.ok() ? *rebuild : Rebuild::kNone;
  }
  bool TakeOver() { return End() == Rebuild::kTookOver; }
  // An event that no view of its own log can read, at position 3; then one more entry.
  void Damage() {
    story_.AddUnknownEvent(IdOf("c"));
    story_.ToDo(IdOf("d"), "After the damage");
  }
  std::string views() const { return folder_.Sub("views"); }
  std::set<std::string> Folders() const {
    std::set<std::string> names;
    for (const auto& item : fs::directory_iterator(views())) {
      names.insert(item.path().filename().string());
    }
    return names;
  }

  testing::TempFolder folder_;
  schema::Catalog catalog_;
  Story story_;
  std::unique_ptr<ViewHost> host_;
};

TEST_F(ViewHostTest, TheViewIsKept) {
  Reopen();
  EXPECT_EQ(host_->current()->next(), 3U);
  EXPECT_EQ(host_->building(), nullptr);
}

TEST_F(ViewHostTest, ADeletedViewIsBuiltAgainAndHoldsTheSame) {
  std::string digest = host_->current()->Digest().value();
  host_.reset();
  fs::remove_all(views());
  Reopen();
  EXPECT_EQ(host_->current()->next(), 0U);
  ApplyAll(host_->current().get());
  EXPECT_EQ(host_->current()->Digest().value(), digest);
}

TEST_F(ViewHostTest, TheNewViewTakesOverOnlyWhenItHasCaughtUp) {
  std::shared_ptr<RecordView> old = host_->current();
  ASSERT_TRUE(host_->BeginRebuild().ok());
  auto building = host_->building();
  ASSERT_NE(building, nullptr);
  EXPECT_FALSE(TakeOver());
  ASSERT_TRUE(building->Apply(0, story_.From(0, 2)).ok());
  EXPECT_FALSE(TakeOver());
  EXPECT_EQ(host_->current(), old);
  story_.ToDo(IdOf("b"), "Grown meanwhile");
  ApplyAll(old.get());
  ASSERT_TRUE(building->Apply(2, story_.From(2, 1)).ok());
  EXPECT_FALSE(TakeOver());
  ApplyAll(building.get());
  EXPECT_TRUE(TakeOver());
  EXPECT_EQ(host_->current(), building);
  EXPECT_EQ(host_->building(), nullptr);
  EXPECT_EQ(host_->current()->Digest().value(), old->Digest().value());
}

TEST_F(ViewHostTest, ReadersOfTheOldViewGoOnDuringTheRebuild) {
  ASSERT_TRUE(host_->BeginRebuild().ok());
  const auto* type = catalog_.FindRecord("assay.actions.v1.ToDo");
  EXPECT_NE(host_->current()->Find(*type, kOrganisation, IdOf("a")).value(), nullptr);
}

TEST_F(ViewHostTest, AfterTheTakeOverOnlyTheNewFolderIsLeftAndIsOpened) {
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  ASSERT_TRUE(TakeOver());
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(2)}));
  Reopen();
  EXPECT_EQ(host_->current()->next(), 3U);
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  ASSERT_TRUE(TakeOver());
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(3)}));
}

TEST_F(ViewHostTest, OnlyOneRebuildIsUnderWay) {
  ASSERT_TRUE(host_->BeginRebuild().ok());
  EXPECT_EQ(host_->BeginRebuild().code(), StatusCode::kUnavailable);
}

TEST_F(ViewHostTest, WithoutARebuildNothingTakesOver) {
  EXPECT_FALSE(TakeOver());
}

TEST_F(ViewHostTest, AViewThatWasBeingBuiltIsThrownAwayAtTheNextStart) {
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ASSERT_TRUE(host_->building()->Apply(0, story_.From(0, 1)).ok());
  Reopen();
  EXPECT_EQ(host_->current()->next(), 3U);
  EXPECT_EQ(host_->building(), nullptr);
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(1)}));
}

TEST_F(ViewHostTest, WhoReadsTheOldViewGoesOnUntilDone) {
  std::shared_ptr<RecordView> reader = host_->current();
  std::string digest = reader->Digest().value();
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  ASSERT_TRUE(TakeOver());
  EXPECT_EQ(reader->Digest().value(), digest);
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(1), Generation(2)}));
  reader.reset();
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(2)}));
}

TEST_F(ViewHostTest, ACrashWhileTheOldViewIsStillReadLeavesTheNewOne) {
  std::shared_ptr<RecordView> reader = host_->current();
  std::string digest = reader->Digest().value();
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  ASSERT_TRUE(TakeOver());
  fs::copy(views(), folder_.Sub("crashed"), fs::copy_options::recursive);
  reader.reset();
  host_.reset();
  fs::remove_all(views());
  fs::rename(folder_.Sub("crashed"), views());
  Reopen();
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(2)}));
  ApplyAll(host_->current().get());  // what was not flushed yet
  EXPECT_EQ(host_->current()->Digest().value(), digest);
}

TEST_F(ViewHostTest, ParkedBothAndNoFurtherTheNewViewIsGivenUp) {
  Damage();
  ApplyAll(host_->current().get());
  ASSERT_EQ(host_->current()->parked()->position, 3U);
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  EXPECT_EQ(End(), Rebuild::kGivenUp);
  EXPECT_EQ(host_->building(), nullptr);
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(1)}));
  EXPECT_TRUE(host_->BeginRebuild().ok()) << "another try is possible";
}

// What a parked view was offered is not offered again: the new one must have all of it.
TEST_F(ViewHostTest, AParkedViewIsTakenOverFromOnlyByOneThatHoldsAllItWasOffered) {
  Damage();
  ApplyAll(host_->current().get());
  ASSERT_EQ(host_->current()->offered(), 5U);
  story_.MakeKnown(3);
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ASSERT_TRUE(host_->building()->Apply(0, story_.From(0, 4)).ok());
  EXPECT_EQ(host_->building()->next(), 4U) << "further than the parked view";
  EXPECT_EQ(End(), Rebuild::kUnderWay);
  ApplyAll(host_->building().get());
  EXPECT_EQ(End(), Rebuild::kTookOver);
  story_.ToDo(IdOf("e"), "Next");
  EXPECT_TRUE(host_->current()->Apply(5, story_.From(5)).ok());
  EXPECT_EQ(host_->current()->next(), 6U);
}

TEST_F(ViewHostTest, ParkedBothTheOneThatCameFurtherStays) {
  Damage();
  ApplyAll(host_->current().get());
  story_.MakeKnown(3);
  story_.AddUnknownEvent(IdOf("f"));
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  EXPECT_EQ(host_->building()->parked()->position, 5U);
  EXPECT_EQ(End(), Rebuild::kTookOver);
  EXPECT_EQ(host_->current()->next(), 5U);
}

TEST_F(ViewHostTest, AViewInAnotherLayoutIsNotReadButBuiltAgain) {
  host_.reset();
  fs::rename(views() + "/" + Generation(1), views() + "/1");
  Reopen();
  EXPECT_EQ(host_->current()->next(), 0U);
  EXPECT_EQ(Folders(), (std::set<std::string>{Generation(1)}));
}

TEST_F(ViewHostTest, AViewOfAnotherVersionOfTheProgramIsOutdatedUntilItIsRebuilt) {
  EXPECT_FALSE(host_->outdated());
  host_.reset();
  {
    auto store = storage::OpenRocksStore(
                     {.folder = views() + "/" + Generation(1), .columns = RecordView::Columns()})
                     .value();
    storage::WriteBatch batch;
    batch.Put(1, "built-with", "another version");
    ASSERT_TRUE(store->Write(batch, storage::Durability::kSynced).ok());
  }
  Reopen();
  EXPECT_TRUE(host_->outdated());
  story_.ToDo(IdOf("b"), "Later");
  ApplyAll(host_->current().get());  // what is applied since does not make it current
  EXPECT_TRUE(host_->outdated());
  ASSERT_TRUE(host_->BeginRebuild().ok());
  ApplyAll(host_->building().get());
  ASSERT_TRUE(TakeOver());
  EXPECT_FALSE(host_->outdated());
}

}  // namespace
}  // namespace assay::projection
