#include "services/scheduling/reactions/certification.h"

#include "assay/audits/v1/appeal.pb.h"
#include "assay/audits/v1/certificate.pb.h"
#include "assay/audits/v1/client_change.pb.h"
#include "assay/audits/v1/complaint.pb.h"
#include "assay/audits/v1/evidence_request.pb.h"
#include "assay/audits/v1/mark_misuse.pb.h"
#include "assay/audits/v1/witness.pb.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "services/scheduling/reactions.h"
#include "services/scheduling/reactions/met.h"

namespace assay::scheduling {
namespace {

using aggregate::Cause;
using aggregate::Commands;

// A deadline of the record that the event belongs to. Where one was met before (suspended again),
// it waits anew.
Commands SetFor(const Cause& cause, const char* subject_record, const std::string& title,
                const std::string& due_on) {
  auto reopen = std::make_shared<v1::ReopenDeadline>();
  reopen->set_id(DeadlineIdOf(cause.event->id()));
  auto set = std::make_shared<v1::SetDeadline>();
  set->set_id(reopen->id());
  set->set_subject_record(subject_record);
  set->set_subject_id(cause.event->id());
  set->set_title(title);
  set->set_due_on(due_on);
  return {reopen, set};
}

Commands ReviewSuspension(const audits::v1::CertificateSuspended& event, const Cause& cause) {
  return SetFor(cause, "audits.Certificate",
                "Decide on the suspension: restore, reduce or withdraw (SP-2)", event.review_by());
}

Commands DecideAppeal(const audits::v1::AppealFiled& event, const Cause& cause) {
  return SetFor(cause, "audits.Appeal", "Decide on appeal " + event.number() + " (AL-3)",
                event.decide_by());
}

Commands AnswerComplaint(const audits::v1::ComplaintReceived& event, const Cause& cause) {
  return SetFor(cause, "audits.Complaint", "Answer complaint " + event.number() + " (CM-2)",
                event.answer_by());
}

Commands ReviewChange(const audits::v1::ClientChangeNotified& event, const Cause& cause) {
  return SetFor(cause, "audits.ClientChange",
                "Review the change notified on " + event.occurred_on() + " (CC-2)",
                event.review_by());
}

Commands CorrectMisuse(const audits::v1::MarkMisuseReported& event, const Cause& cause) {
  return SetFor(cause, "audits.MarkMisuse",
                "Correct the use of a mark: " + event.where() + " (MK-8)", event.correct_by());
}

Commands AnswerWitness(const audits::v1::WitnessAnnounced& event, const Cause& cause) {
  return SetFor(cause, "audits.Audit",
                "Answer the announced witness of " + event.accreditation_body() + " (WA-2)",
                event.answer_by());
}

constexpr char kEvidenceRequest[] = "audits.EvidenceRequest";
constexpr size_t kAskedBytesMax = 120;

// What is asked for, as far as a line of the calendar takes it.
std::string Shortened(const std::string& what) {
  size_t end = what.size() <= kAskedBytesMax ? what.size() : kAskedBytesMax;
  while (end < what.size() && (static_cast<unsigned char>(what[end]) & 0xc0) == 0x80) {
    --end;  // never within a character
  }
  return end < what.size() ? what.substr(0, end) + "..." : what;
}

Commands ShowEvidence(const audits::v1::EvidenceRequested& event, const Cause& cause) {
  auto set = std::make_shared<v1::SetDeadline>();
  set->set_id(DeadlineIdOf(cause.event->id()));
  set->set_subject_record(kEvidenceRequest);
  set->set_subject_id(cause.event->id());
  set->set_title("Show evidence " + event.number() + ": " + Shortened(event.what()));
  set->set_owner_id(event.asked_id());
  set->set_due_on(event.due_on());
  return {set};
}

// Asked for again: what was shown met the first day, not the new one.
Commands ShowEvidenceAnew(const audits::v1::EvidenceRejected& event, const Cause& cause) {
  return SetFor(cause, kEvidenceRequest, "Show the evidence that was asked for again",
                event.due_on());
}

Commands DropEvidence(const audits::v1::EvidenceRequestWithdrawn& event, const Cause& cause) {
  auto drop = std::make_shared<v1::DropDeadline>();
  drop->set_id(DeadlineIdOf(cause.event->id()));
  drop->set_reason(event.reason());
  return {drop};
}

}  // namespace

void AddCertificationReactions(aggregate::Module* module) {
  module->ReactsTo("audits", "suspension-to-review", ReviewSuspension);
  module->ReactsTo("audits", "suspension-restored", Meet<audits::v1::CertificateRestored>);
  module->ReactsTo("audits", "suspension-reduced", Meet<audits::v1::CertificateReduced>);
  module->ReactsTo("audits", "suspension-withdrawn", Meet<audits::v1::CertificateWithdrawn>);
  module->ReactsTo("audits", "appeal-filed", DecideAppeal);
  module->ReactsTo("audits", "appeal-upheld", Meet<audits::v1::AppealUpheld>);
  module->ReactsTo("audits", "appeal-dismissed", Meet<audits::v1::AppealDismissed>);
  module->ReactsTo("audits", "appeal-withdrawn", Meet<audits::v1::AppealWithdrawn>);
  module->ReactsTo("audits", "complaint-received", AnswerComplaint);
  module->ReactsTo("audits", "complaint-answered", Meet<audits::v1::ComplaintAnswered>);
  module->ReactsTo("audits", "change-notified", ReviewChange);
  module->ReactsTo("audits", "change-reviewed", Meet<audits::v1::ClientChangeReviewed>);
  module->ReactsTo("audits", "misuse-reported", CorrectMisuse);
  module->ReactsTo("audits", "misuse-corrected", Meet<audits::v1::MarkMisuseCorrected>);
  module->ReactsTo("audits", "witness-announced", AnswerWitness);
  module->ReactsTo("audits", "witness-answered", Meet<audits::v1::WitnessAnswered>);
  module->ReactsTo("audits", "evidence-requested", ShowEvidence);
  module->ReactsTo("audits", "evidence-submitted", Meet<audits::v1::EvidenceSubmitted>);
  module->ReactsTo("audits", "evidence-accepted", Meet<audits::v1::EvidenceAccepted>);
  module->ReactsTo("audits", "evidence-rejected", ShowEvidenceAnew);
  module->ReactsTo("audits", "evidence-withdrawn", DropEvidence);
}

}  // namespace assay::scheduling
