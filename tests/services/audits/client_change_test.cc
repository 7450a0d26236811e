#include "services/audits/domain/client_change.h"

#include "tests/services/audits/moves.h"

namespace assay::audits {
namespace {

constexpr char kAnnouncedOn[] = "2024-09-02";

class ClientChangeTest : public Fjordlicht {
 protected:
  ClientChangeTest() {
    UntilCertified();
    domain.SetToday(kAnnouncedOn);
  }

  v1::NotifyChange Notify(const std::string& changed_on = kAnnouncedOn) {
    auto notify = For<v1::NotifyChange>("journey");
    notify.set_kind(v1::ADDRESS_OR_SITES);
    notify.set_description("Tallinn moves to another building");
    notify.set_site_id(IdOf("tallinn"));
    notify.set_changed_on(changed_on);
    notify.set_occurred_on(kAnnouncedOn);
    return notify;
  }
  void Notified() {
    domain.Accepted(Notify());
    id_ = LastId("ClientChange");
  }
  // The id of the last record of a kind that something happened to.
  std::string LastId(const std::string& record) {
    std::vector<std::string> stored =
        domain.log().Read(domain.log().next() - 1, 1, 1 << 30).value();
    log::v1::Entry entry = eventlog::ParseEntry(stored.at(0)).value();
    for (const log::v1::Event& event : entry.events()) {
      if (event.record().ends_with(record)) {
        return event.id();
      }
    }
    ADD_FAILURE() << "nothing happened to a " << record;
    return "";
  }
  v1::ReviewChange Review(v1::ClientChange::Consequence consequence) {
    v1::ReviewChange review;
    review.set_id(id_);
    review.set_consequence(consequence);
    review.set_justification("Looked at");
    review.set_occurred_on(kAnnouncedOn);
    return review;
  }
  v1::CompleteChange Complete() {
    v1::CompleteChange complete;
    complete.set_id(id_);
    complete.set_what_followed("Audit time computed anew: unchanged");
    complete.set_occurred_on(kAnnouncedOn);
    return complete;
  }
  v1::ClientChange State() { return domain.Get<v1::ClientChange>(id_); }

  std::string id_;  // that the notice gave its record
};

TEST_F(ClientChangeTest, TheJourneyKnowsAndTheBodyHasItsDayToReview) {
  Notified();
  EXPECT_EQ(Journey().last_change_notified_on(), kAnnouncedOn);
  EXPECT_EQ(State().review_by(), "2024-10-02");
  EXPECT_EQ(State().site_id(), IdOf("tallinn"));
  v1::ClientChange change = State();
  PresentClientChange(&change, calendar::Date::Parse("2024-10-02").value());
  EXPECT_FALSE(change.overdue());
  PresentClientChange(&change, calendar::Date::Parse("2024-10-03").value());
  EXPECT_TRUE(change.overdue());
  EXPECT_EQ(domain.Refused(Notify()).code(), "already-exists");
}

TEST_F(ClientChangeTest, ALateNoticeIsRecordedWithAWarning) {
  aggregate::Receipt late = domain.Accepted(Notify("2024-08-02"));
  ASSERT_TRUE(domain.Warned(late, "CC-1"));
  EXPECT_EQ(late.warnings.at(0).record(), "assay.audits.v1.ClientChange");
  EXPECT_EQ(late.warnings.at(0).record_id(), LastId("ClientChange"));
  v1::NotifyChange in_time = Notify("2024-08-03");
  in_time.set_kind(v1::MAJOR_SYSTEM_CHANGE);
  EXPECT_FALSE(domain.Warned(domain.Accepted(in_time), "CC-1"));
}

TEST_F(ClientChangeTest, WhereNothingFollowsTheReviewIsTheEnd) {
  Notified();
  v1::ReviewChange early = Review(v1::ClientChange::NOTHING);
  early.set_occurred_on("2024-09-01");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Review(v1::ClientChange::NOTHING));
  EXPECT_EQ(State().state(), v1::ClientChange::DONE);
}

TEST_F(ClientChangeTest, ASpecialAuditIsReportedBeforeTheChangeIsDone) {
  Notified();
  domain.Accepted(Review(v1::ClientChange::SPECIAL_AUDIT));
  assay::Problem problem = domain.Refused(Complete());
  EXPECT_EQ(problem.rule(), "CC-4");
  EXPECT_EQ(problem.field(), "auditId");
  Opened("special", v1::SPECIAL, "2024-09-10", "2024-09-10");
  v1::CompleteChange complete = Complete();
  complete.set_audit_id(IdOf("special"));
  complete.set_occurred_on("2024-09-10");
  EXPECT_EQ(domain.Refused(complete).rule(), "CC-4");
  domain.Accepted(Report("special", "2024-09-10", "2024-09-10"));
  domain.Accepted(complete);
  EXPECT_EQ(State().audit_id(), IdOf("special"));
}

TEST_F(ClientChangeTest, ARevisedCertificateIsNamed) {
  Notified();
  domain.Accepted(Review(v1::ClientChange::REVISE_CERTIFICATE));
  v1::CompleteChange complete = Complete();
  complete.set_certificate_id(IdOf(kContinuityCertificate));
  EXPECT_EQ(domain.Refused(complete).field(), "certificateId");
  auto revise = For<v1::ReviseCertificate>(kContinuityCertificate);
  revise.set_scope("IT services for shipping companies, Tallinn at its new address");
  for (const std::string& site : sites) {
    revise.add_site_ids(IdOf(site));
  }
  revise.set_reason("Tallinn has moved");
  revise.set_occurred_on(kAnnouncedOn);
  domain.Accepted(revise);
  domain.Accepted(complete);
}

TEST_F(ClientChangeTest, ADecisionNamesAChangeThatIsNotReviewed) {
  Notified();
  auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
  suspend.set_reason_code("voluntary-request");
  suspend.set_reason("Wanted");
  suspend.set_occurred_on(kAnnouncedOn);
  domain.Accepted(suspend);
  auto restore = For<v1::RestoreCertificate>(kContinuityCertificate);
  restore.set_reason("Wanted");
  restore.set_cause_resolved(true);
  restore.set_occurred_on(kAnnouncedOn);
  EXPECT_TRUE(domain.Warned(domain.Accepted(restore), "CC-3"));
}

class ClientChangeMoves : public ClientChangeTest,
                          public ::testing::WithParamInterface<std::tuple<int, int>> {};

TEST_P(ClientChangeMoves, AreLegalInTheirStatesOnly) {
  auto [state, number] = GetParam();
  Notified();
  using C = v1::ClientChange;
  if (state >= C::REVIEWED) {
    domain.Accepted(Review(C::RECALCULATE));
  }
  if (state == C::DONE) {
    domain.Accepted(Complete());
  }
  const std::vector<Move> moves = {MoveOf(Review(C::NOTHING), {C::NOTIFIED}),
                                   MoveOf(Complete(), {C::REVIEWED})};
  ExpectMove(&domain, moves.at(static_cast<size_t>(number)), state);
}

INSTANTIATE_TEST_SUITE_P(All, ClientChangeMoves,
                         ::testing::Combine(::testing::Range(1, 4), ::testing::Range(0, 2)));

}  // namespace
}  // namespace assay::audits
