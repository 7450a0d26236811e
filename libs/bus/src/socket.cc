#include "socket.h"

#include <unistd.h>

#include <utility>
#include <zmq.hpp>

#include "assay/base/limits.h"
#include "bus_limits.h"
#include "handover.h"
#include "ipc_listener.h"

namespace assay::bus {
namespace {

constexpr int kZapEnforceDomain =
    93;  // ZMQ_ZAP_ENFORCE_DOMAIN: known to libzmq 4.3, but only draft headers name it
constexpr std::string_view kIpc = "ipc://";

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

Status CheckEndpoint(const Endpoint& endpoint, bool router) {
  bool tcp = StartsWith(endpoint.address, "tcp://");
  if (!tcp && !StartsWith(endpoint.address, kIpc) && !StartsWith(endpoint.address, "inproc://")) {
    return InvalidArgument("not an inproc, ipc or tcp address: " + endpoint.address);
  }
  bool keys =
      endpoint.own.secret_key.size() == 40 &&
      (router || (endpoint.own.public_key.size() == 40 && endpoint.server_public_key.size() == 40));
  if (tcp && !keys) {
    return InvalidArgument(endpoint.address + " needs CURVE keys");
  }
  return OkStatus();
}

Status ToStatus(const zmq::error_t& error, const std::string& address) {
  std::string message = address + ": " + error.what();
  switch (error.num()) {
    case EADDRINUSE:
      return Unavailable(message);
    case EACCES:
    case EPERM:
      return PermissionDenied(message);
    case EINVAL:
    case ENODEV:
    case EADDRNOTAVAIL:
    case EPROTONOSUPPORT:
      return InvalidArgument(message);
    default:
      return Internal(message);
  }
}

bool IsFrame(const v1::Frame& frame) {
  return frame.protocol() == kProtocol && frame.kind_case() != v1::Frame::KIND_NOT_SET;
}

zmq::message_t HeaderMessage(const v1::Frame& frame) {
  zmq::message_t message(frame.ByteSizeLong());
  frame.SerializeWithCachedSizesToArray(message.data<uint8_t>());
  return message;
}

char freed_bodies = 0;  // only its address counts: libzmq may receive into memory that was freed

// Called by libzmq, mostly on its I/O thread.
void ReleaseBody(void*, void* body) {
  TakeOver(body);
  delete static_cast<std::string*>(body);
  HandOver(&freed_bodies);
}

// Takes the string's bytes along without a copy when they are many.
zmq::message_t BodyMessage(std::string* body) {
  if (body->size() <= kBodyCopiedMax) {
    return zmq::message_t(body->data(), body->size());
  }
  auto owned = std::make_unique<std::string>(std::move(*body));
  body->clear();
  zmq::message_t message(owned->data(), owned->size(), ReleaseBody, owned.get());
  HandOver(owned.release());
  return message;
}

}  // namespace

Result<std::unique_ptr<Socket>> Socket::Bind(std::shared_ptr<ContextImpl> context,
                                             Endpoint endpoint) {
  ASSAY_RETURN_IF_ERROR(CheckEndpoint(endpoint, true));
  std::unique_ptr<Socket> socket(new Socket(std::move(context), std::move(endpoint), true));
  ASSAY_RETURN_IF_ERROR(socket->Open());
  return socket;
}

Result<std::unique_ptr<Socket>> Socket::Connect(std::shared_ptr<ContextImpl> context,
                                                Endpoint endpoint) {
  ASSAY_RETURN_IF_ERROR(CheckEndpoint(endpoint, false));
  std::unique_ptr<Socket> socket(new Socket(std::move(context), std::move(endpoint), false));
  ASSAY_RETURN_IF_ERROR(socket->Open());
  return socket;
}

Socket::Socket(std::shared_ptr<ContextImpl> context, Endpoint endpoint, bool router)
    : context_(std::move(context)),
      router_(router),
      inproc_(StartsWith(endpoint.address, "inproc://")),
      curve_(StartsWith(endpoint.address, "tcp://")),
      endpoint_(std::move(endpoint)) {}

Socket::~Socket() {
  if (!bound_) {
    return;
  }
  if (inproc_) {
    context_->inproc().Unbind(socket_.get(), endpoint_.address);
  } else if (!curve_) {
    ::unlink(endpoint_.address.c_str() + kIpc.size());
  }
}

Status Socket::Open() {
  try {
    socket_ = std::make_unique<zmq::socket_t>(
        context_->zmq(), router_ ? zmq::socket_type::router : zmq::socket_type::dealer);
    SetOptions();
    if (router_) {
      return BindOnce();
    }
    if (inproc_) {
      inproc_changes_ = context_->inproc().changes();
      inproc_generation_ = context_->inproc().Connect(socket_.get(), endpoint_.address);
    } else {
      socket_->connect(endpoint_.address);
    }
    return OkStatus();
  } catch (const zmq::error_t& error) {
    return ToStatus(error, endpoint_.address);
  }
}

void Socket::SetOptions() {
  socket_->set(zmq::sockopt::linger, kLingerMs);
  socket_->set(zmq::sockopt::sndhwm, kQueueMessagesMax);
  socket_->set(zmq::sockopt::rcvhwm, kQueueMessagesMax);
  socket_->set(zmq::sockopt::maxmsgsize, static_cast<int64_t>(limits::kMessageBytesMax));
  socket_->set(zmq::sockopt::heartbeat_ivl, kHeartbeatMs);
  socket_->set(zmq::sockopt::heartbeat_timeout, kHeartbeatTimeoutMs);
  socket_->set(zmq::sockopt::heartbeat_ttl, kHeartbeatTimeoutMs);
  socket_->set(zmq::sockopt::handshake_ivl, kHandshakeMs);
  socket_->set(zmq::sockopt::tcp_keepalive, 1);
  if (router_) {
    socket_->set(zmq::sockopt::router_mandatory, true);
  } else {
    socket_->set(zmq::sockopt::immediate, true);
    socket_->set(zmq::sockopt::reconnect_ivl, kReconnectMs);
    socket_->set(zmq::sockopt::reconnect_ivl_max, kReconnectMsMax);
  }
  if (curve_) {
    SetCurve();
  }
}

void Socket::SetCurve() {
  socket_->set(zmq::sockopt::curve_secretkey, endpoint_.own.secret_key);
  if (router_) {
    socket_->set(zmq::sockopt::curve_server, true);
    socket_->set(zmq::sockopt::zap_domain, "assay");
    const int enforce = 1;  // without a ZAP handler nobody gets in
    if (zmq_setsockopt(socket_->handle(), kZapEnforceDomain, &enforce, sizeof(enforce)) != 0) {
      throw zmq::error_t();
    }
  } else {
    socket_->set(zmq::sockopt::curve_publickey, endpoint_.own.public_key);
    socket_->set(zmq::sockopt::curve_serverkey, endpoint_.server_public_key);
  }
}

Status Socket::BindOnce() {
  if (inproc_) {
    ASSAY_RETURN_IF_ERROR(context_->inproc().Bind(socket_.get(), endpoint_.address));
  } else if (curve_) {
    socket_->bind(endpoint_.address);
    endpoint_.address = socket_->get(zmq::sockopt::last_endpoint);
  } else {
    ASSAY_ASSIGN_OR_RETURN(int listener, ListenOnPath(endpoint_.address.substr(kIpc.size())));
    socket_->set(zmq::sockopt::use_fd, listener);
    socket_->bind(endpoint_.address);
  }
  bound_ = true;
  return OkStatus();
}

Sent Socket::Send(std::string_view route, const v1::Frame& frame, std::string* body) {
  // The first frame decides: a ROUTER knows the peer then, and a DEALER picks the connection.
  if (router_) {
    zmq::message_t to(route.data(), route.size());
    int error = SendPart(&to, ZMQ_SNDMORE);
    if (error != 0) {
      return error == EAGAIN ? Sent::kFull : Sent::kGone;
    }
  }
  zmq::message_t header = HeaderMessage(frame);
  int error = SendPart(&header, body != nullptr ? ZMQ_SNDMORE : 0);
  if (error != 0 && !router_) {
    return error == EAGAIN ? Sent::kFull : Sent::kGone;
  }
  if (body != nullptr) {
    // Refused only when the connection broke after the first frame: lost like anything else on a
    // broken connection.
    zmq::message_t message = BodyMessage(body);
    SendPart(&message, 0);
  }
  return Sent::kYes;
}

Sent Socket::SendBundle(std::string_view route, BundleWriter* bundle) {
  v1::Frame frame;
  frame.set_protocol(kProtocol);
  frame.mutable_bundle()->set_count(bundle->count());
  Sent sent = Send(route, frame, bundle->bytes());
  if (sent == Sent::kYes) {
    bundle->Clear();
  }
  return sent;
}

// 0 or errno. A signal must not tear a message.
int Socket::SendPart(zmq::message_t* part, int flags) {
  HandOver(part->data());
  int error = 0;
  do {
    error = zmq_msg_send(part->handle(), socket_->handle(), flags | ZMQ_DONTWAIT) < 0 ? errno : 0;
  } while (error == EINTR);
  return error;
}

bool Socket::ReceivePart(zmq::message_t* part) {
  int size = 0;
  do {
    size = zmq_msg_recv(part->handle(), socket_->handle(), ZMQ_DONTWAIT);
  } while (size < 0 && errno == EINTR);
  TakeOver(part->data());
  return size >= 0;
}

Received Socket::Receive(Incoming* out) {
  if (!more()) {
    Received received = ReceiveMessage(out);
    if (received != Received::kMessage || !out->frame.has_bundle()) {
      return received;
    }
    const uint32_t count = out->frame.bundle().count();
    if (count == 0 || count > kBundleFramesMax || out->body.size() > kBundleBytesMax) {
      return Received::kMalformed;
    }
    bundle_.emplace(std::move(out->body), count);
    bundle_peer_key_ = out->peer_key;
  }
  return ReceiveBundled(out);
}

Received Socket::ReceiveBundled(Incoming* out) {
  out->peer_key = bundle_peer_key_;
  bool well_formed = bundle_->Next(&out->frame, &out->body) && IsFrame(out->frame);
  return well_formed && !out->frame.has_bundle() ? Received::kMessage : Received::kMalformed;
}

Received Socket::ReceiveMessage(Incoming* out) {
  zmq::message_t header;
  if (router_) {
    if (!ReceivePart(&header)) {
      return Received::kNothing;
    }
    out->route.assign(header.data<char>(), header.size());
  }
  if (!ReceivePart(&header)) {
    return router_ ? Received::kMalformed : Received::kNothing;
  }
  bool well_formed = DecodeHeader(header.data(), header.size(), out);
  const char* key = curve_ && router_ ? zmq_msg_gets(header.handle(), "User-Id") : nullptr;
  out->peer_key = key != nullptr ? key : "";
  out->body.clear();
  if (header.more() && !ReceiveBody(out)) {
    well_formed = false;
  }
  bool fits = header.size() + out->body.size() <= limits::kMessageBytesMax;
  return well_formed && fits ? Received::kMessage : Received::kMalformed;
}

// Takes the rest of the message and says whether it was one frame.
bool Socket::ReceiveBody(Incoming* out) {
  zmq::message_t part;
  if (!ReceivePart(&part)) {
    return false;
  }
  out->body.assign(part.data<char>(), part.size());
  bool alone = !part.more();
  while (part.more() && ReceivePart(&part)) {
  }
  return alone;
}

bool Socket::DecodeHeader(const void* data, size_t size, Incoming* out) const {
  return size <= limits::kMessageBytesMax &&
         out->frame.ParseFromArray(data, static_cast<int>(size)) && IsFrame(out->frame);
}

Status Socket::Reopen() {
  ASSAY_CHECK(!router_);
  return Open();
}

bool Socket::FollowInproc() {
  if (!inproc_ || inproc_changes_ == context_->inproc().changes()) {
    return false;
  }
  inproc_changes_ = context_->inproc().changes();
  if (inproc_generation_ == context_->inproc().Generation(endpoint_.address)) {
    return false;
  }
  return Reopen().ok();
}

void* Socket::handle() const {
  return socket_->handle();
}

}  // namespace assay::bus
