#include "writer.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "assay/base/hash.h"
#include "assay/base/limits.h"
#include "assay/base/thread.h"
#include "assay/runtime/logger.h"

namespace assay::runtime {

namespace {

// What a death while reacting to an entry is blamed on.
std::string CauseId(const std::string& log_id, uint64_t position) {
  return Sha256(HashInput().Add("cause").Add(log_id).Add(std::to_string(position)).bytes());
}

}  // namespace

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
  thread_ = StartThread("writer", [this] { Run(); });
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
  if (progress_->parked(batch.source)) {
    return;
  }
  Result<uint64_t> next = processor_->ReactedUpTo(batch.genesis.log_id());
  if (!next.ok()) {
    Fail(next.status());
  }
  if (*next < batch.first) {
    Fail(Internal("entries from " + std::to_string(*next) + " are missing: no reaction is skipped")
             .In("reacting to " + batch.source));
  }
  for (uint64_t position = *next; position < batch.first + batch.entries.size(); ++position) {
    std::string cause = CauseId(batch.genesis.log_id(), position);
    if (quarantine_->Holds(cause)) {
      return Park(batch.source, position,
                  Internal("reacting to this entry stopped the service twice"));
    }
    Result<log::v1::Entry> entry = eventlog::ParseEntry(batch.entries[position - batch.first]);
    quarantine_->Enter(cause);
    Status status = entry.ok() ? processor_->React(batch.source, batch.genesis, position, *entry)
                               : entry.status();
    quarantine_->Leave();
    bool unreadable = !entry.ok() || status.code() == StatusCode::kInvalidArgument;
    if (unreadable || status.code() == StatusCode::kUnavailable) {
      return Park(batch.source, position, status);
    }
    if (!status.ok()) {
      Fail(status.In("reacting to " + batch.source + " at " + std::to_string(position)));
    }
  }
}

// Of an entry that was reacted to in part the rest follows at the next start: command ids see to it
// that nothing happens twice.
void Writer::Park(const std::string& source, uint64_t position, const Status& status) {
  Log(Level::kError, service_,
      "reactions to a followed log are parked: restart when it is set right",
      {{"log", source}, {"position", std::to_string(position)}, {"reason", status.message()}});
  progress_->Park(source, position, status.message());
}

void Writer::Finish(const WaitingFeed& feed) {
  const FeedBatch& batch = *feed.batch;
  uint64_t next = batch.first + batch.entries.size();
  if (auto parked = progress_->parked(batch.source)) {
    next = std::min(next, parked->position);
  }
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
