#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "assay/base/status.h"

namespace zmq {
class socket_t;
}

namespace assay::bus {

// Which inproc addresses are bound. libzmq does not reconnect inproc peers, so a connecting socket
// asks here whether the server behind its address is still the one it connected to, and loops are
// woken when any of that changes. Thread-safe.
class InprocNames {
 public:
  Status Bind(zmq::socket_t* socket, const std::string& address);
  // The address is free when it returns. REQUIRES: bound by `socket`.
  void Unbind(zmq::socket_t* socket, const std::string& address);

  // Connects to the server that is bound now and returns its generation, or 0 when there is none.
  uint64_t Connect(zmq::socket_t* socket, const std::string& address);
  // Of the server that is bound now; 0: none.
  uint64_t Generation(const std::string& address) const;

  // Grows with each Bind and Unbind of any address.
  uint64_t changes() const { return changes_.load(std::memory_order_acquire); }

  // `wake` is called after each change, from any thread. Returns a handle for Forget, after which
  // it is not called any more.
  uint64_t OnChange(std::function<void()> wake);
  void Forget(uint64_t handle);

 private:
  void Changed();

  std::atomic<uint64_t> changes_{0};
  mutable std::mutex mu_;
  // Guarded by mu_.
  std::map<std::string, uint64_t> bound_;
  uint64_t last_generation_ = 0;
  std::map<uint64_t, std::function<void()>> wakers_;
  uint64_t last_handle_ = 0;
};

}  // namespace assay::bus
