#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "assay/storage/store.h"
#include "tests/bench/measure.h"

// What the machine can do without Assay: the limits that Assay is held against.
namespace assay::bench {

// The rows that one command leaves, as they stand in a log: key and value of its entry, of its
// stream index and of its command id. Nothing of the tree.
struct CommandRows {
  std::string entry;  // stored bytes and checksum
  std::string stream_key;
  std::string stream_value;
  std::string command_key;
};

// Up to `commands` of them, from the log in `folder`, which nobody has open.
std::vector<CommandRows> ReadCommandRows(const std::string& folder, size_t commands);

// The same rows under new keys, written by one thread through libs/storage, so with the log's own
// RocksDB options, one synced batch after another.
class RawWriter {
 public:
  RawWriter(const std::string& folder, std::vector<CommandRows> rows);

  // Commands per second.
  double Run(int batch_commands, double seconds);

 private:
  void AddCommand(storage::WriteBatch* batch);

  std::unique_ptr<storage::Store> store_;
  std::vector<CommandRows> rows_;
  Random random_{1};
  uint64_t position_ = 0;
};

// A file that grows by synced appends of `bytes`, in space set aside, as a write-ahead log does.
class SyncedFile {
 public:
  SyncedFile(const std::string& folder, size_t bytes);
  ~SyncedFile();
  SyncedFile(const SyncedFile&) = delete;
  SyncedFile& operator=(const SyncedFile&) = delete;

  // Microseconds of each append and its fdatasync.
  std::vector<double> AppendMicros(double seconds);

 private:
  int file_;
  std::string record_;
};

// Microseconds of each round trip of a request (a header and a body frame) and its reply between
// two threads, ZeroMQ DEALER to ROUTER over ipc, both waiting in zmq_poll as the bus does.
std::vector<double> RoundTripMicros(const std::string& folder, size_t header_bytes,
                                    size_t body_bytes, size_t reply_bytes, double seconds);

// Reads every entry row of the log in `folder`, which nobody has open, once; rows per second.
double ScanRate(const std::string& folder);

}  // namespace assay::bench
