#include "writer.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "assay/base/clock.h"
#include "assay/base/hash.h"
#include "assay/base/limits.h"
#include "assay/base/thread.h"
#include "assay/runtime/logger.h"

namespace assay::runtime {

namespace {

constexpr int64_t kTryAgainMs = 1'000;

// What a death while reacting to an entry is blamed on.
std::string CauseId(const std::string& log_id, uint64_t position) {
  return Sha256(HashInput().Add("cause").Add(log_id).Add(std::to_string(position)).bytes());
}

aggregate::Verdict Quarantined() {
  return {std::nullopt, aggregate::ToProblem(aggregate::Refuse(
                            "quarantined",
                            "This command stopped the service twice and is not tried again; an "
                            "operator must look at it."))};
}

}  // namespace

struct Writer::Work {
  struct Decided {
    std::function<void(Result<aggregate::Verdict>)> done;
    Result<aggregate::Verdict> verdict;
  };
  std::vector<Decided> decided;
  std::vector<WaitingFeed> feeds;
  std::shared_ptr<eventlog::EventLog::Batch> batch;  // null: nothing was accepted
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
  commit_thread_ = StartThread("commit", [this] { RunCommits(); });
}

void Writer::Join() {
  if (thread_.joinable()) {
    thread_.join();
    commit_thread_.join();
  }
}

void Writer::Run() {
  std::vector<WaitingCommand> commands;
  std::vector<WaitingFeed> feeds;
  Work work;
  while (queue_->Take(limits::kBatchEntriesMax, &commands, &feeds)) {
    Decide(&commands, &work);
    for (WaitingFeed& feed : feeds) {
      if (React(feed, &work)) {
        work.feeds.push_back(std::move(feed));
      }
    }
    HandOver(&work);
    commands.clear();
    feeds.clear();
  }
  std::lock_guard lock(mu_);
  finished_ = true;
  changed_.notify_all();
}

void Writer::Decide(std::vector<WaitingCommand>* commands, Work* work) {
  for (WaitingCommand& command : *commands) {
    Result<aggregate::Verdict> verdict = Quarantined();
    if (!quarantine_->Holds(command.request.command_id)) {
      Status status = Give(command.request.command_id, work, [&] {
        verdict = processor_->Process(command.request);
        return verdict.status();
      });
      if (status.code() == StatusCode::kDataLoss || status.code() == StatusCode::kInternal) {
        Fail(status.In(command.request.type->message->full_name()));
      }
    }
    work->decided.push_back({std::move(command.done), std::move(verdict)});
  }
}

Status Writer::Give(std::string_view id, Work* work, const std::function<Status()>& give) {
  auto attempt = [&] {
    quarantine_->Enter(id);
    Status status = give();
    quarantine_->Leave();
    return status;
  };
  Status status = attempt();
  // The batch may be full; with nothing staged it is something else.
  while (status.code() == StatusCode::kUnavailable && processor_->has_staged()) {
    HandOver(work);
    status = attempt();
  }
  return status;
}

void Writer::HandOver(Work* work) {
  if (processor_->has_staged()) {
    work->batch = processor_->Cut();
  }
  std::unique_lock lock(mu_);
  if (handed_over_ == nullptr && !committing_ && queue_->waiting() == 0) {
    lock.unlock();
    Complete(work);
  } else {
    changed_.wait(lock, [this] { return handed_over_ == nullptr; });
    handed_over_ = std::make_unique<Work>(std::move(*work));
    changed_.notify_all();
  }
  *work = Work();
}

void Writer::RunCommits() {
  std::unique_lock lock(mu_);
  while (true) {
    changed_.wait(lock, [this] { return handed_over_ != nullptr || finished_; });
    if (handed_over_ == nullptr) {
      return;
    }
    std::unique_ptr<Work> work = std::move(handed_over_);
    committing_ = true;
    changed_.notify_all();
    lock.unlock();
    Complete(work.get());
    lock.lock();
    committing_ = false;
  }
}

void Writer::Complete(Work* work) {
  if (work->batch != nullptr) {
    auto begin = std::chrono::steady_clock::now();
    if (Status status = processor_->Write(work->batch.get()); !status.ok()) {
      Fail(status.In("commit"));
    }
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    metrics_->Committed(work->decided.size(), took.count());
  }
  // A crash here loses answers, not entries: whoever asks again with the same key is told.
  for (Work::Decided& one : work->decided) {
    one.done(std::move(one.verdict));
  }
  if (work->batch != nullptr) {
    committed_();  // views and followers after those who wait for an answer
  }
  for (const WaitingFeed& feed : work->feeds) {
    Finish(feed);
  }
}

bool Writer::React(const WaitingFeed& feed, Work* work) {
  const FeedBatch& batch = *feed.batch;
  auto parked = progress_->parked(batch.source);
  if (parked && !parked->for_now) {
    return true;
  }
  Result<uint64_t> next = processor_->ReactedUpTo(batch.genesis.log_id());
  if (!next.ok()) {
    Fail(next.status());
  }
  if (*next > batch.owner_next) {
    // Its new entries up to there would be taken for old ones, and nothing would follow from them.
    Park(batch.source, batch.first,
         DataLoss("the log was taken back: it has " + std::to_string(batch.owner_next) +
                  " entries, and " + std::to_string(*next) + " were reacted to"));
    return true;
  }
  if (*next < batch.first) {
    Fail(Internal("entries from " + std::to_string(*next) + " are missing: no reaction is skipped")
             .In("reacting to " + batch.source));
  }
  for (uint64_t position = *next; position < batch.first + batch.entries.size(); ++position) {
    std::string cause = CauseId(batch.genesis.log_id(), position);
    if (quarantine_->Holds(cause)) {
      Park(batch.source, position, Internal("reacting to this entry stopped the service twice"));
      return true;
    }
    Result<log::v1::Entry> entry = eventlog::ParseEntry(batch.entries[position - batch.first]);
    Status status =
        entry.ok()
            ? Give(cause, work,
                   [&] { return processor_->React(batch.source, batch.genesis, position, *entry); })
            : entry.status();
    if (status.code() == StatusCode::kUnavailable) {
      Postpone(feed, position, status);
      return false;
    }
    if (!entry.ok() || status.code() == StatusCode::kInvalidArgument) {
      Park(batch.source, position, status);
      return true;
    }
    if (!status.ok()) {
      Fail(status.In("reacting to " + batch.source + " at " + std::to_string(position)));
    }
  }
  if (parked) {
    Log(Level::kInfo, service_, "reactions to a followed log go on", {{"log", batch.source}});
    progress_->GoOn(batch.source);
  }
  return true;
}

// Of an entry that was reacted to in part the rest follows at the next start: command ids see to it
// that nothing happens twice.
void Writer::Park(const std::string& source, uint64_t position, const Status& status) {
  Log(Level::kError, service_,
      "reactions to a followed log are parked: restart when it is set right",
      {{"log", source}, {"position", std::to_string(position)}, {"reason", status.message()}});
  progress_->Park(source, {position, status.message()});
}

// Of an entry that was reacted to in part the rest follows when it works.
void Writer::Postpone(const WaitingFeed& feed, uint64_t position, const Status& status) {
  const std::string& source = feed.batch->source;
  if (!progress_->parked(source)) {
    Log(Level::kError, service_, "a followed log cannot be reacted to now: tried again",
        {{"log", source}, {"position", std::to_string(position)}, {"reason", status.message()}});
  }
  queue_->TryAgain(feed, MonotonicMillis() + kTryAgainMs);
  progress_->Park(source, {position, status.message(), true});
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

void Writer::Fail(const Status& status) {
  Log(Level::kError, service_, "stopping: the outcome of a write is unknown or the log is damaged",
      {{"reason", status.message()}});
  std::abort();
}

}  // namespace assay::runtime
