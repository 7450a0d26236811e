#include "services/audits/domain/certificate_state.h"

namespace assay::audits {

bool HasExpired(const v1::Certificate& certificate, Date on) {
  std::optional<Date> expiry = DateIn(certificate.expires_on());
  return expiry && rules::IsExpired(*expiry, on);
}

rules::CertificateState StateOf(const v1::Certificate& certificate, Date on) {
  if (certificate.state() == v1::Certificate::WITHDRAWN) {
    return rules::CertificateState::kWithdrawn;
  }
  if (HasExpired(certificate, on)) {
    return rules::CertificateState::kExpired;
  }
  return certificate.state() == v1::Certificate::SUSPENDED ? rules::CertificateState::kSuspended
                                                           : rules::CertificateState::kActive;
}

}  // namespace assay::audits
