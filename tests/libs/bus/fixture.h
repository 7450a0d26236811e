#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "assay/bus/client.h"
#include "assay/bus/server.h"
#include "fake_log.h"

namespace assay::bus {

inline constexpr std::chrono::seconds kPatience{60};  // a test that waits longer has failed

// A folder of its own, removed with everything in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A context, a loop and its thread. Whatever lives on the loop is made, used and destroyed inside
// Do.
class Host {
 public:
  explicit Host(std::shared_ptr<Context> context);
  ~Host();

  Loop* loop() { return loop_.get(); }

  // Runs `work` on the loop thread and returns what it returns.
  template <typename Work>
  auto Do(Work work) -> decltype(work()) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto outcome = task.get_future();
    Status posted = loop_->Post([&task] { task(); });
    ASSAY_CHECK(posted.ok());
    ASSAY_CHECK(outcome.wait_for(kPatience) == std::future_status::ready);
    return outcome.get();
  }

  // Waits until `holds`, which is asked on the loop thread, again and again. False when it does not
  // come true.
  bool Eventually(std::function<bool()> holds);

 private:
  void Look(std::shared_ptr<std::function<bool()>> holds, std::shared_ptr<std::promise<bool>> seen,
            int64_t give_up_ms);

  std::unique_ptr<Loop> loop_;
  std::thread thread_;
};

// One thread that runs what it is given: the bounded pool of a service.
class Pool {
 public:
  Pool();
  ~Pool();
  Status Run(std::function<void()> work);

 private:
  void Work();

  std::mutex mu_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool end_ = false;
  std::thread thread_;
};

enum class Transport { kInproc, kIpc, kCurve };
std::string TransportName(const testing::TestParamInfo<Transport>& info);

// A server's side and a client's side, with all that their transport needs.
struct Wire {
  explicit Wire(Transport transport);

  TempFolder folder;
  CurveKeys server_keys = MakeCurveKeys();
  CurveKeys client_keys = MakeCurveKeys();
  std::shared_ptr<Context> server_context;
  std::shared_ptr<Context> client_context;  // the same with inproc
  Endpoint server;
  Endpoint client;  // for tcp: its address is known once a server is bound
};

// A server with one log, "audits", on a host of its own. Requests are answered with their own body.
class EchoService {
 public:
  explicit EchoService(Wire* wire, FakeLog* log = nullptr, int64_t subscriber_silence_ms = 30'000);
  ~EchoService();

  // Binds, again after StopServer; waits until the address is free.
  void StartServer();
  void StopServer();
  void Append(uint64_t entries);
  void ServeAlso(const std::string& log);  // the same entries under another name
  void RefuseReads(int times);             // the pool says no so many times
  uint64_t malformed() { return server_->malformed(); }
  size_t subscribers() { return server_->subscribers(); }
  Host& host() { return host_; }
  Pool& pool() { return pool_; }

  // Replaces the echo. What `handler` refers to outlives the service.
  void Handle(RequestHandler handler);

 private:
  RequestHandler handler_;  // loop thread
  Wire* const wire_;
  FakeLog* const log_;
  const int64_t subscriber_silence_ms_;
  std::atomic<int> refuse_reads_{0};
  Pool pool_;
  Host host_;
  std::unique_ptr<Server> server_;
};

// Calls from a host of its own.
class Caller {
 public:
  explicit Caller(Wire* wire);
  ~Caller();

  Result<Answer> Call(std::string body, uint32_t timeout_ms = 30'000);
  Client* client() { return client_.get(); }
  Host& host() { return host_; }

 private:
  Host host_;
  std::unique_ptr<Client> client_;
};

v1::Request RequestNamed(std::string method, uint32_t timeout_ms = 30'000);

}  // namespace assay::bus
