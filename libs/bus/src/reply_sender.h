#pragma once

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "assay/bus/server.h"
#include "bundle.h"
#include "inbox.h"
#include "loop_impl.h"
#include "socket.h"

namespace assay::bus {

// Takes the replies of a server from any thread and sends them. A reply that its peer's full queue
// does not take waits, without holding up replies to others; a reply to a peer that has gone is
// dropped. Loop thread only, except the responders it makes.
class ReplySender {
 public:
  ReplySender(LoopImpl* loop, Socket* socket);
  // Responders may outlive it: what they are told then is dropped.
  ~ReplySender();

  Responder MakeResponder(const std::string& route, uint64_t id);

 private:
  struct Outgoing {
    std::string route;
    uint64_t id = 0;
    v1::Reply reply;
    std::string body;
  };
  class Ticket;

  using Iterator = std::vector<Outgoing>::iterator;

  void OnReplies(std::vector<Outgoing>* replies);
  Iterator SendRun(Iterator first, Iterator end);
  bool AddToBundle(Outgoing* reply);
  void Keep(Outgoing* reply);
  Sent Send(Outgoing* reply);
  void Retry();

  // Constant after construction.
  LoopImpl* const loop_;
  Socket* const socket_;
  const std::shared_ptr<Inbox<Outgoing>> inbox_;

  // Owned by the loop thread.
  v1::Frame frame_;                                                // reused from reply to reply
  BundleWriter bundle_;                                            // likewise
  std::unordered_map<std::string, std::deque<Outgoing>> waiting_;  // by route; no queue is empty
  size_t waiting_count_ = 0;
  size_t waiting_bytes_ = 0;
  uint64_t retry_timer_ = 0;
};

}  // namespace assay::bus
