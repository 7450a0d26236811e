#pragma once

#include <memory>
#include <string>
#include <thread>

#include "assay/base/clock.h"
#include "assay/bus/client.h"
#include "assay/bus/loop.h"
#include "assay/runtime/config.h"
#include "assay/runtime/service_host.h"

namespace assay::bench {

// The service `actions` with all its threads, as it runs in an installation, and a loop of its own
// for whoever loads it: they meet on an ipc socket. Runs until it is destroyed.
class ServiceUnderLoad {
 public:
  // `folder` is the installation's; its log is in <folder>/actions/log.
  explicit ServiceUnderLoad(const std::string& folder);
  ~ServiceUnderLoad();
  ServiceUnderLoad(const ServiceUnderLoad&) = delete;
  ServiceUnderLoad& operator=(const ServiceUnderLoad&) = delete;

  // Runs on the loop of the load.
  bus::Loop* loop() { return loop_.get(); }
  bus::Endpoint endpoint() const;
  // Runs `work` on the loop and returns when it has run.
  void OnLoop(const std::function<void()>& work);

  static std::string LogFolder(const std::string& folder) { return folder + "/actions/log"; }

 private:
  SystemClock clock_;
  runtime::Config config_;
  std::shared_ptr<bus::Context> context_;
  std::unique_ptr<runtime::ServiceHost> host_;
  std::unique_ptr<bus::Loop> loop_;
  std::thread thread_;
};

}  // namespace assay::bench
