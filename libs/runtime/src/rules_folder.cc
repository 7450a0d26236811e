#include "assay/runtime/rules_folder.h"

#include <algorithm>
#include <filesystem>

#include "assay/base/file.h"

namespace assay::runtime {

Result<rules::Rulebook> ReadRulesFolder(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".toml") {
      paths.push_back(at->path().string());
    }
  }
  if (error) {
    return NotFound("cannot read the folder of rules " + folder + ": " + error.message());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<rules::Rulebook::File> files;
  for (const std::string& path : paths) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
    files.push_back({path, std::move(text)});
  }
  return rules::Rulebook::Of(files);
}

Result<rules::Rulebook> LoadRulebook(const Config& config) {
  std::error_code error;
  std::string own = config.Folder("rules");
  if (config.rules_folder.empty() && !std::filesystem::is_directory(own, error)) {
    return rules::Rulebook::Default();
  }
  return ReadRulesFolder(config.rules_folder.empty() ? own : config.rules_folder);
}

}  // namespace assay::runtime
