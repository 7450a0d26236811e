#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "assay/aggregate/processor.h"
#include "assay/base/hash.h"
#include "assay/schema/fold.h"
#include "assay/schema/validate.h"
#include "assay/storage/store.h"

namespace assay::testing {

// A service's domain on its real write path, over a log in memory, without threads or a bus: give
// it commands, and see what it accepts, refuses and records.
//
//   DomainHarness domain(audits::MakeModule());
//   domain.SetToday("2024-02-20");
//   domain.Know(site);                                   // a record of another service
//   domain.Accepted(start_journey);                      // fails the test when refused
//   EXPECT_EQ(domain.Refused(plan_audit).rule(), "AP-4");
//   EXPECT_EQ(domain.Get<Journey>(id).state(), Journey::AGREED);
class DomainHarness final : public aggregate::FactSource, public aggregate::Sealer {
 public:
  static constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

  explicit DomainHarness(aggregate::Module module, const std::string& today = "2026-11-21",
                         rules::Rulebook rules = rules::Rulebook::Default())
      : module_(std::move(module)),
        rules_(std::move(rules)),
        machine_(ParseInstant("2099-01-01T00:00:00Z").value()) {
    eventlog::OpenOptions options;
    options.genesis.set_service(module_.service());
    options.genesis.set_clock(log::v1::LogOpened::SIMULATED);
    options.genesis.set_node("TST");
    options.clock = &machine_;
    options.free_bytes_reserve = 0;
    options.simulated_start_us = ParseInstant(today + "T09:00:00Z").value();
    auto store = storage::OpenFakeStore({.columns = eventlog::EventLog::Columns()}, &disk_);
    log_ = eventlog::EventLog::Open(std::move(store), options).value();
    aggregate::ProcessorOptions processor;
    processor.log = log_.get();
    processor.module = &module_;
    processor.catalog = &catalog_;
    processor.rules = &rules_;
    processor.facts = this;
    processor.sealer = this;
    processor.fingerprint_key = std::string(32, 'k');
    processor_ = std::make_unique<aggregate::Processor>(processor);
  }

  // Forward only, as a simulated clock is.
  void SetToday(const std::string& date) {
    log_->StageClock(ParseInstant(date + "T09:00:00Z").value());
    ASSERT_TRUE(log_->Commit().ok());
  }
  // A record of another service, or a later state of it.
  void Know(const google::protobuf::Message& record) {
    std::shared_ptr<google::protobuf::Message> copy(record.New());
    copy->CopyFrom(record);
    known_[record.GetDescriptor()][schema::FieldText(record, "id")] = copy;
  }

  aggregate::Verdict Give(const google::protobuf::Message& command,
                          const std::string& organisation = kOrganisation, uint32_t if_match = 0) {
    if (auto fault = schema::Validate(command)) {
      return {std::nullopt, aggregate::ToProblem(*fault)};
    }
    aggregate::Request request = RequestOf(command, organisation);
    request.if_match = if_match;
    auto verdict = processor_->Process(request);
    EXPECT_TRUE(verdict.ok()) << verdict.status().message();
    EXPECT_TRUE(processor_->Commit().ok());
    return *verdict;
  }
  // The receipt; the test fails when the command is refused.
  aggregate::Receipt Accepted(const google::protobuf::Message& command) {
    aggregate::Verdict verdict = Give(command);
    EXPECT_TRUE(verdict.receipt) << command.GetTypeName() << ": "
                                 << (verdict.problem ? verdict.problem->DebugString() : "");
    return verdict.receipt.value_or(aggregate::Receipt());
  }
  // The problem; the test fails when the command is accepted.
  assay::Problem Refused(const google::protobuf::Message& command) {
    aggregate::Verdict verdict = Give(command);
    EXPECT_TRUE(verdict.problem) << command.GetTypeName() << " was accepted";
    return verdict.problem.value_or(assay::Problem());
  }
  bool Warned(const aggregate::Receipt& receipt, const std::string& rule) const {
    for (const assay::Warning& warning : receipt.warnings) {
      if (warning.rule() == rule) {
        return true;
      }
    }
    return false;
  }

  // An event of another service's log arrives; its reactions are given. Returns what was refused
  // (empty: nothing).
  void Hear(const std::string& source, const std::string& record, const std::string& id,
            const google::protobuf::Message& event) {
    log::v1::Entry entry;
    log::v1::Event* happened = entry.add_events();
    happened->set_record(record);
    happened->set_id(id);
    happened->set_version(1);
    happened->set_type(event.GetDescriptor()->full_name());
    happened->set_data(event.SerializeAsString());
    HearEntry(source, std::move(entry));
  }
  // The same for a whole entry; format, organisation and time are filled in.
  void HearEntry(const std::string& source, log::v1::Entry entry) {
    entry.set_format(1);
    entry.set_organisation(Id::Parse(kOrganisation).value().ToBytes());
    entry.set_recorded_at(log_->NowMicros());
    log::v1::LogOpened genesis;
    genesis.set_log_id(Id::Derived(source).ToString());
    genesis.set_epoch(1);
    ASSERT_TRUE(processor_->React(source, genesis, heard_[source]++, entry).ok());
    ASSERT_TRUE(processor_->Commit().ok());
  }

  // The record as its events fold; the test fails when there is none.
  template <typename Record>
  Record Get(const std::string& id) {
    Record record;
    record.set_id(id);
    int events = 0;
    Status status =
        log_->ReadStream({Record::descriptor()->full_name(), id}, [&](const log::v1::Event& event) {
          auto message = schema::NewMessage(catalog_.FindEvent(event.type()));
          EXPECT_TRUE(message->ParseFromString(event.data()));
          schema::Fold(*message, &record);
          ++events;
          return OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status.message();
    EXPECT_GT(events, 0) << "no " << Record::descriptor()->name() << " " << id;
    return record;
  }
  template <typename Record>
  bool Exists(const std::string& id) {
    return log_->FindStream({Record::descriptor()->full_name(), id}).value().has_value();
  }
  // Types of all events recorded so far, oldest first, without their package.
  std::vector<std::string> EventTypes() const {
    std::vector<std::string> types;
    std::vector<std::string> stored = log_->Read(1, 100'000, 1 << 30).value();
    for (const std::string& bytes : stored) {
      log::v1::Entry entry = eventlog::ParseEntry(bytes).value();
      for (const log::v1::Event& event : entry.events()) {
        types.push_back(event.type().substr(event.type().rfind('.') + 1));
      }
    }
    return types;
  }
  // Commands from now on are given by this person.
  void ActAs(std::string person) { acting_ = std::move(person); }
  eventlog::EventLog& log() { return *log_; }
  aggregate::Processor& processor() { return *processor_; }
  const schema::Catalog& catalog() const { return catalog_; }
  aggregate::Request RequestOf(const google::protobuf::Message& command,
                               const std::string& organisation = kOrganisation) {
    aggregate::Request request;
    request.type = catalog_.FindCommand(command.GetDescriptor()->full_name());
    EXPECT_NE(request.type, nullptr) << command.GetTypeName();
    std::shared_ptr<google::protobuf::Message> copy(command.New());
    copy->CopyFrom(command);
    request.bytes = copy->SerializeAsString();
    request.command = std::move(copy);
    request.actor.set_user("test");
    request.actor.set_person(acting_);
    request.organisation = organisation;
    request.command_id = Sha256("command " + std::to_string(++given_));
    return request;
  }

  // FactSource.
  Result<std::unique_ptr<google::protobuf::Message>> Find(
      const std::string&, const google::protobuf::Descriptor* record, const std::string&,
      const std::string& id) override {
    auto at = known_[record].find(id);
    return at == known_[record].end() ? nullptr : Copy(*at->second);
  }
  Result<std::vector<std::unique_ptr<google::protobuf::Message>>> All(
      const std::string&, const google::protobuf::Descriptor* record, const std::string&) override {
    std::vector<std::unique_ptr<google::protobuf::Message>> all;
    for (const auto& [id, known] : known_[record]) {
      all.push_back(Copy(*known));
    }
    return all;
  }
  log::v1::Fact Known(const std::string& service) override {
    log::v1::Fact fact;
    fact.set_log_id(Id::Derived(service).ToString());
    return fact;
  }
  std::string ZoneOf(const std::string&) override { return "Europe/Berlin"; }
  // Sealer: not a secret, but told apart from plain text.
  Result<assay::Sealed> Seal(const std::string& person, const assay::Address& address,
                             const std::string& field, const std::string& text) override {
    assay::Sealed sealed;
    sealed.set_person(person);
    sealed.set_field(field);
    sealed.set_ciphertext("sealed at " + std::to_string(address.position()) + ": " + text);
    return sealed;
  }

 private:
  static std::unique_ptr<google::protobuf::Message> Copy(const google::protobuf::Message& record) {
    std::unique_ptr<google::protobuf::Message> copy(record.New());
    copy->CopyFrom(record);
    return copy;
  }

  aggregate::Module module_;
  rules::Rulebook rules_;
  schema::Catalog catalog_;
  ManualClock machine_;
  storage::FakeDisk disk_;
  std::unique_ptr<eventlog::EventLog> log_;
  std::unique_ptr<aggregate::Processor> processor_;
  std::map<const google::protobuf::Descriptor*,
           std::map<std::string, std::shared_ptr<google::protobuf::Message>>>
      known_;
  std::map<std::string, uint64_t> heard_;
  std::string acting_;
  int given_ = 0;
};

}  // namespace assay::testing
