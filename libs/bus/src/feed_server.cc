#include "feed_server.h"

#include <algorithm>
#include <utility>

#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "bus_limits.h"
#include "entries_body.h"
#include "feed_frames.h"

namespace assay::bus {

FeedServer::FeedServer(LoopImpl* loop, Socket* socket, const ServerOptions& options)
    : loop_(loop),
      socket_(socket),
      silence_ms_(options.subscriber_silence_ms),
      can_read_(options.read_executor != nullptr),
      heads_(std::make_shared<Inbox<std::string>>(
          loop, [this](std::vector<std::string>* logs) { OnHeads(*logs); })),
      reader_(loop, options.read_executor, [this](const FeedRead& read, Result<EntryBatch> batch) {
        OnRead(read, std::move(batch));
      }) {
  tick_timer_ = loop_->After(std::min(kTickMs, silence_ms_), [this] { Tick(); });
}

FeedServer::~FeedServer() {
  heads_->Close();
  loop_->Cancel(tick_timer_);
  loop_->Cancel(retry_timer_);
}

void FeedServer::Serve(std::string log, FeedSource* source) {
  ASSAY_CHECK(can_read_);
  feeds_[std::move(log)] = Feed{source, source->Describe().next()};
}

void FeedServer::OnSubscribe(const std::string& route, uint64_t id, v1::Subscribe subscribe) {
  auto feed = feeds_.find(subscribe.log());
  if (feed == feeds_.end()) {
    Refuse(route, id, 404, "log-not-here", "no log " + subscribe.log() + " is served here");
    return;
  }
  if (subscribers_.size() >= Server::kSubscribersMax && subscribers_.count(route) == 0) {
    Refuse(route, id, 503, "too-many-subscribers", "try again later");
    return;
  }
  Subscriber& subscriber = subscribers_[route];
  // A read for an earlier Subscribe still counts: one at a time.
  const uint64_t read_ticket = subscriber.read_ticket;
  subscriber = Subscriber();
  subscriber.read_ticket = read_ticket;
  subscriber.subscribe = ++last_number_;
  subscriber.id = id;
  subscriber.feed = &feed->second;
  subscriber.next = subscribe.from();
  subscriber.window = CreditWindow(subscribe.credit(), Server::kFeedBatchBytes);
  subscriber.heard_ms = MonotonicMillis();
  subscriber.asked = std::move(subscribe);
  count_.store(subscribers_.size(), std::memory_order_relaxed);
  Pump(route);
}

void FeedServer::OnCredit(const std::string& route, uint64_t id, uint32_t entries) {
  auto found = subscribers_.find(route);
  if (found == subscribers_.end() || found->second.id != id) {
    Refuse(route, id, 410, "not-subscribed", "subscribe again");
    return;
  }
  Subscriber& subscriber = found->second;
  subscriber.heard_ms = MonotonicMillis();
  if (entries > 0) {
    subscriber.window.Grant(entries);
  } else {
    // It says so only when nothing came for a while, so what was sent before has arrived.
    subscriber.window.Arrived();
    subscriber.feed->next = subscriber.feed->source->Describe().next();
    if (subscriber.greeted && !subscriber.outgoing) {
      // Entries without an entry: the head, and a sign of life.
      v1::Frame news = EntriesFrame(id, subscriber.next, 0, subscriber.feed->next);
      subscriber.outgoing = {std::move(news), "", false};
    }
  }
  Pump(route);
}

void FeedServer::OnUnsubscribe(const std::string& route, uint64_t id) {
  auto found = subscribers_.find(route);
  if (found != subscribers_.end() && found->second.id == id) {
    Drop(found);
  }
}

void FeedServer::Drop(std::unordered_map<std::string, Subscriber>::iterator subscriber) {
  subscribers_.erase(subscriber);
  count_.store(subscribers_.size(), std::memory_order_relaxed);
}

// Sends to a subscriber what its credit, its queue and the log allow now.
void FeedServer::Pump(const std::string& route) {
  auto found = subscribers_.find(route);
  if (found == subscribers_.end()) {
    return;
  }
  Step step = Step::kMore;
  while (step == Step::kMore) {
    step = OneStep(route, &found->second);
  }
  if (step == Step::kGone) {
    Drop(found);
  }
}

FeedServer::Step FeedServer::OneStep(const std::string& route, Subscriber* subscriber) {
  if (subscriber->outgoing) {
    return Flush(route, subscriber);
  }
  if (subscriber->ending) {
    return Step::kGone;
  }
  if (subscriber->read_ticket != 0) {
    return Step::kWait;
  }
  return subscriber->greeted ? Continue(route, subscriber) : Greet(route, subscriber);
}

FeedServer::Step FeedServer::Flush(const std::string& route, Subscriber* subscriber) {
  Outgoing& outgoing = *subscriber->outgoing;
  switch (socket_->Send(route, outgoing.frame, outgoing.has_body ? &outgoing.body : nullptr)) {
    case Sent::kYes:
      subscriber->outgoing.reset();
      return Step::kMore;
    case Sent::kFull:
      RetrySoon();
      return Step::kWait;
    case Sent::kGone:
      return Step::kGone;
  }
  return Step::kGone;
}

// Answers Subscribe, which takes the entry before `from`.
FeedServer::Step FeedServer::Greet(const std::string& route, Subscriber* subscriber) {
  v1::Hello hello = subscriber->feed->source->Describe();
  subscriber->feed->next = hello.next();
  uint64_t from = subscriber->asked.from();
  if (from == 0 || from > hello.next()) {
    PutHello(subscriber, std::move(hello), "");
    return Step::kMore;
  }
  EntryBatch before = subscriber->feed->source->ReadTail(from - 1, 1, kFeedMessageBytes);
  if (before.entries.empty()) {
    return Read(route, subscriber, from - 1, 1, kFeedMessageBytes);
  }
  ASSAY_CHECK(before.first == from - 1);
  PutHello(subscriber, std::move(hello), Sha256(before.entries.front()));
  return Step::kMore;
}

FeedServer::Step FeedServer::Continue(const std::string& route, Subscriber* subscriber) {
  const CreditWindow& window = subscriber->window;
  if (subscriber->next >= subscriber->feed->next || !window.open()) {
    return Step::kWait;
  }
  size_t entries_max = std::min<size_t>(window.entries(), kFeedEntriesMax);
  size_t bytes_max = std::min(window.bytes(), kFeedMessageBytes);
  EntryBatch batch = subscriber->feed->source->ReadTail(subscriber->next, entries_max, bytes_max);
  if (batch.entries.empty()) {
    return Read(route, subscriber, subscriber->next, entries_max, bytes_max);
  }
  PutEntries(subscriber, batch);
  return Step::kMore;
}

FeedServer::Step FeedServer::Read(const std::string& route, Subscriber* subscriber, uint64_t from,
                                  size_t entries_max, size_t bytes_max) {
  FeedRead read{route, ++last_number_, from, entries_max, bytes_max};
  if (reader_.Start(subscriber->feed->source, std::move(read)).ok()) {
    subscriber->read_ticket = last_number_;
    subscriber->read_subscribe = subscriber->subscribe;
  } else {
    RetrySoon();
  }
  return Step::kWait;
}

void FeedServer::OnRead(const FeedRead& read, Result<EntryBatch> batch) {
  auto found = subscribers_.find(read.route);
  if (found == subscribers_.end() || found->second.read_ticket != read.ticket) {
    return;
  }
  Subscriber& subscriber = found->second;
  subscriber.read_ticket = 0;
  if (subscriber.read_subscribe == subscriber.subscribe) {
    TakeRead(&subscriber, read.from, std::move(batch));
  }
  Pump(read.route);
}

void FeedServer::TakeRead(Subscriber* subscriber, uint64_t from, Result<EntryBatch> batch) {
  if (!batch.ok() || batch->entries.empty()) {
    PutRefusal(subscriber, 503, "feed-unreadable",
               batch.ok() ? "no entry at " + std::to_string(from) : batch.status().message());
  } else if (!subscriber->greeted) {
    ASSAY_CHECK(batch->first == from);
    PutHello(subscriber, subscriber->feed->source->Describe(), Sha256(batch->entries.front()));
  } else {
    PutEntries(subscriber, *batch);
  }
}

void FeedServer::PutHello(Subscriber* subscriber, v1::Hello hello, const std::string& leaf) {
  hello.set_leaf(leaf);
  std::string difference = Difference(subscriber->asked, hello);
  if (!difference.empty()) {
    SetProblem(&hello, 409, "fork", std::move(difference));
    subscriber->ending = true;
  }
  subscriber->greeted = true;
  subscriber->outgoing = {HelloFrame(subscriber->id, std::move(hello)), "", false};
}

void FeedServer::PutEntries(Subscriber* subscriber, const EntryBatch& batch) {
  ASSAY_CHECK(batch.first == subscriber->next);
  auto count = static_cast<uint32_t>(batch.entries.size());
  std::string body = EncodeEntries(batch.entries);
  subscriber->window.Sent(count, body.size());
  subscriber->outgoing = {
      EntriesFrame(subscriber->id, subscriber->next, count, subscriber->feed->next),
      std::move(body), true};
  subscriber->next += count;
}

// Tells a subscriber that this is the end; it will ask again.
void FeedServer::PutRefusal(Subscriber* subscriber, uint32_t status, const char* code,
                            std::string detail) {
  v1::Hello hello;
  SetProblem(&hello, status, code, std::move(detail));
  subscriber->outgoing = {HelloFrame(subscriber->id, std::move(hello)), "", false};
  subscriber->ending = true;
}

// As PutRefusal for a peer that is no subscriber. When its queue is full it learns nothing, and
// finds out by the silence.
void FeedServer::Refuse(const std::string& route, uint64_t id, uint32_t status, const char* code,
                        std::string detail) {
  v1::Hello hello;
  SetProblem(&hello, status, code, std::move(detail));
  (void)socket_->Send(route, HelloFrame(id, std::move(hello)), nullptr);
}

void FeedServer::OnHeads(const std::vector<std::string>& logs) {
  for (const std::string& log : logs) {
    auto feed = feeds_.find(log);
    if (feed == feeds_.end()) {
      continue;
    }
    feed->second.next = feed->second.source->Describe().next();
    for (auto next = subscribers_.begin(); next != subscribers_.end();) {
      auto subscriber = next++;
      if (subscriber->second.feed == &feed->second) {
        Pump(std::string(subscriber->first));
      }
    }
  }
}

void FeedServer::RetrySoon() {
  if (retry_timer_ == 0) {
    retry_timer_ = loop_->After(kRetryMs, [this] { Retry(); });
  }
}

void FeedServer::Retry() {
  retry_timer_ = 0;
  for (auto next = subscribers_.begin(); next != subscribers_.end();) {
    auto subscriber = next++;
    Pump(std::string(subscriber->first));
  }
}

void FeedServer::Tick() {
  tick_timer_ = loop_->After(std::min(kTickMs, silence_ms_), [this] { Tick(); });
  heads_->Drain();
  reader_.Drain();
  const int64_t oldest_ms = MonotonicMillis() - silence_ms_;
  for (auto next = subscribers_.begin(); next != subscribers_.end();) {
    auto subscriber = next++;
    if (subscriber->second.heard_ms < oldest_ms) {
      Drop(subscriber);
    }
  }
}

}  // namespace assay::bus
