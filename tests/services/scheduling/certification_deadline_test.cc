// What is due between body and client has its deadline.
#include <gmock/gmock.h>

#include "assay/audits/v1/appeal.pb.h"
#include "assay/audits/v1/client_change.pb.h"
#include "assay/audits/v1/complaint.pb.h"
#include "assay/audits/v1/evidence_request.pb.h"
#include "assay/audits/v1/mark_misuse.pb.h"
#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

using ::testing::IsEmpty;

class CertificationDeadlineTest : public SchedulingTest {
 protected:
  // Due on the day, and met by what answers it.
  template <typename Record, typename Event>
  void Due(const std::string& id, const Event& event, const std::string& day) {
    Hear<Record>(id, event);
    EXPECT_EQ(DeadlineOf(id).state(), v1::Deadline::WAITING);
    EXPECT_EQ(DeadlineOf(id).due_on(), day);
    EXPECT_EQ(DeadlineOf(id).subject_id(), id);
    EXPECT_NE(DeadlineOf(id).title(), "");
  }
  template <typename Record, typename Event>
  void Met(const std::string& id, Event event, const std::string& day) {
    event.set_occurred_on(day);
    Hear<Record>(id, event);
    EXPECT_EQ(DeadlineOf(id).state(), v1::Deadline::MET);
    EXPECT_EQ(DeadlineOf(id).met_on(), day);
  }
  template <typename Event>
  void Withheld(const std::string& review_by) {
    audits::v1::CertificateSuspended suspended;
    suspended.set_review_by(review_by);
    Due<audits::v1::Certificate>(IdOf("certificate"), suspended, review_by);
    Met<audits::v1::Certificate>(IdOf("certificate"), Event(), "2025-09-30");
  }
};

TEST_F(CertificationDeadlineTest, ASuspensionIsReviewedAlsoTheSecondOne) {
  audits::v1::CertificationGranted granted;
  granted.set_occurred_on("2024-06-18");
  granted.set_expires_on("2027-06-17");
  Hear<audits::v1::Journey>(journey, granted);
  audits::v1::CertificateIssued issued;
  issued.set_journey_id(journey);
  Hear<audits::v1::Certificate>(IdOf("certificate"), issued);
  Withheld<audits::v1::CertificateRestored>("2025-03-08");
  Withheld<audits::v1::CertificateReduced>("2026-03-08");
  Withheld<audits::v1::CertificateWithdrawn>("2026-09-08");
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CertificationDeadlineTest, AnAppealIsDecided) {
  audits::v1::AppealFiled filed;
  filed.set_number("AP-1");
  filed.set_decide_by("2025-12-07");
  for (const char* name : {"upheld", "dismissed", "withdrawn"}) {
    Due<audits::v1::Appeal>(IdOf(name), filed, "2025-12-07");
  }
  Met<audits::v1::Appeal>(IdOf("upheld"), audits::v1::AppealUpheld(), "2025-10-01");
  Met<audits::v1::Appeal>(IdOf("dismissed"), audits::v1::AppealDismissed(), "2025-10-01");
  Met<audits::v1::Appeal>(IdOf("withdrawn"), audits::v1::AppealWithdrawn(), "2025-10-01");
}

TEST_F(CertificationDeadlineTest, AComplaintIsAnsweredAndAChangeReviewed) {
  audits::v1::ComplaintReceived received;
  received.set_number("CO-1");
  received.set_answer_by("2024-11-01");
  Due<audits::v1::Complaint>(IdOf("complaint"), received, "2024-11-01");
  Met<audits::v1::Complaint>(IdOf("complaint"), audits::v1::ComplaintAnswered(), "2024-10-01");
  audits::v1::ClientChangeNotified notified;
  notified.set_occurred_on("2024-09-02");
  notified.set_review_by("2024-10-02");
  Due<audits::v1::ClientChange>(IdOf("change"), notified, "2024-10-02");
  Met<audits::v1::ClientChange>(IdOf("change"), audits::v1::ClientChangeReviewed(), "2024-09-20");
}

TEST_F(CertificationDeadlineTest, AMisusedMarkIsCorrectedAndAWitnessAnswered) {
  audits::v1::MarkMisuseReported reported;
  reported.set_where("web site");
  reported.set_correct_by("2024-10-02");
  Due<audits::v1::MarkMisuse>(IdOf("misuse"), reported, "2024-10-02");
  Met<audits::v1::MarkMisuse>(IdOf("misuse"), audits::v1::MarkMisuseCorrected(), "2024-09-20");
  audits::v1::WitnessAnnounced announced;
  announced.set_accreditation_body("DAkkS");
  announced.set_answer_by("2025-03-17");
  Due<audits::v1::Audit>(audit, announced, "2025-03-17");
  Met<audits::v1::Audit>(audit, audits::v1::WitnessAnswered(), "2025-03-10");
}

TEST_F(CertificationDeadlineTest, EvidenceIsShownByWhoWasAskedAndAgainAfterARejection) {
  using Request = audits::v1::EvidenceRequest;
  const std::string id = IdOf("request");
  audits::v1::EvidenceRequested requested;
  requested.set_number("ER-1");
  requested.set_what(std::string(119, 'a') + "\u00e9" + std::string(400, 'b'));
  requested.set_asked_id(IdOf("olga"));
  requested.set_due_on("2023-11-10");
  Due<Request>(id, requested, "2023-11-10");
  EXPECT_EQ(DeadlineOf(id).owner_id(), IdOf("olga"));
  EXPECT_EQ(DeadlineOf(id).title(), "Show evidence ER-1: " + std::string(119, 'a') + "...");
  EXPECT_EQ(DeadlineOf(id).next_reminder_on(), "2023-11-03");
  Met<Request>(id, audits::v1::EvidenceSubmitted(), "2023-11-08");

  audits::v1::EvidenceRejected rejected;
  rejected.set_due_on("2023-11-20");
  Due<Request>(id, rejected, "2023-11-20");
  EXPECT_EQ(DeadlineOf(id).owner_id(), IdOf("olga"));
  Met<Request>(id, audits::v1::EvidenceSubmitted(), "2023-11-15");
  audits::v1::EvidenceAccepted accepted;
  accepted.set_occurred_on("2023-11-16");
  Hear<Request>(id, accepted);
  EXPECT_EQ(DeadlineOf(id).state(), v1::Deadline::MET);
  EXPECT_EQ(DeadlineOf(id).met_on(), "2023-11-15");
  EXPECT_THAT(Refusals(), IsEmpty());
}

TEST_F(CertificationDeadlineTest, EvidenceThatIsAskedForNoMoreIsNotWaitedFor) {
  audits::v1::EvidenceRequested requested;
  requested.set_number("ER-1");
  requested.set_what("Reports");
  requested.set_due_on("2023-11-10");
  Due<audits::v1::EvidenceRequest>(IdOf("request"), requested, "2023-11-10");
  audits::v1::EvidenceRequestWithdrawn withdrawn;
  withdrawn.set_reason("Found in the manual");
  Hear<audits::v1::EvidenceRequest>(IdOf("request"), withdrawn);
  EXPECT_EQ(DeadlineOf(IdOf("request")).state(), v1::Deadline::DROPPED);
  EXPECT_THAT(Refusals(), IsEmpty());
}

}  // namespace
}  // namespace assay::scheduling
