#include <algorithm>
#include <utility>

#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/bus/client.h"
#include "bus_limits.h"
#include "entries_body.h"
#include "feed_frames.h"
#include "loop_impl.h"
#include "socket.h"

namespace assay::bus {
namespace {

// Credit is in one of three places: with the owner, who may send; here, delivered and not applied
// yet; or applied and about to be granted again. The three always add up to options.credit.
class SubscriptionImpl final : public Subscription, private Pollable {
 public:
  SubscriptionImpl(LoopImpl* loop, std::unique_ptr<Socket> socket, SubscriptionOptions options,
                   SubscriptionHandler* handler);
  ~SubscriptionImpl() override;

  void Grant(uint32_t entries) override;
  uint64_t next() const override { return next_; }

 private:
  enum class State {
    kAsking,     // Subscribe goes out as soon as the socket takes it and ask_due_ms_ has come
    kAsked,      // waits for Hello
    kFollowing,  // takes entries
    kForked,     // the end
  };

  Interest BeforeWait() override;
  void OnReady(bool readable, bool writable) override;
  void Ask();
  void AskAgain();
  void StartOver();
  void OnMessage();
  void OnHello(v1::Hello hello);
  void OnEntries(const v1::Entries& entries);
  void SetPresent(bool present);
  bool SendCredit(uint32_t entries);
  void Unsubscribe();
  void PassGrants();
  void Tick();

  // Constant after construction.
  LoopImpl* const loop_;
  const SubscriptionOptions options_;
  SubscriptionHandler* const handler_;
  const int64_t tick_ms_;

  // Owned by the loop thread.
  std::unique_ptr<Socket> socket_;
  State state_ = State::kAsking;
  uint64_t id_ = 0;  // of the last Subscribe; frames with another are not for us any more
  v1::Subscribe asked_;
  uint64_t next_;
  v1::Hello hello_;   // the owner as last seen; log_id and epoch are what is known of the log
  std::string leaf_;  // of the entry before next_
  bool present_ = false;
  uint32_t owner_credit_ = 0;
  uint32_t delivered_ = 0;
  uint32_t applied_ = 0;
  size_t ungranted_bytes_ = 0;  // received since the last Credit
  int64_t heard_ms_;
  int64_t sent_ms_ = 0;
  int64_t ask_due_ms_ = 0;
  int64_t ask_pause_ms_ = kAskAgainMs;
  uint64_t tick_timer_ = 0;
  uint64_t grant_timer_ = 0;
  uint64_t ask_timer_ = 0;
  Incoming incoming_;  // reused from message to message
};

SubscriptionImpl::SubscriptionImpl(LoopImpl* loop, std::unique_ptr<Socket> socket,
                                   SubscriptionOptions options, SubscriptionHandler* handler)
    : loop_(loop),
      options_(std::move(options)),
      handler_(handler),
      tick_ms_(std::clamp<int64_t>(options_.silence_ms / 3, 1, kSignOfLifeMsMax)),
      socket_(std::move(socket)),
      next_(options_.from),
      leaf_(options_.known_leaf),
      applied_(options_.credit),
      heard_ms_(MonotonicMillis()) {
  hello_.set_log_id(options_.known_log_id);
  hello_.set_epoch(options_.known_epoch);
  tick_timer_ = loop_->After(tick_ms_, [this] { Tick(); });
  loop_->Add(this);
}

SubscriptionImpl::~SubscriptionImpl() {
  Unsubscribe();
  loop_->Cancel(tick_timer_);
  loop_->Cancel(grant_timer_);
  loop_->Cancel(ask_timer_);
  loop_->Remove(this);
}

Pollable::Interest SubscriptionImpl::BeforeWait() {
  if (state_ != State::kForked && socket_->FollowInproc()) {
    AskAgain();
  }
  bool wants_to_ask = state_ == State::kAsking && MonotonicMillis() >= ask_due_ms_;
  return {socket_->handle(), wants_to_ask};
}

void SubscriptionImpl::OnReady(bool readable, bool writable) {
  for (int i = 0; readable && (i < kDrainMessagesMax || socket_->more()); ++i) {
    Received received = socket_->Receive(&incoming_);
    if (received == Received::kNothing) {
      break;
    }
    if (received == Received::kMessage) {
      OnMessage();
    } else {
      AskAgain();  // it may have held entries
    }
  }
  if (writable && state_ == State::kAsking && MonotonicMillis() >= ask_due_ms_) {
    Ask();
  }
}

void SubscriptionImpl::Ask() {
  asked_.set_log(options_.log);
  asked_.set_from(next_);
  asked_.set_credit(options_.credit - delivered_);
  asked_.set_known_log_id(hello_.log_id());
  asked_.set_known_epoch(hello_.epoch());
  asked_.set_known_leaf(leaf_);
  if (socket_->Send("", SubscribeFrame(++id_, asked_), nullptr) != Sent::kYes) {
    return;
  }
  state_ = State::kAsked;
  owner_credit_ = options_.credit - delivered_;
  applied_ = 0;
  ask_due_ms_ = MonotonicMillis() + ask_pause_ms_;
  ask_pause_ms_ = std::min(2 * ask_pause_ms_, std::max(options_.silence_ms, kAskAgainMs));
}

// Something is missing or wrong: subscribes anew from next_, but not in a storm. What still comes
// for the old id is ignored.
void SubscriptionImpl::AskAgain() {
  if (state_ == State::kForked || state_ == State::kAsking) {
    return;
  }
  state_ = State::kAsking;
  loop_->Cancel(ask_timer_);  // the timer only ends the wait; BeforeWait sees that it is time
  ask_timer_ = loop_->After(ask_due_ms_ - MonotonicMillis(), [] {});
}

void SubscriptionImpl::StartOver() {
  heard_ms_ = MonotonicMillis();
  SetPresent(false);
  (void)socket_->Reopen();  // when it fails, the next silence tries again
  AskAgain();
}

void SubscriptionImpl::OnMessage() {
  const v1::Frame& frame = incoming_.frame;
  if (frame.id() != id_ || state_ == State::kAsking || state_ == State::kForked) {
    return;
  }
  heard_ms_ = MonotonicMillis();
  if (frame.has_hello()) {
    OnHello(std::move(*incoming_.frame.mutable_hello()));
  } else if (frame.has_entries() && state_ == State::kFollowing) {
    OnEntries(frame.entries());
  } else {
    AskAgain();
  }
}

void SubscriptionImpl::OnHello(v1::Hello hello) {
  std::string difference = hello.has_problem() ? "" : Difference(asked_, hello);
  if (!difference.empty()) {
    SetProblem(&hello, 409, "fork", std::move(difference));
  }
  if (hello.problem().code() == "fork") {
    state_ = State::kForked;
    Unsubscribe();
    handler_->OnFork(hello);
    return;
  }
  if (hello.has_problem()) {
    if (hello.problem().code() != "not-subscribed") {
      SetPresent(false);
    }
    AskAgain();
    return;
  }
  hello_ = std::move(hello);
  state_ = State::kFollowing;
  SetPresent(true);
}

void SubscriptionImpl::OnEntries(const v1::Entries& entries) {
  if (entries.first() != next_ || entries.count() > owner_credit_) {
    return AskAgain();
  }
  auto decoded = DecodeEntries(incoming_.body, entries.count());
  if (!decoded) {
    return AskAgain();
  }
  if (decoded->empty()) {
    return;  // no news
  }
  ask_pause_ms_ = kAskAgainMs;
  leaf_ = Sha256(decoded->back());
  next_ += entries.count();
  owner_credit_ -= entries.count();
  delivered_ += entries.count();
  ungranted_bytes_ += incoming_.body.size();
  handler_->OnEntries(entries.first(), std::move(*decoded), entries.next());
}

void SubscriptionImpl::SetPresent(bool present) {
  if (present_ != present) {
    present_ = present;
    handler_->OnPresence(present, hello_);
  }
}

void SubscriptionImpl::Grant(uint32_t entries) {
  entries = std::min(entries, delivered_);
  delivered_ -= entries;
  applied_ += entries;
  if (uint64_t{applied_} * 4 >= options_.credit || ungranted_bytes_ >= kFeedMessageBytes) {
    PassGrants();
  } else if (grant_timer_ == 0) {
    grant_timer_ = loop_->After(kGrantDelayMs, [this] {
      grant_timer_ = 0;
      PassGrants();
    });
  }
}

// Until Subscribe is out, applied credit waits: Subscribe carries it.
void SubscriptionImpl::PassGrants() {
  bool asked = state_ == State::kAsked || state_ == State::kFollowing;
  if (asked && applied_ > 0 && SendCredit(applied_)) {
    owner_credit_ += std::exchange(applied_, 0);
    ungranted_bytes_ = 0;
  }
}

// When it is lost, the owner finds out by the silence.
void SubscriptionImpl::Unsubscribe() {
  (void)socket_->Send("", UnsubscribeFrame(id_), nullptr);
}

bool SubscriptionImpl::SendCredit(uint32_t entries) {
  sent_ms_ = MonotonicMillis();
  return socket_->Send("", CreditFrame(id_, entries), nullptr) == Sent::kYes;
}

// Looks whether the owner is still there. Asks it to say so when it has nothing else to say, and
// says so of this side.
void SubscriptionImpl::Tick() {
  if (state_ == State::kForked) {
    return;
  }
  tick_timer_ = loop_->After(tick_ms_, [this] { Tick(); });
  if (MonotonicMillis() - heard_ms_ >= options_.silence_ms) {
    OnReady(true, false);  // perhaps it was this loop that was busy
  }
  const int64_t now_ms = MonotonicMillis();
  if (now_ms - heard_ms_ >= options_.silence_ms) {
    return StartOver();
  }
  PassGrants();  // what a full socket did not take before
  bool quiet = now_ms - heard_ms_ >= tick_ms_ || now_ms - sent_ms_ >= tick_ms_;
  if (state_ == State::kFollowing && quiet) {
    (void)SendCredit(0);
  }
}

}  // namespace

Result<std::unique_ptr<Subscription>> Subscription::Start(Loop* loop, SubscriptionOptions options,
                                                          SubscriptionHandler* handler) {
  auto* impl = static_cast<LoopImpl*>(loop);
  if (options.credit == 0) {
    return InvalidArgument("a subscription without credit gets nothing");
  }
  ASSAY_ASSIGN_OR_RETURN(auto socket, Socket::Connect(impl->context(), options.endpoint));
  return std::unique_ptr<Subscription>(
      new SubscriptionImpl(impl, std::move(socket), std::move(options), handler));
}

}  // namespace assay::bus
