#include "metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

namespace assay::runtime {

struct ServiceMetrics::Families {
  explicit Families(const std::string& service)
      : labels{{"service", service}},
        answers(prometheus::BuildCounter()
                    .Name("assay_requests_total")
                    .Help("Requests answered, by result")
                    .Labels(labels)
                    .Register(registry)),
        gauges(prometheus::BuildGauge()
                   .Name("assay_position")
                   .Help("Positions reached: log, views, feeds, reactions; and commands waiting")
                   .Labels(labels)
                   .Register(registry)),
        batch_commands(
            prometheus::BuildHistogram()
                .Name("assay_batch_commands")
                .Help("Commands made durable by one synced write")
                .Labels(labels)
                .Register(registry)
                .Add({}, prometheus::Histogram::BucketBoundaries{1, 4, 16, 64, 256, 512})),
        commit_seconds(
            prometheus::BuildHistogram()
                .Name("assay_commit_seconds")
                .Help("Duration of synced writes")
                .Labels(labels)
                .Register(registry)
                .Add({}, prometheus::Histogram::BucketBoundaries{0.0005, 0.001, 0.002, 0.005, 0.01,
                                                                 0.02, 0.05, 0.1, 0.5})) {}

  prometheus::Registry registry;
  prometheus::Labels labels;
  prometheus::Family<prometheus::Counter>& answers;
  prometheus::Family<prometheus::Gauge>& gauges;
  prometheus::Histogram& batch_commands;
  prometheus::Histogram& commit_seconds;
  std::mutex mu;
  std::map<std::string, prometheus::Counter*> by_result;  // guarded by mu
};

ServiceMetrics::ServiceMetrics(const std::string& service)
    : families_(std::make_unique<Families>(service)) {}
ServiceMetrics::~ServiceMetrics() = default;

void ServiceMetrics::Committed(size_t commands, double seconds) {
  families_->batch_commands.Observe(static_cast<double>(commands));
  families_->commit_seconds.Observe(seconds);
}

void ServiceMetrics::Answered(const std::string& result) {
  std::lock_guard lock(families_->mu);
  prometheus::Counter*& counter = families_->by_result[result];
  if (counter == nullptr) {
    counter = &families_->answers.Add({{"result", result}});
  }
  counter->Increment();
}

void ServiceMetrics::SetGauge(const std::string& name, const std::string& log, double value) {
  families_->gauges.Add({{"of", name}, {"log", log}}).Set(value);
}

std::string ServiceMetrics::Text() const {
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace assay::runtime
