#include "assay/runtime/backup_folder.h"

#include <boost/json.hpp>
#include <filesystem>

#include "assay/base/file.h"

namespace assay::runtime {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int kFormat = 1;

std::string MarkPath(const std::string& folder) {
  return folder + "/backup.json";
}

const json::string* Text(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value == nullptr ? nullptr : value->if_string();
}

}  // namespace

Result<BackupMark> ReadBackupMark(const std::string& folder) {
  std::string path = MarkPath(folder);
  if (!fs::exists(path)) {
    return NotFound(folder + " is not a backup of Assay: there is no backup.json in it");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  json::error_code error;
  json::value value = json::parse(text, error);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* format = object == nullptr ? nullptr : object->if_contains("format");
  const json::value* logs = object == nullptr ? nullptr : object->if_contains("logs");
  const json::string* name = object == nullptr ? nullptr : Text(*object, "installation");
  if (name == nullptr || logs == nullptr || !logs->is_object() || format == nullptr ||
      *format != kFormat) {
    return DataLoss(path + " is damaged, or was written by a newer program");
  }
  BackupMark mark;
  mark.installation = *name;
  for (const auto& [service, log] : logs->as_object()) {
    mark.logs[service] = log.is_string() ? std::string(log.as_string()) : "";
  }
  return mark;
}

Status WriteBackupMark(const std::string& folder, const BackupMark& mark) {
  std::error_code error;
  if (fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) {
    return PermissionDenied("cannot create folder " + folder + ": " + error.message());
  }
  json::object logs;
  for (const auto& [service, log] : mark.logs) {
    logs[service] = log;
  }
  json::object object{
      {"format", kFormat}, {"installation", mark.installation}, {"logs", std::move(logs)}};
  return WriteFileDurably(MarkPath(folder), json::serialize(object) + "\n");
}

std::string LogCopies(const std::string& service) {
  return "logs/" + service;
}

}  // namespace assay::runtime
