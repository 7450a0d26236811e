#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace assay::runtime {

// One service's Prometheus metrics. Any thread.
class ServiceMetrics {
 public:
  explicit ServiceMetrics(const std::string& service);
  ~ServiceMetrics();
  ServiceMetrics(const ServiceMetrics&) = delete;
  ServiceMetrics& operator=(const ServiceMetrics&) = delete;

  // A batch of `commands` became durable in `seconds`.
  void Committed(size_t commands, double seconds);
  // A request was answered: "accepted", "repeated" or the problem's code.
  void Answered(const std::string& result);
  void SetGauge(const std::string& name, const std::string& log, double value);
  // The exposition format.
  std::string Text() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace assay::runtime
