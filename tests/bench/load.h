#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/measure.h"
#include "tests/bench/service_under_load.h"

namespace assay::bench {

// Commands that each make a record with kPayloadBytes of data, given over the bus.
class Load {
 public:
  explicit Load(ServiceUnderLoad* service);
  ~Load();

  struct Outcome {
    double per_second = 0;       // accepted: decided, hashed into the tree and synced
    std::vector<double> micros;  // of each, as its asker sees it
    std::string refused;         // the last problem; empty: all were accepted
    size_t header_bytes = 0;     // of a request's header, and
    size_t body_bytes = 0;       // of its body: kPayloadBytes
  };
  // Keeps `in_flight` commands outstanding for `seconds` and waits for the last answer.
  Outcome Run(int in_flight, double seconds);

 private:
  void Send();
  void Answered(double micros, const std::string& problem);

  ServiceUnderLoad* service_;
  // Owned by the loop thread.
  std::unique_ptr<bus::Client> client_;
  Random random_{3};
  double seconds_ = 0;
  int outstanding_ = 0;
  Stopwatch watch_;
  Outcome outcome_;
  std::promise<void>* finished_ = nullptr;
};

}  // namespace assay::bench
