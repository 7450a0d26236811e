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

constexpr size_t kLineBytes = 65;  // 64 hexadecimal digits and a newline

// What the crash handler of this thread writes, and where; fd < 0: nothing is being decided.
struct InFlight {
  volatile sig_atomic_t fd = -1;
  char line[kLineBytes] = {};
};
thread_local InFlight in_flight;

void OnCrash(int signal) {
  if (in_flight.fd >= 0) {
    [[maybe_unused]] ssize_t written = write(in_flight.fd, in_flight.line, kLineBytes);
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
  std::string line = ToHex(command_id) + "\n";
  if (line.size() == kLineBytes) {
    std::copy(line.begin(), line.end(), in_flight.line);
    in_flight.fd = fd_;
  }
}

void Quarantine::Leave() {
  in_flight.fd = -1;
}

bool Quarantine::Holds(const std::string& command_id) const {
  auto at = deaths_.find(ToHex(command_id));
  return at != deaths_.end() && at->second >= kDeathsMax;
}

size_t Quarantine::size() const {
  return static_cast<size_t>(std::count_if(deaths_.begin(), deaths_.end(), [](const auto& death) {
    return death.second >= kDeathsMax;
  }));
}

}  // namespace assay::runtime
