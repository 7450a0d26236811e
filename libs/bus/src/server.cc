#include "assay/bus/server.h"

#include <atomic>
#include <utility>

#include "assay/base/clock.h"
#include "bus_limits.h"
#include "feed_server.h"
#include "loop_impl.h"
#include "reply_sender.h"
#include "socket.h"

namespace assay::bus {
namespace {

class ServerImpl final : public Server, private Pollable {
 public:
  ServerImpl(LoopImpl* loop, std::unique_ptr<Socket> socket, ServerOptions options,
             RequestHandler handler);
  ~ServerImpl() override;

  void ServeFeed(std::string log, FeedSource* source) override {
    feeds_.Serve(std::move(log), source);
  }
  void NotifyHead(const std::string& log) override { feeds_.NotifyHead(log); }
  std::string address() const override { return socket_->address(); }
  uint64_t malformed() const override { return malformed_.load(std::memory_order_relaxed); }
  size_t subscribers() const override { return feeds_.subscribers(); }

 private:
  Interest BeforeWait() override { return {socket_->handle(), false}; }
  void OnReady(bool readable, bool writable) override;
  void OnMessage(int64_t now_ms);
  void OnRequest(int64_t now_ms);
  void OnMalformed(int64_t now_ms);

  // Constant after construction.
  LoopImpl* const loop_;
  const RequestHandler handler_;

  // Owned by the loop thread.
  std::unique_ptr<Socket> socket_;
  ReplySender replies_;
  FeedServer feeds_;
  Incoming incoming_;  // reused from message to message
  int64_t log_again_ms_ = 0;

  std::atomic<uint64_t> malformed_{0};
};

ServerImpl::ServerImpl(LoopImpl* loop, std::unique_ptr<Socket> socket, ServerOptions options,
                       RequestHandler handler)
    : loop_(loop),
      handler_(std::move(handler)),
      socket_(std::move(socket)),
      replies_(loop, socket_.get()),
      feeds_(loop, socket_.get(), options) {
  loop_->Add(this);
}

ServerImpl::~ServerImpl() {
  loop_->Remove(this);
}

void ServerImpl::OnReady(bool readable, bool) {
  if (!readable) {
    return;
  }
  const int64_t now_ms = MonotonicMillis();
  for (int i = 0; i < kDrainMessagesMax || socket_->more(); ++i) {
    switch (socket_->Receive(&incoming_)) {
      case Received::kNothing:
        return;
      case Received::kMalformed:
        OnMalformed(now_ms);
        break;
      case Received::kMessage:
        OnMessage(now_ms);
        break;
    }
  }
}

void ServerImpl::OnMessage(int64_t now_ms) {
  v1::Frame& frame = incoming_.frame;
  switch (frame.kind_case()) {
    case v1::Frame::kRequest:
      return OnRequest(now_ms);
    case v1::Frame::kSubscribe:
      return feeds_.OnSubscribe(incoming_.route, frame.id(), std::move(*frame.mutable_subscribe()));
    case v1::Frame::kCredit:
      return feeds_.OnCredit(incoming_.route, frame.id(), frame.credit().entries());
    case v1::Frame::kUnsubscribe:
      return feeds_.OnUnsubscribe(incoming_.route, frame.id());
    case v1::Frame::kReply:
    case v1::Frame::kHello:
    case v1::Frame::kEntries:
    case v1::Frame::kBundle:  // its parts come one by one
    case v1::Frame::KIND_NOT_SET:
      return OnMalformed(now_ms);
  }
}

void ServerImpl::OnRequest(int64_t now_ms) {
  IncomingRequest request;
  request.header = std::move(*incoming_.frame.mutable_request());
  request.body = std::move(incoming_.body);
  request.received_ms = now_ms;
  request.peer_key = std::move(incoming_.peer_key);
  handler_(std::move(request), replies_.MakeResponder(incoming_.route, incoming_.frame.id()));
}

void ServerImpl::OnMalformed(int64_t now_ms) {
  uint64_t count = malformed_.fetch_add(1, std::memory_order_relaxed) + 1;
  if (now_ms >= log_again_ms_) {
    log_again_ms_ = now_ms + kLogEveryMs;
    loop_->context()->Log("bus: malformed message at " + socket_->address() +
                          (incoming_.peer_key.empty() ? "" : " from " + incoming_.peer_key) + "; " +
                          std::to_string(count) + " so far");
  }
}

}  // namespace

Result<std::unique_ptr<Server>> Server::Bind(Loop* loop, ServerOptions options,
                                             RequestHandler handler) {
  auto* impl = static_cast<LoopImpl*>(loop);
  ASSAY_ASSIGN_OR_RETURN(auto socket, Socket::Bind(impl->context(), options.endpoint));
  return std::unique_ptr<Server>(
      new ServerImpl(impl, std::move(socket), std::move(options), std::move(handler)));
}

}  // namespace assay::bus
