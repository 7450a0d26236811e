// Files of keys, and the configuration file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "assay/base/hash.h"
#include "assay/runtime/config.h"

namespace assay::runtime {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSecretBytes = 32;
constexpr size_t kZ85Length = 40;
constexpr const char* kParties[] = {"directory",  "audits",  "actions", "training",
                                    "scheduling", "gateway", "assayctl"};

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return NotFound("cannot read " + path + ": " + std::strerror(errno));
  }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

Status SyncFolder(const std::string& folder) {
  int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synced = fd >= 0 && fsync(fd) == 0;
  if (fd >= 0) {
    close(fd);
  }
  return synced ? OkStatus() : Internal("cannot sync the folder " + folder);
}

// Whole and synced, or not there at all.
Status WriteSecretFile(const std::string& path, const std::string& bytes) {
  std::string folder = fs::path(path).parent_path().string();
  std::error_code error;
  fs::create_directories(folder, error);
  std::string temporary = path + ".new";
  int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) {
    return PermissionDenied("cannot write " + temporary + ": " + std::strerror(errno));
  }
  bool written =
      write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && fsync(fd) == 0;
  written = close(fd) == 0 && written;
  fs::rename(temporary, path, error);
  if (!written || error) {
    return Internal("cannot write " + path);
  }
  return SyncFolder(folder);
}

std::string KeyPath(const Config& config, const std::string& party) {
  return config.Folder("keys") + "/bus/" + party + ".key";
}
std::string PublicPath(const Config& config, const std::string& party) {
  return config.Folder("keys") + "/bus/" + party + ".pub";
}

}  // namespace

Result<std::string> LoadOrMakeSecret(const std::string& path) {
  if (!fs::exists(path)) {
    ASSAY_RETURN_IF_ERROR(WriteSecretFile(path, RandomBytes(kSecretBytes)));
  }
  ASSAY_ASSIGN_OR_RETURN(std::string secret, ReadFile(path));
  if (secret.size() != kSecretBytes) {
    return DataLoss(path + " is not a secret of 32 bytes: restore it from a backup");
  }
  return secret;
}

Result<bus::CurveKeys> LoadCurveKeys(const Config& config, const std::string& party) {
  Result<std::string> text = ReadFile(KeyPath(config, party));
  if (!text.ok() || text->size() != 2 * kZ85Length + 2) {
    return PermissionDenied("no bus keys for " + party + " in " + config.Folder("keys") +
                            "/bus: make them with `assayctl keys`");
  }
  return bus::CurveKeys{text->substr(0, kZ85Length), text->substr(kZ85Length + 1, kZ85Length)};
}

Result<std::string> LoadPublicKey(const Config& config, const std::string& party) {
  Result<std::string> text = ReadFile(PublicPath(config, party));
  if (!text.ok() || text->size() < kZ85Length) {
    return PermissionDenied("no public bus key of " + party + " in " + config.Folder("keys") +
                            "/bus: make it with `assayctl keys`");
  }
  return text->substr(0, kZ85Length);
}

Result<std::vector<std::string>> AllowedClients(const Config& config) {
  std::vector<std::string> keys;
  if (config.transport != Transport::kTcp) {
    return keys;
  }
  for (const char* party : kParties) {
    ASSAY_ASSIGN_OR_RETURN(std::string key, LoadPublicKey(config, party));
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<std::vector<std::string>> MakeKeys(const Config& config) {
  std::vector<std::string> made;
  for (const char* party : kParties) {
    if (fs::exists(KeyPath(config, party))) {
      continue;
    }
    bus::CurveKeys keys = bus::MakeCurveKeys();
    ASSAY_RETURN_IF_ERROR(WriteSecretFile(PublicPath(config, party), keys.public_key + "\n"));
    ASSAY_RETURN_IF_ERROR(
        WriteSecretFile(KeyPath(config, party), keys.public_key + "\n" + keys.secret_key + "\n"));
    made.emplace_back(party);
  }
  return made;
}

Result<Config> LoadConfig(const std::string& path) {
  if (path.empty()) {
    return Config();
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  return ParseConfig(text, path);
}

}  // namespace assay::runtime
