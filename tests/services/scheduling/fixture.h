#pragma once

#include <map>
#include <string>
#include <vector>

#include "assay/actions/v1/events.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/certificate.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/audits/v1/finding.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/audits/v1/witness.pb.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"
#include "assay/training/v1/events.pb.h"
#include "assay/training/v1/queries.pb.h"
#include "services/scheduling/module.h"
#include "services/scheduling/reactions.h"
#include "tests/support/domain_harness.h"

namespace assay::scheduling {

// An id that is the same in every run.
inline std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

// The scheduling service hears what the others record.
class SchedulingTest : public ::testing::Test {
 protected:
  template <typename Record, typename Event>
  void Hear(const std::string& id, const Event& event) {
    const std::string& record = Record::descriptor()->full_name();
    domain.Hear(record.substr(6, record.find('.', 6) - 6), record, id, event);
  }
  std::vector<std::string> Refusals() {
    std::vector<std::string> codes;
    std::vector<std::string> stored = domain.log().Read(1, 100'000, 1 << 30).value();
    for (const std::string& bytes : stored) {
      log::v1::Entry entry = eventlog::ParseEntry(bytes).value();
      for (const log::v1::Event& event : entry.events()) {
        log::v1::ReactionRefused refused;
        if (event.type() == refused.GetDescriptor()->full_name()) {
          EXPECT_TRUE(refused.ParseFromString(event.data()));
          codes.push_back(refused.code());
        }
      }
    }
    return codes;
  }
  v1::Appointment AppointmentOf(const std::string& subject_id) {
    return domain.Get<v1::Appointment>(AppointmentIdOf(subject_id));
  }
  v1::Deadline DeadlineOf(const std::string& subject_id) {
    return domain.Get<v1::Deadline>(DeadlineIdOf(subject_id));
  }
  v1::Cycle CycleOf(const std::string& journey_id) { return domain.Get<v1::Cycle>(journey_id); }
  std::vector<assay::Warning> LastWarnings() {
    uint64_t last = domain.log().next() - 1;
    std::vector<std::string> stored = domain.log().Read(last, 1, 1 << 30).value();
    log::v1::Entry entry = eventlog::ParseEntry(stored.at(0)).value();
    return {entry.warnings().begin(), entry.warnings().end()};
  }

  testing::DomainHarness domain{MakeModule(), "2023-06-05"};
  const std::string journey = IdOf("journey");
  const std::string audit = IdOf("audit");
};

// Records as the read model would hold them, for queries and timers.
class Records final : public aggregate::QueryContext, public aggregate::TimerContext {
 public:
  explicit Records(const std::string& today) : today_(calendar::Date::Parse(today).value()) {}

  void Add(const aggregate::Message& record) {
    std::unique_ptr<aggregate::Message> copy(record.New());
    copy->CopyFrom(record);
    records_.push_back(std::move(copy));
  }
  std::unique_ptr<aggregate::Message> FindRecord(const google::protobuf::Descriptor* /*type*/,
                                                 const std::string& /*id*/) const override {
    return nullptr;
  }
  std::vector<std::unique_ptr<aggregate::Message>> AllRecords(
      const google::protobuf::Descriptor* type) const override {
    std::vector<std::unique_ptr<aggregate::Message>> all;
    for (const auto& record : records_) {
      if (record->GetDescriptor() == type) {
        all.emplace_back(record->New());
        all.back()->CopyFrom(*record);
      }
    }
    return all;
  }
  calendar::Date on() const override { return today_; }
  const rules::Ruleset& RulesFor(const std::string& /*id*/) const override {
    return rules::Ruleset::Default();
  }
  std::vector<Token> as_known() const override { return {}; }
  calendar::Date today(const std::string& /*organisation*/) const override { return today_; }

 private:
  std::vector<std::unique_ptr<aggregate::Message>> records_;
  calendar::Date today_;
};

}  // namespace assay::scheduling
