// A view of an entry says what the parsed entry says, of the same bytes.
#include "assay/eventlog/entry_view.h"

#include <gtest/gtest.h>

#include "assay/eventlog/entry.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::eventlog {
namespace {

log::v1::Entry WholeEntry() {
  log::v1::Entry entry;
  entry.set_format(1);
  entry.set_entry_id("0123456789abcdef");
  entry.set_salt("salt");
  entry.set_recorded_at(1'795'000'000'000'000);
  entry.set_command("assay.actions.v1.AddToDo");
  entry.mutable_actor()->set_user("somebody");
  entry.mutable_actor()->add_roles(assay::AUDITOR);
  entry.set_organisation("fedcba9876543210");
  entry.add_facts()->set_position(7);
  for (uint32_t i = 1; i <= 3; ++i) {
    log::v1::Event* event = entry.add_events();
    event->set_record("assay.actions.v1.ToDo");
    event->set_id("id" + std::to_string(i));
    event->set_version(i);
    event->set_type("assay.actions.v1.ToDoAdded");
    event->set_data(std::string(300 * i, 'd'));
  }
  return entry;
}

TEST(EntryView, SaysWhatTheEntrySays) {
  log::v1::Entry entry = WholeEntry();
  std::string stored = entry.SerializeAsString();
  EntryView view;
  ASSERT_TRUE(view.Read(stored).ok());
  EXPECT_EQ(view.entry_id(), entry.entry_id());
  EXPECT_EQ(view.recorded_at(), entry.recorded_at());
  EXPECT_EQ(view.organisation(), entry.organisation());
  EXPECT_EQ(view.user(), entry.actor().user());
  ASSERT_EQ(view.events().size(), 3U);
  for (int i = 0; i < 3; ++i) {
    const EntryView::Event& event = view.events()[static_cast<size_t>(i)];
    EXPECT_EQ(event.record, entry.events(i).record());
    EXPECT_EQ(event.id, entry.events(i).id());
    EXPECT_EQ(event.version, entry.events(i).version());
    EXPECT_EQ(event.type, entry.events(i).type());
    EXPECT_EQ(event.data, entry.events(i).data());
  }
}

TEST(EntryView, ForgetsTheEntryReadBefore) {
  std::string first = WholeEntry().SerializeAsString();
  log::v1::Entry entry;
  entry.set_format(1);
  std::string second = entry.SerializeAsString();
  EntryView view;
  ASSERT_TRUE(view.Read(first).ok());
  ASSERT_TRUE(view.Read(second).ok());
  EXPECT_TRUE(view.events().empty());
  EXPECT_TRUE(view.user().empty());
  EXPECT_TRUE(view.entry_id().empty());
}

// Wherever it is cut, either both readers take what is left for an entry, or both refuse it.
TEST(EntryView, RefusesCutBytesWhereTheParserDoes) {
  std::string stored = WholeEntry().SerializeAsString();
  EntryView view;
  for (size_t length = 0; length <= stored.size(); ++length) {
    std::string_view cut = std::string_view(stored).substr(0, length);
    EXPECT_EQ(view.Read(cut).ok(), ParseEntry(cut).ok()) << "cut after " << length << " bytes";
  }
}

TEST(EntryView, RefusesAFieldThatReachesBeyondTheBytes) {
  std::string stored = WholeEntry().SerializeAsString();
  stored += "\x0a\xff\xff\xff\xff\x0f";  // field 1 as bytes, of 4 GiB
  EXPECT_EQ(EntryView().Read(stored).code(), StatusCode::kDataLoss);
}

TEST(EntryView, RefusesANewerFormat) {
  log::v1::Entry entry = WholeEntry();
  entry.set_format(kEntryFormat + 1);
  std::string stored = entry.SerializeAsString();
  EXPECT_EQ(EntryView().Read(stored).code(), StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assay::eventlog
