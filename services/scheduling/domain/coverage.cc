#include "services/scheduling/domain/coverage.h"

#include <algorithm>

#include "assay/rules/standard.h"
#include "assay/rules/transition.h"
#include "assay/schema/fold.h"

namespace assay::scheduling {
namespace {

// The audit took place in the certificate's running cycle, and it does not count yet.
bool IsInCycle(const v1::CoveredCertificate& certificate, const v1::FillCoverage& command) {
  return certificate.state() == v1::CoveredCertificate::COVERED &&
         command.last_day() >= certificate.decided_on() && IsOf(certificate, command.standards()) &&
         !IsFilledBy(certificate.windows(), command.audit_id());
}

}  // namespace

Outcome DecideRenewCoverage(const v1::CoveredCertificate& certificate,
                            const v1::RenewCoverage& command, const Context& context) {
  v1::CoverageRenewed renewed;
  schema::CopyFields(command, &renewed);
  ComputeProgramme(command.decided_on(), command.expires_on(), false, context, &renewed);
  return Outcome().Then(certificate.id(), renewed);
}

Outcome DecideFillCoverage(const v1::Cycle& /*cycle*/, const v1::FillCoverage& command,
                           const Context& context) {
  Outcome outcome;
  for (const auto* certificate : context.All<v1::CoveredCertificate>()) {
    const v1::Window* open = NextOpen(certificate->windows(), command.recertification());
    if (open == nullptr || !IsInCycle(*certificate, command)) {
      continue;
    }
    v1::CoverageWindowFilled filled;
    *filled.mutable_window() = FilledBy(*open, command.audit_id(), command.last_day());
    outcome.Then(certificate->id(), filled);
    outcome.WarnAbout<v1::CoveredCertificate>(
        certificate->id(), JudgeFilling(*context.rules, certificate->decided_on(),
                                        certificate->expires_on(), *open, Day(command.last_day())));
  }
  return outcome;
}

void PresentCoverage(v1::CoveredCertificate* certificate, calendar::Date on,
                     const rules::Ruleset& ruleset) {
  certificate->set_expired(!certificate->expires_on().empty() &&
                           rules::IsExpired(Day(certificate->expires_on()), on));
  auto transition = rules::TransitionOf(ruleset, rules::StandardKey(certificate->standard()),
                                        certificate->edition());
  if (transition) {
    certificate->set_transition_by(transition->ends_on.ToString());
    certificate->set_expired(certificate->expired() || on > transition->ends_on);
  }
}

bool IsOf(const v1::CoveredCertificate& certificate,
          const google::protobuf::RepeatedPtrField<std::string>& standards) {
  return standards.empty() ||
         std::any_of(standards.begin(), standards.end(), [&](const std::string& standard) {
           return rules::StandardKey(standard) == rules::StandardKey(certificate.standard());
         });
}

}  // namespace assay::scheduling
