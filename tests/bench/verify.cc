#include "assay/eventlog/verify.h"

#include "assay/base/hash.h"
#include "libs/eventlog/src/layout.h"
#include "tests/bench/log_benches.h"
#include "tests/bench/sample.h"

namespace assay::bench {
namespace {

struct Rounds {
  std::vector<double> verify;         // seconds each
  std::vector<double> hash;           // of entries in memory
  std::vector<double> read_and_hash;  // of entries in RocksDB
};

std::vector<std::string> ReadAll(const eventlog::EventLog& log) {
  std::vector<std::string> entries;
  while (entries.size() < log.next()) {
    for (std::string& entry : Must(log.Read(entries.size(), 10'000, 16 << 20))) {
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

double HashSeconds(const std::vector<std::string>& entries) {
  Stopwatch watch;
  Sha256Stream hash;
  uint8_t all = 0;
  for (const std::string& entry : entries) {
    all ^= hash.Add(entry).Finish()[0];
  }
  volatile uint8_t used = all;
  static_cast<void>(used);
  return watch.Seconds();
}

double ReadAndHashSeconds(const storage::Store& store) {
  Stopwatch watch;
  Sha256Stream hash;
  uint8_t all = 0;
  auto rows = store.NewIterator(eventlog::layout::kLog, "", "");
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    all ^= hash.Add(rows->value()).Finish()[0];
  }
  volatile uint8_t used = all;
  static_cast<void>(used);
  Must(rows->status());
  return watch.Seconds();
}

double VerifySeconds(const eventlog::EventLog& log) {
  Stopwatch watch;
  auto verified = Must(eventlog::Verify(log, [](uint64_t, uint64_t) { return true; }));
  Must(verified.entries == log.next() ? OkStatus() : Internal("not every entry was verified"));
  return watch.Seconds();
}

}  // namespace

boost::json::object MeasureVerify(const std::string& folder, uint64_t entries, int rounds) {
  SampleLog(folder + "/log").Append(entries);
  Rounds measured;
  uint64_t bytes = 0;
  for (int i = 0; i < rounds; ++i) {
    {
      SampleLog sample(folder + "/log");
      measured.verify.push_back(VerifySeconds(sample.log()));
      std::vector<std::string> stored = ReadAll(sample.log());
      measured.hash.push_back(HashSeconds(stored));
      bytes = 0;
      for (const std::string& entry : stored) {
        bytes += entry.size();
      }
    }
    measured.read_and_hash.push_back(ReadAndHashSeconds(*OpenLogStore(folder + "/log")));
  }
  auto count = static_cast<double>(entries);
  return {{"entries", entries},
          {"bytes", bytes},
          {"verified_per_second", count / Median(measured.verify)},
          {"hashed_per_second", count / Median(measured.hash)},
          {"read_and_hashed_per_second", count / Median(measured.read_and_hash)}};
}

}  // namespace assay::bench
