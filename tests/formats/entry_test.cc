// An entry's bytes, as docs/formats/entry.md describes them, are read by today's code field by
// field.
#include <gtest/gtest.h>

#include "assay/audits/v1/finding.pb.h"
#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "assay/eventlog/event_log.h"
#include "tests/formats/golden_file.h"

namespace assay::formats {
namespace {

constexpr char kFile[] = "entry_v1.hex";
constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
constexpr char kSite[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";
constexpr char kFinding[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5d";
constexpr char kLog[] = "0190a1b2-0000-7000-8000-000000000001";
constexpr char kEntryId[] = "0190a1b2-c3d4-7000-8000-000000000002";
constexpr char kRecordedAt[] = "2024-04-19T09:00:00.007168Z";

std::string BytesOf(const char* id) {
  return Id::Parse(id).value().ToBytes();
}

log::v1::Entry Golden() {
  log::v1::Entry entry;
  entry.set_format(1);
  entry.set_entry_id(BytesOf(kEntryId));
  entry.set_salt("sixteen of salt!");
  entry.set_recorded_at(ParseInstant(kRecordedAt).value());
  entry.set_command_id(Sha256("command"));
  entry.set_request_fingerprint(Sha256("request"));
  entry.set_command("assay.audits.v1.WithdrawFinding");
  entry.mutable_actor()->set_user("jonas");
  entry.mutable_actor()->set_person(kSite);
  entry.mutable_actor()->set_authentication(log::v1::Actor::API_TOKEN);
  entry.mutable_actor()->add_roles(assay::COMPLIANCE_MANAGER);
  entry.mutable_actor()->add_roles(assay::AUDITOR);
  entry.set_organisation(BytesOf(kOrganisation));
  entry.set_site(BytesOf(kSite));
  entry.set_correlation("4bf92f3577b34da6a3ce929d0e0e4736");
  entry.mutable_cause()->set_log_id(kLog);
  entry.mutable_cause()->set_epoch(1);
  entry.mutable_cause()->set_position(41);
  entry.mutable_cause()->set_reaction("withdraw-finding");
  log::v1::Fact* fact = entry.add_facts();
  fact->set_log_id(kLog);
  fact->set_epoch(1);
  fact->set_position(42);
  entry.set_ruleset("assay-2026.1");
  log::v1::Event* event = entry.add_events();
  event->set_record("assay.audits.v1.Finding");
  event->set_id(kFinding);
  event->set_version(3);
  event->set_type("assay.audits.v1.FindingWithdrawn");
  audits::v1::FindingWithdrawn withdrawn;
  withdrawn.set_reason("Raised twice");
  withdrawn.set_occurred_on("2024-04-19");
  event->set_data(withdrawn.SerializeAsString());
  assay::Warning* warning = entry.add_warnings();
  warning->set_rule("NC-9");
  warning->set_clause("9.4.9");
  warning->set_message("Withdrawn after the closing meeting");
  return entry;
}

class GoldenEntry : public ::testing::Test {
 protected:
  void SetUp() override {
    stored_ = ReadHex(kFile);
    if (stored_.empty() && IsUpdating()) {
      stored_ = Golden().SerializeAsString();
      WriteHex(kFile, stored_);
    }
    ASSERT_FALSE(stored_.empty()) << kFile << " is gone";
  }

  std::string stored_;
};

TEST_F(GoldenEntry, EveryFieldReadsAsItWasWritten) {
  auto read = eventlog::ParseEntry(stored_);
  ASSERT_TRUE(read.ok()) << read.status().message();
  const log::v1::Entry& entry = *read;
  EXPECT_EQ(entry.format(), 1U);
  EXPECT_EQ(Id::FromBytes(entry.entry_id())->ToString(), kEntryId);
  EXPECT_EQ(entry.salt(), "sixteen of salt!");
  EXPECT_EQ(FormatInstant(entry.recorded_at()), kRecordedAt);
  EXPECT_EQ(entry.command_id(), Sha256("command"));
  EXPECT_EQ(entry.request_fingerprint(), Sha256("request"));
  EXPECT_EQ(entry.command(), "assay.audits.v1.WithdrawFinding");
  EXPECT_EQ(entry.actor().user(), "jonas");
  EXPECT_EQ(entry.actor().person(), kSite);
  EXPECT_EQ(entry.actor().authentication(), log::v1::Actor::API_TOKEN);
  ASSERT_EQ(entry.actor().roles_size(), 2);
  EXPECT_EQ(entry.actor().roles(0), assay::COMPLIANCE_MANAGER);
  EXPECT_EQ(entry.actor().roles(1), assay::AUDITOR);
  EXPECT_EQ(Id::FromBytes(entry.organisation())->ToString(), kOrganisation);
  EXPECT_EQ(Id::FromBytes(entry.site())->ToString(), kSite);
  EXPECT_EQ(entry.correlation(), "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(entry.cause().log_id(), kLog);
  EXPECT_EQ(entry.cause().epoch(), 1U);
  EXPECT_EQ(entry.cause().position(), 41U);
  EXPECT_EQ(entry.cause().reaction(), "withdraw-finding");
  ASSERT_EQ(entry.facts_size(), 1);
  EXPECT_EQ(entry.facts(0).log_id(), kLog);
  EXPECT_EQ(entry.facts(0).epoch(), 1U);
  EXPECT_EQ(entry.facts(0).position(), 42U);
  EXPECT_EQ(entry.ruleset(), "assay-2026.1");
  ASSERT_EQ(entry.warnings_size(), 1);
  EXPECT_EQ(entry.warnings(0).rule(), "NC-9");
  EXPECT_EQ(entry.warnings(0).clause(), "9.4.9");
  EXPECT_EQ(entry.warnings(0).message(), "Withdrawn after the closing meeting");
}

TEST_F(GoldenEntry, ItsEventReadsAsItWasWritten) {
  log::v1::Entry entry = eventlog::ParseEntry(stored_).value();
  ASSERT_EQ(entry.events_size(), 1);
  EXPECT_EQ(entry.events(0).record(), "assay.audits.v1.Finding");
  EXPECT_EQ(entry.events(0).id(), kFinding);
  EXPECT_EQ(entry.events(0).version(), 3U);
  EXPECT_EQ(entry.events(0).type(), "assay.audits.v1.FindingWithdrawn");
  audits::v1::FindingWithdrawn withdrawn;
  ASSERT_TRUE(withdrawn.ParseFromString(entry.events(0).data()));
  EXPECT_EQ(withdrawn.reason(), "Raised twice");
  EXPECT_EQ(withdrawn.occurred_on(), "2024-04-19");
}

TEST_F(GoldenEntry, ItBeginsWithTheBytesOfTheWorkedExample) {
  std::string hex = ToHex(stored_);
  EXPECT_EQ(hex.substr(0, 4), "0801");
  EXPECT_EQ(hex.substr(4, 12), "12100190a1b2");
  EXPECT_EQ(hex.substr(40, 4), "1a10");
  EXPECT_EQ(hex.substr(76, 6), "2080c0");
  EXPECT_EQ(hex.substr(94, 4), "2a20");
}

TEST_F(GoldenEntry, ALargerFormatIsRefused) {
  stored_[1] = 2;
  EXPECT_EQ(eventlog::ParseEntry(stored_).status().code(), StatusCode::kDataLoss);
}

}  // namespace
}  // namespace assay::formats
