// Which rules judge a command: those of its organisation. By body:
// tests/services/audits/overlay_test.cc.
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

rules::Rulebook WithOverlay(const std::string& organisation) {
  return rules::Rulebook::Of({{"own.toml",
                               "id = \"own\"\nversion = \"2\"\nextends = \"assay-2026.1\"\n"
                               "organisation = \"" +
                                   organisation + "\"\n"}})
      .value();
}

TEST(RulesOfAnOrganisation, AreNamedInItsEntriesAndInNoOthers) {
  WritePath path;
  path.rules = WithOverlay(kOrganisation);
  path.Open();
  path.Give(NewToDo(IdOf("one")));
  path.Give(path.RequestOf(NewToDo(IdOf("two")), "", kOtherOrganisation));
  EXPECT_EQ(path.EntryAt(1).ruleset(), "assay-2026.1+own-2");
  EXPECT_EQ(path.EntryAt(2).ruleset(), "assay-2026.1");
}

TEST(RulesOfAnOrganisation, AreNamedWhereAReactionWasRefused) {
  WritePath path;
  path.rules = WithOverlay(kOrganisation);
  path.Open();
  path.Give(NewToDo(IdOf("finding")));
  audits::v1::FindingRaised raised;
  raised.set_statement("A thing");
  log::v1::Entry entry;
  entry.set_organisation(Id::Parse(kOrganisation).value().ToBytes());
  log::v1::Event* event = entry.add_events();
  event->set_id(IdOf("finding"));  // taken: the reaction is refused
  event->set_type(raised.GetTypeName());
  event->set_data(raised.SerializeAsString());
  log::v1::LogOpened genesis;
  genesis.set_log_id(IdOf("log of audits"));
  ASSERT_TRUE(path.processor->React("audits", genesis, 0, entry).ok());
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(path.EntryAt(2).events(0).type(), "assay.log.v1.ReactionRefused");
  EXPECT_EQ(path.EntryAt(2).ruleset(), "assay-2026.1+own-2");
}

TEST(RulesOfAnOrganisation, MayChangeWhileHistoryKeepsWhatDecided) {
  WritePath path;
  path.Give(NewToDo(IdOf("one")));
  path.rules = WithOverlay(kOrganisation);
  path.Open();
  path.Give(Start(IdOf("one")));
  EXPECT_EQ(path.EntryAt(1).ruleset(), "assay-2026.1");
  EXPECT_EQ(path.EntryAt(2).ruleset(), "assay-2026.1+own-2");
}

}  // namespace
}  // namespace assay::aggregate
