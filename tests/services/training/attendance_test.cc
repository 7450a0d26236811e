#include "tests/services/training/support.h"

namespace assay::training {
namespace {

TEST_F(Training, AHeldSessionTellsItsKindAndStandardAndWhoCameOnce) {
  domain_.Accepted(Briefing());
  domain_.Accepted(Holding({kMira, kTom, kMira}));
  EXPECT_EQ(session().state(), v1::Session::HELD);
  EXPECT_EQ(session().attended_ids_size(), 2);
  std::vector<std::string> stored = domain_.log().Read(1, 100'000, 1 << 30).value();
  v1::SessionHeld held;
  ASSERT_TRUE(held.ParseFromString(eventlog::ParseEntry(stored.back())->events(0).data()));
  EXPECT_EQ(held.kind(), v1::BRIEFING);
  EXPECT_EQ(held.standard(), "ISO/IEC 27001");
}

TEST_F(Training, SomebodyUnknownDoesNotAttend) {
  domain_.Accepted(Briefing());
  EXPECT_EQ(domain_.Refused(Holding({IdOf("nobody")})).code(), "not-found");
}

TEST_F(Training, ACancelledSessionIsNotHeld) {
  domain_.Accepted(Briefing());
  v1::CancelSession cancel;
  cancel.set_id(kSession);
  cancel.set_reason("The trainer is ill");
  domain_.Accepted(cancel);
  EXPECT_EQ(domain_.Refused(Holding({kMira})).code(), "wrong-state");
}

v1::AcknowledgeBriefing Acknowledgement(const std::string& person) {
  v1::AcknowledgeBriefing command;
  command.set_id(kSession);
  command.set_person_id(person);
  command.set_occurred_on("2023-10-20");
  return command;
}

TEST_F(Training, AbsenteesAcknowledgeABriefingLater) {
  domain_.Accepted(Briefing());
  domain_.Accepted(Invitation({kMira, kTom}));
  domain_.Accepted(Holding({kMira}));
  domain_.SetToday("2023-10-20");
  domain_.Accepted(Acknowledgement(kTom));
  domain_.Accepted(Acknowledgement(kMira));
  EXPECT_EQ(session().acknowledged_ids_size(), 2);
}

TEST_F(Training, OnlyWhoWasInvitedOrThereAcknowledgesAndOnce) {
  domain_.Accepted(Briefing());
  domain_.Accepted(Invitation({kMira}));
  domain_.Accepted(Holding({kTom}));
  domain_.SetToday("2023-10-20");
  EXPECT_EQ(domain_.Refused(Acknowledgement(kKai)).code(), "not-invited");
  domain_.Accepted(Acknowledgement(kTom));
  EXPECT_EQ(domain_.Refused(Acknowledgement(kTom)).code(), "already-acknowledged");
}

TEST_F(Training, OnlyABriefingIsAcknowledged) {
  HoldCourse();
  domain_.SetToday("2023-10-20");
  EXPECT_EQ(domain_.Refused(Acknowledgement(kMira)).code(), "not-a-briefing");
}

TEST_F(Training, ABriefingIsNotAcknowledgedBeforeItWasHeld) {
  domain_.Accepted(Briefing());
  domain_.Accepted(Invitation({kMira}));
  domain_.Accepted(Holding({kTom}));
  v1::AcknowledgeBriefing early = Acknowledgement(kMira);
  early.set_occurred_on("2023-10-05");
  EXPECT_EQ(domain_.Refused(early).code(), "out-of-order");
}

}  // namespace
}  // namespace assay::training
