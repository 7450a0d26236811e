#include "follower.h"

#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/runtime/logger.h"

namespace assay::runtime {

Follower::Follower(bus::Loop* loop, Options options, Projector* projector, CommandQueue* queue)
    : loop_(loop), options_(std::move(options)), projector_(projector), queue_(queue) {
  genesis_ = options_.known;
}

Result<std::unique_ptr<Follower>> Follower::Start(bus::Loop* loop, Options options,
                                                  Projector* projector, CommandQueue* queue) {
  bus::SubscriptionOptions subscription;
  subscription.endpoint = options.endpoint;
  subscription.log = options.source;
  subscription.from = options.from;
  subscription.known_log_id = options.known.log_id();
  subscription.known_epoch = options.known.epoch();
  subscription.known_leaf = options.from == options.known_next ? options.known_leaf : "";
  std::unique_ptr<Follower> follower(new Follower(loop, std::move(options), projector, queue));
  ASSAY_ASSIGN_OR_RETURN(follower->subscription_,
                         bus::Subscription::Start(loop, std::move(subscription), follower.get()));
  return follower;
}

bool Follower::AreKnown(uint64_t first, const std::vector<std::string>& entries) const {
  uint64_t last = options_.known_next - 1;
  bool here = options_.known_next > 0 && first <= last && last - first < entries.size();
  return !here || options_.known_leaf.empty() ||
         Sha256(entries[last - first]) == options_.known_leaf;
}

void Follower::OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) {
  if (forked_ || !AreKnown(first, entries)) {
    if (!forked_) {
      bus::v1::Hello hello;
      hello.set_log_id(genesis_.log_id());
      OnFork(hello);
    }
    return;  // nothing is granted: no more will come
  }
  owner_next_ = next;
  heard_us_ = SystemClock().NowMicros();
  auto batch = std::make_shared<FeedBatch>();
  batch->source = options_.source;
  batch->genesis = genesis_;
  batch->first = first;
  batch->entries = std::move(entries);
  batch->owner_next = next;

  uint32_t count = static_cast<uint32_t>(batch->entries.size());
  // Called on another thread, when this follower may be gone.
  std::function<void()> granted = [this, loop = loop_, alive = std::weak_ptr<bool>(alive_), count] {
    Status posted = loop->Post([this, alive, count] {
      if (!alive.expired()) {
        subscription_->Grant(count);
      }
    });
    (void)posted;  // a stopped loop grants nothing
  };
  // The view first: what a reaction reads of other services includes its cause. Both must have
  // applied it before the owner may send more.
  std::function<void()> viewed = granted;
  if (options_.reacts) {
    viewed = [queue = queue_, batch, granted] { queue->PushFeed({batch, granted}); };
  }
  if (options_.building) {
    projector_->OfferTo(*options_.building, batch, viewed);
  } else {
    projector_->Offer(batch, viewed);
  }
}

void Follower::OnFork(const bus::v1::Hello& hello) {
  forked_ = true;
  Log(Level::kError, options_.service,
      "a followed log is not the one known so far: not followed any more",
      {{"log", options_.source},
       {"known", genesis_.log_id()},
       {"shown", hello.log_id()},
       {"what to do",
        "find out which history is true; then delete the view's folder to follow the new one"}});
}

void Follower::OnPresence(bool present, const bus::v1::Hello& hello) {
  present_ = present;
  if (present) {
    genesis_.set_log_id(hello.log_id());
    genesis_.set_epoch(hello.epoch());
    owner_next_ = hello.next();
    heard_us_ = SystemClock().NowMicros();
  }
  Log(Level::kInfo, options_.service, present ? "follows a log" : "a followed log's owner is away",
      {{"log", options_.source}});
}

bus::v1::FeedHealth Follower::health() const {
  bus::v1::FeedHealth health;
  health.set_log(options_.source);
  health.set_present(present_);
  health.set_next(subscription_->next());
  health.set_behind(owner_next_ > subscription_->next() ? owner_next_ - subscription_->next() : 0);
  health.set_forked(forked_);
  health.set_last_heard(heard_us_ == 0 ? "" : FormatInstant(heard_us_));
  return health;
}

}  // namespace assay::runtime
