#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "assay/eventlog/event_log.h"
#include "command_queue.h"
#include "service_views.h"

namespace assay::runtime {

// The projector thread: applies the own log's new entries and the followed logs' batches to their
// views; and the background thread that builds views anew from the own log. Any thread may call.
class Projector {
 public:
  // `moved` is called after a view has moved, on the projector or background thread.
  Projector(std::string service, eventlog::EventLog* log, ServiceViews* views,
            std::function<void()> moved);
  ~Projector();
  void Start();
  void Stop();

  // The own log has grown.
  void NotifyOwnLog();
  // A batch of a followed log for the current view; `done` when it is applied.
  void Offer(std::shared_ptr<const FeedBatch> batch, std::function<void()> done);
  // The same for `building`, a view being built; a batch that comes when that is over is passed
  // over.
  void OfferTo(std::weak_ptr<projection::RecordView> building,
               std::shared_ptr<const FeedBatch> batch, std::function<void()> done);
  // Begins to build the own log's view anew.
  Status RebuildOwn();

 private:
  struct Offered {
    std::shared_ptr<const FeedBatch> batch;
    std::optional<std::weak_ptr<projection::RecordView>> building;  // nullopt: for the current one
    std::function<void()> done;
  };
  void Run();
  void RunRebuild();
  // Entries of the own log from a position on.
  using Reader = std::function<Result<std::vector<std::string>>(uint64_t from)>;
  // Says whether there is more to apply.
  bool ApplyOwnLog(projection::RecordView* view, const Reader& read);
  void Push(Offered offered);
  void ApplyOffered(const Offered& offered);
  void EndRebuild(const std::string& log);
  void Check(const Status& status, const std::string& log);

  // Constant after construction.
  std::string service_;
  eventlog::EventLog* log_;
  ServiceViews* views_;
  std::function<void()> moved_;

  std::mutex mu_;
  std::condition_variable changed_;
  std::deque<Offered> offered_;  // guarded by mu_
  bool own_grew_ = true;         // guarded by mu_
  bool rebuild_ = false;         // guarded by mu_
  bool stopped_ = false;         // guarded by mu_
  std::thread thread_;
  std::thread background_;
};

}  // namespace assay::runtime
