#include "assay/base/thread.h"

#include <pthread.h>

#include <algorithm>
#include <string>

namespace assay {

std::thread StartThread(const char* name, std::function<void()> run) {
  return std::thread([name = std::string(name).substr(0, 15), run = std::move(run)] {
    pthread_setname_np(pthread_self(), name.c_str());
    run();
  });
}

size_t Processors() {
  return std::max(std::thread::hardware_concurrency(), 1U);
}

}  // namespace assay
