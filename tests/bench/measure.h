#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "assay/base/status.h"

// What every benchmark needs: a clock, a middle value, and a way out.
namespace assay::bench {

// Seconds since it was made or restarted. One thread.
class Stopwatch {
 public:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }
  double Micros() const { return Seconds() * 1e6; }
  void Restart() { begin_ = std::chrono::steady_clock::now(); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// Pseudo-random numbers that cost nothing beside what is measured (SplitMix64). One thread.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next();
  // `count` bytes.
  std::string Bytes(size_t count);

 private:
  uint64_t state_;
};

// 0 of nothing.
double Median(std::vector<double> values);

// A benchmark that cannot measure says why and ends the process with 1.
void Must(const Status& status);
template <typename T>
T Must(Result<T> result) {
  Must(result.status());
  return std::move(result).value();
}

// One line of JSON on standard output; what a program has to say.
void Print(const boost::json::object& document);

}  // namespace assay::bench
