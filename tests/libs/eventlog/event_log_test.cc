#include "assay/eventlog/event_log.h"

#include "assay/base/limits.h"
#include "tests/libs/eventlog/log_fixture.h"

namespace assay::eventlog {
namespace {

using testing::Disk;
using testing::StoreKind;

class EventLogTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    log_.reset();
    auto opened = OpenOn(&disk_, &clock_);
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    log_ = std::move(opened).value();
  }
  uint64_t Append(Draft draft) {
    Result<Staged> staged = log_->Stage(std::move(draft));
    EXPECT_TRUE(staged.ok()) << staged.status().message();
    EXPECT_FALSE(staged->conflict);
    EXPECT_TRUE(log_->Commit().ok());
    return staged->position;
  }
  std::vector<std::string> DataOf(const std::string& stream) {
    std::vector<std::string> data;
    Status status = log_->ReadStream({"Finding", stream}, [&](const log::v1::Event& event) {
      data.push_back(event.data());
      return OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status.message();
    return data;
  }

  Disk disk_{GetParam()};
  ManualClock clock_{1'700'000'000'000'000};
  std::unique_ptr<EventLog> log_;
};

TEST_P(EventLogTest, PositionZeroIsTheGenesis) {
  EXPECT_EQ(log_->next(), 1U);
  EXPECT_EQ(log_->genesis().service(), "audits");
  std::string id = log_->genesis().log_id();
  Reopen();
  EXPECT_EQ(log_->genesis().log_id(), id);
  EXPECT_EQ(log_->genesis().epoch(), 1U);
}

TEST_P(EventLogTest, PositionsAreDenseInCommitOrder) {
  for (uint64_t i = 1; i <= 20; ++i) {
    EXPECT_EQ(Append(OneEventOn({"f"}, std::to_string(i))), i);
  }
  Reopen();
  EXPECT_EQ(log_->next(), 21U);
  EXPECT_EQ(log_->Read(0, 100, 1 << 20)->size(), 21U);
}

TEST_P(EventLogTest, StagedEntriesAreInvisibleUntilCommitted) {
  ASSERT_TRUE(log_->Stage(OneEventOn({"f"}, "1")).ok());
  EXPECT_EQ(log_->next(), 1U);
  EXPECT_TRUE(log_->Read(1, 10, 1000)->empty());
  ASSERT_TRUE(log_->Commit().ok());
  EXPECT_EQ(log_->next(), 2U);
  EXPECT_EQ(log_->Read(1, 10, 1000)->size(), 1U);
}

TEST_P(EventLogTest, AnUncommittedBatchIsGoneAfterReopening) {
  ASSERT_TRUE(log_->Stage(OneEventOn({"f"}, "1")).ok());
  Reopen();
  EXPECT_EQ(log_->next(), 1U);
  EXPECT_FALSE(log_->FindStream({"Finding", "f"}).value());
}

TEST_P(EventLogTest, TheWriterSeesWhatItStaged) {
  Append(OneEventOn({"f"}, "1"));
  ASSERT_TRUE(log_->Stage(OneEventOn({"f", "g"}, "2")).ok());
  EXPECT_EQ(log_->FindStream({"Finding", "f"}).value()->version, 2U);
  EXPECT_EQ(DataOf("f"), (std::vector<std::string>{"data of 1", "data of 2"}));
  EXPECT_EQ(DataOf("g"), (std::vector<std::string>{"data of 2"}));
  uint64_t position = 0;
  EXPECT_TRUE(log_->FindCommand(Sha256("2"), &position).value());
  EXPECT_EQ(position, 2U);
}

TEST_P(EventLogTest, TheWriterStagesOnWhileABatchIsBeingWritten) {
  Draft draft = OneEventOn({"f"}, "1");
  draft.index = {{"Finding", "audit_id", "A", "f", false}};
  ASSERT_TRUE(log_->Stage(std::move(draft)).ok());
  std::shared_ptr<EventLog::Batch> first = log_->Cut();
  EXPECT_FALSE(log_->has_staged());
  ASSERT_TRUE(log_->Stage(OneEventOn({"f", "g"}, "2")).ok());
  std::shared_ptr<EventLog::Batch> second = log_->Cut();
  auto check = [this] {
    EXPECT_EQ(log_->FindStream({"Finding", "f"}).value()->version, 2U);
    EXPECT_EQ(DataOf("f"), (std::vector<std::string>{"data of 1", "data of 2"}));
    EXPECT_EQ(log_->FindByIndex("Finding", "audit_id", "A", 10).value(),
              (std::vector<std::string>{"f"}));
    uint64_t position = 0;
    EXPECT_TRUE(log_->FindCommand(Sha256("1"), &position).value());
    EXPECT_EQ(position, 1U);
    EXPECT_TRUE(log_->FindCommand(Sha256("2"), &position).value());
    EXPECT_EQ(position, 2U);
  };
  check();
  EXPECT_EQ(log_->next(), 1U);
  ASSERT_TRUE(log_->Write(first.get()).ok());
  EXPECT_EQ(log_->next(), 2U);
  check();
  ASSERT_TRUE(log_->Write(second.get()).ok());
  EXPECT_EQ(log_->next(), 3U);
  check();
  Reopen();
  check();
}

TEST_P(EventLogTest, ABatchCutOffButNotWrittenIsGoneAfterReopening) {
  ASSERT_TRUE(log_->Stage(OneEventOn({"f"}, "1")).ok());
  log_->Cut();
  Reopen();
  EXPECT_EQ(log_->next(), 1U);
  EXPECT_FALSE(log_->FindStream({"Finding", "f"}).value());
}

TEST_P(EventLogTest, OneEntryWritesSeveralStreamsAtOnce) {
  Append(OneEventOn({"a", "b", "a"}, "1"));
  Reopen();
  EXPECT_EQ(log_->FindStream({"Finding", "a"}).value()->version, 2U);
  EXPECT_EQ(log_->FindStream({"Finding", "b"}).value()->version, 1U);
}

TEST_P(EventLogTest, AWrongExpectedVersionIsAConflictThatNamesTheActualOne) {
  Append(OneEventOn({"f"}, "1"));
  Draft draft = OneEventOn({"g"}, "2");
  draft.expected = {{{"Finding", "g"}, 0}, {{"Finding", "f"}, 5}};
  Result<Staged> staged = log_->Stage(std::move(draft));
  ASSERT_TRUE(staged.ok());
  ASSERT_TRUE(staged->conflict);
  EXPECT_EQ(staged->conflict->stream.id, "f");
  EXPECT_EQ(staged->conflict->actual, 1U);
  EXPECT_FALSE(log_->has_staged());
}

TEST_P(EventLogTest, CommandIdsAreKeptForEver) {
  Append(OneEventOn({"f"}, "1"));
  for (int i = 2; i < 50; ++i) {
    Append(OneEventOn({"f"}, std::to_string(i)));
  }
  Reopen();
  uint64_t position = 0;
  auto entry = log_->FindCommand(Sha256("1"), &position).value();
  ASSERT_TRUE(entry);
  EXPECT_EQ(position, 1U);
  EXPECT_FALSE(log_->FindCommand(Sha256("never"), &position).value());
}

TEST_P(EventLogTest, IndexRowsFollowTheirChanges) {
  Draft draft = OneEventOn({"f"}, "1");
  draft.index = {{"Finding", "audit_id", "A", "f", false},
                 {"Finding", "audit_id", "AB", "x", false}};
  Append(std::move(draft));
  EXPECT_EQ(log_->FindByIndex("Finding", "audit_id", "A", 10).value(),
            (std::vector<std::string>{"f"}));
  draft = OneEventOn({"f"}, "2");
  draft.index = {{"Finding", "audit_id", "A", "f", true}, {"Finding", "audit_id", "A", "g", false}};
  ASSERT_TRUE(log_->Stage(std::move(draft)).ok());
  EXPECT_EQ(log_->FindByIndex("Finding", "audit_id", "A", 10).value(),
            (std::vector<std::string>{"g"}));
  ASSERT_TRUE(log_->Commit().ok());
  Reopen();
  EXPECT_EQ(log_->FindByIndex("Finding", "audit_id", "A", 10).value(),
            (std::vector<std::string>{"g"}));
  EXPECT_FALSE(log_->FindByIndex("Finding", "audit_id", "A", 0).ok());
}

TEST_P(EventLogTest, CursorsMoveInTheSameWrite) {
  ASSERT_TRUE(log_->Stage(OneEventOn({"f"}, "1")).ok());
  log_->StageCursor("other", 7);
  EXPECT_EQ(log_->Cursor("other").value(), 7U);
  Reopen();
  EXPECT_EQ(log_->Cursor("other").value(), 0U);
  log_->StageCursor("other", 9);
  ASSERT_TRUE(log_->Commit().ok());
  Reopen();
  EXPECT_EQ(log_->Cursor("other").value(), 9U);
  EXPECT_EQ(log_->next(), 1U);
}

TEST_P(EventLogTest, RecordedAtNeverGoesBack) {
  Append(OneEventOn({"f"}, "1"));
  int64_t first = ParseEntry(log_->Read(1, 1, 1)->front())->recorded_at();
  Append(OneEventOn({"f"}, "2"));
  EXPECT_GE(ParseEntry(log_->Read(2, 1, 1)->front())->recorded_at(), first);
}

TEST_P(EventLogTest, AnEntryBeyondItsBoundsIsRefusedAndNothingStays) {
  Draft draft = OneEventOn({"f"}, "1");
  draft.entry.mutable_events(0)->set_data(std::string(limits::kEntryBytesMax, 'x'));
  EXPECT_EQ(log_->Stage(std::move(draft)).status().code(), StatusCode::kInvalidArgument);
  EXPECT_FALSE(log_->has_staged());
  EXPECT_FALSE(log_->FindStream({"Finding", "f"}).value());
}

TEST_P(EventLogTest, ABatchKeepsToItsBytesAndTheRestFitsTheNext) {
  auto large = [](const std::string& key) {
    Draft draft = OneEventOn({key}, key);
    draft.entry.mutable_events(0)->set_data(std::string(limits::kBatchBytesMax / 2, 'x'));
    return draft;
  };
  ASSERT_TRUE(log_->Stage(large("1")).ok());
  EXPECT_EQ(log_->Stage(large("2")).status().code(), StatusCode::kUnavailable);
  EXPECT_FALSE(log_->FindStream({"Finding", "2"}).value());
  ASSERT_TRUE(log_->Stage(OneEventOn({"small"}, "3")).ok());
  ASSERT_TRUE(log_->Commit().ok());
  ASSERT_TRUE(log_->Stage(large("2")).ok());
  ASSERT_TRUE(log_->Commit().ok());
  EXPECT_EQ(log_->next(), 4U);
}

TEST_P(EventLogTest, ABatchHoldsSoManyEntriesAndNoMore) {
  for (size_t i = 0; i < limits::kBatchEntriesMax; ++i) {
    ASSERT_TRUE(log_->Stage(OneEventOn({"f"}, std::to_string(i))).ok());
  }
  EXPECT_EQ(log_->Stage(OneEventOn({"f"}, "more")).status().code(), StatusCode::kUnavailable);
  ASSERT_TRUE(log_->Commit().ok());
  EXPECT_TRUE(log_->Stage(OneEventOn({"f"}, "more")).ok());
}

TEST_P(EventLogTest, ReadsKeepToTheirBounds) {
  for (int i = 0; i < 10; ++i) {
    Append(OneEventOn({"f"}, std::to_string(i)));
  }
  EXPECT_EQ(log_->Read(2, 3, 1 << 20)->size(), 3U);
  EXPECT_EQ(log_->Read(2, 100, 1)->size(), 1U);
  EXPECT_TRUE(log_->Read(11, 10, 100)->empty());
  Reopen();  // now from the store, no longer from the tail
  EXPECT_EQ(log_->Read(2, 3, 1 << 20)->size(), 3U);
  EXPECT_EQ(log_->Read(2, 100, 1)->size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(AllStores, EventLogTest,
                         ::testing::Values(StoreKind::kRocksOnDisk, StoreKind::kRocksInMemory,
                                           StoreKind::kFake),
                         [](const auto& kind) { return testing::Name(kind.param); });

}  // namespace
}  // namespace assay::eventlog
