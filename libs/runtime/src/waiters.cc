#include "waiters.h"

#include <algorithm>

#include "assay/base/clock.h"

namespace assay::runtime {

void Waiters::Await(const google::protobuf::RepeatedPtrField<assay::Token>& tokens, bool query,
                    std::function<void(bool reached)> then) {
  Waiting waiting{
      {tokens.begin(), tokens.end()}, query, MonotonicMillis() + kPatienceMs, std::move(then)};
  bool reached = IsReached(waiting);
  if (reached || waiting_.size() >= kWaitingMax) {
    waiting.then(reached);
    return;
  }
  waiting_.push_back(std::move(waiting));
}

void Waiters::Check() {
  int64_t now = MonotonicMillis();
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    bool reached = IsReached(*at);
    if (!reached && now < at->deadline_ms) {
      ++at;
      continue;
    }
    auto then = std::move(at->then);
    at = waiting_.erase(at);
    then(reached);
  }
}

bool Waiters::IsReached(const Waiting& waiting) const {
  return std::all_of(waiting.tokens.begin(), waiting.tokens.end(),
                     [&](const assay::Token& token) { return IsReached(token, waiting.query); });
}

bool Waiters::IsReached(const assay::Token& token, bool query) const {
  projection::ViewHost* host = parts_->views->host(token.log());
  if (host == nullptr) {
    return true;  // nothing of that log is shown or used here
  }
  auto own_view = parts_->views->host(parts_->service)->current();
  if (token.log() == parts_->service) {
    return query ? own_view->next() > token.position() : parts_->log->next() > token.position();
  }
  if (host->current()->next() <= token.position()) {
    return false;
  }
  if (!parts_->reacts_to.contains(token.log())) {
    return true;
  }
  bool reacted = parts_->progress.Get(token.log()) > token.position();
  return reacted && (!query || own_view->next() >= parts_->log->next());
}

}  // namespace assay::runtime
