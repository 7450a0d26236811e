#include "tests/libs/projection/story.h"

namespace assay::projection {

Story::Story() {
  log::v1::LogOpened opened;
  opened.set_log_id(IdOf("log"));
  opened.set_epoch(1);
  opened.set_service("actions");
  Add(opened.log_id(), opened, std::string(kSharedOrganisation));
}

int64_t Story::InstantOf(uint64_t position) {
  return ParseInstant("2024-01-01T00:00:00Z").value() + static_cast<int64_t>(position) * 60'000'000;
}

log::v1::Entry Story::NewEntry(const std::string& organisation) {
  log::v1::Entry entry;
  entry.set_format(1);
  entry.set_organisation(Id::Parse(organisation).value().ToBytes());
  entry.set_recorded_at(InstantOf(next()));
  entry.mutable_actor()->set_user("user at " + std::to_string(next()));
  return entry;
}

void Story::AddEvent(const std::string& id, const google::protobuf::Message& event,
                     log::v1::Entry* entry) {
  const schema::RecordType* record = catalog_.FindEventRecord(event.GetDescriptor()->full_name());
  log::v1::Event* added = entry->add_events();
  added->set_record(record->name());
  added->set_id(id);
  added->set_version(++versions_[record->name() + id]);
  added->set_type(event.GetDescriptor()->full_name());
  added->set_data(event.SerializeAsString());
}

uint64_t Story::Store(const log::v1::Entry& entry) {
  entries_.push_back(entry.SerializeAsString());
  return next() - 1;
}

uint64_t Story::Add(const std::string& id, const google::protobuf::Message& event,
                    const std::string& organisation) {
  log::v1::Entry entry = NewEntry(organisation);
  AddEvent(id, event, &entry);
  return Store(entry);
}

uint64_t Story::AddAll(const std::string& id,
                       const std::vector<const google::protobuf::Message*>& events) {
  log::v1::Entry entry = NewEntry(kOrganisation);
  for (const auto* event : events) {
    AddEvent(id, *event, &entry);
  }
  return Store(entry);
}

uint64_t Story::AddGarbage() {
  entries_.emplace_back("\xff\xff not an entry");
  return next() - 1;
}

uint64_t Story::AddUnknownEvent(const std::string& id) {
  log::v1::Entry entry = NewEntry(kOrganisation);
  AddEvent(id, actions::v1::ToDoAdded(), &entry);
  entry.mutable_events(0)->set_type("assay.actions.v1.OfANewerProgram");
  return Store(entry);
}

void Story::MakeKnown(uint64_t position) {
  log::v1::Entry entry;
  EXPECT_TRUE(entry.ParseFromString(entries_.at(position)));
  entry.mutable_events(0)->set_type(actions::v1::ToDoAdded::descriptor()->full_name());
  entries_.at(position) = entry.SerializeAsString();
}

uint64_t Story::ToDo(const std::string& id, const std::string& title,
                     const std::string& organisation) {
  actions::v1::ToDoAdded added;
  added.set_title(title);
  return Add(id, added, organisation);
}

uint64_t Story::Start(const std::string& id) {
  actions::v1::ToDoStarted started;
  started.set_occurred_on("2024-01-01");
  return Add(id, started);
}

uint64_t Story::Prioritise(const std::string& id, actions::v1::Priority priority) {
  actions::v1::ToDoPrioritised prioritised;
  prioritised.set_priority(priority);
  return Add(id, prioritised);
}

std::vector<std::string> Story::From(uint64_t first, uint64_t count) const {
  uint64_t end = std::min(next(), first + count);
  return {entries_.begin() + static_cast<std::ptrdiff_t>(std::min(first, end)),
          entries_.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace assay::projection
