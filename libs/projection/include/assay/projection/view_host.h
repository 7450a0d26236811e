#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "assay/projection/record_view.h"

namespace assay::projection {

// How a rebuild stands.
enum class Rebuild { kNone, kUnderWay, kTookOver, kGivenUp };

// The view of one log in its folder, and, while it is being rebuilt, the new one beside it. Readers
// go on with the old view until the new one has caught up; then it takes over and the old folder is
// deleted.
//
// Entries may be offered from one thread for the current view and from another for the one being
// built. current() from any thread.
class ViewHost {
 public:
  // Opens the newest whole view below `folder`, or starts an empty one. A view that was being built
  // is thrown away.
  //
  // A killed process finds the view of its own log as it was flushed last and folds the rest again.
  // The view of a followed log is what the service knows while the other one is away: it is kept
  // whole.
  static Result<std::unique_ptr<ViewHost>> Open(std::string folder, const schema::Catalog* catalog,
                                                bool own);

  ~ViewHost();

  std::shared_ptr<RecordView> current() const;
  // Whether the current view was built by another version of this program and should be rebuilt.
  bool outdated() const;

  // Begins a rebuild beside the current view. Unavailable when one is under way.
  Status BeginRebuild();
  // Null when no rebuild is under way.
  std::shared_ptr<RecordView> building() const;
  // Ends the rebuild where it can be ended: the new view takes over once it holds all that was
  // offered to the current one, or when both are parked and it came further; a new view that parked
  // earlier is thrown away. Folders go when nobody reads them any more.
  Result<Rebuild> EndRebuild();

 private:
  ViewHost(std::string folder, const schema::Catalog* catalog, bool own)
      : folder_(std::move(folder)), catalog_(catalog), own_(own) {}
  struct Generation;
  Result<std::shared_ptr<Generation>> OpenGeneration(uint64_t number) const;

  // Constant after Open.
  std::string folder_;
  const schema::Catalog* catalog_;
  bool own_;
  mutable std::mutex mu_;
  std::shared_ptr<Generation> current_;   // guarded by mu_
  std::shared_ptr<Generation> building_;  // guarded by mu_
};

}  // namespace assay::projection
