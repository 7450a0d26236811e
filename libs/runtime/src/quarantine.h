#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay::runtime {

// Commands that killed the process, and entries of other logs that did while being reacted to.
// While a command is being decided its id stands where a crash
// handler finds it; the handler appends it to a file. At the next start a command that stands there
// twice is refused instead of tried a third time. One thread at a time; one quarantine per thread
// in which it is entered.
class Quarantine {
 public:
  static constexpr int kDeathsMax = 2;

  // Reads the file and keeps it open for the crash handler, which is installed for SIGABRT,
  // SIGSEGV, SIGBUS, SIGFPE and SIGILL.
  static Result<std::unique_ptr<Quarantine>> Open(const std::string& path);
  ~Quarantine();

  // From here on a crash is this command's.
  void Enter(std::string_view command_id);
  void Leave();
  // Any thread.
  bool Holds(const std::string& command_id) const;
  size_t size() const;

 private:
  explicit Quarantine(int fd) : fd_(fd) {}

  // Constant after Open.
  int fd_;
  std::map<std::string, int> deaths_;  // command id in hex
};

}  // namespace assay::runtime
