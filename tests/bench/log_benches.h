#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

// What bench_log measures: the log alone, without bus or service. Each takes an empty folder.
namespace assay::bench {

// What the tree and its checkpoints cost an append of kBatchEntries entries, in seconds for a batch
// with and without them, and the rate without them that is left. `batches` of each kind.
boost::json::object MeasureProofCost(const std::string& folder, uint64_t batches);

// Full verification of a log of `entries` beside SHA-256 of each of its entries, once held in
// memory and once read from RocksDB; entries per second.
boost::json::object MeasureVerify(const std::string& folder, uint64_t entries, int rounds);

// Time of an append, a point read, an inclusion proof and an open at each of `sizes`, which rise;
// the memory used at most and the bytes on disk for an entry.
boost::json::object MeasureGrowth(const std::string& folder, const std::vector<uint64_t>& sizes);

}  // namespace assay::bench
