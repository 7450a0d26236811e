// Promises 1, 11 and 12 on the writer thread: answered when committed; a failed write stops the
// process; a followed log that cannot be read parks its own reactions and nothing else.
#include "writer.h"

#include <gtest/gtest.h>

#include <csignal>

#include "assay/base/limits.h"
#include "tests/libs/aggregate/write_path.h"
#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

using aggregate::IdOf;
using aggregate::WritePath;

class WriterTest : public ::testing::Test {
 protected:
  void Push(const google::protobuf::Message& command) {
    WaitingCommand waiting;
    waiting.request = path_.RequestOf(command);
    waiting.done = [this](const Result<aggregate::Verdict>& verdict) {
      ASSERT_TRUE(verdict.ok()) << verdict.status().message();
      // What is acknowledged is committed.
      if (verdict->receipt) {
        EXPECT_LT(verdict->receipt->position, path_.log->next());
      }
      answers_.push_back(verdict->receipt ? "accepted" : verdict->problem->code());
    };
    ASSERT_TRUE(queue_.Push(std::move(waiting)).ok());
  }
  static std::string RaisedEntry(const std::string& finding,
                                 const std::string& statement = "A thing") {
    log::v1::Entry entry;
    entry.set_format(1);
    entry.set_organisation(Id::Parse(aggregate::kOrganisation).value().ToBytes());
    log::v1::Event* event = entry.add_events();
    event->set_record("assay.audits.v1.Finding");
    event->set_id(finding);
    event->set_type("assay.audits.v1.FindingRaised");
    audits::v1::FindingRaised raised;
    raised.set_statement(statement);
    event->set_data(raised.SerializeAsString());
    return entry.SerializeAsString();
  }
  void PushFeed(uint64_t first, std::vector<std::string> entries) {
    auto batch = std::make_shared<FeedBatch>();
    batch->source = "audits";
    batch->genesis.set_log_id(IdOf("log of audits"));
    batch->genesis.set_epoch(1);
    batch->first = first;
    batch->entries = std::move(entries);
    batch->owner_next = first + batch->entries.size();
    queue_.PushFeed({batch, [this] { ++feeds_done_; }});
  }
  // The writer's life from start to end.
  void Run() {
    queue_.Close();
    Writer writer("actions", path_.processor.get(), &queue_, quarantine_.get(), &metrics_,
                  &progress_, [] {});
    writer.Start();
    writer.Join();
  }
  uint64_t Cursor() { return path_.processor->ReactedUpTo(IdOf("log of audits")).value(); }

  testing::TempFolder folder_;
  WritePath path_;
  CommandQueue queue_;
  std::unique_ptr<Quarantine> quarantine_ =
      Quarantine::Open(folder_.Sub("crashed-commands")).value();
  ServiceMetrics metrics_{"actions"};
  Progress progress_;
  std::vector<std::string> answers_;
  int feeds_done_ = 0;
};

TEST_F(WriterTest, CommandsAreAnsweredWhenTheyAreCommitted) {
  Push(aggregate::NewToDo(IdOf("a")));
  Push(aggregate::NewToDo(IdOf("a")));
  Push(aggregate::Start(IdOf("a")));
  Run();
  EXPECT_EQ(answers_, (std::vector<std::string>{"accepted", "already-exists", "accepted"}));
  EXPECT_EQ(path_.log->next(), 3U);
}

TEST_F(WriterTest, ReactionsMoveTheCursorAndAreGivenOnce) {
  PushFeed(0, {RaisedEntry(IdOf("1")), RaisedEntry(IdOf("2"))});
  PushFeed(1, {RaisedEntry(IdOf("2")), RaisedEntry(IdOf("3"))});  // overlaps
  Run();
  EXPECT_EQ(feeds_done_, 2);
  EXPECT_EQ(Cursor(), 3U);
  EXPECT_EQ(progress_.Get("audits"), 3U);
  EXPECT_EQ(path_.log->next(), 4U);
}

TEST_F(WriterTest, ALogThatIsShorterThanWhatWasReactedToParksItsReactions) {
  PushFeed(0, {RaisedEntry(IdOf("1")), RaisedEntry(IdOf("2"))});
  PushFeed(0, {RaisedEntry(IdOf("another"))});
  Run();
  EXPECT_EQ(Cursor(), 2U);
  ASSERT_TRUE(progress_.parked("audits"));
  EXPECT_NE(progress_.parked("audits")->reason.find("taken back"), std::string::npos);
}

TEST_F(WriterTest, AnEntryThatCannotBeReadParksItsReactionsWhileCommandsGoOn) {
  PushFeed(0, {RaisedEntry(IdOf("1")), "\xff\xff not an entry", RaisedEntry(IdOf("2"))});
  PushFeed(3, {RaisedEntry(IdOf("3"))});
  Push(aggregate::NewToDo(IdOf("a")));
  Run();
  EXPECT_EQ(answers_, (std::vector<std::string>{"accepted"}));
  EXPECT_EQ(feeds_done_, 2);  // the views go on
  ASSERT_TRUE(progress_.parked("audits"));
  EXPECT_EQ(progress_.parked("audits")->position, 1U);
  EXPECT_FALSE(progress_.parked("audits")->reason.empty());
  EXPECT_EQ(progress_.Get("audits"), 1U);
  EXPECT_EQ(Cursor(), 1U);
  EXPECT_FALSE(path_.log->FindStream({"assay.actions.v1.ToDo", IdOf("3")}).value());
}

TEST_F(WriterTest, AnEventThatCannotBeReadParksThemToo) {
  log::v1::Entry entry;
  ASSERT_TRUE(entry.ParseFromString(RaisedEntry(IdOf("1"))));
  entry.mutable_events(0)->set_data("\xff\xff");
  PushFeed(0, {entry.SerializeAsString()});
  Run();
  EXPECT_TRUE(progress_.parked("audits"));
  EXPECT_EQ(Cursor(), 0U);
}

TEST_F(WriterTest, AnEntryThatStoppedTheProcessTwiceParksItsReactions) {
  PushFeed(0, {RaisedEntry(IdOf("1")), RaisedEntry(IdOf("2"), "die")});
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "");
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "");
  quarantine_ = Quarantine::Open(folder_.Sub("crashed-commands")).value();
  Push(aggregate::NewToDo(IdOf("a")));
  Run();
  EXPECT_EQ(answers_, (std::vector<std::string>{"accepted"}));
  ASSERT_TRUE(progress_.parked("audits"));
  EXPECT_EQ(progress_.parked("audits")->position, 1U);
  EXPECT_EQ(Cursor(), 1U);
}

// As a timer's command, which comes to the queue by itself and again at every run.
TEST_F(WriterTest, ACommandThatStoppedTheProcessTwiceIsRefusedWhoeverGivesIt) {
  WaitingCommand deadly;
  deadly.request = path_.RequestOf(aggregate::NewToDo(IdOf("a"), "die"));
  auto push = [&] {
    WaitingCommand again = deadly;
    again.done = [this](const Result<aggregate::Verdict>& verdict) {
      answers_.push_back(verdict.value().problem ? verdict->problem->code() : "accepted");
    };
    ASSERT_TRUE(queue_.Push(std::move(again)).ok());
  };
  push();
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "");
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "");
  quarantine_ = Quarantine::Open(folder_.Sub("crashed-commands")).value();
  Push(aggregate::NewToDo(IdOf("b")));
  Run();
  EXPECT_EQ(answers_, (std::vector<std::string>{"quarantined", "accepted"}));
}

// Commands and reactions for more than two batches.
TEST_F(WriterTest, WhatDoesNotFitABatchStandsInTheNext) {
  const std::string long_items =
      std::to_string(limits::kStreamsPerEntryMax) + " items " + std::string(380, 'x');
  for (uint64_t i = 0; i < 8; ++i) {
    Push(aggregate::NewToDo(IdOf("c" + std::to_string(i)), long_items));
    PushFeed(i, {RaisedEntry(IdOf("f" + std::to_string(i)), long_items)});
  }
  Run();
  EXPECT_EQ(answers_, std::vector<std::string>(8, "accepted"));
  EXPECT_EQ(feeds_done_, 8);
  EXPECT_EQ(Cursor(), 8U);
  EXPECT_EQ(path_.log->next(), 17U);
  size_t bytes = 0;
  for (const log::v1::Entry& entry : path_.Entries()) {
    bytes += entry.ByteSizeLong();
  }
  EXPECT_GT(bytes, 2 * limits::kBatchBytesMax);
}

TEST_F(WriterTest, MoreReactionsThanABatchHoldsStandInTheNext) {
  std::vector<std::string> entries;
  for (size_t i = 0; i < limits::kBatchEntriesMax + 10; ++i) {
    entries.push_back(RaisedEntry(IdOf(std::to_string(i)), i == 0 ? "two" : "A thing"));
  }
  PushFeed(0, entries);
  Run();
  EXPECT_FALSE(progress_.parked("audits"));
  EXPECT_EQ(Cursor(), entries.size());
  EXPECT_EQ(path_.log->next(), entries.size() + 2);
}

TEST_F(WriterTest, WhatCannotBeReactedToNowIsReactedToLater) {
  path_.disk.free_bytes = 0;
  auto add = [&](int i) { return aggregate::NewToDo(IdOf(std::to_string(i))); };
  for (int i = 0; path_.processor->Process(path_.RequestOf(add(i))).ok(); ++i) {
    ASSERT_TRUE(path_.processor->Commit().ok());  // until the log has looked at the disk again
  }
  Writer writer("actions", path_.processor.get(), &queue_, quarantine_.get(), &metrics_, &progress_,
                [] {});
  writer.Start();
  PushFeed(0, {RaisedEntry(IdOf("1"))});
  while (!progress_.parked("audits")) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(progress_.parked("audits")->for_now);
  path_.disk.free_bytes = 1'000;
  while (progress_.Get("audits") == 0) {
    std::this_thread::yield();
  }
  queue_.Close();
  writer.Join();
  EXPECT_FALSE(progress_.parked("audits"));
  EXPECT_EQ(feeds_done_, 1);
  EXPECT_EQ(Cursor(), 1U);
}

TEST_F(WriterTest, AGapInAFeedStopsTheProcessRatherThanSkipAReaction) {
  PushFeed(5, {RaisedEntry(IdOf("1"))});
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "entries from 0 are missing");
}

TEST_F(WriterTest, AFailedWriteStopsTheProcessAndBlamesNoCommand) {
  Push(aggregate::NewToDo(IdOf("a")));
  path_.disk.fail_write_in = 0;
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "the outcome of a write is unknown");
  EXPECT_EXIT(Run(), ::testing::KilledBySignal(SIGABRT), "");
  EXPECT_EQ(Quarantine::Open(folder_.Sub("crashed-commands")).value()->size(), 0U);
  EXPECT_TRUE(answers_.empty());
}

}  // namespace
}  // namespace assay::runtime
