#include "assay/base/key_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr size_t kNameBytes = 8;

// Whether the file that is open is still the one that the path leads to.
bool IsAt(const struct stat& opened, const std::string& path) {
  struct stat now {};
  return stat(path.c_str(), &now) == 0 && now.st_dev == opened.st_dev &&
         now.st_ino == opened.st_ino;
}

}  // namespace

Status KeyFile::Make(const std::string& path, std::string_view bytes) {
  std::string whole = path + "." + ToHex(RandomBytes(kNameBytes)) + ".new";
  ASSAY_RETURN_IF_ERROR(WriteFileDurably(whole, bytes));
  int error = link(whole.c_str(), path.c_str()) == 0 ? 0 : errno;
  unlink(whole.c_str());
  if (error != 0 && error != EEXIST) {
    return PermissionDenied("cannot write " + path + ": " + std::strerror(error));
  }
  return SyncFolder(fs::path(path).parent_path().string());
}

Result<KeyFile> KeyFile::Hold(const std::string& path) {
  while (true) {
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      return PermissionDenied("cannot read the key " + path);
    }
    KeyFile file(path, fd);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
      return Unavailable("another process signs with " + path);
    }
    struct stat stats {};
    if (fstat(fd, &stats) != 0 || (stats.st_mode & 077) != 0) {
      return PermissionDenied("others may read the key " + path + ": chmod 600 it");
    }
    // Who held it may have replaced it between our opening and our locking: that lock is worth
    // nothing.
    if (IsAt(stats, path)) {
      return file;
    }
  }
}

KeyFile::KeyFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

KeyFile::KeyFile(KeyFile&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

KeyFile::~KeyFile() {
  if (fd_ >= 0) {
    close(fd_);
  }
}

}  // namespace assay
