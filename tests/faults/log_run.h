#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "assay/base/clock.h"
#include "assay/eventlog/event_log.h"
#include "assay/eventlog/notary.h"
#include "tests/faults/simulated_disk.h"
#include "tests/support/temp_folder.h"

namespace assay::testing {

// What a run does to its log: `batches` commits of `entries` entries of `entry_bytes` of data, a
// checkpoint after every few, and perhaps a clean stop and start in between.
struct Script {
  std::string name;
  int batches = 10;
  int entries = 5;
  size_t entry_bytes = 100;
  size_t write_buffer_bytes = 32 << 20;  // of a column, before it is written to a file
  int sign_every = 4;
  int restart_every = 0;  // 0: never
  uint64_t stride = 12;   // a sample of the places to fail takes one in about half as many
};

inline void PrintTo(const Script& script, std::ostream* out) {
  *out << script.name;
}

enum class Ending {
  kWhole,    // opens, holds everything that was acknowledged, is proved, takes entries
  kRefused,  // DataLoss
  kWrong,    // anything else
};

struct Finding {
  Ending ending = Ending::kWrong;
  std::string message;
  bool opened = false;
  bool verified = false;  // Verify was ok
  uint64_t entries = 0;   // that the log holds
};

// One life of a log on a simulated disk, or on a real folder when there is none: as a service
// would, it opens, appends, signs, and stops at the first failure, remembering what it was told is
// safe. One thread.
class LogRun {
 public:
  explicit LogRun(SimulatedDisk* disk);

  // Ok when all of the script was done. Checkpoints start anew; the key stays.
  Status Live(const Script& script);
  // Opens what is there now and compares it with what was acknowledged.
  Finding Examine();
  // The same, and the log takes entries again.
  Finding Check();

  // The last open, by Live or Examine, held until the next one; null when it failed.
  eventlog::EventLog* log() const { return log_.get(); }
  Status Open();
  void Close();
  // As Close, but leaves the store as it is, as a killed process does: its disk has to stay.
  void Abandon();
  // The disk that is found after a crash. REQUIRES: closed.
  void set_disk(SimulatedDisk* disk) { disk_ = disk; }
  // One commit of the script's entries.
  Status Append(const Script& script);
  Status Sign();
  // Compares all that an open log says with what was acknowledged; also reads by command, stream
  // and index. Conflict for a wrong answer, else what the log reports.
  Status Compare() const;
  void set_free_bytes_reserve(uint64_t bytes) { free_bytes_reserve_ = bytes; }

  const std::vector<std::string>& acknowledged() const { return acknowledged_; }
  std::string log_folder() const { return disk_ ? "/log" : folder_.Sub("log"); }
  std::string checkpoint_path() const { return folder_.Sub("checkpoint"); }
  std::string high_water_path() const { return folder_.Sub("acknowledged"); }
  std::string key_path() const { return folder_.Sub("key"); }
  const std::string& folder() const { return folder_.path(); }
  // The size that the last checkpoint names; 0: none.
  uint64_t signed_size() const { return signed_size_; }
  // Appended by the commit whose outcome is unknown; 0: there is none.
  uint64_t in_doubt() const { return in_doubt_; }

 private:
  void Remember();
  Status CompareEntries() const;
  Status CompareLookups() const;

  SimulatedDisk* disk_;
  TempFolder folder_;
  ManualClock clock_{1'700'000'000'000'000};
  size_t write_buffer_bytes_ = 32 << 20;
  uint64_t free_bytes_reserve_ = 0;
  std::unique_ptr<eventlog::Notary> notary_;
  std::unique_ptr<eventlog::HighWater> high_water_;
  std::unique_ptr<eventlog::EventLog> log_;
  std::vector<std::string> acknowledged_;  // stored bytes, by position
  uint64_t in_doubt_ = 0;
  uint64_t signed_size_ = 0;
};

}  // namespace assay::testing
