#include "assay/bus/client.h"

#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

#include "assay/base/clock.h"
#include "assay/base/limits.h"
#include "bus_limits.h"
#include "deadlines.h"
#include "loop_impl.h"
#include "socket.h"

namespace assay::bus {
namespace {

static_assert(Client::kOutstandingMax < kQueueMessagesMax);

class ClientImpl final : public Client, private Pollable {
 public:
  ClientImpl(LoopImpl* loop, std::unique_ptr<Socket> socket);
  ~ClientImpl() override;

  void Call(v1::Request header, std::string body, AnswerHandler handler) override;

 private:
  struct Waiting {
    AnswerHandler handler;
    int64_t due_ms = 0;
  };
  struct Unsent {
    uint64_t id = 0;
    v1::Request header;
    std::string body;
  };

  Interest BeforeWait() override;
  void OnReady(bool readable, bool writable) override;
  bool Send(uint64_t id, v1::Request* header, std::string* body);
  void SendUnsent();
  void OnAnswer();
  AnswerHandler Take(std::unordered_map<uint64_t, Waiting>::iterator call);
  void Refuse(AnswerHandler handler, Status why);
  void SetTimer(int64_t due_ms);
  void Expire();

  // Constant after construction.
  LoopImpl* const loop_;

  // Owned by the loop thread.
  std::unique_ptr<Socket> socket_;
  std::unordered_map<uint64_t, Waiting> calls_;
  std::deque<Unsent> unsent_;  // in order; some may have expired
  std::vector<std::pair<AnswerHandler, Status>> refused_;
  Deadlines deadlines_;
  uint64_t last_id_ = 0;
  uint64_t timer_ = 0;
  int64_t timer_due_ms_ = 0;
  uint64_t refuse_timer_ = 0;
  Incoming incoming_;  // reused from message to message
  v1::Frame frame_;    // likewise, for requests
};

ClientImpl::ClientImpl(LoopImpl* loop, std::unique_ptr<Socket> socket)
    : loop_(loop), socket_(std::move(socket)) {
  frame_.set_protocol(kProtocol);
  loop_->Add(this);
}

ClientImpl::~ClientImpl() {
  loop_->Cancel(timer_);
  loop_->Cancel(refuse_timer_);
  loop_->Remove(this);
}

void ClientImpl::Call(v1::Request header, std::string body, AnswerHandler handler) {
  if (calls_.size() >= kOutstandingMax) {
    return Refuse(std::move(handler),
                  Unavailable("too many requests wait for " + socket_->address()));
  }
  if (header.ByteSizeLong() + body.size() + 64 > limits::kMessageBytesMax) {
    return Refuse(std::move(handler),
                  InvalidArgument(header.method() + " does not fit into one message"));
  }
  if (header.timeout_ms() == 0) {
    header.set_timeout_ms(kTimeoutDefaultMs);
  }
  uint64_t id = ++last_id_;
  int64_t due_ms = MonotonicMillis() + header.timeout_ms();
  calls_.emplace(id, Waiting{std::move(handler), due_ms});
  deadlines_.Compact(calls_.size(), [this](uint64_t other) { return calls_.count(other) != 0; });
  deadlines_.Add(due_ms, id);
  SetTimer(due_ms);
  if (!unsent_.empty() || !Send(id, &header, &body)) {
    unsent_.push_back({id, std::move(header), std::move(body)});
  }
}

// Says false, and leaves header and body as they are, when there is no connection or no room in it.
bool ClientImpl::Send(uint64_t id, v1::Request* header, std::string* body) {
  frame_.set_id(id);
  frame_.mutable_request()->Swap(header);
  bool sent = socket_->Send("", frame_, body) == Sent::kYes;
  if (!sent) {
    frame_.mutable_request()->Swap(header);
  }
  return sent;
}

// What waited for room goes out, with the time that is left for it.
void ClientImpl::SendUnsent() {
  const int64_t now_ms = MonotonicMillis();
  while (!unsent_.empty()) {
    Unsent& first = unsent_.front();
    auto call = calls_.find(first.id);
    if (call != calls_.end() && call->second.due_ms > now_ms) {
      first.header.set_timeout_ms(static_cast<uint32_t>(call->second.due_ms - now_ms));
      if (!Send(first.id, &first.header, &first.body)) {
        return;
      }
    }
    unsent_.pop_front();
  }
}

Pollable::Interest ClientImpl::BeforeWait() {
  if (socket_->FollowInproc()) {
    SendUnsent();
  }
  return {socket_->handle(), !unsent_.empty()};
}

void ClientImpl::OnReady(bool readable, bool writable) {
  Received received = readable ? Received::kMessage : Received::kNothing;
  for (int i = 0; received != Received::kNothing && i < kDrainMessagesMax; ++i) {
    received = socket_->Receive(&incoming_);
    if (received == Received::kMessage) {
      OnAnswer();  // the call of a malformed answer runs into its deadline
    }
  }
  if (writable) {
    SendUnsent();
  }
}

void ClientImpl::OnAnswer() {
  auto call = calls_.find(incoming_.frame.id());
  if (call == calls_.end() || !incoming_.frame.has_reply()) {
    return;  // too late
  }
  AnswerHandler handler = Take(call);
  handler(Answer{std::move(*incoming_.frame.mutable_reply()), std::move(incoming_.body)});
}

AnswerHandler ClientImpl::Take(std::unordered_map<uint64_t, Waiting>::iterator call) {
  AnswerHandler handler = std::move(call->second.handler);
  calls_.erase(call);
  return handler;
}

void ClientImpl::Refuse(AnswerHandler handler, Status why) {
  refused_.emplace_back(std::move(handler), std::move(why));
  if (refused_.size() > 1) {
    return;
  }
  refuse_timer_ = loop_->After(0, [this] {
    auto refused = std::exchange(refused_, {});
    for (auto& [refused_handler, status] : refused) {
      refused_handler(std::move(status));
    }
  });
}

void ClientImpl::SetTimer(int64_t due_ms) {
  if (timer_ != 0 && timer_due_ms_ <= due_ms) {
    return;
  }
  loop_->Cancel(timer_);
  timer_due_ms_ = due_ms;
  timer_ = loop_->After(due_ms - MonotonicMillis(), [this] { Expire(); });
}

void ClientImpl::Expire() {
  timer_ = 0;
  const int64_t now_ms = MonotonicMillis();
  for (uint64_t id = deadlines_.TakeDue(now_ms); id != 0; id = deadlines_.TakeDue(now_ms)) {
    auto call = calls_.find(id);
    if (call != calls_.end()) {
      AnswerHandler handler = Take(call);
      handler(Unavailable("no answer from " + socket_->address() + " in time"));
    }
  }
  if (unsent_.size() > calls_.size()) {
    std::erase_if(unsent_, [this](const Unsent& unsent) { return calls_.count(unsent.id) == 0; });
  }
  if (!calls_.empty()) {
    SetTimer(deadlines_.earliest_ms());
  }
}

}  // namespace

Result<std::unique_ptr<Client>> Client::Connect(Loop* loop, Endpoint endpoint) {
  auto* impl = static_cast<LoopImpl*>(loop);
  ASSAY_ASSIGN_OR_RETURN(auto socket, Socket::Connect(impl->context(), std::move(endpoint)));
  return std::unique_ptr<Client>(new ClientImpl(impl, std::move(socket)));
}

}  // namespace assay::bus
