#include "services/scheduling/domain/certificate.h"

#include <algorithm>

#include "assay/schema/fold.h"

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

}  // namespace

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
  if (IsLastOfCycle(context, command.id())) {
    v1::CycleEnded ended;
    ended.set_reason("the last certificate was withdrawn");
    outcome.Then(cycle->id(), ended);
  }
  return outcome;
}

}  // namespace assay::scheduling
