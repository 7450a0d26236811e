#include "services/scheduling/reactions/cycles.h"

#include "assay/audits/v1/certificate.pb.h"
#include "assay/audits/v1/certification.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/schema/fold.h"

namespace assay::scheduling {
namespace {

using aggregate::Cause;
using aggregate::Commands;

Commands Compute(const Cause& cause, const std::string& decided_on, const std::string& expires_on,
                 bool first_cycle, const std::string& reason) {
  auto compute = std::make_shared<v1::ComputeCycle>();
  compute->set_id(cause.event->id());
  compute->set_decided_on(decided_on);
  compute->set_expires_on(expires_on);
  compute->set_first_cycle(first_cycle);
  compute->set_reason(reason);
  return {compute};
}

Commands ComputeFirst(const audits::v1::CertificationGranted& event, const Cause& cause) {
  return Compute(cause, event.occurred_on(), event.expires_on(), true, "certification granted");
}

Commands ComputeNext(const audits::v1::CertificationRenewed& event, const Cause& cause) {
  return Compute(cause, event.occurred_on(), event.expires_on(), false, "certification renewed");
}

// In the journey's cycle, or in the programmes of its certificates.
template <typename Command, typename Standards>
Commands Fill(const Cause& cause, const std::string& audit_id, const std::string& last_day,
              bool recertification, const Standards& standards) {
  auto fill = std::make_shared<Command>();
  fill->set_id(cause.event->id());
  fill->set_audit_id(audit_id);
  fill->set_last_day(last_day);
  fill->set_recertification(recertification);
  *fill->mutable_standards() = standards;
  return {fill};
}

template <typename Command>
Commands FillSurveillance(const audits::v1::JourneySurveillanceReported& event,
                          const Cause& cause) {
  return Fill<Command>(cause, event.period().audit_id(), event.period().last_day(), false,
                       event.period().standards());
}

template <typename Command>
Commands FillRecertification(const audits::v1::RecertificationReported& event, const Cause& cause) {
  return Fill<Command>(cause, event.audit_id(), event.last_day(), true, event.audited_standards());
}

// Events of a certificate do not name its journey, but its issue does: it is remembered here.
Commands Cover(const audits::v1::CertificateIssued& event, const Cause& cause) {
  auto cover = std::make_shared<v1::CoverCertificate>();
  cover->set_id(cause.event->id());
  schema::CopyFields(event,
                     cover.get());  // journey, standard, edition, number, body, scope, sites, dates
  return {cover};
}

// A revision and a reduction say the same: what the certificate covers from now on.
template <typename Event>
std::shared_ptr<v1::ChangeCoverage> Changing(const Event& event, const Cause& cause) {
  auto change = std::make_shared<v1::ChangeCoverage>();
  schema::CopyFields(event, change.get());  // scope, sites, reason, day
  change->set_id(cause.event->id());
  return change;
}

Commands Revise(const audits::v1::CertificateRevised& event, const Cause& cause) {
  return {Changing(event, cause)};
}

Commands Extend(const audits::v1::CertificateExtended& event, const Cause& cause) {
  auto change = Changing(event, cause);
  change->set_reason(event.reasons());
  return {change};
}

Commands RenewOne(const audits::v1::CertificateRenewed& event, const Cause& cause) {
  auto renew = std::make_shared<v1::RenewCoverage>();
  schema::CopyFields(event, renew.get());  // decision, expiry
  renew->set_id(cause.event->id());
  return {renew};
}

Commands ChangeEdition(const audits::v1::CertificateTransitioned& event, const Cause& cause) {
  auto change = std::make_shared<v1::ChangeCoverageEdition>();
  change->set_id(cause.event->id());
  change->set_edition(event.edition());
  return {change};
}

Commands Reduce(const audits::v1::CertificateReduced& event, const Cause& cause) {
  auto change = Changing(event, cause);
  change->set_reduced(true);
  return {change};
}

Commands Transfer(const audits::v1::CertificateTransferred& event, const Cause& cause) {
  auto transfer = std::make_shared<v1::TransferCoverage>();
  schema::CopyFields(event, transfer.get());  // body, number, day
  transfer->set_id(cause.event->id());
  return {transfer};
}

Commands Suspend(const audits::v1::CertificateSuspended& event, const Cause& cause) {
  auto suspend = std::make_shared<v1::SuspendCycle>();
  suspend->set_id(cause.event->id());
  suspend->set_review_by(event.review_by());
  return {suspend};
}

Commands Resume(const audits::v1::CertificateRestored& /*event*/, const Cause& cause) {
  auto resume = std::make_shared<v1::ResumeCycle>();
  resume->set_id(cause.event->id());
  return {resume};
}

Commands Release(const audits::v1::CertificateWithdrawn& event, const Cause& cause) {
  auto release = std::make_shared<v1::ReleaseCertificate>();
  release->set_id(cause.event->id());
  release->set_reason(event.reason());
  return {release};
}

}  // namespace

// A transfer keeps decision and expiry (TR-7), and neither revision nor reduction changes them:
// windows stay, what they are planned for follows.
void AddCycleReactions(aggregate::Module* module) {
  module->ReactsTo("audits", "certification-granted", ComputeFirst);
  module->ReactsTo("audits", "certification-renewed", ComputeNext);
  module->ReactsTo("audits", "surveillance-of-certificates", FillSurveillance<v1::FillCoverage>);
  module->ReactsTo("audits", "recertification-of-certificates",
                   FillRecertification<v1::FillCoverage>);
  module->ReactsTo("audits", "surveillance-reported", FillSurveillance<v1::FillWindow>);
  module->ReactsTo("audits", "recertification-reported", FillRecertification<v1::FillWindow>);
  module->ReactsTo("audits", "certificate-issued", Cover);
  module->ReactsTo("audits", "certificate-suspended", Suspend);
  module->ReactsTo("audits", "certificate-restored", Resume);
  module->ReactsTo("audits", "certificate-withdrawn", Release);
  module->ReactsTo("audits", "certificate-revised", Revise);
  module->ReactsTo("audits", "certificate-reduced", Reduce);
  module->ReactsTo("audits", "certificate-extended", Extend);
  module->ReactsTo("audits", "certificate-renewed", RenewOne);
  module->ReactsTo("audits", "certificate-transitioned", ChangeEdition);
  module->ReactsTo("audits", "certificate-transferred", Transfer);
}

}  // namespace assay::scheduling
