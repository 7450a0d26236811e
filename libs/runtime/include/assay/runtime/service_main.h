#pragma once

#include <functional>
#include <memory>

#include "assay/aggregate/module.h"
#include "assay/aggregate/sealer.h"
#include "assay/runtime/config.h"
#include "assay/runtime/service_host.h"

namespace assay::runtime {

// What a service's main.cc says about it.
struct ServiceProgram {
  const char* name;  // "audits"
  std::function<aggregate::Module()> module;
  std::function<Result<std::shared_ptr<aggregate::Vault>>(const Config&)> vault;  // empty: none
};

// Something else to start in the same process after the services: the gateway.
struct ExtraProgram {
  const char* name;
  std::function<Result<std::unique_ptr<Running>>(const Config&, std::shared_ptr<bus::Context>)>
      start;
};

// The main function of a service: options, configuration, start, wait for SIGTERM or SIGINT, stop.
// Exit code 0 after a clean stop, 1 when it could not start (the reason is on standard error), 2
// for wrong options.
int RunServices(int argc, char** argv, const char* program, const char* description,
                const std::vector<ServiceProgram>& services,
                const std::vector<ExtraProgram>& extras = {});

// Blocks SIGTERM, SIGINT and SIGPIPE in this and every later thread; call before any thread is
// started.
void BlockSignals();
// Waits for SIGTERM or SIGINT.
void WaitForSignal();

}  // namespace assay::runtime
