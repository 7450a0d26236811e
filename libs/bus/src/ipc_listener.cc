#include "ipc_listener.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace assay::bus {
namespace {

constexpr int kBacklog = 128;

Status Failure(const std::string& path) {
  std::string message = path + ": " + std::strerror(errno);
  switch (errno) {
    case EACCES:
    case EPERM:
    case EROFS:
      return PermissionDenied(message);
    case ENOENT:
    case ENOTDIR:
      return NotFound(message);
    default:
      return Internal(message);
  }
}

bool SomebodyListens(const sockaddr_un& address) {
  int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (probe < 0) {
    return true;
  }
  int outcome = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  bool listens = outcome == 0 || (errno != ECONNREFUSED && errno != ENOENT);
  ::close(probe);
  return listens;
}

Status BindAndListen(int descriptor, const sockaddr_un& address) {
  const char* path = address.sun_path;
  struct stat existing = {};
  if (::lstat(path, &existing) == 0) {
    if (!S_ISSOCK(existing.st_mode) || SomebodyListens(address)) {
      return Unavailable(std::string(path) + " is taken");
    }
    ::unlink(path);
  }
  // Nobody can connect before listen, so the mode is set in time.
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::chmod(path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0 ||
      ::listen(descriptor, kBacklog) != 0) {
    return Failure(path);
  }
  return OkStatus();
}

}  // namespace

Result<int> ListenOnPath(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.front() == '@' || path.size() >= sizeof(address.sun_path)) {
    return InvalidArgument("not a path for an ipc address: " + path);
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    return Failure(path);
  }
  Status bound = BindAndListen(descriptor, address);
  if (!bound.ok()) {
    ::close(descriptor);
    return bound;
  }
  return descriptor;
}

}  // namespace assay::bus
