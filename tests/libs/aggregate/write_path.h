#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/processor.h"
#include "assay/audits/v1/finding.pb.h"
#include "assay/base/hash.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/storage/store.h"

namespace assay::aggregate {

inline constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
inline constexpr char kOtherOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";

inline std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

// A domain just large enough for the write path, over the published language of actions: AddToDo
// begins one item, or as many as its title says ("3 items"), and at "die" the process does;
// OpenAction takes one number, or as many as its title says ("2 numbers"), and "no" after it took
// one is refused; a finding raised in an audit becomes a to-do item (id: the finding's; title: its
// statement), a second one when its statement is "two".
Module SmallActions();
// RegisterPerson, with its two personal fields.
Module SmallDirectory();

// The write path over a disk in memory that can fail and be opened again.
class WritePath : public FactSource, public Sealer {
 public:
  explicit WritePath(Module module = SmallActions(), size_t cached_records_max = 100)
      : module_(std::move(module)), cached_records_max_(cached_records_max) {
    Open();
  }
  // As after a crash: what was staged and not committed is gone.
  void Open();

  // A request with a command id made of `key`; a new one for each call when it is empty.
  Request RequestOf(const Message& command, const std::string& key = "",
                    const std::string& organisation = kOrganisation);
  // Decides and stages; commits nothing.
  Verdict Stage(const Request& request);
  Verdict Give(const Request& request);
  Verdict Give(const Message& command, const std::string& key = "") {
    return Give(RequestOf(command, key));
  }
  // The problem's code; empty when it was accepted.
  std::string CodeOf(const Message& command) {
    Verdict verdict = Give(command);
    return verdict.problem ? verdict.problem->code() : "";
  }
  // The stored entry at a position.
  log::v1::Entry EntryAt(uint64_t position) const;
  // All entries after the genesis.
  std::vector<log::v1::Entry> Entries() const;
  uint32_t VersionOf(const std::string& record, const std::string& id);

  void Know(const std::string& organisation, const std::string& person) {
    known_.insert({organisation, person});
  }
  void KnowSite(const std::string& id, const std::string& zone) { zones_[id] = zone; }
  // As if no other service had ever been heard.
  void ForgetOthers() { heard_ = false; }

  // FactSource: people, and sites with nothing but a zone.
  Result<std::unique_ptr<Message>> Find(const std::string& service,
                                        const google::protobuf::Descriptor* record,
                                        const std::string& organisation,
                                        const std::string& id) override;
  Result<std::vector<std::unique_ptr<Message>>> All(const std::string& service,
                                                    const google::protobuf::Descriptor* record,
                                                    const std::string& organisation) override;
  log::v1::Fact Known(const std::string& service) override;
  std::string ZoneOf(const std::string& /*organisation*/) override { return "Europe/Berlin"; }
  // Sealer: tells what it was bound to.
  Result<assay::Sealed> Seal(const std::string& person, const assay::Address& address,
                             const std::string& field, const std::string& text) override;

  rules::Rulebook rules = rules::Rulebook::Default();  // changed: Open again
  storage::FakeDisk disk;
  ManualClock clock{1'700'000'000'000'000};  // 2023-11-14
  std::unique_ptr<eventlog::EventLog> log;
  std::unique_ptr<Processor> processor;

 private:
  Module module_;
  size_t cached_records_max_;
  schema::Catalog catalog_;
  std::multimap<std::string, std::string> known_;  // organisation, person
  std::map<std::string, std::string> zones_;       // of sites
  bool heard_ = true;
  int given_ = 0;
};

actions::v1::AddToDo NewToDo(const std::string& id, const std::string& title = "A thing");
actions::v1::StartToDo Start(const std::string& id);
actions::v1::PrioritiseToDo Prioritise(const std::string& id,
                                       actions::v1::Priority priority = actions::v1::HIGH);
actions::v1::OpenAction NewAction(const std::string& id, const std::string& title = "1 number");

}  // namespace assay::aggregate
