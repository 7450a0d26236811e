#include "services/scheduling/domain/certificate.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "services/scheduling/domain/coverage.h"

namespace assay::scheduling {
namespace {

bool IsSuspended(const v1::Cycle& cycle, const std::string& certificate_id) {
  const auto& suspended = cycle.suspended_certificate_ids();
  return std::find(suspended.begin(), suspended.end(), certificate_id) != suspended.end();
}

// The certificate is no longer among the suspended ones.
v1::CycleResumed Resumed(const v1::Cycle& cycle, const std::string& certificate_id) {
  v1::CycleResumed resumed;
  resumed.set_certificate_id(certificate_id);
  if (cycle.suspended_certificate_ids_size() > 1) {
    resumed.set_review_by(cycle.review_by());
  }
  return resumed;
}

bool IsLastOfCycle(const Context& context, const std::string& certificate_id) {
  auto certificates = context.All<v1::CoveredCertificate>();
  return std::none_of(certificates.begin(), certificates.end(), [&](const auto* certificate) {
    return certificate->state() == v1::CoveredCertificate::COVERED &&
           certificate->id() != certificate_id;
  });
}

bool IsPartOf(const v1::Cycle& cycle, const std::string& certificate_id) {
  return std::any_of(
      cycle.certificates().begin(), cycle.certificates().end(),
      [&](const v1::CycleCertificate& one) { return one.certificate_id() == certificate_id; });
}

// Null when no cycle runs: there is none yet, or it has ended.
const v1::Cycle* RunningCycle(const std::string& journey_id, const Context& context) {
  const auto* cycle = context.Find<v1::Cycle>(journey_id);
  return cycle != nullptr && cycle->state() == v1::Cycle::RUNNING ? cycle : nullptr;
}

// The cycle has the certificate as it is after `event`.
template <typename Event>
void EnterInCycle(const v1::CoveredCertificate& certificate, const Event& event,
                  const std::string& reason, const v1::Cycle* cycle, Outcome* outcome) {
  if (cycle == nullptr) {
    return;
  }
  v1::CoveredCertificate after = certificate;
  schema::Fold(event, &after);
  v1::CycleCertificateEntered entered;
  entered.set_reason(reason);
  if (IsPartOf(*cycle, certificate.id())) {
    entered.set_replaced(certificate.id());
  }
  schema::CopyFields(after, entered.mutable_certificate());
  entered.mutable_certificate()->set_certificate_id(certificate.id());
  outcome->Then(cycle->id(), entered);
}

}  // namespace

Outcome DecideCoverCertificate(const v1::CoveredCertificate& /*certificate*/,
                               const v1::CoverCertificate& command, const Context& context) {
  v1::CertificateCovered covered;
  schema::CopyFields(command, &covered);
  ComputeProgramme(command.decided_on(), command.expires_on(), true, context, &covered);
  v1::CoveredCertificate begins;
  begins.set_id(command.id());
  Outcome outcome = Outcome().Begin(command.id(), covered);
  EnterInCycle(begins, covered, "certificate issued", RunningCycle(command.journey_id(), context),
               &outcome);
  return outcome;
}

Outcome DecideChangeCoverage(const v1::CoveredCertificate& certificate,
                             const v1::ChangeCoverage& command, const Context& context) {
  v1::CoverageChanged changed;
  schema::CopyFields(command, &changed);
  Outcome outcome = Outcome().Then(command.id(), changed);
  const v1::Cycle* cycle = RunningCycle(certificate.journey_id(), context);
  EnterInCycle(certificate, changed, command.reduced() ? "scope reduced" : "certificate revised",
               cycle, &outcome);
  if (command.reduced() && cycle != nullptr && IsSuspended(*cycle, command.id())) {
    outcome.Then(cycle->id(), Resumed(*cycle, command.id()));
  }
  return outcome;
}

Outcome DecideTransferCoverage(const v1::CoveredCertificate& certificate,
                               const v1::TransferCoverage& command, const Context& context) {
  v1::CoverageTransferred transferred;
  schema::CopyFields(command, &transferred);
  Outcome outcome = Outcome().Then(command.id(), transferred);
  EnterInCycle(certificate, transferred, "transferred to another body",
               RunningCycle(certificate.journey_id(), context), &outcome);
  return outcome;
}

Outcome DecideSuspendCycle(const v1::CoveredCertificate& certificate,
                           const v1::SuspendCycle& command, const Context& context) {
  const v1::Cycle& cycle = *context.Find<v1::Cycle>(certificate.journey_id());
  if (IsSuspended(cycle, command.id())) {
    return aggregate::Refuse("already-suspended",
                             "This certificate is suspended already; it is restored before it can "
                             "be suspended again.",
                             "id");
  }
  v1::CycleSuspended suspended;
  suspended.set_certificate_id(command.id());
  bool keep = !cycle.review_by().empty() &&
              (command.review_by().empty() || cycle.review_by() < command.review_by());
  suspended.set_review_by(keep ? cycle.review_by() : command.review_by());
  return Outcome().Then(cycle.id(), suspended);
}

Outcome DecideResumeCycle(const v1::CoveredCertificate& certificate, const v1::ResumeCycle& command,
                          const Context& context) {
  const v1::Cycle& cycle = *context.Find<v1::Cycle>(certificate.journey_id());
  if (!IsSuspended(cycle, command.id())) {
    return aggregate::Refuse(
        "not-suspended", "This certificate is not suspended: there is nothing to restore.", "id");
  }
  return Outcome().Then(cycle.id(), Resumed(cycle, command.id()));
}

Outcome DecideReleaseCertificate(const v1::CoveredCertificate& certificate,
                                 const v1::ReleaseCertificate& command, const Context& context) {
  v1::CertificateReleased released;
  released.set_reason(command.reason());
  Outcome outcome = Outcome().Then(command.id(), released);
  const auto* cycle = context.Find<v1::Cycle>(certificate.journey_id());
  if (cycle == nullptr || cycle->state() != v1::Cycle::RUNNING) {
    return outcome;
  }
  if (IsSuspended(*cycle, command.id())) {
    outcome.Then(cycle->id(), Resumed(*cycle, command.id()));
  }
  if (IsPartOf(*cycle, command.id())) {
    v1::CycleCertificateLeft left;
    left.set_certificate_id(command.id());
    outcome.Then(cycle->id(), left);
  }
  if (IsLastOfCycle(context, command.id())) {
    v1::CycleEnded ended;
    ended.set_reason("the last certificate was withdrawn");
    outcome.Then(cycle->id(), ended);
  }
  return outcome;
}

}  // namespace assay::scheduling
