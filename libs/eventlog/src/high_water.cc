#include "assay/eventlog/high_water.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "assay/base/bytes.h"
#include "assay/eventlog/verify.h"

namespace assay::eventlog {
namespace {

constexpr size_t kBytes = 16;  // the mark and its XXH3-64, within one page: never torn

std::string MarkOf(uint64_t entries) {
  std::string mark = BigEndian64(entries);
  AppendBigEndian64(&mark, Checksum(mark));
  return mark;
}

Result<uint64_t> ReadMark(int fd, const std::string& path) {
  std::array<char, kBytes + 1> bytes{};
  ssize_t size = pread(fd, bytes.data(), bytes.size(), 0);
  if (size == 0) {
    return 0;  // new, or cut by a power cut soon after it was made
  }
  std::string_view found(bytes.data(), size < 0 ? 0 : static_cast<size_t>(size));
  uint64_t mark = size == kBytes ? ReadBigEndian64(found) : 0;
  if (found != MarkOf(mark)) {
    return DataLoss(path + ", which says how many entries the log held, is damaged: " +
                    "compare the log with a witness, then remove the file");
  }
  return mark;
}

}  // namespace

Result<std::unique_ptr<HighWater>> HighWater::Open(const std::string& path) {
  int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return PermissionDenied("cannot open " + path);
  }
  std::unique_ptr<HighWater> mark(new HighWater(fd, 0));
  ASSAY_ASSIGN_OR_RETURN(mark->found_, ReadMark(fd, path));
  return mark;
}

Result<uint64_t> ReadHighWater(const std::string& path) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return errno == ENOENT ? Result<uint64_t>(0) : PermissionDenied("cannot open " + path);
  }
  Result<uint64_t> mark = ReadMark(fd, path);
  close(fd);
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
