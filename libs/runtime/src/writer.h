#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "assay/aggregate/processor.h"
#include "command_queue.h"
#include "metrics.h"
#include "progress.h"
#include "quarantine.h"

namespace assay::runtime {

// The writer thread takes what waits and decides it; the commit thread makes it durable with one
// synced write and then tells whoever asked, while the writer decides the next batch. Answers leave
// in the order of deciding, so none rests on what is not durable. When nothing else waits, the
// writer does both: a lone command pays for no hand-over.
//
// A failed commit, or damage met while deciding, stops the process: the outcome is unknown and the
// next start shows it. A followed log's entry that cannot be read, or that stopped the process
// twice, parks the reactions to that log until the next start; one that the log takes no reactions
// to now (a full disk, a clock that jumped) is tried again. A command that stopped the process
// twice is refused, whoever gives it. Everything else goes on.
class Writer {
 public:
  // `committed` is called after each commit, on the thread that made it.
  Writer(std::string service, aggregate::Processor* processor, CommandQueue* queue,
         Quarantine* quarantine, ServiceMetrics* metrics, Progress* progress,
         std::function<void()> committed);
  ~Writer();
  void Start();
  // Finishes what is in the queue. REQUIRES: the queue is closed.
  void Join();

 private:
  struct Work;  // a batch, and whom to tell once it is durable
  void Run();
  void Decide(std::vector<WaitingCommand>* commands, Work* work);
  // False: not now; the batch was given back to the queue.
  bool React(const WaitingFeed& feed, Work* work);
  // Calls `give`, which stages; again behind what is staged when a batch has no room for both. A
  // crash meanwhile is blamed on `id`.
  Status Give(std::string_view id, Work* work, const std::function<Status()>& give);
  void Park(const std::string& source, uint64_t position, const Status& status);
  void Postpone(const WaitingFeed& feed, uint64_t position, const Status& status);
  // Takes what is staged with `work` to be committed, by this thread if it can be done at once.
  void HandOver(Work* work);
  void RunCommits();
  void Complete(Work* work);
  void Finish(const WaitingFeed& feed);
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
  std::thread commit_thread_;

  std::mutex mu_;
  std::condition_variable changed_;
  std::unique_ptr<Work> handed_over_;  // guarded by mu_
  bool committing_ = false;            // guarded by mu_: the commit thread is at work
  bool finished_ = false;              // guarded by mu_: nothing more will be handed over
};

}  // namespace assay::runtime
