#include "services/assayctl/backup_manifest.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <regex>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "services/assayctl/chore_client.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr uint64_t kFormat = 1;
constexpr size_t kPathBytesMax = 400;

std::string ManifestPath(const std::string& folder) {
  return folder + "/manifest.json";
}

json::object ToJson(const BackedUpLog& log) {
  return {{"service", log.service}, {"logId", log.log_id},
          {"origin", log.origin},   {"epoch", log.epoch},
          {"copy", log.copy},       {"entries", log.entries},
          {"root", log.root},       {"checkpoint", log.checkpoint}};
}

BackedUpLog ToLog(const json::object& object) {
  return {.service = TextOf(object, "service"),
          .log_id = TextOf(object, "logId"),
          .origin = TextOf(object, "origin"),
          .epoch = static_cast<uint32_t>(NumberOf(object, "epoch")),
          .copy = static_cast<uint32_t>(NumberOf(object, "copy")),
          .entries = NumberOf(object, "entries"),
          .root = TextOf(object, "root"),
          .checkpoint = TextOf(object, "checkpoint")};
}

std::vector<json::object> Objects(const json::object& object, std::string_view member) {
  std::vector<json::object> objects;
  const json::value* list = object.if_contains(member);
  for (const json::value& item :
       list != nullptr && list->is_array() ? list->as_array() : json::array()) {
    if (item.is_object()) {
      objects.push_back(item.as_object());
    }
  }
  return objects;
}

// A manifest may be anybody's: nothing of it leads out of the folders that a backup has.
Status CheckNames(const Manifest& manifest) {
  static const std::regex kService("[a-z][a-z-]*");
  for (const BackedUpLog& log : manifest.logs) {
    if (!std::regex_match(log.service, kService) || manifest.FindLog(log.service) != &log) {
      return DataLoss("manifest.json names a log \"" + log.service + "\" that no backup holds");
    }
  }
  static const std::regex kUpload("uploads/[0-9a-f-]{36}/([0-9a-f]{2})/(\\1[0-9a-f]{62})");
  static const std::regex kCopy("(logs/[a-z][a-z-]*|accounts)(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");
  for (const auto& [path, file] : manifest.files) {
    std::smatch match;
    bool is_path = path.size() <= kPathBytesMax;
    bool is_upload = is_path && std::regex_match(path, match, kUpload) && match[2] == file.sha256;
    if (!is_upload && !(is_path && std::regex_match(path, kCopy))) {
      return DataLoss("manifest.json names a file \"" + path + "\" that no backup holds");
    }
  }
  return OkStatus();
}

}  // namespace

const BackedUpLog* Manifest::FindLog(const std::string& service) const {
  auto found = std::find_if(logs.begin(), logs.end(),
                            [&](const BackedUpLog& log) { return log.service == service; });
  return found == logs.end() ? nullptr : &*found;
}

Result<Manifest> ReadManifest(const std::string& folder) {
  if (!fs::exists(ManifestPath(folder))) {
    return NotFound(folder + " holds no complete backup: there is no manifest.json in it");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(ManifestPath(folder)));
  json::error_code error;
  json::value value = json::parse(text, error);
  if (error || !value.is_object() || NumberOf(value.as_object(), "format") != kFormat) {
    return DataLoss(ManifestPath(folder) + " is damaged, or was written by a newer program");
  }
  const json::object& object = value.as_object();
  Manifest manifest;
  manifest.installation = TextOf(object, "installation");
  manifest.made_at = TextOf(object, "madeAt");
  manifest.accounts_copy = static_cast<uint32_t>(NumberOf(object, "accountsCopy"));
  for (const json::object& log : Objects(object, "logs")) {
    manifest.logs.push_back(ToLog(log));
  }
  for (const json::object& file : Objects(object, "files")) {
    manifest.files[TextOf(file, "path")] = {NumberOf(file, "bytes"), TextOf(file, "sha256")};
  }
  ASSAY_RETURN_IF_ERROR(CheckNames(manifest).In(folder));
  return manifest;
}

Status WriteManifest(const std::string& folder, const Manifest& manifest) {
  json::array logs;
  for (const BackedUpLog& log : manifest.logs) {
    logs.push_back(ToJson(log));
  }
  json::array files;
  for (const auto& [path, file] : manifest.files) {
    files.push_back({{"path", path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  }
  json::object object{{"format", kFormat},
                      {"installation", manifest.installation},
                      {"madeAt", manifest.made_at},
                      {"logs", std::move(logs)},
                      {"accountsCopy", manifest.accounts_copy},
                      {"files", std::move(files)}};
  return WriteFileDurably(ManifestPath(folder), json::serialize(object) + "\n");
}

Result<BackedUpFile> HashFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256Stream hash;
  BackedUpFile file;
  std::array<char, 64 << 10> piece{};
  while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
    auto count = static_cast<size_t>(in.gcount());
    hash.Add({piece.data(), count});
    file.bytes += count;
  }
  if (!in.eof()) {
    return NotFound("cannot read " + path);
  }
  file.sha256 = ToHex(ToView(hash.Finish()));
  return file;
}

Status CheckNoLinks(const std::string& folder) {
  std::error_code error;
  // What may not be listed is not restored from either.
  constexpr auto kSkip = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(folder, kSkip, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_symlink(error)) {
      return InvalidArgument(
          at->path().string() +
          " is a symbolic link, and no backup holds one: put what it leads to in "
          "its place, if that is yours");
    }
  }
  return error ? PermissionDenied("cannot list " + folder + ": " + error.message()) : OkStatus();
}

Status CheckFiles(const std::string& folder, const Manifest& manifest) {
  for (const auto& [path, expected] : manifest.files) {
    std::string whole = folder + "/" + path;
    if (!fs::exists(whole)) {
      return DataLoss("the file " + whole + " of the backup is missing: use another backup");
    }
    ASSAY_ASSIGN_OR_RETURN(BackedUpFile file, HashFile(whole));
    if (file.sha256 != expected.sha256) {
      return DataLoss("the file " + whole + " of the backup is damaged: it is not the one that " +
                      "manifest.json names. Use another backup");
    }
  }
  return OkStatus();
}

Result<std::vector<std::string>> FilesBelow(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  if (!fs::exists(folder, error) && !error) {
    return paths;
  }
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_regular_file(error)) {
      paths.push_back(fs::relative(at->path(), folder, error).string());
    }
  }
  if (error) {
    return PermissionDenied("cannot list " + folder + ": " + error.message() +
                            ". Run this as the user that the services run as");
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Status CopyFile(const std::string& from, const std::string& to) {
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, ReadFile(from));
  Result<std::string> there = fs::exists(to) ? ReadFile(to) : NotFound("");
  if (there.ok() && *there == bytes) {
    return OkStatus();
  }
  return WriteFileDurably(to, bytes);
}

}  // namespace assay::ctl
