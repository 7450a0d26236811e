// What readers are told of changes, without bus and HTTP.
#include "services/gateway/change_log.h"

#include <gtest/gtest.h>

#include "assay/base/id.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::gateway {
namespace {

constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
constexpr char kOther[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";
constexpr char kService[] = "actions";

// Keeps what is written; breaks when told to.
struct Told {
  std::string text;
  bool broken = false;
};
class FakeStream final : public http::BodyStream {
 public:
  explicit FakeStream(Told* told) : told_(told) {}
  bool Write(std::string piece) override {
    told_->text += told_->broken ? "" : piece;
    return !told_->broken;
  }

 private:
  Told* told_;
};

constexpr char kReconnect[] = "retry: 3000\n\n";
std::string Start(const std::string& seen) {
  return "event: start\nid: " + seen + "\ndata: {}\n\n";
}
std::string Reset(const std::string& seen) {
  return "event: reset\nid: " + seen + "\ndata: {}\n\n";
}

std::string Entry(const std::string& id, const std::string& organisation = kOrganisation,
                  const std::string& second = "") {
  log::v1::Entry entry;
  entry.set_organisation(Id::Parse(organisation)->ToBytes());
  for (const std::string& each : {id, second}) {
    if (!each.empty()) {
      log::v1::Event* event = entry.add_events();
      event->set_record("assay.actions.v1.ToDo");
      event->set_id(each);
      event->set_data("what must not be told");
    }
  }
  return entry.SerializeAsString();
}

std::string Event(const std::string& id, int position, const std::string& seen) {
  return "event: actions.ToDo\n" + (seen.empty() ? "" : "id: " + seen + "\n") +
         R"(data: {"record":"actions.ToDo","id":")" + id + R"(","service":"actions","position":)" +
         std::to_string(position) + "}\n\n";
}

class ChangeLogTest : public ::testing::Test {
 protected:
  void AddReader(const Places& seen = {}) {
    told_.text.clear();
    log_.AddReader({"jonas", kOrganisation, seen, std::make_unique<FakeStream>(&told_),
                    [this] { return may_read_; }});
  }

  schema::Catalog catalog_;
  ChangeLog log_{&catalog_};
  Told told_;
  bool may_read_ = true;
};

TEST_F(ChangeLogTest, AReaderIsToldWhereHeStandsAndThenWhatChanges) {
  log_.Begin(kService, 1, 0, 7);
  AddReader();
  EXPECT_EQ(told_.text, std::string(kReconnect) + Start("actions=7.1"));
  told_.text.clear();
  log_.Add(kService, 8, Entry("a"));
  EXPECT_EQ(told_.text, Event("a", 8, "actions=8.1"));
}

TEST_F(ChangeLogTest, OtherOrganisationsAreNotToldOfButWhatAllShareIs) {
  log_.Begin(kService, 1, 0, 7);
  AddReader();
  told_.text.clear();
  log_.Add(kService, 8, Entry("a", kOther));
  EXPECT_EQ(told_.text, "");
  log_.Add(kService, 9, Entry("b", std::string(kSharedOrganisation)));
  EXPECT_EQ(told_.text, Event("b", 9, "actions=9.1"));
}

TEST_F(ChangeLogTest, WhatIsThereAlreadyIsNoNews) {
  log_.Begin(kService, 1, 5, 7);
  AddReader();
  told_.text.clear();
  for (uint64_t position = 5; position <= 7; ++position) {
    log_.Add(kService, position, Entry("old"));
  }
  EXPECT_EQ(told_.text, "");
}

TEST_F(ChangeLogTest, WhoComesBackIsToldWhatHeMissed) {
  log_.Begin(kService, 1, 0, 0);
  log_.Add(kService, 1, Entry("a"));
  log_.Add(kService, 2, Entry("b"));
  AddReader({{kService, {1}}});
  EXPECT_EQ(told_.text, kReconnect + Event("b", 2, "actions=2.1") + Start("actions=2.1"));
}

TEST_F(ChangeLogTest, OnlyTheLastOfAnEntryMovesThePlace) {
  log_.Begin(kService, 1, 0, 0);
  AddReader();
  told_.text.clear();
  log_.Add(kService, 1, Entry("a", kOrganisation, "b"));
  EXPECT_EQ(told_.text, Event("a", 1, "") + Event("b", 1, "actions=1.1"));
}

TEST_F(ChangeLogTest, RecordsOfDifferentKindsWithOneIdAreAllToldOfOnce) {
  log_.Begin(kService, 1, 0, 0);
  AddReader();
  told_.text.clear();
  log::v1::Entry entry;
  entry.set_organisation(Id::Parse(kOrganisation)->ToBytes());
  for (const char* record :
       {"assay.actions.v1.ToDo", "assay.actions.v1.Action", "assay.actions.v1.ToDo"}) {
    log::v1::Event* event = entry.add_events();
    event->set_record(record);
    event->set_id("a");
  }
  log_.Add(kService, 1, entry.SerializeAsString());
  std::string action = R"(event: actions.Action
id: actions=1.1
data: {"record":"actions.Action","id":"a","service":"actions","position":1}

)";
  EXPECT_EQ(told_.text, Event("a", 1, "") + action);
}

TEST_F(ChangeLogTest, OneUserKeepsNobodyOut) {
  log_.Begin(kService, 1, 0, 0);
  Told theirs;
  log_.AddReader(
      {"mira", kOrganisation, {}, std::make_unique<FakeStream>(&theirs), [] { return true; }});
  for (size_t i = 0; i < ChangeLog::kReadersPerUserMax + 5; ++i) {
    AddReader();
  }
  EXPECT_EQ(log_.readers(), ChangeLog::kReadersPerUserMax + 1);
  theirs.text.clear();
  log_.Add(kService, 1, Entry("a"));
  EXPECT_EQ(theirs.text, Event("a", 1, "actions=1.1"));
}

TEST_F(ChangeLogTest, WhoMissedALotReadsEverythingAgain) {
  log_.Begin(kService, 1, 0, 0);
  for (uint64_t position = 1; position <= ChangeLog::kToldAtOnceMax + 1; ++position) {
    log_.Add(kService, position, Entry("a"));
  }
  AddReader({{kService, {0}}});
  EXPECT_EQ(told_.text, kReconnect + Reset("actions=501.1") + Start("actions=501.1"));
  AddReader({{kService, {1}}});
  EXPECT_TRUE(told_.text.starts_with(kReconnect + Event("a", 2, "actions=2.1"))) << told_.text;
}

TEST_F(ChangeLogTest, WhatOthersDidMeanwhileIsNotMissed) {
  log_.Begin(kService, 1, 0, 0);
  for (uint64_t position = 1; position <= ChangeLog::kToldAtOnceMax + 1; ++position) {
    log_.Add(kService, position, Entry("a", kOther));
  }
  AddReader({{kService, {0}}});
  EXPECT_EQ(told_.text, kReconnect + Start("actions=501.1"));
}

TEST_F(ChangeLogTest, WhatIsMissedOfSeveralLogsCountsTogetherAndIsOneReset) {
  for (const char* service : {kService, "audits"}) {
    log_.Begin(service, 1, 0, 0);
    for (uint64_t position = 1; position <= ChangeLog::kToldAtOnceMax / 2 + 1; ++position) {
      log_.Add(service, position, Entry("a"));
    }
  }
  AddReader({{kService, {0}}, {"audits", {0}}});
  EXPECT_EQ(told_.text,
            kReconnect + Reset("actions=251.1,audits=251.1") + Start("actions=251.1,audits=251.1"));
}

TEST_F(ChangeLogTest, WhoWasAwayTooLongReadsEverythingAgain) {
  log_.Begin(kService, 1, 0, 0);
  for (uint64_t position = 1; position <= ChangeLog::kKept + 3; ++position) {
    log_.Add(kService, position, Entry("a", kOther));
  }
  AddReader({{kService, {2}}});
  EXPECT_EQ(told_.text, kReconnect + Reset("actions=5003.1") + Start("actions=5003.1"));
  AddReader({{kService, {3}}});
  EXPECT_EQ(told_.text, kReconnect + Start("actions=5003.1"));
}

TEST_F(ChangeLogTest, ALogThatWentBackIsReadAgain) {
  log_.Begin(kService, 1, 0, 9);
  AddReader();
  told_.text.clear();
  log_.Begin(kService, 1, 0, 4);
  EXPECT_EQ(told_.text, Reset("actions=4.1"));
  AddReader({{kService, {9, 1}}});
  EXPECT_EQ(told_.text, kReconnect + Reset("actions=4.1") + Start("actions=4.1"));
}

TEST_F(ChangeLogTest, ALogOfAnotherEpochIsReadAgainHoweverLongItIs) {
  log_.Begin(kService, 1, 0, 9);
  AddReader();
  told_.text.clear();
  log_.Begin(kService, 2, 0, 12);
  EXPECT_EQ(told_.text, Reset("actions=12.2"));
}

TEST_F(ChangeLogTest, WhoSawAnotherEpochReadsEverythingAgainAlsoWhenTheGatewayDidNotSeeIt) {
  AddReader({{kService, {9, 1}}});
  told_.text.clear();
  log_.Begin(kService, 2, 0, 9);
  EXPECT_EQ(told_.text, Reset("actions=9.2"));
  AddReader({{kService, {9, 2}}});
  EXPECT_EQ(told_.text, kReconnect + Start("actions=9.2"));
}

TEST_F(ChangeLogTest, HowToComeBackIsSaidBeforeWhatWasMissed) {
  log_.Begin(kService, 1, 0, 0);
  log_.Add(kService, 1, Entry("a"));
  AddReader({{kService, {0}}});
  EXPECT_TRUE(told_.text.starts_with(kReconnect)) << told_.text;
}

TEST_F(ChangeLogTest, AServiceThatAppearsLaterBeginsAtItsHead) {
  AddReader();
  log_.Begin(kService, 1, 0, 9);
  told_.text.clear();
  log_.Add(kService, 9, Entry("old"));
  log_.Add(kService, 10, Entry("new"));
  EXPECT_EQ(told_.text, Event("new", 10, "actions=10.1"));
}

TEST_F(ChangeLogTest, WhoMayReadNoLongerIsToldNothingMore) {
  log_.Begin(kService, 1, 0, 7);
  AddReader();
  told_.text.clear();
  may_read_ = false;
  log_.Add(kService, 8, Entry("a"));
  EXPECT_EQ(told_.text, "");
  EXPECT_EQ(log_.readers(), 0U);
}

TEST_F(ChangeLogTest, AReaderThatIsGoneIsForgotten) {
  log_.Begin(kService, 1, 0, 7);
  AddReader();
  told_.broken = true;
  log_.Add(kService, 8, Entry("a"));
  EXPECT_EQ(log_.readers(), 0U);
}

TEST(PlacesTest, AreReadAsTheyAreWritten) {
  auto places = ParsePlaces("actions=12.3,audits=7");
  ASSERT_TRUE(places);
  EXPECT_EQ(places->at("actions").position, 12U);
  EXPECT_EQ(places->at("actions").epoch, 3U);
  EXPECT_EQ(places->at("audits").epoch, 0U);
  EXPECT_TRUE(ParsePlaces("")->empty());
  for (const char* text : {"actions", "actions=", "actions=x", "actions=1.", "actions=1.x", ","}) {
    EXPECT_FALSE(ParsePlaces(text)) << text;
  }
}

}  // namespace
}  // namespace assay::gateway
