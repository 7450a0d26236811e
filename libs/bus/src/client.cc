#include "assay/bus/client.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

#include "assay/base/clock.h"
#include "assay/base/limits.h"
#include "bundle.h"
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
  void SendUnsent();
  void ForgetExpired();
  size_t FillBundle();
  bool AddToBundle(Unsent* unsent);
  Sent SendFirst();
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
  std::deque<Unsent> unsent_;  // in order, of this turn of the loop or held up
  bool held_up_ = false;       // no connection, or no room in it
  bool writable_ = false;      // said so since the last try
  std::vector<std::pair<AnswerHandler, Status>> refused_;
  Deadlines deadlines_;
  uint64_t last_id_ = 0;
  uint64_t timer_ = 0;
  int64_t timer_due_ms_ = 0;
  uint64_t refuse_timer_ = 0;
  Incoming incoming_;  // reused from message to message
  v1::Frame frame_;    // likewise, for requests
  BundleWriter bundle_;
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
  unsent_.push_back({id, std::move(header), std::move(body)});
}

// Sends in order, small ones together, until there is no connection or no room in it.
void ClientImpl::SendUnsent() {
  ForgetExpired();
  held_up_ = false;
  while (!unsent_.empty() && !held_up_) {
    size_t count = FillBundle();
    Sent sent = count > 1 ? socket_->SendBundle("", &bundle_) : SendFirst();
    held_up_ = sent != Sent::kYes;
    if (!held_up_) {
      unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(count));
    }
  }
}

// What waited has less time now, and is not sent when it has none.
void ClientImpl::ForgetExpired() {
  const int64_t now_ms = MonotonicMillis();
  std::erase_if(unsent_, [&](Unsent& unsent) {
    auto call = calls_.find(unsent.id);
    bool expired = call == calls_.end() || call->second.due_ms <= now_ms;
    if (!expired && held_up_) {
      unsent.header.set_timeout_ms(static_cast<uint32_t>(call->second.due_ms - now_ms));
    }
    return expired;
  });
}

// How many of the first go out in one message; one alone goes as it is.
size_t ClientImpl::FillBundle() {
  bundle_.Clear();
  size_t count = 0;
  while (unsent_.size() > 1 && count < unsent_.size() &&
         unsent_[count].body.size() <= kBodyCopiedMax && AddToBundle(&unsent_[count])) {
    ++count;
  }
  return std::max<size_t>(count, 1);
}

bool ClientImpl::AddToBundle(Unsent* unsent) {
  frame_.set_id(unsent->id);
  frame_.mutable_request()->Swap(&unsent->header);
  bool added = bundle_.Add(frame_, unsent->body);
  frame_.mutable_request()->Swap(&unsent->header);
  return added;
}

Sent ClientImpl::SendFirst() {
  Unsent& first = unsent_.front();
  frame_.set_id(first.id);
  frame_.mutable_request()->Swap(&first.header);
  Sent sent = socket_->Send("", frame_, &first.body);
  frame_.mutable_request()->Swap(&first.header);
  return sent;
}

// What is held up is looked at again only when that may help: it may be much.
Pollable::Interest ClientImpl::BeforeWait() {
  bool again = socket_->FollowInproc() || std::exchange(writable_, false);
  if (!held_up_ || again) {
    SendUnsent();
  }
  return {socket_->handle(), !unsent_.empty()};
}

void ClientImpl::OnReady(bool readable, bool writable) {
  writable_ = writable;
  Received received = readable ? Received::kMessage : Received::kNothing;
  for (int i = 0; received != Received::kNothing && (i < kDrainMessagesMax || socket_->more());
       ++i) {
    received = socket_->Receive(&incoming_);
    if (received == Received::kMessage) {
      OnAnswer();  // the call of a malformed answer runs into its deadline
    }
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
