#include "feed_reader.h"

namespace assay::bus {

bool FeedReader::Gate::Enter() {
  std::lock_guard<std::mutex> lock(mu);
  inside += closed ? 0 : 1;
  return !closed;
}

void FeedReader::Gate::Leave() {
  std::lock_guard<std::mutex> lock(mu);
  --inside;
  left.notify_all();
}

void FeedReader::Gate::Close() {
  std::unique_lock<std::mutex> lock(mu);
  closed = true;
  left.wait(lock, [this] { return inside == 0; });
}

FeedReader::FeedReader(Loop* loop, Executor executor, Done done)
    : executor_(std::move(executor)),
      gate_(std::make_shared<Gate>()),
      outcomes_(std::make_shared<Inbox<Outcome>>(
          loop, [done = std::move(done)](std::vector<Outcome>* outcomes) {
            for (Outcome& outcome : *outcomes) {
              done(outcome.read, std::move(outcome.batch));
            }
          })) {}

FeedReader::~FeedReader() {
  gate_->Close();
  outcomes_->Close();
}

Status FeedReader::Start(FeedSource* source, FeedRead read) {
  return executor_([gate = gate_, outcomes = outcomes_, source, read = std::move(read)] {
    if (!gate->Enter()) {
      return;
    }
    Result<EntryBatch> batch = source->Read(read.from, read.entries_max, read.bytes_max);
    gate->Leave();
    outcomes->Push({read, std::move(batch)});
  });
}

}  // namespace assay::bus
