#include "services/gateway/change_feed.h"

#include "assay/bus/v1/queries.pb.h"
#include "assay/runtime/logger.h"

namespace assay::gateway {
namespace {

constexpr uint32_t kHealthTimeoutMs = 5'000;
constexpr int64_t kAskAgainMs = 2'000;

}  // namespace

class ChangeFeed::Follower final : public bus::SubscriptionHandler {
 public:
  Follower(ChangeFeed* feed, std::string service) : feed_(feed), service_(std::move(service)) {}

  Status Start(const bus::Endpoint& endpoint, uint64_t from) {
    bus::SubscriptionOptions options;
    options.endpoint = endpoint;
    options.log = service_;
    options.from = from;
    ASSAY_ASSIGN_OR_RETURN(subscription_,
                           bus::Subscription::Start(feed_->loop_, std::move(options), this));
    return OkStatus();
  }
  void OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t /*next*/) override {
    for (size_t i = 0; i < entries.size(); ++i) {
      feed_->log_.Add(service_, first + i, entries[i]);
    }
    subscription_->Grant(static_cast<uint32_t>(entries.size()));
  }
  void OnFork(const bus::v1::Hello& hello) override {
    runtime::Log(runtime::Level::kWarning, "gateway", "a log is another one than before",
                 {{"log", service_}, {"why", hello.problem().detail()}});
    feed_->AskLater(service_);
  }
  void OnPresence(bool /*present*/, const bus::v1::Hello& /*hello*/) override {}

 private:
  ChangeFeed* const feed_;
  const std::string service_;
  std::unique_ptr<bus::Subscription> subscription_;
};

ChangeFeed::ChangeFeed(bus::Loop* loop, std::map<std::string, Source> sources)
    : loop_(loop), sources_(std::move(sources)), log_(&catalog_) {
  for (const auto& [service, source] : sources_) {
    Ask(service);
  }
}

ChangeFeed::~ChangeFeed() = default;

void ChangeFeed::AddReader(ChangeReader reader) {
  auto shared = std::make_shared<ChangeReader>(std::move(reader));
  Status posted = loop_->Post([this, shared] { log_.AddReader(std::move(*shared)); });
  (void)posted;  // a stopped loop tells nobody anything: the stream ends here
}

void ChangeFeed::Ask(const std::string& service) {
  bus::v1::Request request;
  request.set_method(bus::v1::AskHealth::descriptor()->full_name());
  request.set_timeout_ms(kHealthTimeoutMs);
  sources_.at(service).client->Call(
      std::move(request), "", [this, service](const Result<bus::Answer>& answer) {
        bus::v1::Health health;
        bool known = answer.ok() && !answer->header.has_problem() &&
                     health.ParseFromString(answer->body) && health.next() > 0;
        if (!known || !Follow(service, health.epoch(), health.next()).ok()) {
          AskLater(service);
        }
      });
}

void ChangeFeed::AskLater(const std::string& service) {
  loop_->After(kAskAgainMs, [this, service, alive = std::weak_ptr<bool>(alive_)] {
    if (!alive.expired()) {
      Ask(service);
    }
  });
}

Status ChangeFeed::Follow(const std::string& service, uint32_t epoch, uint64_t next) {
  uint64_t first = next > ChangeLog::kKept ? next - ChangeLog::kKept : 0;
  followers_.erase(service);
  log_.Begin(service, epoch, first, next - 1);
  auto follower = std::make_unique<Follower>(this, service);
  ASSAY_RETURN_IF_ERROR(follower->Start(sources_.at(service).endpoint, first));
  followers_[service] = std::move(follower);
  return OkStatus();
}

}  // namespace assay::gateway
