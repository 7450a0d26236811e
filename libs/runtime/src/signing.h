#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "assay/eventlog/event_log.h"
#include "assay/eventlog/notary.h"

namespace assay::runtime {

// Has the log's growth signed, at most once a second. Any thread.
class Signing {
 public:
  static constexpr int64_t kEveryMs = 1'000;

  Signing(std::string service, const eventlog::EventLog* log, eventlog::Notary* notary)
      : service_(std::move(service)), log_(log), notary_(notary) {}

  // Signs what is committed now, unless another thread is at it. A failure is logged once and is
  // tried again next time.
  void Sign();
  // What hinders signing; empty when nothing does.
  std::string problem() const;

 private:
  std::string service_;
  const eventlog::EventLog* log_;
  eventlog::Notary* notary_;
  std::atomic<bool> busy_{false};
  mutable std::mutex mu_;
  std::string problem_;  // guarded by mu_
};

}  // namespace assay::runtime
