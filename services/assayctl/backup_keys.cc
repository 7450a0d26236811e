#include "services/assayctl/backup_keys.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "assay/base/file.h"
#include "services/assayctl/backup_manifest.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPeople = "keys/people/";
constexpr std::string_view kUnfinished = ".new";  // a key that nothing was sealed with yet

// Paths from `data`, which may also be a folder that keys were saved in.
Result<std::vector<std::string>> KeyFiles(const std::string& data,
                                          const runtime::BackupMark& mark) {
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> found, FilesBelow(data + "/keys"));
  std::vector<std::string> paths;
  for (const std::string& path : found) {
    if (!path.ends_with(kUnfinished)) {
      paths.push_back("keys/" + path);
    }
  }
  for (const auto& [service, log] : mark.logs) {
    std::string path = service + "/fingerprint.key";
    if (fs::exists(data + "/" + path)) {
      paths.push_back(path);
    }
    if (!fs::exists(data + "/keys/log/" + service + ".key")) {
      return NotFound("the key " + data + "/keys/log/" + service +
                      ".key is not there: say with --config where the installation's data is");
    }
  }
  return paths;
}

Status MakePrivate(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  fs::permissions(folder, fs::perms::owner_all, error);
  return error ? PermissionDenied("cannot make " + folder + ": " + error.message()) : OkStatus();
}

Status CopyKeys(const std::string& from, const std::vector<std::string>& paths,
                const std::string& to) {
  for (const std::string& path : paths) {
    for (fs::path parent = fs::path(path).parent_path(); !parent.empty();
         parent = parent.parent_path()) {
      ASSAY_RETURN_IF_ERROR(MakePrivate(to + "/" + parent.string()));
    }
    // A person who is erased at this moment has no file any more.
    bool erased = path.starts_with(kPeople) && !fs::exists(from + "/" + path);
    ASSAY_RETURN_IF_ERROR(erased ? OkStatus() : CopyFile(from + "/" + path, to + "/" + path));
  }
  return OkStatus();
}

}  // namespace

Result<size_t> SaveKeys(const std::string& data, const runtime::BackupMark& mark,
                        const std::string& folder) {
  Result<runtime::BackupMark> there = runtime::ReadBackupMark(folder);
  if (there.ok() && *there != mark) {
    return InvalidArgument(folder + " holds the keys of another installation, " +
                           there->installation + ": choose another folder");
  }
  if (!there.ok() && fs::exists(folder) && !fs::is_empty(folder)) {
    return InvalidArgument(folder +
                           " is not empty and holds no keys of Assay: choose a new folder");
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> paths, KeyFiles(data, mark));
  ASSAY_RETURN_IF_ERROR(runtime::WriteBackupMark(folder, mark));
  ASSAY_RETURN_IF_ERROR(MakePrivate(folder));
  ASSAY_RETURN_IF_ERROR(CopyKeys(data, paths, folder));
  std::string people = folder + "/" + std::string(kPeople);
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> saved, FilesBelow(people));
  std::error_code error;
  for (const std::string& person : saved) {
    if (!fs::exists(data + "/" + std::string(kPeople) + person)) {
      fs::remove(people + person, error);
    }
  }
  if (error) {
    return PermissionDenied("cannot remove an erased person's key from " + people);
  }
  ASSAY_RETURN_IF_ERROR(saved.empty() ? OkStatus() : SyncFolder(people));
  return paths.size();
}

Status RestoreKeys(const std::string& folder, const runtime::BackupMark& mark,
                   const std::string& data) {
  ASSAY_ASSIGN_OR_RETURN(runtime::BackupMark keys, runtime::ReadBackupMark(folder));
  if (keys != mark) {
    return InvalidArgument(folder + " holds the keys of another installation, " +
                           keys.installation);
  }
  ASSAY_RETURN_IF_ERROR(CheckNoLinks(folder));
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> paths, KeyFiles(folder, mark));
  return CopyKeys(folder, paths, data);
}

}  // namespace assay::ctl
