#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "assay/bus/client.h"
#include "assay/bus/v1/queries.pb.h"
#include "command_queue.h"
#include "projector.h"

namespace assay::runtime {

// Follows one other service's log: hands each batch to the projector, then, where this service
// reacts to it, to the writer, and grants new credit when both have applied it. Loop thread.
class Follower final : public bus::SubscriptionHandler {
 public:
  struct Options {
    std::string service;  // that follows
    std::string source;   // that is followed
    bus::Endpoint endpoint;
    // Feeds this view, which is being built, from position 0, and nobody else.
    std::optional<std::weak_ptr<projection::RecordView>> building;
    bool reacts = false;
    uint64_t from = 0;
    uint64_t known_next = 0;   // at or after `from`: entries below it were seen before ...
    std::string known_leaf;    // ... and this is the SHA-256 of the last of them; empty: not known
    log::v1::LogOpened known;  // log_id and epoch known from earlier; empty: none
  };
  static Result<std::unique_ptr<Follower>> Start(bus::Loop* loop, Options options,
                                                 Projector* projector, CommandQueue* queue);

  void OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) override;
  void OnFork(const bus::v1::Hello& hello) override;
  void OnPresence(bool present, const bus::v1::Hello& hello) override;

  // `behind` counts what the owner is known to have and was not delivered yet.
  bus::v1::FeedHealth health() const;

 private:
  // Whether the entries are those that were seen before, as far as that can be told.
  bool AreKnown(uint64_t first, const std::vector<std::string>& entries) const;
  Follower(bus::Loop* loop, Options options, Projector* projector, CommandQueue* queue);

  // Constant after Start.
  bus::Loop* loop_;
  Options options_;
  Projector* projector_;
  CommandQueue* queue_;
  // Owned by the loop thread.
  std::unique_ptr<bus::Subscription> subscription_;
  log::v1::LogOpened genesis_;
  uint64_t owner_next_ = 0;
  bool present_ = false;
  bool forked_ = false;
  int64_t heard_us_ = 0;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace assay::runtime
