#include "services/audits/domain/certificate_state.h"

#include <algorithm>

#include "assay/rules/standard.h"
#include "assay/rules/transition.h"

namespace assay::audits {
namespace {

bool HasEditionEnded(const v1::Certificate& certificate, Date on, const rules::Ruleset& ruleset) {
  auto transition = rules::TransitionOf(ruleset, rules::StandardKey(certificate.standard()),
                                        certificate.edition());
  return transition && on > transition->ends_on;
}

}  // namespace

bool IsPastExpiry(const v1::Certificate& certificate, Date on) {
  std::optional<Date> expiry = DateIn(certificate.expires_on());
  return expiry && rules::IsExpired(*expiry, on);
}

bool HasExpired(const v1::Certificate& certificate, Date on, const rules::Ruleset& ruleset) {
  return IsPastExpiry(certificate, on) || HasEditionEnded(certificate, on, ruleset);
}

rules::CertificateState StateOf(const v1::Certificate& certificate, Date on,
                                const rules::Ruleset& ruleset) {
  if (certificate.state() == v1::Certificate::WITHDRAWN) {
    return rules::CertificateState::kWithdrawn;
  }
  if (HasExpired(certificate, on, ruleset)) {
    return rules::CertificateState::kExpired;
  }
  return certificate.state() == v1::Certificate::SUSPENDED ? rules::CertificateState::kSuspended
                                                           : rules::CertificateState::kActive;
}

Objection ObjectToEndedEdition(const v1::Certificate& certificate, Date on,
                               const Context& context) {
  rules::EditionDecision decision{.standard = rules::StandardKey(certificate.standard()),
                                  .edition = certificate.edition(),
                                  .decided = on};
  return rules::Refusal(rules::JudgeEdition(*context.rules, Basis::kAct, decision), "occurredOn");
}

Objection ObjectToExpired(const v1::Certificate& certificate, Date on, const std::string& otherwise,
                          const Context& context) {
  return First({When(IsPastExpiry(certificate, on), "certificate-expired",
                     "The certificate expired on " + certificate.expires_on() + "; " + otherwise,
                     "occurredOn"),
                ObjectToEndedEdition(certificate, on, context)});
}

std::vector<const v1::Certificate*> StandingCertificates(const Context& context) {
  std::vector<const v1::Certificate*> all = context.All<v1::Certificate>();
  std::erase_if(
      all, [](const v1::Certificate* one) { return one->state() == v1::Certificate::WITHDRAWN; });
  auto is_followed = [&all](const v1::Certificate* one) {
    return std::any_of(all.begin(), all.end(), [one](const v1::Certificate* other) {
      return SameStandard(other->standard(), one->standard()) &&
             other->decided_on() > one->decided_on();
    });
  };
  std::vector<const v1::Certificate*> standing;
  std::remove_copy_if(all.begin(), all.end(), std::back_inserter(standing), is_followed);
  return standing;
}

}  // namespace assay::audits
