#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "assay/bus/client.h"
#include "fake_log.h"
#include "fixture.h"

namespace assay::bus {

// Follows a log on a host of its own, and checks on arrival that nothing is missing, repeated or
// changed.
class Follower final : public SubscriptionHandler {
 public:
  // Grants at once what was delivered, unless `by_hand`.
  Follower(std::shared_ptr<Context> context, const FakeLog* log, bool by_hand = false)
      : log_(log), by_hand_(by_hand), host_(std::move(context)) {}
  ~Follower() override { Stop(); }

  void Start(SubscriptionOptions options);
  void Stop();
  // From now on grants `lump` entries each time when that many have been delivered.
  void GrantInLumps(uint32_t lump);
  Host& host() { return host_; }

  void OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) override;
  void OnFork(const v1::Hello& hello) override;
  void OnPresence(bool present, const v1::Hello& hello) override;

  // Any thread. False when it does not come to that.
  bool WaitForNext(uint64_t next);
  bool WaitForFork();
  bool WaitForPresence(bool present);
  uint64_t next() const;
  size_t largest_batch() const;
  v1::Hello hello() const;

 private:
  bool WaitFor(const std::function<bool()>& holds);
  void GrantLump();

  const FakeLog* const log_;
  const bool by_hand_;

  // Owned by the loop thread.
  uint32_t unapplied_ = 0;
  uint32_t lump_ = 0;

  mutable std::mutex mu_;
  // Guarded by mu_.
  std::condition_variable changed_;
  uint64_t next_ = 0;
  size_t largest_batch_ = 0;
  bool forked_ = false;
  bool present_ = false;
  v1::Hello hello_;

  Host host_;
  std::unique_ptr<Subscription> subscription_;  // on the host's loop
};

}  // namespace assay::bus
