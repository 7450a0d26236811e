#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "assay/bus/loop.h"
#include "context_impl.h"

struct zmq_pollitem_t;

namespace assay::bus {

// Something with a socket that the loop waits on. Called on the loop thread.
class Pollable {
 public:
  struct Interest {
    void* socket = nullptr;
    bool writable = false;  // also when it may send; always when it may receive
  };
  virtual ~Pollable() = default;
  // Called before each wait: the last moment to send or reconnect.
  virtual Interest BeforeWait() = 0;
  virtual void OnReady(bool readable, bool writable) = 0;
};

// What the rest of the library sees of a Loop. zmq_poll over the sockets and an eventfd: libzmq's
// edge-triggered descriptors never leave this thread.
class LoopImpl final : public Loop {
 public:
  LoopImpl(std::shared_ptr<ContextImpl> context, int wake_descriptor);
  ~LoopImpl() override;

  void Run() override;
  void Stop() override;
  Status Post(std::function<void()> work) override;
  uint64_t After(int64_t delay_ms, std::function<void()> work) override;
  void Cancel(uint64_t timer) override;

  // Loop thread, or before Run or after it.
  void Add(Pollable* pollable);
  void Remove(Pollable* pollable);

  const std::shared_ptr<ContextImpl>& context() const { return context_; }

 private:
  using Work = std::vector<std::function<void()>>;

  void Wait();
  int64_t TimeoutMs();
  bool TakePosted(Work* work);
  void RunTimers();
  void RunSockets();
  void Wake();

  // Constant after construction.
  const std::shared_ptr<ContextImpl> context_;
  const int wake_descriptor_;
  uint64_t inproc_waker_ = 0;

  // Owned by the loop thread.
  std::vector<Pollable*> pollables_;
  std::vector<Pollable*> polled_;  // parallel to items_ from its second on; null: removed since
  std::vector<zmq_pollitem_t> items_;
  std::map<std::pair<int64_t, uint64_t>, std::function<void()>> timers_;  // by due time
  std::unordered_map<uint64_t, int64_t> due_ms_;
  uint64_t last_timer_ = 0;
  bool ran_ = false;

  std::mutex mu_;
  // Guarded by mu_.
  Work posted_;
  bool stop_ = false;
  bool ended_ = false;
  bool sleeping_ =
      false;  // the loop waits, or is about to: only then does Post need to write the eventfd
};

}  // namespace assay::bus
