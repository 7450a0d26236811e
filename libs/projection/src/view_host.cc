#include "assay/projection/view_host.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <filesystem>
#include <utility>

#include "assay/base/file.h"

namespace assay::projection {
namespace {

namespace fs = std::filesystem;

// Of this layout; what an older program left behind is not read, but built anew.
std::string GenerationPrefix() {
  return "v" + std::to_string(RecordView::kLayout) + "-";
}

// In the folder of a view that another one has taken over from, and that may be read for a while.
constexpr std::string_view kRetired = "retired";

// Generations in the folder that count: "v2-1", "v2-2", ...
std::vector<uint64_t> Generations(const std::string& folder) {
  std::vector<uint64_t> generations;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    std::string name = item.path().filename().string();
    if (!name.starts_with(GenerationPrefix()) || fs::exists(item.path() / kRetired)) {
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

// A view and its folder, which is removed with it once nobody needs it.
struct ViewHost::Generation {
  uint64_t number = 0;
  std::string folder;
  std::unique_ptr<RecordView> view;
  std::atomic<bool> dropped{false};

  ~Generation() {
    view.reset();
    if (dropped) {
      std::error_code error;
      fs::remove_all(folder, error);  // what is left is removed at the next start
    }
  }
};

Result<std::shared_ptr<ViewHost::Generation>> ViewHost::OpenGeneration(uint64_t number) const {
  auto generation = std::make_shared<Generation>();
  generation->number = number;
  generation->folder = folder_ + "/" + GenerationPrefix() + std::to_string(number);
  ASSAY_ASSIGN_OR_RETURN(auto store, storage::OpenRocksStore({.folder = generation->folder,
                                                              .columns = RecordView::Columns(),
                                                              .rebuildable = own_}));
  ASSAY_ASSIGN_OR_RETURN(generation->view, RecordView::Open(std::move(store), catalog_, own_));
  return generation;
}

Result<std::unique_ptr<ViewHost>> ViewHost::Open(std::string folder, const schema::Catalog* catalog,
                                                 bool own) {
  std::unique_ptr<ViewHost> host(new ViewHost(std::move(folder), catalog, own));
  std::vector<uint64_t> generations = Generations(host->folder_);
  // Of two, the older one is whole: it was not retired.
  uint64_t number = generations.empty() ? 1 : generations.front();
  RemoveAllBut(host->folder_, GenerationPrefix() + std::to_string(number));
  ASSAY_ASSIGN_OR_RETURN(host->current_, host->OpenGeneration(number));
  return host;
}

ViewHost::~ViewHost() = default;

std::shared_ptr<RecordView> ViewHost::current() const {
  std::lock_guard lock(mu_);
  return {current_, current_->view.get()};
}

std::shared_ptr<RecordView> ViewHost::building() const {
  std::lock_guard lock(mu_);
  return building_ == nullptr ? nullptr
                              : std::shared_ptr<RecordView>(building_, building_->view.get());
}

bool ViewHost::outdated() const {
  return current()->built_with() != RecordView::CurrentBuild(*catalog_);
}

Status ViewHost::BeginRebuild() {
  std::lock_guard lock(mu_);
  if (building_ != nullptr) {
    return Unavailable("a rebuild is under way");
  }
  ASSAY_ASSIGN_OR_RETURN(building_, OpenGeneration(current_->number + 1));
  return OkStatus();
}

Result<Rebuild> ViewHost::EndRebuild() {
  std::shared_ptr<Generation> dropped;  // closed and removed when the lock is free again
  std::lock_guard lock(mu_);
  if (building_ == nullptr) {
    return Rebuild::kNone;
  }
  const RecordView& old = *current_->view;
  const RecordView& next = *building_->view;
  bool parked = next.parked().has_value();
  bool further = parked && old.parked() && next.next() > old.next();
  if (!parked && next.next() < old.offered()) {
    return Rebuild::kUnderWay;
  }
  if (parked && !further) {
    dropped = std::move(building_);
    dropped->dropped = true;
    return Rebuild::kGivenUp;
  }
  // Crash before this: the older view is taken at the next start and the rebuild begins again.
  // After it the new one is the only one that counts.
  ASSAY_RETURN_IF_ERROR(WriteFileDurably(current_->folder + "/" + std::string(kRetired), ""));
  dropped = std::exchange(current_, std::exchange(building_, nullptr));
  dropped->dropped = true;
  return Rebuild::kTookOver;
}

}  // namespace assay::projection
