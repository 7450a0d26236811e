#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "assay/bus/client.h"
#include "assay/bus/loop.h"
#include "assay/runtime/config.h"
#include "services/gateway/change_feed.h"
#include "services/gateway/named_files.h"

namespace assay::gateway {

// The gateway's ends of the bus: one client for each service, and who follows their logs, on a loop
// thread of their own. Any thread.
class ServiceClients {
 public:
  static Result<std::unique_ptr<ServiceClients>> Start(const runtime::Config& config,
                                                       std::shared_ptr<bus::Context> context,
                                                       const std::vector<std::string>& services);
  ~ServiceClients();

  // Asks a service; `handler` is called once, on the loop thread. Unavailable when the service does
  // not answer in time.
  void Ask(const std::string& service, bus::v1::Request request, std::string body,
           bus::AnswerHandler handler);
  const std::vector<std::string>& services() const { return services_; }
  ChangeFeed& changes() const { return *changes_; }
  NamedFiles& named_files() const { return *named_files_; }

 private:
  ServiceClients() = default;

  std::vector<std::string> services_;
  std::unique_ptr<bus::Loop> loop_;
  std::map<std::string, std::unique_ptr<bus::Client>> clients_;  // loop thread
  std::unique_ptr<ChangeFeed> changes_;
  std::unique_ptr<NamedFiles> named_files_;
  std::thread thread_;
};

}  // namespace assay::gateway
