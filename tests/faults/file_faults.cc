#include "tests/faults/file_faults.h"

#include <fcntl.h>
#include <linux/limits.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace assay::testing {
namespace {

struct State {
  std::string folder;  // empty: nothing is watched
  uint64_t index = 0;
  FileFaults::Partly partly = FileFaults::Partly::kNothing;
  std::vector<std::string> calls;
};

State& Watched() {
  static State state;
  return state;
}

std::string PathOf(int fd) {
  std::array<char, PATH_MAX> path{};
  std::string link = "/proc/self/fd/" + std::to_string(fd);
  ssize_t size = readlink(link.c_str(), path.data(), path.size());
  return size > 0 ? std::string(path.data(), static_cast<size_t>(size)) : "";
}

enum class Fate { kDo, kFail, kFailHalf, kFailDone };

Fate FateOf(const char* call, const std::string& path) {
  State& state = Watched();
  if (state.folder.empty() || !path.starts_with(state.folder)) {
    return Fate::kDo;
  }
  uint64_t index = state.calls.size();
  state.calls.push_back(call + (" " + path.substr(path.rfind('/') + 1)));
  if (index < state.index) {
    return Fate::kDo;
  }
  bool first = index == state.index;
  return !first || state.partly == FileFaults::Partly::kNothing ? Fate::kFail
         : state.partly == FileFaults::Partly::kHalf            ? Fate::kFailHalf
                                                                : Fate::kFailDone;
}

int Failed() {
  errno = EIO;
  return -1;
}

}  // namespace

FileFaults::FileFaults(const std::string& folder, uint64_t index, Partly partly) {
  Watched() = {folder, index, partly, {}};
}
FileFaults::~FileFaults() {
  Watched() = {};
}
bool FileFaults::met() const {
  return Watched().calls.size() > Watched().index;
}
const std::vector<std::string>& FileFaults::calls() const {
  return Watched().calls;
}

}  // namespace assay::testing

// These stand before the C library's own.
extern "C" {

ssize_t write(int fd, const void* bytes, size_t count) {
  using assay::testing::Fate;
  Fate fate = fd <= 2 ? Fate::kDo : assay::testing::FateOf("write", assay::testing::PathOf(fd));
  if (fate == Fate::kFail) {
    return assay::testing::Failed();
  }
  ssize_t written = syscall(SYS_write, fd, bytes, fate == Fate::kFailHalf ? count / 2 : count);
  return fate == Fate::kDo ? written : assay::testing::Failed();
}

int fsync(int fd) {
  using assay::testing::Fate;
  Fate fate = assay::testing::FateOf("fsync", assay::testing::PathOf(fd));
  if (fate == Fate::kFail || fate == Fate::kFailHalf) {
    return assay::testing::Failed();
  }
  long synced = syscall(SYS_fsync, fd);
  return fate == Fate::kDo ? static_cast<int>(synced) : assay::testing::Failed();
}

int rename(const char* from, const char* to) noexcept {
  using assay::testing::Fate;
  Fate fate = assay::testing::FateOf("rename", to);
  if (fate == Fate::kFail || fate == Fate::kFailHalf) {
    return assay::testing::Failed();
  }
  long renamed = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  return fate == Fate::kDo ? static_cast<int>(renamed) : assay::testing::Failed();
}

}  // extern "C"
