#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/bus/context.h"
#include "assay/bus/v1/frames.pb.h"
#include "bundle.h"

namespace assay::bus {

// A ZeroMQ socket that does whatever it is told, for peers that break the rules and for looking at
// bytes. One thread.
class RawPeer {
 public:
  static std::unique_ptr<RawPeer> Dealer(const std::shared_ptr<Context>& context,
                                         const Endpoint& endpoint);
  static std::unique_ptr<RawPeer> Router(const std::shared_ptr<Context>& context,
                                         const std::string& address);
  ~RawPeer();

  void Send(const std::vector<std::string>& frames);
  void Send(const v1::Frame& frame) { Send(std::vector<std::string>{frame.SerializeAsString()}); }
  // Empty when nothing comes within `timeout_ms`.
  std::vector<std::string> Receive(int timeout_ms = 60'000);
  // The next message's header, or the next one in a bundle; on a router its sender becomes
  // `route()`.
  v1::Frame ReceiveFrame();
  const std::string& route() const { return route_; }

 private:
  explicit RawPeer(void* socket) : socket_(socket) {}
  void* socket_;
  std::string route_;
  bool router_ = false;
  std::optional<BundleReader> bundle_;
};

}  // namespace assay::bus
