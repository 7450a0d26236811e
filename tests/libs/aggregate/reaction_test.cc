// Promise 6: reactions happen exactly once, in the same write as the cursor that moved past their
// cause.
#include <set>

#include "assay/base/limits.h"
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

log::v1::LogOpened Audits() {
  log::v1::LogOpened genesis;
  genesis.set_log_id(IdOf("log of audits"));
  genesis.set_epoch(1);
  return genesis;
}

// An entry of the audits' log in which the finding was raised.
log::v1::Entry Raised(const std::string& finding, const std::string& statement = "A thing") {
  audits::v1::FindingRaised raised;
  raised.set_statement(statement);
  log::v1::Entry entry;
  entry.set_organisation(Id::Parse(kOrganisation).value().ToBytes());
  entry.set_correlation("trace of " + finding);
  log::v1::Event* event = entry.add_events();
  event->set_record("assay.audits.v1.Finding");
  event->set_id(finding);
  event->set_type("assay.audits.v1.FindingRaised");
  event->set_data(raised.SerializeAsString());
  return entry;
}

Status React(WritePath* path, uint64_t position, const log::v1::Entry& entry) {
  return path->processor->React("audits", Audits(), position, entry);
}

uint64_t Cursor(WritePath* path) {
  return path->processor->ReactedUpTo(Audits().log_id()).value();
}

log::v1::ReactionRefused RefusedIn(const log::v1::Entry& entry) {
  log::v1::ReactionRefused refused;
  EXPECT_EQ(entry.events_size(), 1);
  EXPECT_EQ(entry.events(0).type(), refused.GetTypeName());
  EXPECT_TRUE(refused.ParseFromString(entry.events(0).data()));
  return refused;
}

TEST(Reaction, WhatFollowsIsRecordedWithItsCause) {
  WritePath path;
  ASSERT_TRUE(React(&path, 7, Raised(IdOf("finding"))).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  log::v1::Entry entry = path.EntryAt(1);
  EXPECT_EQ(entry.command(), "assay.actions.v1.AddToDo");
  EXPECT_EQ(entry.actor().user(), "reaction:add-to-do");
  EXPECT_EQ(entry.actor().authentication(), log::v1::Actor::INTERNAL);
  EXPECT_EQ(entry.cause().log_id(), Audits().log_id());
  EXPECT_EQ(entry.cause().epoch(), 1U);
  EXPECT_EQ(entry.cause().position(), 7U);
  EXPECT_EQ(entry.cause().reaction(), "add-to-do");
  EXPECT_EQ(entry.correlation(), "trace of " + IdOf("finding"));
  EXPECT_EQ(Id::FromBytes(entry.organisation())->ToString(), kOrganisation);
}

// One item for each entry that warns.
Commands ToDoForWarning(const log::v1::Entry& entry) {
  Commands commands;
  if (!entry.warnings().empty()) {
    commands.push_back(std::make_shared<actions::v1::AddToDo>(
        NewToDo(IdOf("warning"), entry.warnings(0).message())));
  }
  return commands;
}

TEST(Reaction, AnEntryAsAWholeIsReactedToOnceBehindItsEvents) {
  Module module = SmallActions();
  module.ReactsToEntries("audits", "note-warning", ToDoForWarning);
  WritePath path(std::move(module));
  log::v1::Entry entry = Raised(IdOf("finding"));
  *entry.add_events() = Raised(IdOf("other finding")).events(0);
  ASSERT_TRUE(React(&path, 0, entry).ok());
  entry = Raised(IdOf("third finding"));
  entry.add_warnings()->set_message("too late");
  ASSERT_TRUE(React(&path, 1, entry).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  std::vector<log::v1::Entry> entries = path.Entries();
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[3].actor().user(), "reaction:note-warning");
  EXPECT_EQ(entries[3].cause().reaction(), "note-warning");
  EXPECT_EQ(path.VersionOf("ToDo", IdOf("warning")), 1U);
}

TEST(Reaction, AServiceFollowsWhatItsReactionsToEntriesComeFrom) {
  Module module("training");
  module.ReactsToEntries("audits", "note-warning", ToDoForWarning);
  EXPECT_EQ(module.ReactsTo(), std::set<std::string>{"audits"});
  const schema::Catalog catalog;
  std::vector<std::string> follows = module.Follows(catalog);
  EXPECT_NE(std::find(follows.begin(), follows.end(), "audits"), follows.end());
}

TEST(Reaction, AnEntryThatConcernsNobodyMovesTheCursorAllTheSame) {
  WritePath path;
  log::v1::Entry entry = Raised(IdOf("finding"));
  entry.mutable_events(0)->set_type("assay.audits.v1.SomethingNew");
  ASSERT_TRUE(React(&path, 0, entry).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  path.Open();
  EXPECT_EQ(Cursor(&path), 1U);
  EXPECT_EQ(path.log->next(), 1U);
}

TEST(Reaction, ACrashBeforeTheCommitLosesBothTheEffectAndTheCursor) {
  WritePath path;
  ASSERT_TRUE(React(&path, 0, Raised(IdOf("finding"))).ok());
  path.Open();
  EXPECT_EQ(Cursor(&path), 0U);
  EXPECT_EQ(path.VersionOf("ToDo", IdOf("finding")), 0U);
}

// A feed of five findings: two that make two items each, one whose item exists already (refused).
// Whatever write fails, following goes on from the cursor and each effect is there once.
TEST(Reaction, WhateverWriteFailsEachHappensExactlyOnce) {
  std::vector<log::v1::Entry> feed = {Raised(IdOf("1"), "two"), Raised(IdOf("2")),
                                      Raised(IdOf("1")), Raised(IdOf("3"), "two"),
                                      Raised(IdOf("4"))};
  for (bool applied : {false, true}) {
    for (int n = 0; n < 7; ++n) {
      for (size_t batch : {1U, 2U, 5U}) {
        WritePath path;
        path.disk.fail_write_in = n;
        path.disk.apply_failed = applied;
        while (Cursor(&path) < feed.size()) {
          uint64_t from = Cursor(&path);
          for (uint64_t at = from; at < std::min<uint64_t>(from + batch, feed.size()); ++at) {
            ASSERT_TRUE(React(&path, at, feed[at]).ok());
          }
          if (!path.processor->Commit().ok()) {
            path.disk.fail_write_in = -1;
            path.Open();
          }
        }
        path.Open();
        std::set<std::string> command_ids;
        std::vector<std::string> events;
        for (const log::v1::Entry& entry : path.Entries()) {
          command_ids.insert(entry.command_id());
          for (const log::v1::Event& event : entry.events()) {
            events.push_back(std::to_string(entry.cause().position()) +
                             event.type().substr(event.type().rfind('.')));
          }
        }
        EXPECT_EQ(events, (std::vector<std::string>{"0.ToDoAdded", "0.ToDoAdded", "1.ToDoAdded",
                                                    "2.ReactionRefused", "3.ToDoAdded",
                                                    "3.ToDoAdded", "4.ToDoAdded"}));
        EXPECT_EQ(command_ids.size(), events.size());
      }
    }
  }
}

TEST(Reaction, OneThatIsGivenAgainBelowTheCursorHasNoSecondEffect) {
  WritePath path;
  ASSERT_TRUE(React(&path, 0, Raised(IdOf("1"), "two")).ok());
  ASSERT_TRUE(React(&path, 1, Raised(IdOf("1"))).ok());  // refused
  ASSERT_TRUE(path.processor->Commit().ok());
  uint64_t next = path.log->next();
  ASSERT_TRUE(React(&path, 0, Raised(IdOf("1"), "two")).ok());
  ASSERT_TRUE(React(&path, 1, Raised(IdOf("1"))).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(path.log->next(), next);
}

TEST(Reaction, OneThatTheRulesRefuseBecomesARefusalToWorkOn) {
  WritePath path;
  path.Give(NewToDo(IdOf("finding")));
  ASSERT_TRUE(React(&path, 3, Raised(IdOf("finding"))).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  log::v1::Entry entry = path.EntryAt(2);
  log::v1::ReactionRefused refused = RefusedIn(entry);
  EXPECT_EQ(refused.code(), "already-exists");
  EXPECT_EQ(refused.cause().position(), 3U);
  EXPECT_EQ(refused.cause().reaction(), "add-to-do");
  EXPECT_EQ(refused.command(), "assay.actions.v1.AddToDo");
  EXPECT_EQ(Cursor(&path), 4U);

  log::v1::DismissRefusal dismiss;
  dismiss.set_id(entry.events(0).id());
  dismiss.set_reason("Seen to by hand");
  EXPECT_EQ(path.Give(path.RequestOf(dismiss, "", kOtherOrganisation)).problem->code(),
            "not-found");
  EXPECT_EQ(path.Give(dismiss).receipt->version, 2U);
}

TEST(Reaction, OneWhoseCommandIsMalformedBecomesARefusal) {
  WritePath path;
  ASSERT_TRUE(React(&path, 0, Raised(IdOf("finding"), std::string(401, 'x'))).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(RefusedIn(path.EntryAt(1)).code(), "invalid-field");
  EXPECT_EQ(Cursor(&path), 1U);
}

// As after a restart between its refusal and its cursor.
TEST(Reaction, AMalformedOneGivenAgainIsRefusedOnce) {
  WritePath path;
  log::v1::Entry entry = Raised(IdOf("finding"), std::string(401, 'x'));
  ASSERT_TRUE(React(&path, 0, entry).ok());
  ASSERT_TRUE(React(&path, 0, entry).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  ASSERT_TRUE(React(&path, 0, entry).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(path.log->next(), 2U);
}

TEST(Reaction, OneThatDoesMoreThanAnEntryHoldsBecomesARefusal) {
  WritePath path;
  std::string too_many = std::to_string(limits::kStreamsPerEntryMax + 1) + " items";
  ASSERT_TRUE(React(&path, 0, Raised(IdOf("finding"), too_many)).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(RefusedIn(path.EntryAt(1)).code(), "too-large");
  EXPECT_EQ(Cursor(&path), 1U);
}

TEST(Reaction, AnEntryThatCannotBeReadLeavesNothingStaged) {
  WritePath path;
  log::v1::Entry entry = Raised(IdOf("finding"));
  log::v1::Event* second = entry.add_events();
  *second = entry.events(0);
  second->set_data("\xff not a message");
  EXPECT_EQ(React(&path, 0, entry).code(), StatusCode::kInvalidArgument);
  EXPECT_FALSE(path.processor->has_staged());
  EXPECT_EQ(Cursor(&path), 0U);
}

TEST(Reaction, TheCommandIdIsMadeOfEveryPartOfTheCause) {
  log::v1::Cause cause;
  cause.set_log_id("l");
  cause.set_epoch(1);
  cause.set_position(2);
  cause.set_reaction("r");
  std::set<std::string> ids = {ReactionCommandId(cause, 0), ReactionCommandId(cause, 1)};
  log::v1::Cause other = cause;
  other.set_log_id("m");
  ids.insert(ReactionCommandId(other, 0));
  other = cause;
  other.set_epoch(2);
  ids.insert(ReactionCommandId(other, 0));
  other = cause;
  other.set_position(3);
  ids.insert(ReactionCommandId(other, 0));
  other = cause;
  other.set_reaction("s");
  ids.insert(ReactionCommandId(other, 0));
  EXPECT_EQ(ids.size(), 6U);
}

}  // namespace
}  // namespace assay::aggregate
