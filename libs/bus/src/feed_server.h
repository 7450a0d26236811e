#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assay/bus/server.h"
#include "credit_window.h"
#include "feed_reader.h"
#include "inbox.h"
#include "loop_impl.h"
#include "socket.h"

namespace assay::bus {

// The feeds of one server: who follows which log, from where, with how much credit. A peer follows
// one log at a time: a second Subscribe replaces the first. Loop thread only, except NotifyHead and
// subscribers.
class FeedServer {
 public:
  FeedServer(LoopImpl* loop, Socket* socket, const ServerOptions& options);
  ~FeedServer();

  void Serve(std::string log, FeedSource* source);
  void NotifyHead(const std::string& log) { heads_->PushOnce(log); }
  size_t subscribers() const { return count_.load(std::memory_order_relaxed); }

  void OnSubscribe(const std::string& route, uint64_t id, v1::Subscribe subscribe);
  void OnCredit(const std::string& route, uint64_t id, uint32_t entries);
  void OnUnsubscribe(const std::string& route, uint64_t id);

 private:
  struct Feed {
    FeedSource* source = nullptr;
    uint64_t next = 0;  // the head as last heard
  };
  struct Outgoing {
    v1::Frame frame;
    std::string body;
    bool has_body = false;
  };
  struct Subscriber {
    uint64_t id = 0;
    Feed* feed = nullptr;
    v1::Subscribe asked;
    uint64_t next = 0;  // the position to send next
    CreditWindow window{0, 0};
    int64_t heard_ms = 0;
    bool greeted = false;              // Hello is out, or in `outgoing`
    bool ending = false;               // nothing comes after `outgoing`
    uint64_t read_ticket = 0;          // of the read under way; 0: none
    uint64_t read_subscribe = 0;       // which Subscribe that read is for
    uint64_t subscribe = 0;            // numbers Subscribes; unlike id, not chosen by the peer
    std::optional<Outgoing> outgoing;  // what the socket has not taken yet
  };
  enum class Step { kMore, kWait, kGone };

  void Pump(const std::string& route);
  Step OneStep(const std::string& route, Subscriber* subscriber);
  Step Flush(const std::string& route, Subscriber* subscriber);
  Step Greet(const std::string& route, Subscriber* subscriber);
  Step Continue(const std::string& route, Subscriber* subscriber);
  Step Read(const std::string& route, Subscriber* subscriber, uint64_t from, size_t entries_max,
            size_t bytes_max);
  void PutHello(Subscriber* subscriber, v1::Hello hello, const std::string& leaf);
  void PutEntries(Subscriber* subscriber, const EntryBatch& batch);
  void PutRefusal(Subscriber* subscriber, uint32_t status, const char* code, std::string detail);
  void Refuse(const std::string& route, uint64_t id, uint32_t status, const char* code,
              std::string detail);
  void TakeRead(Subscriber* subscriber, uint64_t from, Result<EntryBatch> batch);
  void OnRead(const FeedRead& read, Result<EntryBatch> batch);
  void OnHeads(const std::vector<std::string>& logs);
  void Retry();
  void RetrySoon();
  void Tick();
  void Drop(std::unordered_map<std::string, Subscriber>::iterator subscriber);

  // Constant after construction.
  LoopImpl* const loop_;
  Socket* const socket_;
  const int64_t silence_ms_;
  const bool can_read_;
  const std::shared_ptr<Inbox<std::string>> heads_;

  // Owned by the loop thread.
  FeedReader reader_;
  std::map<std::string, Feed> feeds_;
  std::unordered_map<std::string, Subscriber> subscribers_;  // by route
  uint64_t last_number_ = 0;                                 // of tickets and Subscribes
  uint64_t retry_timer_ = 0;
  uint64_t tick_timer_ = 0;

  std::atomic<size_t> count_{0};
};

}  // namespace assay::bus
