#include "signing.h"

#include "assay/runtime/logger.h"

namespace assay::runtime {

void Signing::Sign() {
  if (busy_.exchange(true)) {
    return;
  }
  Status status = notary_->Sign(log_->Tree());
  {
    std::lock_guard lock(mu_);
    if (!status.ok() && problem_.empty()) {
      Log(Level::kError, service_, "the log could not be signed", {{"reason", status.message()}});
    }
    problem_ = status.message();
  }
  busy_ = false;
}

std::string Signing::problem() const {
  std::lock_guard lock(mu_);
  return problem_;
}

}  // namespace assay::runtime
