#include "assay/runtime/service_host.h"

#include <atomic>
#include <thread>

#include "assay/base/thread.h"
#include "assay/runtime/logger.h"
#include "intake.h"
#include "log_feed.h"
#include "parts.h"

namespace assay::runtime {
namespace {

constexpr size_t kPoolThreads = 2;
constexpr int64_t kTickMs = 200;       // how often waiters' deadlines are looked at
constexpr int64_t kTimersMs = 30'000;  // how often timers are looked at

class Host final : public ServiceHost {
 public:
  explicit Host(HostOptions options) {
    parts_.service = options.module->service();
    parts_.options = std::move(options);
  }
  ~Host() override { Stop(); }

  Status StartAll() {
    ASSAY_RETURN_IF_ERROR(OpenStores());
    ASSAY_RETURN_IF_ERROR(OpenWritePath());
    ASSAY_RETURN_IF_ERROR(OpenSockets());
    parts_.writer->Start();
    parts_.projector->Start();
    parts_.loop->After(kTickMs, [this] { Tick(); });
    parts_.loop->After(kTickMs, [this] { TimersTick(); });
    parts_.loop->After(Signing::kEveryMs, [this] { SigningTick(); });
    parts_.loop->After(0, [this] { intake_->RebuildOutdated(); });
    started_ = true;
    loop_thread_ = StartThread("loop", [this] { parts_.loop->Run(); });
    Log(Level::kInfo, parts_.service, "started",
        {{"address", parts_.server->address()},
         {"log", parts_.log->genesis().log_id()},
         {"next", std::to_string(parts_.log->next())},
         {"rules", parts_.options.rules->Describe()},
         {"clock", parts_.log->simulated() ? "simulated" : "real"}});
    return OkStatus();
  }

  void Stop() override {
    if (!started_) {
      return;
    }
    started_ = false;
    parts_.chores->Stop();
    // What was accepted is finished and answered before the loop ends.
    parts_.queue.Close();
    parts_.writer->Join();
    parts_.pool->Stop();
    parts_.signing->Sign();
    parts_.projector->Stop();
    parts_.loop->Stop();
    loop_thread_.join();
    parts_.rebuilders.clear();
    parts_.followers.clear();
    parts_.clients.clear();
    parts_.server.reset();
    Log(Level::kInfo, parts_.service, "stopped", {{"next", std::to_string(parts_.log->next())}});
  }

  std::string address() const override { return parts_.server->address(); }

 private:
  Status OpenStores() {
    const Config& config = parts_.options.config;
    std::string folder = config.Folder(parts_.service);
    Result<std::unique_ptr<storage::Store>> store = storage::OpenRocksStore(
        {.folder = folder + "/log", .columns = eventlog::EventLog::Columns()});
    if (!store.ok()) {
      return store.status().In("the log of " + parts_.service);
    }
    std::string origin = config.LogOrigin(parts_.service);
    ASSAY_ASSIGN_OR_RETURN(
        parts_.notary,
        eventlog::Notary::Open({.key_path = LogKeyPath(config, parts_.service),
                                .checkpoint_path = config.CheckpointPath(parts_.service),
                                .origin = origin}));
    eventlog::OpenOptions open;
    open.genesis.set_origin(origin);
    open.checkpoint = parts_.notary->last();
    open.checkpoint_required = true;
    ASSAY_ASSIGN_OR_RETURN(parts_.high_water, eventlog::HighWater::Open(folder + "/acknowledged"));
    open.high_water = parts_.high_water.get();
    open.genesis.set_clock(config.simulated_clock ? log::v1::LogOpened::SIMULATED
                                                  : log::v1::LogOpened::REAL);
    open.genesis.set_node(config.node);
    open.genesis.set_service(parts_.service);
    open.clock = parts_.options.clock;
    open.free_bytes_reserve = config.free_bytes_reserve;
    ASSAY_ASSIGN_OR_RETURN(open.simulated_start_us, ParseInstant(config.simulated_start));
    parts_.log_store = store->get();
    auto log = eventlog::EventLog::Open(std::move(store).value(), open);
    if (!log.ok()) {
      return log.status().In("the log in " + folder + "/log");
    }
    parts_.log = std::move(log).value();
    if (parts_.log->genesis().origin() != parts_.notary->origin()) {
      return DataLoss("the log in " + folder + "/log is " + parts_.log->genesis().origin() +
                      ", its key is of " + parts_.notary->origin() +
                      ": both come from one restore");
    }
    ASSAY_RETURN_IF_ERROR(parts_.notary->Sign(parts_.log->Tree()));
    parts_.signing =
        std::make_unique<Signing>(parts_.service, parts_.log.get(), parts_.notary.get());
    ASSAY_ASSIGN_OR_RETURN(parts_.views, ServiceViews::Open(config, *parts_.options.module,
                                                            parts_.options.catalog.get()));
    ASSAY_ASSIGN_OR_RETURN(parts_.quarantine, Quarantine::Open(folder + "/crashed-commands"));
    parts_.chores = std::make_unique<Chores>(parts_.service, folder, parts_.options.clock);
    return OkStatus();
  }

  Status OpenWritePath() {
    std::string folder = parts_.options.config.Folder(parts_.service);
    parts_.reacts_to = parts_.options.module->ReactsTo();
    aggregate::ProcessorOptions processor;
    processor.log = parts_.log.get();
    processor.module = parts_.options.module.get();
    processor.catalog = parts_.options.catalog.get();
    processor.rules = parts_.options.rules;
    processor.facts = parts_.views.get();
    processor.sealer = parts_.options.vault.get();
    ASSAY_ASSIGN_OR_RETURN(processor.fingerprint_key,
                           LoadOrMakeSecret(folder + "/fingerprint.key"));
    parts_.processor = std::make_unique<aggregate::Processor>(processor);
    parts_.metrics = std::make_unique<ServiceMetrics>(parts_.service);
    parts_.pool = std::make_unique<Pool>(kPoolThreads);
    ASSAY_ASSIGN_OR_RETURN(parts_.loop, bus::Loop::Create(parts_.options.context));
    parts_.projector = std::make_unique<Projector>(parts_.service, parts_.log.get(),
                                                   parts_.views.get(), [this] { Moved(); });
    parts_.writer = std::make_unique<Writer>(parts_.service, parts_.processor.get(), &parts_.queue,
                                             parts_.quarantine.get(), parts_.metrics.get(),
                                             &parts_.progress, [this] { Committed(); });
    return OkStatus();
  }

  Status OpenSockets() {
    const Config& config = parts_.options.config;
    intake_ = std::make_unique<Intake>(&parts_);
    ASSAY_ASSIGN_OR_RETURN(bus::Endpoint endpoint, ServerEndpoint(config, parts_.service));
    bus::ServerOptions server{.endpoint = endpoint,
                              .read_executor = [this](std::function<void()> work) {
                                return parts_.pool->Run(std::move(work));
                              }};
    ASSAY_ASSIGN_OR_RETURN(
        parts_.server,
        bus::Server::Bind(parts_.loop.get(), server, [this](auto request, auto respond) {
          intake_->Take(std::move(request), std::move(respond));
        }));
    parts_.feed = std::make_unique<LogFeed>(parts_.log.get());
    parts_.server->ServeFeed(parts_.service, parts_.feed.get());
    for (const auto& [source, host] : parts_.views->hosts()) {
      if (source != parts_.service) {
        ASSAY_RETURN_IF_ERROR(Follow(source, *host->current()));
      }
    }
    return OkStatus();
  }

  Status Follow(const std::string& source, const projection::RecordView& view) {
    Follower::Options options;
    options.service = parts_.service;
    options.source = source;
    options.reacts = parts_.reacts_to.contains(source);
    options.from = view.next();
    options.known = view.genesis();
    if (options.reacts && !options.known.log_id().empty()) {
      ASSAY_ASSIGN_OR_RETURN(uint64_t reacted,
                             parts_.processor->ReactedUpTo(options.known.log_id()));
      options.from = std::min(options.from, reacted);
      parts_.progress.Set(source, reacted);
    }
    options.known_next = view.next();
    options.known_leaf = view.last_leaf();
    ASSAY_ASSIGN_OR_RETURN(options.endpoint,
                           ClientEndpoint(parts_.options.config, parts_.service, source));
    ASSAY_ASSIGN_OR_RETURN(parts_.followers[source],
                           Follower::Start(parts_.loop.get(), std::move(options),
                                           parts_.projector.get(), &parts_.queue));
    return OkStatus();
  }

  // Writer thread, after a commit.
  void Committed() {
    parts_.server->NotifyHead(parts_.service);
    parts_.projector->NotifyOwnLog();
    Moved();
  }

  // Any thread: something that requests may wait for has moved. Merged: one look for many moves.
  void Moved() {
    if (moved_.exchange(true)) {
      return;
    }
    Status posted = parts_.loop->Post([this] {
      moved_ = false;
      intake_->Moved();
    });
    (void)posted;  // a stopped loop has nobody waiting
  }

  void Tick() {
    intake_->Moved();
    for (auto at = parts_.rebuilders.begin(); at != parts_.rebuilders.end();) {
      bool building = parts_.views->host(at->first)->building() != nullptr;
      at = building ? std::next(at) : parts_.rebuilders.erase(at);
    }
    parts_.metrics->SetGauge("log", parts_.service, static_cast<double>(parts_.log->next()));
    parts_.metrics->SetGauge("waiting", parts_.service,
                             static_cast<double>(parts_.queue.waiting()));
    for (const auto& [log, host] : parts_.views->hosts()) {
      parts_.metrics->SetGauge("view", log, static_cast<double>(host->current()->next()));
    }
    parts_.loop->After(kTickMs, [this] { Tick(); });
  }

  void TimersTick() {
    if (!parts_.options.module->timers().empty()) {
      RunTimers(&parts_, [](uint32_t /*given*/) {});
      parts_.loop->After(kTimersMs, [this] { TimersTick(); });
    }
  }

  void SigningTick() {
    // A pool that is full signs a second later.
    (void)parts_.pool->Run([this] { parts_.signing->Sign(); });
    parts_.loop->After(Signing::kEveryMs, [this] { SigningTick(); });
  }

  Parts parts_;
  std::unique_ptr<Intake> intake_;
  std::thread loop_thread_;
  std::atomic<bool> moved_{false};
  bool started_ = false;
};

}  // namespace

Result<std::unique_ptr<ServiceHost>> ServiceHost::Start(HostOptions options) {
  auto host = std::make_unique<Host>(std::move(options));
  ASSAY_RETURN_IF_ERROR(host->StartAll());
  return std::unique_ptr<ServiceHost>(std::move(host));
}

}  // namespace assay::runtime
