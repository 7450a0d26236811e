#pragma once

#include <map>
#include <memory>
#include <string>

#include "assay/bus/client.h"
#include "assay/bus/loop.h"
#include "services/gateway/change_log.h"

namespace assay::gateway {

// Follows the logs of all services, from a little before their heads, and tells the readers of its
// ChangeLog. A service that does not answer, or shows another log than before, is asked again.
// Loop thread only, also before Loop::Run and after it, except AddReader. Destroyed before its loop
// and before the clients.
class ChangeFeed {
 public:
  struct Source {
    bus::Endpoint endpoint;
    bus::Client* client = nullptr;
  };
  ChangeFeed(bus::Loop* loop, std::map<std::string, Source> sources);
  ~ChangeFeed();

  // Any thread. The stream is dropped when the loop has stopped.
  void AddReader(ChangeReader reader);

 private:
  class Follower;

  // Asks where the log's head is, then follows.
  void Ask(const std::string& service);
  void AskLater(const std::string& service);
  Status Follow(const std::string& service, uint32_t epoch, uint64_t next);

  // Constant after construction.
  bus::Loop* const loop_;
  const std::map<std::string, Source> sources_;
  const schema::Catalog catalog_;
  const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);

  // Owned by the loop thread.
  ChangeLog log_;
  std::map<std::string, std::unique_ptr<Follower>> followers_;
};

}  // namespace assay::gateway
