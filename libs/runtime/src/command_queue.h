#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "assay/aggregate/processor.h"

namespace assay::runtime {

// A command waiting for the writer, and whom to tell.
struct WaitingCommand {
  aggregate::Request request;
  std::function<void(Result<aggregate::Verdict>)>
      done;  // called on the writer's or the commit thread
};

// Entries of a followed log, shared between the writer and the projector.
struct FeedBatch {
  std::string source;
  log::v1::LogOpened genesis;  // log_id and epoch of the source
  uint64_t first = 0;
  std::vector<std::string> entries;
  uint64_t owner_next = 0;  // how many entries the owner had when it sent them
};

// A feed batch waiting for the writer's reactions.
struct WaitingFeed {
  std::shared_ptr<const FeedBatch> batch;
  std::function<void()> done;
};

// What waits for the writer: commands in a bounded queue for each organisation, taken in turn, so
// that one that floods delays only itself; and feed batches to react to, bounded by the credit
// given to their owners. Any thread.
class CommandQueue {
 public:
  static constexpr size_t kWaitingPerOrganisationMax = 2'000;
  static constexpr size_t kWaitingMax = 20'000;

  // Unavailable when the organisation's queue, or the whole, is full or the queue is closed.
  Status Push(WaitingCommand command);
  void PushFeed(WaitingFeed feed);

  // Waits for work, then takes up to `commands_max` commands in turn and at most one feed batch.
  // False: closed and empty.
  bool Take(size_t commands_max, std::vector<WaitingCommand>* commands,
            std::vector<WaitingFeed>* feeds);
  // Hands out no feed batch before the monotonic moment, or until Close; 0: hands them out again.
  // Whether they were held until now.
  bool HoldFeeds(int64_t until_ms);
  // Gives back a batch that cannot be reacted to now: it comes first again, and no feed batch is
  // handed out before the monotonic moment. Once closed it is dropped: its owner sends it again.
  void TryAgain(WaitingFeed feed, int64_t at_ms);
  // What was pushed is still handed out; nothing more is accepted.
  void Close();
  size_t waiting() const;

 private:
  int64_t FeedsHeldUntil() const;  // monotonic; REQUIRES: mu_ is held
  bool FeedsHeld() const;          // REQUIRES: mu_ is held

  mutable std::mutex mu_;
  std::condition_variable changed_;
  std::map<std::string, std::deque<WaitingCommand>> by_organisation_;  // guarded by mu_
  std::string last_served_;                                            // guarded by mu_
  size_t waiting_ = 0;                                                 // guarded by mu_
  std::deque<WaitingFeed> feeds_;                                      // guarded by mu_
  int64_t held_until_ms_ = 0;                                          // guarded by mu_
  int64_t try_again_at_ms_ = 0;                                        // guarded by mu_
  bool closed_ = false;                                                // guarded by mu_
};

}  // namespace assay::runtime
