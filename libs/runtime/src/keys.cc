// Files of keys, and the configuration file.
#include <filesystem>

#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/runtime/config.h"

namespace assay::runtime {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSecretBytes = 32;
constexpr size_t kZ85Length = 40;
constexpr const char* kParties[] = {"directory",  "audits",  "actions", "training",
                                    "scheduling", "gateway", "assayctl"};

std::string KeyPath(const Config& config, const std::string& party) {
  return config.Folder("keys") + "/bus/" + party + ".key";
}
std::string PublicPath(const Config& config, const std::string& party) {
  return config.Folder("keys") + "/bus/" + party + ".pub";
}

}  // namespace

std::string LogKeyPath(const Config& config, const std::string& service) {
  return config.Folder("keys") + "/log/" + service + ".key";
}

Result<std::string> LoadOrMakeSecret(const std::string& path) {
  if (!fs::exists(path)) {
    ASSAY_RETURN_IF_ERROR(WriteFileDurably(path, RandomBytes(kSecretBytes)));
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
    ASSAY_RETURN_IF_ERROR(WriteFileDurably(PublicPath(config, party), keys.public_key + "\n"));
    ASSAY_RETURN_IF_ERROR(
        WriteFileDurably(KeyPath(config, party), keys.public_key + "\n" + keys.secret_key + "\n"));
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
