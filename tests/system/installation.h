#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "assay/runtime/config.h"
#include "services/assayctl/api_client.h"
#include "tests/support/temp_folder.h"

namespace assay::testing {

enum class Shape { kIpc, kTcp, kOneProcess };
std::string Name(Shape shape);

// Looks again and again until `reached` or patience ends; false then.
bool WaitUntil(const std::function<bool()>& reached);

// A whole installation of real processes in a folder of its own, on free ports; gone when the test
// ends. A child that dies by itself fails the test that waits for it. One thread, except client().
class Installation {
 public:
  struct Options {
    Shape shape = Shape::kIpc;
    bool simulated_clock = true;
    std::string simulated_start = "";  // a date; empty: the installation's default
    std::vector<std::string> witnessed_logs = {};
    std::vector<std::string> services = {"directory", "audits", "actions", "training",
                                         "scheduling"};
  };
  explicit Installation(Options options);
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  // Starts what is not running and waits until the gateway answers and, if `ready`, every service
  // is ready.
  void Start(bool ready = true);
  // One process of kIpc and kTcp: "audits", ..., "gateway".
  void StartOne(const std::string& name);
  void Kill(const std::string& name);     // SIGKILL, and waits for its end
  void StopOne(const std::string& name);  // SIGTERM; fails the test when its exit code is not 0
  void StopAll();
  // Starts a process that is expected to refuse; what it said.
  std::string StartRefused(const std::string& name);
  void WaitReady() const { WaitFor("/readyz"); }
  void WaitAnswering() const { WaitFor("/healthz"); }

  // A client signed in as the administrator; a new one each time, for one thread each.
  std::unique_ptr<ctl::ApiClient> client() const;
  std::string url() const;
  const std::string& token() const { return token_; }
  const std::string& data() const { return data_; }
  const runtime::Config& config() const { return config_; }
  std::string LogOf(const std::string& name) const;

 private:
  void SignIn();
  void WaitFor(const std::string& path) const;

  TempFolder folder_;
  std::string data_;
  Options options_;
  runtime::Config config_;
  std::map<std::string, pid_t> pids_;
  std::string token_;
};

}  // namespace assay::testing
