#include "chores.h"

#include <google/protobuf/text_format.h>

#include <algorithm>

#include "assay/base/file.h"
#include "assay/base/id.h"
#include "assay/base/thread.h"
#include "assay/runtime/logger.h"

namespace assay::runtime {
namespace {

constexpr int64_t kRestMsMax = 1'000;

const char* NameOf(Chores::Kind kind) {
  return kind == Chores::Kind::kBackup ? "backup" : "scrub";
}

}  // namespace

Chores::Chores(std::string service, std::string folder, const Clock* clock)
    : service_(std::move(service)), folder_(std::move(folder)), clock_(clock) {
  for (Kind kind : {Kind::kBackup, Kind::kScrub}) {
    Result<std::string> text = ReadFile(PathOf(kind));
    bus::v1::Chore chore;
    if (text.ok() && google::protobuf::TextFormat::ParseFromString(*text, &chore)) {
      LastOf(kind) = chore;
    }
  }
}

std::string Chores::PathOf(Kind kind) const {
  return folder_ + "/last-" + NameOf(kind);
}

Result<bus::v1::Chore> Chores::Begin(Kind kind, Work work) {
  std::lock_guard lock(mu_);
  if (running_ || stopped_) {
    return Unavailable("a backup or scrub of " + service_ + " is under way: wait until it ends");
  }
  if (thread_.joinable()) {
    thread_.join();  // has ended: it clears running_ last
  }
  bus::v1::Chore chore;
  int64_t now = clock_->NowMicros();
  chore.set_id(Id::TimeOrdered(now / 1000).ToString());
  chore.set_running(true);
  chore.set_begun_at(FormatInstant(now));
  chore.set_problem(LastOf(kind) ? LastOf(kind)->problem() : "");
  LastOf(kind) = chore;
  running_ = true;
  thread_ = StartThread(NameOf(kind), [this, kind, work = std::move(work)] { Run(kind, work); });
  return chore;
}

std::optional<bus::v1::Chore> Chores::last(Kind kind) const {
  std::lock_guard lock(mu_);
  return last_[static_cast<size_t>(kind)];
}

void Chores::Stop() {
  {
    std::lock_guard lock(mu_);
    stopped_ = true;
    stopping_.notify_all();
  }
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Chores::Run(Kind kind, const Work& work) {
  bus::v1::Chore result;
  int64_t worked_since_ms = MonotonicMillis();
  Status status = work(
      [&](uint64_t done, uint64_t total) { return Advance(kind, done, total, &worked_since_ms); },
      &result);
  bus::v1::Chore ended;
  {
    std::lock_guard lock(mu_);
    if (stopped_ && !status.ok()) {
      return;  // says nothing about the log: the file keeps how the one before ended
    }
    ended = *LastOf(kind);
    ended.MergeFrom(result);
    ended.set_running(false);
    ended.set_ended_at(FormatInstant(clock_->NowMicros()));
    ended.set_problem(status.message());
  }
  Log(status.ok() ? Level::kInfo : Level::kError, service_, std::string(NameOf(kind)) + " ended",
      {{"status", status.ok() ? "ok" : status.message()}});
  std::string text;
  google::protobuf::TextFormat::PrintToString(ended, &text);
  Status saved = WriteFileDurably(PathOf(kind), text);
  if (!saved.ok()) {
    Log(Level::kWarning, service_, "how a chore ended is not saved", {{"reason", saved.message()}});
  }
  std::lock_guard lock(mu_);
  LastOf(kind) = ended;
  running_ = false;
}

bool Chores::Advance(Kind kind, uint64_t done, uint64_t total, int64_t* worked_since_ms) {
  std::unique_lock lock(mu_);
  LastOf(kind)->set_done(done);
  LastOf(kind)->set_total(total);
  int64_t worked_ms = std::min(MonotonicMillis() - *worked_since_ms, kRestMsMax);
  stopping_.wait_for(lock, std::chrono::milliseconds(worked_ms), [this] { return stopped_; });
  *worked_since_ms = MonotonicMillis();
  return !stopped_;
}

}  // namespace assay::runtime
