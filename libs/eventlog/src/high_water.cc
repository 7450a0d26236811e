#include "assay/eventlog/high_water.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "assay/base/bytes.h"

namespace assay::eventlog {
namespace {

constexpr size_t kBytes = 16;  // the mark and its XXH3-64, within one page: never torn

std::string MarkOf(uint64_t entries) {
  std::string mark = BigEndian64(entries);
  AppendBigEndian64(&mark, Checksum(mark));
  return mark;
}

}  // namespace

Result<std::unique_ptr<HighWater>> HighWater::Open(const std::string& path) {
  int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return PermissionDenied("cannot open " + path);
  }
  std::unique_ptr<HighWater> mark(new HighWater(fd, 0));
  std::array<char, kBytes + 1> bytes{};
  ssize_t size = pread(fd, bytes.data(), bytes.size(), 0);
  if (size == 0) {
    return mark;  // new, or cut by a power cut soon after it was made
  }
  std::string_view found(bytes.data(), size < 0 ? 0 : static_cast<size_t>(size));
  mark->found_ = size == kBytes ? ReadBigEndian64(found) : 0;
  if (found != MarkOf(mark->found_)) {
    return DataLoss(path + ", which says how many entries the log held, is damaged: " +
                    "compare the log with a witness, then remove the file");
  }
  return mark;
}

HighWater::~HighWater() {
  close(fd_);
}

void HighWater::Raise(uint64_t entries) {
  std::string mark = MarkOf(entries);
  (void)!pwrite(fd_, mark.data(), mark.size(), 0);
}

}  // namespace assay::eventlog
