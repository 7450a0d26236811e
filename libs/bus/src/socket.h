#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "assay/base/status.h"
#include "assay/bus/context.h"
#include "assay/bus/v1/frames.pb.h"
#include "bundle.h"
#include "context_impl.h"

namespace zmq {
class message_t;
}

namespace assay::bus {

// One message as it arrived.
struct Incoming {
  std::string route;     // the peer, on a bound socket
  v1::Frame frame;       // protocol 1, with a kind
  std::string body;      // empty when the second frame was absent
  std::string peer_key;  // Z85 CURVE key of the peer; empty on inproc and ipc
};

enum class Sent {
  kYes,   // handed over; it may still be lost on the way
  kFull,  // not now: the peer's queue is full, or nobody is connected yet
  kGone,  // never: the peer has gone
};

enum class Received { kMessage, kNothing, kMalformed };

// A ROUTER (bound) or DEALER (connected) socket with all of the bus's options, speaking messages of
// a Frame and a body. Nothing here blocks or throws. One thread at a time.
class Socket {
 public:
  static Result<std::unique_ptr<Socket>> Bind(std::shared_ptr<ContextImpl> context,
                                              Endpoint endpoint);
  static Result<std::unique_ptr<Socket>> Connect(std::shared_ptr<ContextImpl> context,
                                                 Endpoint endpoint);
  ~Socket();

  // `route` is empty on a connected socket; without `body` the message has one frame. `*body` is
  // moved away on kYes and unchanged otherwise.
  Sent Send(std::string_view route, const v1::Frame& frame, std::string* body);

  // All that the writer holds in one message. It is cleared on kYes and unchanged otherwise.
  Sent SendBundle(std::string_view route, BundleWriter* bundle);

  // On kMalformed `out->route` says who sent it and the message is gone. What came in a bundle is
  // received one by one; while there is more() of it, waiting for the handle says nothing.
  Received Receive(Incoming* out);
  bool more() const { return bundle_ && bundle_->left() > 0; }

  // Connected sockets: starts over with a new connection. Messages under way are lost.
  Status Reopen();
  // Connected sockets: reopens when the server behind an inproc address has changed, and says
  // whether it did. Cheap otherwise.
  bool FollowInproc();

  void* handle() const;
  // Bound sockets: with the port really chosen.
  const std::string& address() const { return endpoint_.address; }

 private:
  Socket(std::shared_ptr<ContextImpl> context, Endpoint endpoint, bool router);
  Status Open();
  void SetOptions();
  void SetCurve();
  Status BindOnce();
  int SendPart(zmq::message_t* part, int flags);
  bool ReceivePart(zmq::message_t* part);
  Received ReceiveMessage(Incoming* out);
  Received ReceiveBundled(Incoming* out);
  bool ReceiveBody(Incoming* out);
  bool DecodeHeader(const void* data, size_t size, Incoming* out) const;

  // Constant after construction.
  const std::shared_ptr<ContextImpl> context_;
  const bool router_;
  bool inproc_ = false;
  bool curve_ = false;
  bool bound_ = false;

  Endpoint endpoint_;
  std::unique_ptr<zmq::socket_t> socket_;
  std::optional<BundleReader> bundle_;  // what is being received
  std::string bundle_peer_key_;
  uint64_t inproc_changes_ = 0;
  uint64_t inproc_generation_ = 0;
};

}  // namespace assay::bus
