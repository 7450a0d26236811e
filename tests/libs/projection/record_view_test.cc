// Promises 7, 8 and 12: a view is the fold of its log, as of any moment; disposable; an entry it
// cannot read parks it visibly.
#include "assay/projection/record_view.h"

#include "assay/audits/v1/certification_body.pb.h"
#include "assay/directory/v1/events.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "tests/libs/projection/story.h"

namespace assay::projection {
namespace {

using actions::v1::ToDo;
using testing::Disk;
using testing::StoreKind;

class RecordViewTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen(bool own = true) {
    view_.reset();
    auto opened = OpenView(&disk_, &catalog_, own);
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    view_ = std::move(opened).value();
  }
  void ApplyAll() { ASSERT_TRUE(view_->Apply(view_->next(), story_.From(view_->next())).ok()); }
  template <typename Record>
  std::optional<Record> Find(const std::string& id, const AsOf& as_of = {},
                             const std::string& organisation = kOrganisation) {
    auto found = view_->Find(TypeOf<Record>(), organisation, id, as_of);
    EXPECT_TRUE(found.ok()) << found.status().message();
    return *found == nullptr ? std::nullopt : std::optional(static_cast<const Record&>(**found));
  }
  template <typename Record>
  const schema::RecordType& TypeOf() const {
    return *catalog_.FindRecord(Record::descriptor()->full_name());
  }
  // Titles, in the order of the scan.
  std::vector<std::string> Titles(const std::string& organisation, const AsOf& as_of = {}) {
    std::vector<std::string> titles;
    Status status = view_->Scan(TypeOf<ToDo>(), organisation, as_of, [&](auto record) {
      titles.push_back(static_cast<const ToDo&>(*record).title());
      return true;
    });
    EXPECT_TRUE(status.ok());
    return titles;
  }

  schema::Catalog catalog_;
  Disk disk_{GetParam()};
  Story story_;
  std::unique_ptr<RecordView> view_;
};

TEST_P(RecordViewTest, FoldsItsLogIntoRecordsThatShowTheirHistory) {
  uint64_t added = story_.ToDo(IdOf("a"), "Title");
  uint64_t started = story_.Start(IdOf("a"));
  ApplyAll();
  auto to_do = Find<ToDo>(IdOf("a"));
  ASSERT_TRUE(to_do);
  EXPECT_EQ(to_do->id(), IdOf("a"));
  EXPECT_EQ(to_do->title(), "Title");
  EXPECT_EQ(to_do->state(), ToDo::DOING);
  EXPECT_EQ(to_do->meta().version(), 2U);
  EXPECT_EQ(to_do->meta().position(), started);
  EXPECT_EQ(to_do->meta().created_at(), FormatInstant(Story::InstantOf(added)));
  EXPECT_EQ(to_do->meta().changed_at(), FormatInstant(Story::InstantOf(started)));
  EXPECT_EQ(to_do->meta().changed_by(), "user at " + std::to_string(started));
  EXPECT_EQ(to_do->meta().organisation(), kOrganisation);
  EXPECT_EQ(view_->genesis().log_id(), IdOf("log"));
  EXPECT_EQ(view_->next(), 3U);
}

TEST_P(RecordViewTest, IsTheSameAfterReopening) {
  story_.ToDo(IdOf("a"), "Title");
  ApplyAll();
  Reopen();
  EXPECT_EQ(view_->next(), 2U);
  EXPECT_EQ(view_->genesis().log_id(), IdOf("log"));
  EXPECT_EQ(Find<ToDo>(IdOf("a"))->title(), "Title");
}

TEST_P(RecordViewTest, AGapIsRefusedAndNothingIsApplied) {
  story_.ToDo(IdOf("a"), "Title");
  EXPECT_EQ(view_->Apply(1, story_.From(1)).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(view_->next(), 0U);
  EXPECT_FALSE(view_->parked());
}

TEST_P(RecordViewTest, EntriesThatWereAppliedArePassedOver) {
  story_.ToDo(IdOf("a"), "Title");
  ApplyAll();
  std::string digest = view_->Digest().value();
  ASSERT_TRUE(view_->Apply(0, story_.entries()).ok());
  EXPECT_EQ(view_->Digest().value(), digest);
  story_.Start(IdOf("a"));
  ASSERT_TRUE(view_->Apply(0, story_.entries()).ok());  // the last one is new
  EXPECT_EQ(view_->next(), 3U);
  EXPECT_EQ(Find<ToDo>(IdOf("a"))->meta().version(), 2U);
}

TEST_P(RecordViewTest, SeveralEventsOfOneEntryAreOneStep) {
  actions::v1::ToDoAdded added;
  added.set_title("Title");
  actions::v1::ToDoStarted started;
  uint64_t position = story_.AddAll(IdOf("a"), {&added, &started});
  ApplyAll();
  EXPECT_EQ(Find<ToDo>(IdOf("a"))->meta().version(), 2U);
  EXPECT_EQ(view_->Positions(TypeOf<ToDo>(), kOrganisation, IdOf("a")).value(),
            (std::vector<uint64_t>{position}));
}

TEST_P(RecordViewTest, AnyEarlierPositionCanBeRead) {
  uint64_t added = story_.ToDo(IdOf("a"), "Title");
  uint64_t high = story_.Prioritise(IdOf("a"), actions::v1::HIGH);
  uint64_t low = story_.Prioritise(IdOf("a"), actions::v1::LOW);
  ApplyAll();
  EXPECT_FALSE(Find<ToDo>(IdOf("a"), {.position = 0}));
  EXPECT_EQ(Find<ToDo>(IdOf("a"), {.position = added})->meta().version(), 1U);
  EXPECT_EQ(Find<ToDo>(IdOf("a"), {.position = high})->priority(), actions::v1::HIGH);
  EXPECT_EQ(Find<ToDo>(IdOf("a"), {.position = low})->priority(), actions::v1::LOW);
  EXPECT_EQ(Find<ToDo>(IdOf("a"), {.position = low + 100})->priority(), actions::v1::LOW);
  EXPECT_EQ(Find<ToDo>(IdOf("a"), {.position = ~uint64_t{0}})->priority(), actions::v1::LOW);
}

TEST_P(RecordViewTest, AnyEarlierInstantCanBeRead) {
  uint64_t added = story_.ToDo(IdOf("a"), "Title");
  uint64_t high = story_.Prioritise(IdOf("a"), actions::v1::HIGH);
  ApplyAll();
  auto at = [](int64_t instant) { return AsOf{.instant_us = instant}; };
  EXPECT_FALSE(Find<ToDo>(IdOf("a"), at(Story::InstantOf(added) - 1)));
  EXPECT_EQ(Find<ToDo>(IdOf("a"), at(Story::InstantOf(added)))->meta().version(), 1U);
  EXPECT_EQ(Find<ToDo>(IdOf("a"), at(Story::InstantOf(high) - 1))->meta().version(), 1U);
  EXPECT_EQ(Find<ToDo>(IdOf("a"), at(Story::InstantOf(high)))->meta().version(), 2U);
  EXPECT_EQ(Titles(kOrganisation, at(Story::InstantOf(added) - 1)), std::vector<std::string>());
  EXPECT_EQ(Titles(kOrganisation, at(Story::InstantOf(added))),
            (std::vector<std::string>{"Title"}));
}

TEST_P(RecordViewTest, HistoryIsAsOfAnyMomentToo) {
  uint64_t added = story_.ToDo(IdOf("a"), "Title");
  uint64_t high = story_.Prioritise(IdOf("a"), actions::v1::HIGH);
  uint64_t low = story_.Prioritise(IdOf("a"), actions::v1::LOW);
  ApplyAll();
  auto positions = [&](const AsOf& as_of) {
    return view_->Positions(TypeOf<ToDo>(), kOrganisation, IdOf("a"), as_of).value();
  };
  EXPECT_EQ(positions({}), (std::vector<uint64_t>{added, high, low}));
  EXPECT_EQ(positions({.position = high}), (std::vector<uint64_t>{added, high}));
  EXPECT_EQ(positions({.instant_us = Story::InstantOf(high)}),
            (std::vector<uint64_t>{added, high}));
  EXPECT_EQ(positions({.position = 0}), std::vector<uint64_t>());
}

TEST_P(RecordViewTest, ScansOneOrganisationInTheOrderOfIds) {
  std::vector<std::string> ids = {IdOf("a"), IdOf("b"), IdOf("c")};
  std::sort(ids.begin(), ids.end());
  story_.ToDo(ids[2], "third");
  story_.ToDo(ids[0], "first");
  story_.ToDo(ids[1], "second");
  story_.ToDo(IdOf("theirs"), "theirs", kOtherOrganisation);
  story_.Start(ids[0]);
  ApplyAll();
  EXPECT_EQ(Titles(kOrganisation), (std::vector<std::string>{"first", "second", "third"}));
  EXPECT_EQ(Titles(kOtherOrganisation), (std::vector<std::string>{"theirs"}));
  EXPECT_EQ(Titles(""), (std::vector<std::string>{"first", "second", "third", "theirs"}));
  EXPECT_EQ(Titles(kOrganisation, {.position = 2}), (std::vector<std::string>{"first", "third"}));
  int seen = 0;
  ASSERT_TRUE(
      view_->Scan(TypeOf<ToDo>(), kOrganisation, {}, [&](auto) { return ++seen < 2; }).ok());
  EXPECT_EQ(seen, 2);
}

TEST_P(RecordViewTest, AnotherOrganisationsRecordIsNotFound) {
  story_.ToDo(IdOf("a"), "Title");
  ApplyAll();
  EXPECT_FALSE(Find<ToDo>(IdOf("a"), {}, kOtherOrganisation));
  EXPECT_TRUE(view_->Positions(TypeOf<ToDo>(), kOtherOrganisation, IdOf("a")).value().empty());
}

TEST_P(RecordViewTest, ASharedRecordIsFoundByEveryOrganisation) {
  const auto& type = TypeOf<audits::v1::CertificationBody>();
  ASSERT_TRUE(type.options.shared());
  auto event = schema::NewMessage(type.events.front());
  story_.Add(IdOf("body"), *event, std::string(kSharedOrganisation));
  ApplyAll();
  for (const char* organisation : {kOrganisation, kOtherOrganisation}) {
    EXPECT_TRUE(Find<audits::v1::CertificationBody>(IdOf("body"), {}, organisation));
    int seen = 0;
    ASSERT_TRUE(view_->Scan(type, organisation, {}, [&](auto) { return ++seen > 0; }).ok());
    EXPECT_EQ(seen, 1);
  }
}

TEST_P(RecordViewTest, ASealedValueIsGivenTheAddressOfItsEvent) {
  directory::v1::PersonRegistered registered;
  registered.mutable_name()->set_ciphertext("sealed");
  directory::v1::PersonCorrected corrected;
  corrected.mutable_email()->set_ciphertext("sealed");
  uint64_t position = story_.AddAll(IdOf("p"), {&registered, &corrected});
  ApplyAll();
  auto person = Find<directory::v1::Person>(IdOf("p"));
  ASSERT_TRUE(person);
  EXPECT_EQ(person->name().address().log_id(), IdOf("log"));
  EXPECT_EQ(person->name().address().epoch(), 1U);
  EXPECT_EQ(person->name().address().position(), position);
  EXPECT_EQ(person->name().address().ordinal(), 0U);
  EXPECT_EQ(person->email().address().ordinal(), 1U);
}

TEST_P(RecordViewTest, WhatFollowsANewEpochHasItsAddressThere) {
  directory::v1::PersonRegistered registered;
  registered.mutable_name()->set_ciphertext("sealed");
  story_.Add(IdOf("before"), registered);
  log::v1::EpochBegan began;
  began.set_epoch(2);
  began.set_origin("assay.example/HQ/epoch-2/directory");
  story_.Add(IdOf("log"), began, std::string(kSharedOrganisation));
  story_.Add(IdOf("after"), registered);
  ApplyAll();
  EXPECT_EQ(Find<directory::v1::Person>(IdOf("before"))->name().address().epoch(), 1U);
  EXPECT_EQ(Find<directory::v1::Person>(IdOf("after"))->name().address().epoch(), 2U);
  EXPECT_EQ(view_->genesis().epoch(), 2U);
  EXPECT_EQ(view_->genesis().origin(), "assay.example/HQ/epoch-2/directory");
  EXPECT_EQ(view_->genesis().log_id(), IdOf("log"));
}

TEST_P(RecordViewTest, AnEntryItCannotReadParksItJustBefore) {
  story_.ToDo(IdOf("a"), "Title");
  uint64_t bad = story_.AddGarbage();
  story_.ToDo(IdOf("b"), "Later");
  ApplyAll();
  ASSERT_TRUE(view_->parked());
  EXPECT_EQ(view_->parked()->position, bad);
  EXPECT_FALSE(view_->parked()->reason.empty());
  EXPECT_EQ(view_->next(), bad);
  EXPECT_TRUE(Find<ToDo>(IdOf("a")));
  EXPECT_FALSE(Find<ToDo>(IdOf("b")));
}

TEST_P(RecordViewTest, WhatFollowsAParkedEntryIsNeitherAppliedNorAnError) {
  uint64_t bad = story_.AddGarbage();
  ApplyAll();
  story_.ToDo(IdOf("b"), "Later");
  // A feed goes on behind the entry that parked the view.
  EXPECT_TRUE(view_->Apply(bad + 1, story_.From(bad + 1)).ok());
  EXPECT_EQ(view_->next(), bad);
  EXPECT_EQ(view_->parked()->position, bad);
}

TEST_P(RecordViewTest, TheFirstEntryMayParkItToo) {
  ASSERT_TRUE(view_->Apply(0, {"\xff\xff not an entry"}).ok());
  ASSERT_TRUE(view_->parked());
  EXPECT_EQ(view_->parked()->position, 0U);
  EXPECT_EQ(view_->next(), 0U);
}

TEST_P(RecordViewTest, AParkedViewTriesAgainWhenItIsOpened) {
  uint64_t unknown = story_.AddUnknownEvent();
  story_.ToDo(IdOf("b"), "Later");
  ApplyAll();
  ASSERT_EQ(view_->parked()->position, unknown);
  Reopen(false);  // stands for a program that knows what to do with it
  EXPECT_FALSE(view_->parked());
  ApplyAll();
  EXPECT_EQ(view_->next(), 3U);
  EXPECT_TRUE(Find<ToDo>(IdOf("b")));
}

TEST_P(RecordViewTest, AnUnknownEventOfAnotherServicesLogIsPassedOver) {
  Reopen(false);
  story_.AddUnknownEvent();
  story_.ToDo(IdOf("b"), "Later");
  ApplyAll();
  EXPECT_FALSE(view_->parked());
  EXPECT_TRUE(Find<ToDo>(IdOf("b")));
}

TEST_P(RecordViewTest, AnUnknownEventOfAnotherServicesRecordCountsAndLaterOnesAreApplied) {
  Reopen(false);
  story_.ToDo(IdOf("a"), "Title");
  story_.AddUnknownEvent(IdOf("a"));
  story_.Start(IdOf("a"));
  ApplyAll();
  EXPECT_FALSE(view_->parked());
  EXPECT_EQ(Find<ToDo>(IdOf("a"))->state(), ToDo::DOING);
  EXPECT_EQ(Find<ToDo>(IdOf("a"))->meta().version(), 3U);
}

TEST_P(RecordViewTest, AnEarlierVersionOfAnotherServicesRecordParksIt) {
  Reopen(false);
  story_.ToDo(IdOf("a"), "Title");
  std::vector<std::string> entries = story_.entries();
  entries.push_back(entries.back());
  ASSERT_TRUE(view_->Apply(0, entries).ok());
  ASSERT_TRUE(view_->parked());
  EXPECT_NE(view_->parked()->reason.find("version 1 follows version 1"), std::string::npos);
}

TEST_P(RecordViewTest, AVersionThatDoesNotFollowParksIt) {
  story_.ToDo(IdOf("a"), "Title");
  story_.Start(IdOf("a"));
  std::vector<std::string> entries = story_.entries();
  entries.erase(entries.begin() + 1);  // the record's first event is missing
  ASSERT_TRUE(view_->Apply(0, entries).ok());
  ASSERT_TRUE(view_->parked());
  EXPECT_NE(view_->parked()->reason.find("version 2 follows version 0"), std::string::npos);
}

TEST_P(RecordViewTest, NothingOfAnEntryThatParksIsSeen) {
  actions::v1::ToDoAdded added;
  added.set_title("Title");
  story_.AddAll(IdOf("a"), {&added});
  log::v1::Entry entry;
  ASSERT_TRUE(entry.ParseFromString(story_.entries().back()));
  log::v1::Event* second = entry.add_events();
  *second = entry.events(0);
  second->set_data("\xff not an event");
  ASSERT_TRUE(view_->Apply(0, {story_.entries()[0], entry.SerializeAsString()}).ok());
  EXPECT_EQ(view_->parked()->position, 1U);
  EXPECT_FALSE(Find<ToDo>(IdOf("a")));
}

TEST_P(RecordViewTest, RebuiltInWhateverBatchesItHoldsTheSame) {
  for (int i = 0; i < 20; ++i) {
    std::string id = IdOf(std::to_string(i % 7));
    i < 7 ? story_.ToDo(id, std::to_string(i)) : story_.Prioritise(id, actions::v1::LOW);
  }
  ApplyAll();
  for (uint64_t batch : {1U, 3U, 100U}) {
    Disk disk(GetParam());
    auto rebuilt = OpenView(&disk, &catalog_).value();
    while (rebuilt->next() < story_.next()) {
      ASSERT_TRUE(rebuilt->Apply(rebuilt->next(), story_.From(rebuilt->next(), batch)).ok());
    }
    EXPECT_EQ(rebuilt->Digest().value(), view_->Digest().value());
  }
  std::string before = view_->Digest().value();
  story_.Prioritise(IdOf("0"), actions::v1::HIGH);
  ApplyAll();
  EXPECT_NE(view_->Digest().value(), before);
}

// So many entries at once are folded on all processors.
TEST_P(RecordViewTest, FoldedOnAllProcessorsItHoldsTheSame) {
  for (int i = 0; i < 5'000; ++i) {
    std::string id = IdOf(std::to_string(i % 900));
    i < 900 ? story_.ToDo(id, std::to_string(i)) : story_.Prioritise(id, actions::v1::LOW);
  }
  ASSERT_TRUE(view_->Apply(0, story_.entries()).ok());
  EXPECT_EQ(view_->next(), story_.next());
  EXPECT_FALSE(view_->parked());
  Disk disk(GetParam());
  auto one_by_one = OpenView(&disk, &catalog_).value();
  while (one_by_one->next() < story_.next()) {
    ASSERT_TRUE(one_by_one->Apply(one_by_one->next(), story_.From(one_by_one->next(), 500)).ok());
  }
  EXPECT_EQ(one_by_one->Digest().value(), view_->Digest().value());
  EXPECT_EQ(one_by_one->last_leaf(), view_->last_leaf());
}

TEST_P(RecordViewTest, FoldedOnAllProcessorsItIsParkedJustBeforeTheFirstBadEntry) {
  for (int i = 0; i < 3'000; ++i) {
    story_.ToDo(IdOf(std::to_string(i)), std::to_string(i));
  }
  uint64_t bad = story_.AddUnknownEvent();
  for (int i = 3'000; i < 5'000; ++i) {
    story_.ToDo(IdOf(std::to_string(i)), std::to_string(i));
  }
  story_.AddGarbage();
  ASSERT_TRUE(view_->Apply(0, story_.entries()).ok());
  ASSERT_TRUE(view_->parked());
  EXPECT_EQ(view_->parked()->position, bad);
  EXPECT_EQ(view_->next(), bad);
  EXPECT_TRUE(Find<ToDo>(IdOf("2999")));
  EXPECT_FALSE(Find<ToDo>(IdOf("3000")));
}

INSTANTIATE_TEST_SUITE_P(AllStores, RecordViewTest,
                         ::testing::Values(StoreKind::kRocksOnDisk, StoreKind::kRocksInMemory,
                                           StoreKind::kFake),
                         [](const auto& kind) { return testing::Name(kind.param); });

TEST(RecordViewFaults, WhateverWriteFailsTheCursorAndTheRowsAgree) {
  schema::Catalog catalog;
  Story story;
  story.ToDo(IdOf("a"), "Title");
  story.Prioritise(IdOf("a"), actions::v1::HIGH);
  story.Start(IdOf("a"));
  Disk whole(StoreKind::kFake);
  auto expected = OpenView(&whole, &catalog).value();
  ASSERT_TRUE(expected->Apply(0, story.entries()).ok());
  for (bool applied : {false, true}) {
    for (int n = 0; n < 5; ++n) {
      Disk disk(StoreKind::kFake);
      disk.fake()->fail_write_in = n;
      disk.fake()->apply_failed = applied;
      auto view = OpenView(&disk, &catalog).value();
      while (view->next() < story.next()) {
        if (!view->Apply(view->next(), story.From(view->next(), 1)).ok()) {
          disk.fake()->fail_write_in = -1;
          view.reset();
          view = OpenView(&disk, &catalog).value();
        }
      }
      EXPECT_FALSE(view->parked());
      EXPECT_EQ(view->Digest().value(), expected->Digest().value());
    }
  }
}

}  // namespace
}  // namespace assay::projection
