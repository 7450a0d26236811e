#include "services/directory/secret_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

namespace assay::directory {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
constexpr std::string_view kUnfinished = ".new";

// An open file, closed at the end of its scope.
class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  ~File() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  int fd_;
};

Status Failed(const std::string& what, const std::string& path) {
  return Internal("cannot " + what + " " + path + ": " + std::strerror(errno));
}

Status SyncFolder(const std::string& folder) {
  File file(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return file.is_open() && fsync(file.fd()) == 0 ? OkStatus() : Failed("sync the folder", folder);
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(std::max<ssize_t>(written, 0)));
  }
  return true;
}

// Up to one byte more than `size`, so that a longer file shows.
Result<std::string> ReadUpTo(int fd, size_t size, const std::string& path) {
  std::string bytes(size + 1, '\0');
  size_t filled = 0;
  while (filled < bytes.size()) {
    ssize_t got = read(fd, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno != EINTR) {
      return Failed("read", path);
    }
    if (got == 0) {
      break;
    }
    filled += static_cast<size_t>(std::max<ssize_t>(got, 0));
  }
  bytes.resize(filled);
  return bytes;
}

Status CheckPrivate(const struct stat& status, const std::string& path, const char* right_mode) {
  if (status.st_uid == geteuid() && (status.st_mode & kOthers) == 0) {
    return OkStatus();
  }
  return PermissionDenied(path +
                          " holds keys and may be used by others than this process's user: " +
                          "give it to that user with mode " + right_mode);
}

}  // namespace

Status MakePrivateFolder(const std::string& folder) {
  struct stat status {};
  if (stat(folder.c_str(), &status) == 0) {
    return CheckPrivate(status, folder, "0700");
  }
  std::string parent = fs::path(folder).parent_path().string();
  if (!parent.empty() && !fs::exists(parent)) {
    ASSAY_RETURN_IF_ERROR(MakePrivateFolder(parent));
  }
  // Another service that starts just now may have made it.
  if (mkdir(folder.c_str(), kFolderMode) != 0 && errno != EEXIST) {
    return Failed("make the folder", folder);
  }
  return SyncFolder(parent.empty() ? "." : parent);
}

Status WriteSecret(const std::string& folder, const std::string& name, std::string_view bytes) {
  std::string path = folder + "/" + name;
  std::string unfinished = path + std::string(kUnfinished);
  {
    File file(
        open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kFileMode));
    if (!file.is_open() || !WriteAll(file.fd(), bytes) || fsync(file.fd()) != 0) {
      return Failed("write", unfinished);
    }
  }
  // If we crash before the rename, there is no file of this name; after it, there is all of it.
  if (rename(unfinished.c_str(), path.c_str()) != 0) {
    return Failed("rename to", path);
  }
  return SyncFolder(folder);
}

Result<std::optional<std::string>> ReadSecret(const std::string& path, size_t size) {
  File file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) {
    return errno == ENOENT ? Result<std::optional<std::string>>(std::nullopt)
                           : Failed("read", path);
  }
  struct stat status {};
  if (fstat(file.fd(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return PermissionDenied(path + " is not a plain file");
  }
  ASSAY_RETURN_IF_ERROR(CheckPrivate(status, path, "0600"));
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, ReadUpTo(file.fd(), size, path));
  if (bytes.size() != size) {
    return DataLoss(path + " does not have " + std::to_string(size) +
                    " bytes: restore it from a backup");
  }
  return std::optional(std::move(bytes));
}

Status RemoveSecret(const std::string& folder, const std::string& name) {
  std::string path = folder + "/" + name;
  if (unlink(path.c_str()) != 0 && errno != ENOENT) {
    return Failed("remove", path);
  }
  return SyncFolder(folder);
}

Status RemoveUnfinished(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    if (std::string name = file.path().filename().string(); name.ends_with(kUnfinished)) {
      names.push_back(std::move(name));
    }
  }
  if (error) {
    return Internal("cannot list " + folder + ": " + error.message());
  }
  for (const std::string& name : names) {
    ASSAY_RETURN_IF_ERROR(RemoveSecret(folder, name));
  }
  return OkStatus();
}

}  // namespace assay::directory
