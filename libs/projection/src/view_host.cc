#include "assay/projection/view_host.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace assay::projection {
namespace {

namespace fs = std::filesystem;

// Of this layout; what an older program left behind is not read, but built anew.
std::string GenerationPrefix() {
  return "v" + std::to_string(RecordView::kLayout) + "-";
}

// Generations in the folder: "v2-1", "v2-2", ...
std::vector<uint64_t> Generations(const std::string& folder) {
  std::vector<uint64_t> generations;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    std::string name = item.path().filename().string();
    if (!name.starts_with(GenerationPrefix())) {
      continue;
    }
    name.erase(0, GenerationPrefix().size());
    uint64_t number = 0;
    auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == name.data() + name.size()) {
      generations.push_back(number);
    }
  }
  std::sort(generations.begin(), generations.end());
  return generations;
}

void RemoveAllBut(const std::string& folder, const std::string& keep) {
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    if (item.path().filename() != keep) {
      fs::remove_all(item.path(), error);
    }
  }
}

}  // namespace

std::string ViewHost::GenerationFolder(uint64_t generation) const {
  return folder_ + "/" + GenerationPrefix() + std::to_string(generation);
}

Result<std::shared_ptr<RecordView>> ViewHost::OpenGeneration(uint64_t generation) const {
  ASSAY_ASSIGN_OR_RETURN(auto store,
                         storage::OpenRocksStore({.folder = GenerationFolder(generation),
                                                  .columns = RecordView::Columns(),
                                                  .rebuildable = own_}));
  ASSAY_ASSIGN_OR_RETURN(auto view, RecordView::Open(std::move(store), catalog_, own_));
  return std::shared_ptr<RecordView>(std::move(view));
}

Result<std::unique_ptr<ViewHost>> ViewHost::Open(std::string folder, const schema::Catalog* catalog,
                                                 bool own) {
  std::unique_ptr<ViewHost> host(new ViewHost(std::move(folder), catalog, own));
  std::vector<uint64_t> generations = Generations(host->folder_);
  // Of two, the older one is whole: a view that had taken over would have deleted it.
  host->generation_ = generations.empty() ? 1 : generations.front();
  RemoveAllBut(host->folder_, GenerationPrefix() + std::to_string(host->generation_));
  ASSAY_ASSIGN_OR_RETURN(host->current_, host->OpenGeneration(host->generation_));
  return host;
}

std::shared_ptr<RecordView> ViewHost::current() const {
  std::lock_guard lock(mu_);
  return current_;
}

std::shared_ptr<RecordView> ViewHost::building() const {
  std::lock_guard lock(mu_);
  return building_;
}

bool ViewHost::outdated() const {
  return current()->built_with() != RecordView::CurrentBuild(*catalog_);
}

Status ViewHost::BeginRebuild() {
  std::lock_guard lock(mu_);
  if (building_ != nullptr) {
    return Unavailable("a rebuild is under way");
  }
  ASSAY_ASSIGN_OR_RETURN(building_, OpenGeneration(generation_ + 1));
  return OkStatus();
}

Result<bool> ViewHost::TakeOverIfCaughtUp() {
  std::lock_guard lock(mu_);
  if (building_ == nullptr || building_->next() < current_->next()) {
    return false;
  }
  current_ = std::move(building_);
  building_.reset();
  // Crash before the renaming: the older view is taken at the next start and the rebuild begins
  // again. After it the new one is the only generation; a half-removed folder is no generation.
  std::string old = GenerationFolder(generation_);
  std::error_code error;
  fs::rename(old, old + ".old", error);
  fs::remove_all(old + (error ? "" : ".old"), error);
  ++generation_;
  return true;
}

}  // namespace assay::projection
