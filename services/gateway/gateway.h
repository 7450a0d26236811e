#pragma once

#include <memory>

#include "assay/bus/context.h"
#include "assay/runtime/config.h"
#include "assay/runtime/service_host.h"

namespace assay::gateway {

// The gateway: HTTP on one side, the bus on the other, accounts in between.
class Gateway : public runtime::Running {
 public:
  // Starts and prints, when there was no account yet, the administrator's password on standard
  // output, once.
  static Result<std::unique_ptr<Gateway>> Start(const runtime::Config& config,
                                                std::shared_ptr<bus::Context> context);
  virtual uint16_t port() const = 0;
};

}  // namespace assay::gateway
