#include <boost/json/array.hpp>
#include <filesystem>
#include <fstream>

#include "assay/merkle/proof.h"
#include "tests/bench/log_benches.h"
#include "tests/bench/sample.h"

namespace assay::bench {
namespace {

constexpr uint64_t kAppends = uint64_t{kBatchEntries} * 40;
constexpr int kReads = 5'000;
constexpr int kProofs = 2'000;

// The process's memory at its highest, in bytes.
uint64_t PeakMemory() {
  std::ifstream status("/proc/self/status");
  std::string word;
  uint64_t kilobytes = 0;
  while (status >> word) {
    if (word == "VmHWM:") {
      status >> kilobytes;
    }
  }
  return kilobytes * 1024;
}

uint64_t BytesOnDisk(const std::string& folder) {
  uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    // A log file is as long as what was written to it; RocksDB sets more space aside.
    bytes += file.is_regular_file() ? file.file_size() : 0;
  }
  return bytes;
}

std::vector<double> ReadMicros(const eventlog::EventLog& log, Random* random) {
  std::vector<double> micros;
  for (int i = 0; i < kReads; ++i) {
    uint64_t position = random->Next() % log.next();
    Stopwatch watch;
    Must(log.Read(position, 1, 1 << 20));
    micros.push_back(watch.Micros());
  }
  return micros;
}

std::vector<double> ProofMicros(const eventlog::EventLog& log, Random* random) {
  std::vector<double> micros;
  uint64_t size = log.Tree().size;
  for (int i = 0; i < kProofs; ++i) {
    uint64_t position = random->Next() % size;
    Stopwatch watch;
    Must(merkle::InclusionProof(position, size, log.Nodes()));
    micros.push_back(watch.Micros());
  }
  return micros;
}

// What the log in `folder` does at its present size.
boost::json::object MeasureHere(const std::string& folder) {
  boost::json::object point;
  uint64_t bytes = BytesOnDisk(folder);
  Random random(7);
  Stopwatch open;
  SampleLog sample(folder);
  point["open_seconds"] = open.Seconds();
  uint64_t entries = sample.log().next();
  point["entries"] = entries;
  point["bytes_per_entry"] = static_cast<double>(bytes) / static_cast<double>(entries);
  ReadMicros(sample.log(), &random);  // warms the caches at every size alike
  point["read_micros"] = Median(ReadMicros(sample.log(), &random));
  point["proof_micros"] = Median(ProofMicros(sample.log(), &random));
  point["append_micros"] = sample.Append(kAppends) * 1e6 / static_cast<double>(kAppends);
  point["memory_bytes"] = PeakMemory();
  return point;
}

}  // namespace

boost::json::object MeasureGrowth(const std::string& folder, const std::vector<uint64_t>& sizes) {
  boost::json::array points;
  std::string log = folder + "/log";
  for (uint64_t size : sizes) {
    {
      SampleLog sample(log);
      uint64_t there = sample.log().next();
      sample.Append(size > there ? size - there : 0);
    }
    points.push_back(MeasureHere(log));
  }
  return {{"points", points}};
}

}  // namespace assay::bench
