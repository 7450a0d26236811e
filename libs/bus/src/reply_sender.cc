#include "reply_sender.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

#include "assay/base/limits.h"
#include "bus_limits.h"

namespace assay::bus {

// The right to answer one request once; shared by all copies of its Responder.
class ReplySender::Ticket {
 public:
  Ticket(std::shared_ptr<Inbox<Outgoing>> inbox, std::string route, uint64_t id)
      : inbox_(std::move(inbox)), route_(std::move(route)), id_(id) {}

  void Use(v1::Reply reply, std::string body) {
    if (!used_.exchange(true, std::memory_order_relaxed)) {
      inbox_->Push({std::move(route_), id_, std::move(reply), std::move(body)});
    }
  }

 private:
  const std::shared_ptr<Inbox<Outgoing>> inbox_;
  std::string route_;
  const uint64_t id_;
  std::atomic<bool> used_{false};
};

ReplySender::ReplySender(LoopImpl* loop, Socket* socket)
    : loop_(loop),
      socket_(socket),
      inbox_(std::make_shared<Inbox<Outgoing>>(
          loop, [this](std::vector<Outgoing>* replies) { OnReplies(replies); })) {
  frame_.set_protocol(kProtocol);
}

ReplySender::~ReplySender() {
  inbox_->Close();
  loop_->Cancel(retry_timer_);
}

Responder ReplySender::MakeResponder(const std::string& route, uint64_t id) {
  auto ticket = std::make_shared<Ticket>(inbox_, route, id);
  return [ticket = std::move(ticket)](v1::Reply reply, std::string body) {
    ticket->Use(std::move(reply), std::move(body));
  };
}

void ReplySender::OnReplies(std::vector<Outgoing>* replies) {
  for (Iterator first = replies->begin(); first != replies->end();) {
    first = SendRun(first, replies->end());
  }
}

// Sends the small replies to one peer that stand together in one message, or one alone, and says
// where they end.
ReplySender::Iterator ReplySender::SendRun(Iterator first, Iterator end) {
  const bool waits = waiting_.count(first->route) != 0;
  const bool alone = std::next(first) == end || std::next(first)->route != first->route;
  Iterator last = first;
  bundle_.Clear();
  while (!waits && !alone && last != end && last->route == first->route && AddToBundle(&*last)) {
    ++last;
  }
  if (last - first < 2) {
    if (waits || Send(&*first) == Sent::kFull) {
      Keep(&*first);
    }
    return std::next(first);
  }
  if (socket_->SendBundle(first->route, &bundle_) == Sent::kFull) {
    std::for_each(first, last, [this](Outgoing& reply) { Keep(&reply); });
  }
  return last;
}

bool ReplySender::AddToBundle(Outgoing* reply) {
  if (reply->body.size() > kBodyCopiedMax) {
    return false;
  }
  frame_.set_id(reply->id);
  frame_.mutable_reply()->Swap(&reply->reply);
  bool added = bundle_.Add(frame_, reply->body);
  frame_.mutable_reply()->Swap(&reply->reply);
  return added;
}

// Beyond the bounds a reply is dropped; its asker runs into the deadline and asks again with the
// same idempotency key.
void ReplySender::Keep(Outgoing* reply) {
  if (waiting_count_ >= kRepliesWaitingMax || waiting_bytes_ >= kReplyBytesWaitingMax) {
    return;
  }
  ++waiting_count_;
  waiting_bytes_ += reply->body.size();
  waiting_[reply->route].push_back(std::move(*reply));
  if (retry_timer_ == 0) {
    retry_timer_ = loop_->After(kRetryMs, [this] { Retry(); });
  }
}

Sent ReplySender::Send(Outgoing* reply) {
  frame_.set_id(reply->id);
  frame_.mutable_reply()->Swap(&reply->reply);
  if (frame_.ByteSizeLong() + reply->body.size() > limits::kMessageBytesMax) {
    reply->body.clear();
    frame_.mutable_reply()->Clear();
    Problem* problem = frame_.mutable_reply()->mutable_problem();
    problem->set_status(500);
    problem->set_code("answer-too-large");
    problem->set_title("The answer does not fit into one message");
  }
  Sent sent = socket_->Send(reply->route, frame_, &reply->body);
  if (sent == Sent::kFull) {
    frame_.mutable_reply()->Swap(&reply->reply);
  }
  return sent;
}

void ReplySender::Retry() {
  retry_timer_ = 0;
  for (auto peer = waiting_.begin(); peer != waiting_.end();) {
    std::deque<Outgoing>& replies = peer->second;
    while (!replies.empty()) {
      const size_t bytes = replies.front().body.size();
      if (Send(&replies.front()) == Sent::kFull) {
        break;
      }
      --waiting_count_;
      waiting_bytes_ -= bytes;
      replies.pop_front();
    }
    peer = replies.empty() ? waiting_.erase(peer) : std::next(peer);
  }
  if (!waiting_.empty()) {
    retry_timer_ = loop_->After(kRetryMs, [this] { Retry(); });
  }
}

}  // namespace assay::bus
