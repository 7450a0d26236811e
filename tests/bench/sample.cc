#include "tests/bench/sample.h"

#include <algorithm>

namespace assay::bench {

eventlog::Draft MakeDraft(Random* random) {
  eventlog::Draft draft;
  log::v1::Entry& entry = draft.entry;
  entry.set_command_id(random->Bytes(32));
  entry.set_request_fingerprint(random->Bytes(32));
  entry.set_command("assay.actions.v1.AddToDo");
  entry.mutable_actor()->set_user("bench");
  entry.mutable_actor()->add_roles(assay::COMPLIANCE_MANAGER);
  entry.set_organisation(Id::Parse(kOrganisation).value().ToBytes());
  entry.set_ruleset("default 1");
  log::v1::Event* event = entry.add_events();
  event->set_record("assay.actions.v1.ToDo");
  event->set_id(Id::TimeOrdered(SystemClock().NowMicros() / 1000).ToString());
  event->set_type("assay.actions.v1.ToDoAdded");
  event->set_data(random->Bytes(kPayloadBytes));
  draft.expected.push_back({{event->record(), event->id()}, 0});
  return draft;
}

std::unique_ptr<storage::Store> OpenLogStore(const std::string& folder) {
  return Must(
      storage::OpenRocksStore({.folder = folder, .columns = eventlog::EventLog::Columns()}));
}

SampleLog::SampleLog(const std::string& folder) : SampleLog(OpenLogStore(folder)) {}

SampleLog::SampleLog(std::unique_ptr<storage::Store> store) {
  eventlog::OpenOptions options;
  options.genesis.set_service("bench");
  options.genesis.set_clock(log::v1::LogOpened::REAL);
  options.clock = &clock_;
  log_ = Must(eventlog::EventLog::Open(std::move(store), options));
  random_ = Random(log_->next());
}

double SampleLog::Append(uint64_t entries) {
  double seconds = 0;
  std::vector<eventlog::Draft> drafts;
  for (uint64_t done = 0; done < entries; done += drafts.size()) {
    drafts.clear();
    for (uint64_t i = done; i < std::min<uint64_t>(entries, done + kBatchEntries); ++i) {
      drafts.push_back(MakeDraft(&random_));
    }
    Stopwatch watch;
    for (eventlog::Draft& draft : drafts) {
      Must(log_->Stage(std::move(draft)));
    }
    Must(log_->Commit());
    seconds += watch.Seconds();
  }
  return seconds;
}

}  // namespace assay::bench
