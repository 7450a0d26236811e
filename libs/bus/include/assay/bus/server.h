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

// Answers one request. Call it once, from any thread; a second call is ignored. When dropped
// uncalled the asker runs into its deadline. A reply to a peer that has gone is dropped: the peer
// asks again with the same idempotency key.
using Responder = std::function<void(v1::Reply reply, std::string body)>;

// A request as it arrived. `received_ms` is MonotonicMillis() at arrival; after received_ms +
// header.timeout_ms() nobody waits.
struct IncomingRequest {
  v1::Request header;
  std::string body;
  int64_t received_ms = 0;
  std::string peer_key;  // Z85 CURVE key of the peer; empty on inproc and ipc
};
using RequestHandler = std::function<void(IncomingRequest request, Responder respond)>;

// Entries of a log as a feed hands them out: stored bytes at positions first, first+1, ...
struct EntryBatch {
  uint64_t first = 0;
  std::vector<std::string> entries;
};

// A log that can be followed. Implemented by the owner of the log; called from the loop thread and
// the read executor.
class FeedSource {
 public:
  virtual ~FeedSource() = default;
  // log_id, origin, epoch and next.
  virtual v1::Hello Describe() = 0;
  // At least one entry from `from` on if from < next, at most `entries_max` and about `bytes_max`.
  // May block on the disk.
  virtual Result<EntryBatch> Read(uint64_t from, size_t entries_max, size_t bytes_max) = 0;
  // As Read, but only from memory; an empty batch when `from` is not in memory. Never blocks.
  virtual EntryBatch ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) = 0;
};

struct ServerOptions {
  Endpoint endpoint;
  // Runs blocking reads of feeds elsewhere (the bounded pool). Must run what it is given, or say
  // no.
  std::function<Status(std::function<void()>)> read_executor;
  // A subscriber that says nothing for so long is dropped.
  int64_t subscriber_silence_ms = 30'000;
};

// One ROUTER socket that answers requests and serves feeds.
//
// Feeds: a subscriber names a position and grants credit; entries go out in order, from memory when
// it is near the head, through the read executor when it is behind, never more than its credit. At
// most one read is under way per subscriber, and at most kFeedBatchBytes wait in the socket for it,
// so a slow subscriber costs a bounded amount and slows nobody. A subscriber that does not exist
// any more is dropped when the socket says its route is gone or after subscriber_silence_ms without
// a frame. A malformed frame is dropped and counted; its sender is logged once per minute at most.
//
// Loop thread only, except where it says otherwise; also before Loop::Run and after it. Destroyed
// before its loop, and not from its own callbacks.
class Server {
 public:
  static constexpr size_t kFeedBatchBytes = 512'000;
  static constexpr size_t kSubscribersMax = 1'000;

  // Unavailable when the address is taken, PermissionDenied when the folder of an ipc address may
  // not be written.
  static Result<std::unique_ptr<Server>> Bind(Loop* loop, ServerOptions options,
                                              RequestHandler handler);
  virtual ~Server() = default;

  // Offers `source` under `log`. REQUIRES: the source outlives the server.
  virtual void ServeFeed(std::string log, FeedSource* source) = 0;
  // Says that `log` has grown. Any thread; calls are merged.
  virtual void NotifyHead(const std::string& log) = 0;
  // The address really bound, with the port chosen for "tcp://127.0.0.1:*".
  virtual std::string address() const = 0;
  // Frames that were dropped as malformed. Any thread.
  virtual uint64_t malformed() const = 0;
  // Subscribers being served. Any thread.
  virtual size_t subscribers() const = 0;
};

}  // namespace assay::bus
