#include "writer.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "assay/base/limits.h"
#include "assay/runtime/logger.h"

namespace assay::runtime {

struct Writer::Decided {
  std::function<void(Result<aggregate::Verdict>)> done;
  Result<aggregate::Verdict> verdict;
};

Writer::Writer(std::string service, aggregate::Processor* processor, CommandQueue* queue,
               Quarantine* quarantine, ServiceMetrics* metrics, Progress* progress,
               std::function<void()> committed)
    : service_(std::move(service)),
      processor_(processor),
      queue_(queue),
      quarantine_(quarantine),
      metrics_(metrics),
      progress_(progress),
      committed_(std::move(committed)) {}

Writer::~Writer() {
  Join();
}

void Writer::Start() {
  thread_ = std::thread(&Writer::Run, this);
}

void Writer::Join() {
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Writer::Run() {
  std::vector<WaitingCommand> commands;
  std::vector<WaitingFeed> feeds;
  std::vector<Decided> decided;
  while (queue_->Take(limits::kBatchEntriesMax, &commands, &feeds)) {
    Decide(&commands, &decided);
    for (const WaitingFeed& feed : feeds) {
      React(feed);
    }
    Commit(&decided);
    for (const WaitingFeed& feed : feeds) {
      Finish(feed);
    }
    commands.clear();
    feeds.clear();
  }
}

void Writer::Decide(std::vector<WaitingCommand>* commands, std::vector<Decided>* decided) {
  for (WaitingCommand& command : *commands) {
    if (processor_->staged_bytes() >= limits::kEntryBytesMax) {
      Commit(decided);
    }
    quarantine_->Enter(command.request.command_id);
    Result<aggregate::Verdict> verdict = processor_->Process(command.request);
    quarantine_->Leave();
    StatusCode code = verdict.status().code();
    if (code == StatusCode::kDataLoss || code == StatusCode::kInternal) {
      Fail(verdict.status().In(command.request.type->message->full_name()));
    }
    decided->push_back({std::move(command.done), std::move(verdict)});
  }
}

void Writer::React(const WaitingFeed& feed) {
  const FeedBatch& batch = *feed.batch;
  Result<uint64_t> next = processor_->ReactedUpTo(batch.genesis.log_id());
  if (!next.ok()) {
    Fail(next.status());
  }
  for (uint64_t position = std::max(*next, batch.first);
       position < batch.first + batch.entries.size(); ++position) {
    Result<log::v1::Entry> entry = eventlog::ParseEntry(batch.entries[position - batch.first]);
    Status status = entry.ok() ? processor_->React(batch.source, batch.genesis, position, *entry)
                               : entry.status();
    if (!status.ok()) {
      Fail(status.In("reacting to " + batch.source + " at " + std::to_string(position)));
    }
  }
}

void Writer::Finish(const WaitingFeed& feed) {
  const FeedBatch& batch = *feed.batch;
  uint64_t next = batch.first + batch.entries.size();
  progress_->Set(batch.source, std::max(next, progress_->Get(batch.source)));
  feed.done();
  committed_();
}

void Writer::Commit(std::vector<Decided>* decided) {
  if (processor_->has_staged()) {
    auto begin = std::chrono::steady_clock::now();
    if (Status status = processor_->Commit(); !status.ok()) {
      Fail(status.In("commit"));
    }
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    metrics_->Committed(decided->size(), took.count());
    committed_();
  }
  // A crash here loses answers, not entries: whoever asks again with the same key is told.
  for (Decided& one : *decided) {
    one.done(std::move(one.verdict));
  }
  decided->clear();
}

void Writer::Fail(const Status& status) {
  Log(Level::kError, service_, "stopping: the outcome of a write is unknown or the log is damaged",
      {{"reason", status.message()}});
  std::abort();
}

}  // namespace assay::runtime
