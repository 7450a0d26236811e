// Promises 1 and 2: one entry is all that one command did, and it is there wholly or not at all.
#include "assay/base/limits.h"
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

const std::string kToDo = IdOf("to-do");

TEST(Entry, ItSaysWhoGaveWhatAndWhatWasKnown) {
  WritePath path;
  path.Know(kOrganisation, IdOf("Lena"));
  actions::v1::AddToDo command = NewToDo(kToDo);
  command.set_owner_id(IdOf("Lena"));
  Request request = path.RequestOf(command);
  request.correlation = "trace 7";
  Verdict verdict = path.Give(request);
  log::v1::Entry entry = path.EntryAt(verdict.receipt->position);
  EXPECT_EQ(entry.format(), 1U);
  EXPECT_EQ(entry.entry_id().size(), 16U);
  EXPECT_EQ(entry.salt().size(), 16U);
  EXPECT_EQ(entry.recorded_at(), path.clock.NowMicros());
  EXPECT_EQ(entry.command_id(), request.command_id);
  EXPECT_EQ(entry.request_fingerprint().size(), 32U);
  EXPECT_EQ(entry.command(), "assay.actions.v1.AddToDo");
  EXPECT_EQ(entry.actor().user(), "jonas");
  EXPECT_EQ(Id::FromBytes(entry.organisation())->ToString(), kOrganisation);
  EXPECT_EQ(entry.correlation(), "trace 7");
  ASSERT_EQ(entry.facts_size(), 1);
  EXPECT_EQ(entry.facts(0).log_id(), "log of directory");
  EXPECT_EQ(entry.facts(0).position(), 41U);
  EXPECT_EQ(entry.ruleset(), rules::Ruleset::Default().name());
  ASSERT_EQ(entry.events_size(), 1);
  EXPECT_EQ(entry.events(0).record(), "assay.actions.v1.ToDo");
  EXPECT_EQ(entry.events(0).id(), kToDo);
  EXPECT_EQ(entry.events(0).version(), 1U);
  EXPECT_EQ(entry.events(0).type(), "assay.actions.v1.ToDoAdded");
}

TEST(Entry, EqualRequestsAreToldApartFromOutsideByTheirSalt) {
  WritePath path;
  path.Give(NewToDo(IdOf("a")));
  path.Give(NewToDo(IdOf("b")));
  EXPECT_NE(path.EntryAt(1).salt(), path.EntryAt(2).salt());
  EXPECT_NE(path.EntryAt(1).entry_id(), path.EntryAt(2).entry_id());
}

// One command on three records and a counter's worth of others around it; the n-th write fails,
// reaching the disk or not, and the process starts again and is asked again.
TEST(Entry, WhateverWriteFailsAllStreamsOfACommandAreThereOrNone) {
  for (bool applied : {false, true}) {
    for (int n = 0;; ++n) {
      WritePath path;
      path.disk.fail_write_in = n;
      path.disk.apply_failed = applied;
      bool failed = false;
      for (int command = 0; command < 3; ++command) {
        std::string id = IdOf(std::to_string(command));
        Request request = path.RequestOf(NewToDo(id, "3 items"), std::to_string(command));
        Verdict first = path.Stage(request);
        ASSERT_TRUE(first.receipt);
        if (path.processor->Commit().ok()) {
          continue;
        }
        failed = true;
        path.disk.fail_write_in = -1;
        path.Open();
        uint32_t there = applied ? 1 : 0;
        EXPECT_EQ(path.VersionOf("ToDo", id), there);
        EXPECT_EQ(path.VersionOf("ToDo", IdOf(id + "/1")), there);
        EXPECT_EQ(path.VersionOf("ToDo", IdOf(id + "/2")), there);
        Verdict again = path.Give(request);
        ASSERT_TRUE(again.receipt);
        EXPECT_EQ(again.receipt->repeated, applied);
        EXPECT_EQ(again.receipt->position, first.receipt->position);
      }
      path.Open();
      ASSERT_EQ(path.log->next(), 4U) << "write " << n;
      for (const log::v1::Entry& entry : path.Entries()) {
        EXPECT_EQ(entry.events_size(), 3);
      }
      if (!failed) {
        break;  // every write had its turn
      }
    }
  }
}

TEST(Entry, ACommandThatDoesTooMuchLeavesNothingAndTheNextGoesOn) {
  WritePath path;
  std::string too_many = std::to_string(limits::kStreamsPerEntryMax + 1) + " items";
  Result<Verdict> verdict = path.processor->Process(path.RequestOf(NewToDo(kToDo, too_many)));
  EXPECT_EQ(verdict.status().code(), StatusCode::kInvalidArgument);
  EXPECT_FALSE(path.processor->has_staged());
  EXPECT_EQ(path.Give(NewToDo(kToDo)).receipt->position, 1U);
}

TEST(Entry, WhatHappenedLaterThanTodayIsRefused) {
  WritePath path;
  path.Give(NewToDo(kToDo));
  actions::v1::StartToDo start = Start(kToDo);
  start.set_occurred_on("2023-11-15");
  Verdict verdict = path.Give(start);
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "in-the-future");
  EXPECT_EQ(verdict.problem->field(), "occurredOn");
}

// It is the evening of the 14th in Berlin, and the morning of the 15th in Auckland.
TEST(Entry, TodayIsTheSitesBeforeItIsTheOrganisations) {
  WritePath path;
  path.KnowSite(IdOf("works"), "Pacific/Auckland");
  actions::v1::OpenAction open = NewAction(IdOf("a"));
  open.set_occurred_on("2023-11-15");
  EXPECT_EQ(path.CodeOf(open), "in-the-future");
  open.set_site_id(IdOf("works"));
  EXPECT_EQ(path.CodeOf(open), "");
  open.set_occurred_on("2023-11-16");
  open.set_id(IdOf("b"));
  EXPECT_EQ(path.CodeOf(open), "in-the-future");
}

TEST(Entry, TodayIsTheOrganisationsWhereTheSitesZoneIsNotKnown) {
  WritePath path;
  actions::v1::OpenAction open = NewAction(IdOf("a"));
  open.set_site_id(IdOf("works"));
  open.set_occurred_on("2023-11-15");
  EXPECT_EQ(path.CodeOf(open), "in-the-future");
}

}  // namespace
}  // namespace assay::aggregate
