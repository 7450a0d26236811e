#pragma once

#include <functional>
#include <string>
#include <thread>

#include "assay/aggregate/processor.h"
#include "command_queue.h"
#include "metrics.h"
#include "progress.h"
#include "quarantine.h"

namespace assay::runtime {

// The writer thread: takes what waits, decides it, commits it with one synced write, then tells
// whoever asked. The only thread that touches the processor and the log's writing half.
//
// A failed commit, or damage met while deciding, stops the process: the outcome is unknown and the
// next start shows it. A followed log's entry that cannot be read, that stopped the process twice,
// or that the log takes no reactions to now, parks the reactions to that log; everything else goes
// on.
class Writer {
 public:
  // `committed` is called on the writer thread after each commit.
  Writer(std::string service, aggregate::Processor* processor, CommandQueue* queue,
         Quarantine* quarantine, ServiceMetrics* metrics, Progress* progress,
         std::function<void()> committed);
  ~Writer();
  void Start();
  // Finishes what is in the queue. REQUIRES: the queue is closed.
  void Join();

 private:
  struct Decided;
  void Run();
  void Decide(std::vector<WaitingCommand>* commands, std::vector<Decided>* decided);
  void React(const WaitingFeed& feed);
  void Park(const std::string& source, uint64_t position, const Status& status);
  void Finish(const WaitingFeed& feed);
  void Commit(std::vector<Decided>* decided);
  [[noreturn]] void Fail(const Status& status);

  // Constant after construction.
  std::string service_;
  aggregate::Processor* processor_;
  CommandQueue* queue_;
  Quarantine* quarantine_;
  ServiceMetrics* metrics_;
  Progress* progress_;
  std::function<void()> committed_;
  std::thread thread_;
};

}  // namespace assay::runtime
