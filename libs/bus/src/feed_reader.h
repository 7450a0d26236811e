#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "assay/base/status.h"
#include "assay/bus/server.h"
#include "inbox.h"
#include "loop_impl.h"

namespace assay::bus {

// A blocking read on behalf of one subscription.
struct FeedRead {
  std::string route;
  uint64_t ticket = 0;  // chosen by the asker; one per read
  uint64_t from = 0;
  size_t entries_max = 0;
  size_t bytes_max = 0;
};

// Runs the blocking reads of feeds on the read executor and hands the outcomes back on the loop
// thread. Loop thread only.
class FeedReader {
 public:
  using Executor = std::function<Status(std::function<void()>)>;
  using Done = std::function<void(const FeedRead& read, Result<EntryBatch> batch)>;

  FeedReader(Loop* loop, Executor executor, Done done);
  // Waits for reads that are running; those that still wait in the executor will do nothing.
  ~FeedReader();

  // Says no when the executor does; `done` is called later, once, otherwise.
  Status Start(FeedSource* source, FeedRead read);
  // Delivers outcomes that could not be posted to a full loop.
  void Drain() { outcomes_->Drain(); }

 private:
  struct Outcome {
    FeedRead read;
    Result<EntryBatch> batch;
  };
  // Who is inside a source; shared with the executor's work, which may outlive the reader.
  struct Gate {
    bool Enter();
    void Leave();
    void Close();

    std::mutex mu;
    // Guarded by mu.
    std::condition_variable left;
    int inside = 0;
    bool closed = false;
  };

  // Constant after construction.
  const Executor executor_;
  const std::shared_ptr<Gate> gate_;
  const std::shared_ptr<Inbox<Outcome>> outcomes_;
};

}  // namespace assay::bus
