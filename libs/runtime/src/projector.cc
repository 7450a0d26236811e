#include "projector.h"

#include <cstdlib>

#include "assay/base/thread.h"
#include "assay/eventlog/read_ahead.h"
#include "assay/runtime/logger.h"

namespace assay::runtime {
namespace {

constexpr size_t kApplyEntries = 2'000;
constexpr size_t kApplyBytes = 4 << 20;

}  // namespace

Projector::Projector(std::string service, eventlog::EventLog* log, ServiceViews* views,
                     std::function<void()> moved)
    : service_(std::move(service)), log_(log), views_(views), moved_(std::move(moved)) {}

Projector::~Projector() {
  Stop();
}

void Projector::Start() {
  thread_ = StartThread("projector", [this] { Run(); });
  background_ = StartThread("rebuild", [this] { RunRebuild(); });
}

void Projector::Stop() {
  {
    std::lock_guard lock(mu_);
    stopped_ = true;
    changed_.notify_all();
  }
  for (std::thread* thread : {&thread_, &background_}) {
    if (thread->joinable()) {
      thread->join();
    }
  }
}

void Projector::NotifyOwnLog() {
  std::lock_guard lock(mu_);
  own_grew_ = true;
  changed_.notify_all();
}

void Projector::Offer(std::shared_ptr<const FeedBatch> batch, std::function<void()> done) {
  Push({std::move(batch), std::nullopt, std::move(done)});
}

void Projector::OfferTo(std::weak_ptr<projection::RecordView> building,
                        std::shared_ptr<const FeedBatch> batch, std::function<void()> done) {
  Push({std::move(batch), std::move(building), std::move(done)});
}

void Projector::Push(Offered offered) {
  std::lock_guard lock(mu_);
  offered_.push_back(std::move(offered));
  changed_.notify_all();
}

Status Projector::RebuildOwn() {
  ASSAY_RETURN_IF_ERROR(views_->host(service_)->BeginRebuild());
  std::lock_guard lock(mu_);
  rebuild_ = true;
  changed_.notify_all();
  return OkStatus();
}

void Projector::Run() {
  const Reader read = [this](uint64_t from) {
    return log_->Read(from, kApplyEntries, kApplyBytes);
  };
  std::unique_lock lock(mu_);
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || own_grew_ || !offered_.empty(); });
    if (stopped_) {
      return;
    }
    std::deque<Offered> offered;
    offered.swap(offered_);
    bool own_grew = std::exchange(own_grew_, false);
    lock.unlock();
    for (const Offered& one : offered) {
      ApplyOffered(one);
    }
    bool more = own_grew && ApplyOwnLog(views_->host(service_)->current().get(), read);
    moved_();
    lock.lock();
    own_grew_ = own_grew_ || more;
  }
}

bool Projector::ApplyOwnLog(projection::RecordView* view, const Reader& read) {
  uint64_t from = view->next();
  if (from >= log_->next() || view->parked()) {
    return false;
  }
  Result<std::vector<std::string>> entries = read(from);
  Check(entries.status(), service_);
  Check(view->Apply(from, *entries), service_);
  return view->next() < log_->next() && !view->parked();
}

void Projector::ApplyOffered(const Offered& offered) {
  projection::ViewHost* host = views_->host(offered.batch->source);
  auto view = offered.building ? host->building() : host->current();
  bool over = offered.building && view != offered.building->lock();
  if (view != nullptr && !over) {
    Check(view->Apply(offered.batch->first, offered.batch->entries), offered.batch->source);
  }
  EndRebuild(offered.batch->source);
  offered.done();
}

void Projector::EndRebuild(const std::string& log) {
  projection::ViewHost* host = views_->host(log);
  auto building = host->building();
  Result<projection::Rebuild> rebuild = host->EndRebuild();
  Check(rebuild.status(), log);
  if (*rebuild == projection::Rebuild::kTookOver) {
    Log(Level::kInfo, service_, "a rebuilt view took over", {{"log", log}});
    NotifyOwnLog();  // the old view may just have been given what the new one still lacks
  } else if (*rebuild == projection::Rebuild::kGivenUp) {
    projection::Parked parked = building->parked().value_or(projection::Parked());
    Log(Level::kError, service_, "a view cannot be rebuilt: the present one stays",
        {{"log", log}, {"position", std::to_string(parked.position)}, {"reason", parked.reason}});
  }
}

void Projector::RunRebuild() {
  eventlog::ReadAhead ahead(log_);
  const Reader read = [&ahead](uint64_t from) { return ahead.Read(from); };
  std::unique_lock lock(mu_);
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || rebuild_; });
    if (stopped_) {
      return;
    }
    lock.unlock();
    auto building = views_->host(service_)->building();
    bool more = building != nullptr && ApplyOwnLog(building.get(), read);
    if (!more) {
      EndRebuild(service_);
      moved_();
    }
    lock.lock();
    rebuild_ = views_->host(service_)->building() != nullptr;
  }
}

void Projector::Check(const Status& status, const std::string& log) {
  if (!status.ok()) {
    Log(Level::kError, service_, "stopping: a view cannot be written or its log cannot be read",
        {{"log", log}, {"reason", status.message()}});
    std::abort();
  }
}

}  // namespace assay::runtime
