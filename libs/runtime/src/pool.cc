#include "assay/runtime/pool.h"

#include "assay/base/thread.h"

namespace assay::runtime {

Pool::Pool(size_t threads) {
  for (size_t i = 0; i < threads; ++i) {
    threads_.push_back(StartThread("pool", [this] { Work(); }));
  }
}

Pool::~Pool() {
  Stop();
}

Status Pool::Run(std::function<void()> work) {
  std::lock_guard lock(mu_);
  if (stopped_ || waiting_.size() >= kWaitingMax) {
    return Unavailable("too many reads are waiting");
  }
  waiting_.push_back(std::move(work));
  changed_.notify_one();
  return OkStatus();
}

void Pool::Stop() {
  {
    std::lock_guard lock(mu_);
    stopped_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

void Pool::Work() {
  std::unique_lock lock(mu_);
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return;
    }
    std::function<void()> work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

}  // namespace assay::runtime
