#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "assay/base/clock.h"
#include "assay/base/status.h"
#include "assay/bus/v1/queries.pb.h"

namespace assay::runtime {

// Work of minutes beside everything else: backups and scrubs of one service, one at a time, on a
// thread of its own. How the last of each kind ended is kept in a file, so that it is known after a
// restart. Any thread, except Stop: one.
class Chores {
 public:
  enum class Kind { kBackup, kScrub };
  // What a chore tells and is told while it runs: how much is done; false: stop soon. Rests as long
  // as the work took since the last call, at most a second, so that half of a core is used.
  using Progress = std::function<bool(uint64_t done, uint64_t total)>;
  // The work; fills in what belongs to its kind in `result`.
  using Work = std::function<Status(const Progress& progress, bus::v1::Chore* result)>;

  // Files last-backup and last-scrub are kept in `folder`.
  Chores(std::string service, std::string folder, const Clock* clock);
  ~Chores() { Stop(); }
  Chores(const Chores&) = delete;
  Chores& operator=(const Chores&) = delete;

  // Unavailable while another chore runs, or once stopped.
  Result<bus::v1::Chore> Begin(Kind kind, Work work);
  // The one that runs, or the last that ended; nothing when there was none.
  std::optional<bus::v1::Chore> last(Kind kind) const;
  // Waits for the chore that runs, which is told to stop. Idempotent.
  void Stop();

 private:
  void Run(Kind kind, const Work& work);
  bool Advance(Kind kind, uint64_t done, uint64_t total, int64_t* worked_since_ms);
  std::string PathOf(Kind kind) const;
  std::optional<bus::v1::Chore>& LastOf(Kind kind) { return last_[static_cast<size_t>(kind)]; }

  // Constant after construction.
  std::string service_;
  std::string folder_;
  const Clock* clock_;

  mutable std::mutex mu_;
  std::condition_variable stopping_;
  bool running_ = false;                               // guarded by mu_
  bool stopped_ = false;                               // guarded by mu_
  std::array<std::optional<bus::v1::Chore>, 2> last_;  // guarded by mu_
  std::thread thread_;                                 // guarded by mu_ until stopped
};

}  // namespace assay::runtime
