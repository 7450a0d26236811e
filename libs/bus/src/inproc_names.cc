#include "inproc_names.h"

#include <zmq.hpp>

namespace assay::bus {

Status InprocNames::Bind(zmq::socket_t* socket, const std::string& address) {
  std::lock_guard<std::mutex> lock(mu_);
  if (bound_.count(address) != 0) {
    return Unavailable(address + " is taken");
  }
  socket->bind(address);
  bound_[address] = ++last_generation_;
  Changed();
  return OkStatus();
}

void InprocNames::Unbind(zmq::socket_t* socket, const std::string& address) {
  std::lock_guard<std::mutex> lock(mu_);
  zmq_unbind(socket->handle(), address.c_str());
  bound_.erase(address);
  Changed();
}

uint64_t InprocNames::Connect(zmq::socket_t* socket, const std::string& address) {
  std::lock_guard<std::mutex> lock(mu_);
  auto bound = bound_.find(address);
  if (bound == bound_.end()) {
    return 0;
  }
  socket->connect(address);
  return bound->second;
}

uint64_t InprocNames::Generation(const std::string& address) const {
  std::lock_guard<std::mutex> lock(mu_);
  auto bound = bound_.find(address);
  return bound == bound_.end() ? 0 : bound->second;
}

uint64_t InprocNames::OnChange(std::function<void()> wake) {
  std::lock_guard<std::mutex> lock(mu_);
  wakers_[++last_handle_] = std::move(wake);
  return last_handle_;
}

void InprocNames::Forget(uint64_t handle) {
  std::lock_guard<std::mutex> lock(mu_);
  wakers_.erase(handle);
}

void InprocNames::Changed() {
  changes_.fetch_add(1, std::memory_order_release);
  for (const auto& [handle, wake] : wakers_) {
    wake();
  }
}

}  // namespace assay::bus
