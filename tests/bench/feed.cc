#include <future>

#include "tests/bench/measure.h"
#include "tests/bench/views.h"

namespace assay::bench {
namespace {

// Counts what it is told and asks for more at once. Loop thread.
class Counter final : public bus::SubscriptionHandler {
 public:
  explicit Counter(std::promise<uint64_t>* finished) : finished_(finished) {}

  void Follow(std::unique_ptr<bus::Subscription> subscription) {
    subscription_ = std::move(subscription);
  }
  void Leave() { subscription_.reset(); }

  void OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) override {
    subscription_->Grant(static_cast<uint32_t>(entries.size()));
    if (first + entries.size() == next && !done_) {
      done_ = true;
      finished_->set_value(next);
    }
  }
  void OnFork(const bus::v1::Hello& hello) override { Must(Internal(hello.problem().detail())); }
  void OnPresence(bool, const bus::v1::Hello&) override {}

 private:
  std::promise<uint64_t>* finished_;
  std::unique_ptr<bus::Subscription> subscription_;
  bool done_ = false;
};

}  // namespace

double FeedRate(ServiceUnderLoad* service) {
  std::promise<uint64_t> finished;
  Counter counter(&finished);
  Stopwatch watch;
  service->OnLoop([&] {
    bus::SubscriptionOptions options;
    options.endpoint = service->endpoint();
    options.log = "actions";
    counter.Follow(Must(bus::Subscription::Start(service->loop(), options, &counter)));
  });
  uint64_t entries = finished.get_future().get();
  double seconds = watch.Seconds();
  service->OnLoop([&] { counter.Leave(); });
  return static_cast<double>(entries) / seconds;
}

}  // namespace assay::bench
