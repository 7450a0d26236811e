#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/bus/context.h"
#include "assay/bus/loop.h"
#include "assay/bus/v1/frames.pb.h"

namespace assay::bus {

struct Answer {
  v1::Reply header;
  std::string body;
};
using AnswerHandler = std::function<void(Result<Answer>)>;

// One DEALER socket to one server: asks, and gets each answer or its deadline exactly once. A
// deadline says nothing about what the server did: ask again with the same idempotency key.
// Reconnects by itself; while the server is away requests wait here, and those whose deadline
// passes meanwhile are never sent. Loop thread only, also before Loop::Run and after it. Destroyed
// before its loop, and not from a handler; then the handlers that still wait are dropped uncalled.
class Client {
 public:
  static constexpr size_t kOutstandingMax = 10'000;

  static Result<std::unique_ptr<Client>> Connect(Loop* loop, Endpoint endpoint);
  virtual ~Client() = default;

  // The handler gets the answer, refusals by the server included (header.problem); or Unavailable
  // after header.timeout_ms (0: 30 s), and at once when kOutstandingMax requests wait; or
  // InvalidArgument at once when the request is larger than one message may be. It is never called
  // from inside Call.
  virtual void Call(v1::Request header, std::string body, AnswerHandler handler) = 0;
};

struct SubscriptionOptions {
  Endpoint endpoint;
  std::string log;
  uint64_t from = 0;
  uint32_t credit = 4'096;     // entries in flight at most
  int64_t silence_ms = 5'000;  // without a frame for so long the owner is lost: ask again
  // What the subscriber holds of the log from earlier runs; empty: nothing is known, and what the
  // owner shows is taken.
  std::string known_log_id;
  uint32_t known_epoch = 0;
  std::string known_leaf;  // SHA-256 of the stored entry before `from`
};

// What a subscription tells its owner, on the loop thread.
class SubscriptionHandler {
 public:
  virtual ~SubscriptionHandler() = default;
  // Entries in order without a gap: first is always one more than the last position delivered.
  // `next` is the owner's head.
  virtual void OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) = 0;
  // The owner's log is not the one known so far: other id or epoch, another entry at from-1, or
  // shorter than `from`; hello.problem.detail says which. Nothing is delivered any more.
  virtual void OnFork(const v1::Hello& hello) = 0;
  // The owner answers (true) or has been silent or without this log (false); for health. Absent at
  // first; called on changes only.
  virtual void OnPresence(bool present, const v1::Hello& hello) = 0;
};

// Follows one log from a position for ever: one DEALER socket that subscribes, grants credit,
// notices gaps and silence, and then asks again from the last delivered position. Every entry is
// delivered once, in order. Loop thread only, also before Loop::Run and after it. Destroyed before
// its loop, and not from its handler; the handler outlives it.
class Subscription {
 public:
  static Result<std::unique_ptr<Subscription>> Start(Loop* loop, SubscriptionOptions options,
                                                     SubscriptionHandler* handler);
  virtual ~Subscription() = default;
  // `entries` more may come: call it as soon as delivered entries have been applied, without
  // waiting for others, since the owner holds back while Server::kFeedBatchBytes are not applied.
  // Credit never exceeds options.credit.
  virtual void Grant(uint32_t entries) = 0;
  // The position after the last delivered entry.
  virtual uint64_t next() const = 0;
};

}  // namespace assay::bus
