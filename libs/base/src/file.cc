#include "assay/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace assay {
namespace {

namespace fs = std::filesystem;

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (!in || !(bytes << in.rdbuf()) || in.bad()) {
    std::error_code error;
    if (in && fs::is_regular_file(path, error) && fs::is_empty(path, error)) {
      return std::string();
    }
    return NotFound("cannot read " + path + ": " + std::strerror(errno));
  }
  return bytes.str();
}

Status SyncFolder(const std::string& folder) {
  int fd = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = fd >= 0 && fsync(fd) == 0;
  if (fd >= 0) {
    close(fd);
  }
  return synced ? OkStatus() : Internal("cannot sync the folder " + folder);
}

namespace {

// With its parents, whose new names outlive a power cut, too.
Status MakeFolder(const fs::path& folder) {
  std::vector<fs::path> missing;
  for (fs::path at = folder; !at.empty() && !fs::exists(at); at = at.parent_path()) {
    missing.push_back(at);
  }
  std::error_code error;
  fs::create_directories(folder, error);
  // Another process may be making the same ones: each try gets one of them further.
  for (size_t i = 0; i < missing.size() && error == std::errc::file_exists; ++i) {
    error.clear();
    fs::create_directories(folder, error);
  }
  for (const fs::path& made : missing) {
    if (!fs::exists(made)) {
      return PermissionDenied("cannot make the folder " + made.string() + ": " + error.message());
    }
    ASSAY_RETURN_IF_ERROR(SyncFolder(made.parent_path().string()));
  }
  return OkStatus();
}

}  // namespace

Status WriteFileDurably(const std::string& path, std::string_view bytes) {
  std::string folder = fs::path(path).parent_path().string();
  ASSAY_RETURN_IF_ERROR(MakeFolder(folder));
  std::string temporary = path + ".new";
  int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) {
    return PermissionDenied("cannot write " + temporary + ": " + std::strerror(errno));
  }
  bool written = WriteAll(fd, bytes) && fsync(fd) == 0;
  written = close(fd) == 0 && written;
  if (!written) {
    return Internal("cannot write " + temporary);
  }
  std::error_code error;
  fs::rename(temporary, path, error);
  return error ? Internal("cannot write " + path + ": " + error.message()) : SyncFolder(folder);
}

}  // namespace assay
