#pragma once

#include <memory>
#include <string>

#include "assay/aggregate/module.h"
#include "assay/aggregate/sealer.h"
#include "assay/base/clock.h"
#include "assay/base/status.h"
#include "assay/bus/context.h"
#include "assay/rules/rulebook.h"
#include "assay/runtime/config.h"
#include "assay/schema/catalog.h"

namespace assay::runtime {

struct HostOptions {
  Config config;
  std::shared_ptr<const aggregate::Module> module;
  std::shared_ptr<const schema::Catalog> catalog;
  const rules::Rulebook* rules = nullptr;  // outlives the host
  const Clock* clock = nullptr;            // outlives the host
  std::shared_ptr<bus::Context> context;
  std::shared_ptr<aggregate::Vault> vault;  // null: the service holds no personal data
};

// Something started that must be stopped.
class Running {
 public:
  virtual ~Running() = default;
  // Takes no more requests, finishes and answers those accepted, ends its threads. Idempotent.
  virtual void Stop() = 0;
};

// One running domain service: its log, its read models, its place on the bus, and the threads of
// section 11 of the design: a loop thread (sockets, timers), a writer thread (the log), a projector
// thread (the views), a small pool for reads and one background thread for rebuilds. Start and Stop
// from one thread.
class ServiceHost : public Running {
 public:
  // In order: keys, log, views, sockets, threads. A failure says what could not be opened and what
  // to do; nothing is left running.
  static Result<std::unique_ptr<ServiceHost>> Start(HostOptions options);
  // The address it listens on.
  virtual std::string address() const = 0;
};

}  // namespace assay::runtime
