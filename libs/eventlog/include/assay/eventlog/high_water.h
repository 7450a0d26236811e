#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "assay/base/status.h"

namespace assay::eventlog {

// How many entries were acknowledged, in a file beside the log's folder: a lower bound, by which a
// log whose newest write-ahead log lost its end is found out although no checkpoint covers it yet.
//
// Raised after each commit and never synced. Crash state: a killed process leaves the last mark; a
// power cut leaves that or one of the seconds before, never one that the log had not reached.
class HighWater {
 public:
  // The file is made when it is not there. DataLoss when it is damaged.
  static Result<std::unique_ptr<HighWater>> Open(const std::string& path);
  ~HighWater();
  HighWater(const HighWater&) = delete;
  HighWater& operator=(const HighWater&) = delete;

  // The mark when the file was opened.
  uint64_t found() const { return found_; }
  // One thread at a time; one system call. What cannot be written is no failure of the log.
  void Raise(uint64_t entries);

 private:
  HighWater(int fd, uint64_t found) : fd_(fd), found_(found) {}

  // Constant after Open.
  int fd_;
  uint64_t found_;
};

}  // namespace assay::eventlog
