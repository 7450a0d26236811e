#include "raw_peer.h"

#include <zmq.h>

#include "assay/base/check.h"

namespace assay::bus {
namespace {

void SetInt(void* socket, int option, int value) {
  ASSAY_CHECK(zmq_setsockopt(socket, option, &value, sizeof(value)) == 0);
}

void SetText(void* socket, int option, const std::string& text) {
  ASSAY_CHECK(zmq_setsockopt(socket, option, text.data(), text.size()) == 0);
}

}  // namespace

std::unique_ptr<RawPeer> RawPeer::Dealer(const std::shared_ptr<Context>& context,
                                         const Endpoint& endpoint) {
  void* socket = zmq_socket(context->handle(), ZMQ_DEALER);
  ASSAY_CHECK(socket != nullptr);
  SetInt(socket, ZMQ_LINGER, 0);
  SetInt(socket, ZMQ_SNDTIMEO, 60'000);
  if (!endpoint.server_public_key.empty()) {
    SetText(socket, ZMQ_CURVE_SERVERKEY, endpoint.server_public_key);
    SetText(socket, ZMQ_CURVE_PUBLICKEY, endpoint.own.public_key);
    SetText(socket, ZMQ_CURVE_SECRETKEY, endpoint.own.secret_key);
  }
  ASSAY_CHECK(zmq_connect(socket, endpoint.address.c_str()) == 0);
  return std::unique_ptr<RawPeer>(new RawPeer(socket));
}

std::unique_ptr<RawPeer> RawPeer::Router(const std::shared_ptr<Context>& context,
                                         const std::string& address) {
  void* socket = zmq_socket(context->handle(), ZMQ_ROUTER);
  ASSAY_CHECK(socket != nullptr);
  SetInt(socket, ZMQ_LINGER, 0);
  ASSAY_CHECK(zmq_bind(socket, address.c_str()) == 0);
  std::unique_ptr<RawPeer> peer(new RawPeer(socket));
  peer->router_ = true;
  return peer;
}

RawPeer::~RawPeer() {
  zmq_close(socket_);
}

void RawPeer::Send(const std::vector<std::string>& frames) {
  if (router_) {
    ASSAY_CHECK(zmq_send(socket_, route_.data(), route_.size(), ZMQ_SNDMORE) >= 0);
  }
  for (size_t i = 0; i < frames.size(); ++i) {
    int flags = i + 1 < frames.size() ? ZMQ_SNDMORE : 0;
    ASSAY_CHECK(zmq_send(socket_, frames[i].data(), frames[i].size(), flags) >= 0);
  }
}

std::vector<std::string> RawPeer::Receive(int timeout_ms) {
  SetInt(socket_, ZMQ_RCVTIMEO, timeout_ms);
  std::vector<std::string> frames;
  for (bool more = true; more;) {
    zmq_msg_t part;
    zmq_msg_init(&part);
    if (zmq_msg_recv(&part, socket_, 0) < 0) {
      zmq_msg_close(&part);
      return {};
    }
    frames.emplace_back(static_cast<const char*>(zmq_msg_data(&part)), zmq_msg_size(&part));
    more = zmq_msg_more(&part) != 0;
    zmq_msg_close(&part);
  }
  if (router_) {
    route_ = frames.front();
    frames.erase(frames.begin());
  }
  return frames;
}

v1::Frame RawPeer::ReceiveFrame() {
  v1::Frame frame;
  std::string body;
  if (!bundle_ || bundle_->left() == 0) {
    std::vector<std::string> frames = Receive();
    ASSAY_CHECK(!frames.empty() && frame.ParseFromString(frames.front()));
    if (!frame.has_bundle()) {
      return frame;
    }
    bundle_.emplace(frames.back(), frame.bundle().count());
  }
  ASSAY_CHECK(bundle_->Next(&frame, &body));
  return frame;
}

}  // namespace assay::bus
