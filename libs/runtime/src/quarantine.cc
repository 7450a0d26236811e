#include "quarantine.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>

#include "assay/base/bytes.h"

namespace assay::runtime {
namespace {

constexpr size_t kIdBytes = 32;

// What the crash handler of this thread writes, and where; fd < 0: nothing is being decided.
struct InFlight {
  volatile sig_atomic_t fd = -1;
  char id[kIdBytes] = {};
};
thread_local InFlight in_flight;

// Calls nothing that a signal handler may not call.
void OnCrash(int signal) {
  if (in_flight.fd >= 0) {
    char line[2 * kIdBytes + 1];
    for (size_t i = 0; i < kIdBytes; ++i) {
      auto byte = static_cast<unsigned char>(in_flight.id[i]);
      line[2 * i] = "0123456789abcdef"[byte >> 4];
      line[2 * i + 1] = "0123456789abcdef"[byte & 15];
    }
    line[2 * kIdBytes] = '\n';
    [[maybe_unused]] ssize_t written = write(in_flight.fd, line, sizeof(line));
    fdatasync(in_flight.fd);
  }
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

Result<std::unique_ptr<Quarantine>> Quarantine::Open(const std::string& path) {
  int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) {
    return PermissionDenied("cannot write " + path + ": " + std::strerror(errno));
  }
  std::unique_ptr<Quarantine> quarantine(new Quarantine(fd));
  std::ifstream in(path);
  bool whole = true;  // a crash may have cut the last line short: the next one begins anew
  for (std::string line; std::getline(in, line);) {
    ++quarantine->deaths_[line];
    whole = !in.eof();
  }
  if (!whole && write(fd, "\n", 1) != 1) {
    return PermissionDenied("cannot write " + path + ": " + std::strerror(errno));
  }
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    std::signal(signal, OnCrash);
  }
  return quarantine;
}

Quarantine::~Quarantine() {
  close(fd_);
}

void Quarantine::Enter(std::string_view command_id) {
  if (command_id.size() == kIdBytes) {
    std::copy(command_id.begin(), command_id.end(), in_flight.id);
    in_flight.fd = fd_;
  }
}

void Quarantine::Leave() {
  in_flight.fd = -1;
}

bool Quarantine::Holds(const std::string& command_id) const {
  if (deaths_.empty()) {
    return false;
  }
  auto at = deaths_.find(ToHex(command_id));
  return at != deaths_.end() && at->second >= kDeathsMax;
}

size_t Quarantine::size() const {
  return static_cast<size_t>(std::count_if(deaths_.begin(), deaths_.end(), [](const auto& death) {
    return death.second >= kDeathsMax;
  }));
}

}  // namespace assay::runtime
