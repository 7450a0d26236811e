#include "tests/bench/measure.h"

#include <algorithm>
#include <boost/json/serialize.hpp>

namespace assay::bench {

uint64_t Random::Next() {
  uint64_t mixed = (state_ += 0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

std::string Random::Bytes(size_t count) {
  std::string bytes;
  bytes.reserve(count + sizeof(uint64_t));
  while (bytes.size() < count) {
    uint64_t next = Next();
    bytes.append(reinterpret_cast<const char*>(&next), sizeof(next));
  }
  bytes.resize(count);
  return bytes;
}

double Median(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void Must(const Status& status) {
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", status.message().c_str());
    std::exit(1);
  }
}

void Print(const boost::json::object& document) {
  std::printf("%s\n", boost::json::serialize(document).c_str());
  std::fflush(stdout);
}

}  // namespace assay::bench
