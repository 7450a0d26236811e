#include "tests/faults/simulated_disk.h"

#include <algorithm>

namespace assay::testing {
namespace {

using storage::DiskError;

std::string FolderOf(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

// "/log/000012.sst": ".sst"; "/log/MANIFEST-000005": "MANIFEST".
std::string KindOf(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  size_t dot = name.rfind('.');
  return dot == std::string::npos ? name.substr(0, name.find('-')) : name.substr(dot);
}

}  // namespace

void SimulatedDisk::FailChange(uint64_t index, DiskError error, Partly partly) {
  std::lock_guard lock(mu_);
  fail_change_ = changes_ + index;
  error_ = error;
  partly_ = partly;
}

void SimulatedDisk::FailRead(uint64_t index, bool flip) {
  std::lock_guard lock(mu_);
  fail_read_ = reads_ + index;
  flip_ = flip;
}

void SimulatedDisk::LieAboutSync() {
  std::lock_guard lock(mu_);
  lies_ = true;
}

void SimulatedDisk::Heal() {
  std::lock_guard lock(mu_);
  fail_change_ = UINT64_MAX;
  fail_read_ = UINT64_MAX;
  changes_ = 0;
  reads_ = 0;
}

bool SimulatedDisk::failed() const {
  std::lock_guard lock(mu_);
  return changes_ > fail_change_ || reads_ > fail_read_;
}
uint64_t SimulatedDisk::changes() const {
  std::lock_guard lock(mu_);
  return changes_;
}
uint64_t SimulatedDisk::reads() const {
  std::lock_guard lock(mu_);
  return reads_;
}
uint64_t SimulatedDisk::Count(Operation operation, const std::string& ending) const {
  std::lock_guard lock(mu_);
  auto at = counts_.find({operation, ending});
  return at == counts_.end() ? 0 : at->second;
}

uint64_t SimulatedDisk::Failures(Operation operation, const std::string& ending) const {
  std::lock_guard lock(mu_);
  auto at = failures_.find({operation, ending});
  return at == failures_.end() ? 0 : at->second;
}

// `apply` is told whether to do half of it only.
DiskError SimulatedDisk::Change(Operation operation, const std::string& name,
                                const std::function<void(bool half)>& apply) {
  uint64_t index = changes_++;
  if (index < fail_change_) {
    ++counts_[{operation, KindOf(name)}];
    apply(false);
    return DiskError::kNone;
  }
  ++failures_[{operation, KindOf(name)}];
  if (index == fail_change_ && partly_ != Partly::kNothing) {
    apply(partly_ == Partly::kHalf);
  }
  return error_;
}

DiskError SimulatedDisk::MakeFolder(const std::string& folder) {
  std::lock_guard lock(mu_);
  folders_[folder] = true;
  return DiskError::kNone;
}

DiskError SimulatedDisk::Create(const std::string& path, File* file) {
  std::lock_guard lock(mu_);
  return Change(Operation::kCreate, path, [&](bool) {
    *file = contents_.size();
    contents_.push_back({"", "", path});
    names_[path] = *file;
  });
}

DiskError SimulatedDisk::Append(File file, std::string_view bytes) {
  std::lock_guard lock(mu_);
  return Change(Operation::kAppend, contents_.at(file).name, [&](bool half) {
    contents_[file].bytes.append(bytes.substr(0, half ? bytes.size() / 2 : bytes.size()));
  });
}

DiskError SimulatedDisk::Truncate(File file, uint64_t bytes) {
  std::lock_guard lock(mu_);
  return Change(Operation::kTruncate, contents_.at(file).name, [&](bool half) {
    std::string& content = contents_[file].bytes;
    uint64_t beyond = content.size() - std::min<uint64_t>(content.size(), bytes);
    content.resize(bytes + (half ? beyond / 2 : 0));
  });
}

DiskError SimulatedDisk::Sync(File file) {
  std::lock_guard lock(mu_);
  return Change(Operation::kSync, contents_.at(file).name, [&](bool half) {
    if (lies_) {
      return;
    }
    Content& content = contents_[file];
    size_t added = content.bytes.size() - std::min(content.bytes.size(), content.durable.size());
    content.durable = content.bytes.substr(0, content.bytes.size() - (half ? added / 2 : 0));
  });
}

DiskError SimulatedDisk::SyncFolder(const std::string& folder) {
  std::lock_guard lock(mu_);
  return Change(Operation::kSyncFolder, folder, [&](bool) {
    std::erase_if(durable_names_, [&](const auto& name) { return FolderOf(name.first) == folder; });
    for (const auto& [path, file] : names_) {
      if (FolderOf(path) == folder) {
        durable_names_[path] = file;
      }
    }
  });
}

DiskError SimulatedDisk::Rename(const std::string& from, const std::string& to) {
  std::lock_guard lock(mu_);
  auto at = names_.find(from);
  if (at == names_.end()) {
    return DiskError::kNotFound;
  }
  return Change(Operation::kRename, to, [&](bool) {
    names_[to] = at->second;
    names_.erase(at);
  });
}

DiskError SimulatedDisk::Remove(const std::string& path) {
  std::lock_guard lock(mu_);
  if (!names_.contains(path)) {
    return DiskError::kNotFound;
  }
  return Change(Operation::kRemove, path, [&](bool) { names_.erase(path); });
}

DiskError SimulatedDisk::Find(const std::string& path, File* file) const {
  std::lock_guard lock(mu_);
  auto at = names_.find(path);
  if (at == names_.end()) {
    return folders_.contains(path) ? DiskError::kNone : DiskError::kNotFound;
  }
  *file = at->second;
  return DiskError::kNone;
}

DiskError SimulatedDisk::Read(File file, uint64_t offset, size_t count, std::string* bytes) {
  std::lock_guard lock(mu_);
  const std::string& content = contents_.at(file).bytes;
  *bytes = content.substr(std::min<uint64_t>(offset, content.size()), count);
  if (reads_++ == fail_read_) {
    if (!flip_) {
      bytes->clear();
      return DiskError::kInputOutput;
    }
    if (!bytes->empty()) {
      char& changed = (*bytes)[bytes->size() / 2];
      changed = static_cast<char>(changed ^ 0x10);
    }
  }
  return DiskError::kNone;
}

uint64_t SimulatedDisk::Size(File file) const {
  std::lock_guard lock(mu_);
  return contents_.at(file).bytes.size();
}

bool SimulatedDisk::IsFolder(const std::string& path) const {
  std::lock_guard lock(mu_);
  return folders_.contains(path);
}

std::vector<std::string> SimulatedDisk::Names(const std::string& folder) const {
  std::lock_guard lock(mu_);
  std::vector<std::string> names;
  for (const auto& [path, file] : names_) {
    if (FolderOf(path) == folder) {
      names.push_back(path.substr(folder.size() + 1));
    }
  }
  return names;
}

void SimulatedDisk::CrashContent(Content* content, Remains remains, std::mt19937_64* random) {
  std::string& now = content->bytes;
  std::string& durable = content->durable;
  if (remains == Remains::kAll) {
    durable = now;
  } else if (remains != Remains::kNothing && now.starts_with(durable)) {
    size_t added = now.size() - durable.size();
    size_t kept = (*random)() % (added + 1);
    if (remains == Remains::kSome) {
      durable = now.substr(0, durable.size() + kept);
    } else {
      durable.append(added - kept, '\0').append(now.substr(now.size() - kept));
    }
  }
  now = durable;
}

std::unique_ptr<SimulatedDisk> SimulatedDisk::Crash(Remains remains, uint64_t seed) const {
  auto after = std::make_unique<SimulatedDisk>();
  std::lock_guard lock(mu_);
  std::mt19937_64 random(seed);
  after->folders_ = folders_;
  after->contents_ = contents_;
  for (Content& content : after->contents_) {
    CrashContent(&content, remains, &random);
  }
  NamesOf found = remains == Remains::kAll ? names_ : durable_names_;
  if (remains == Remains::kSome || remains == Remains::kHoled) {
    for (const auto& [path, file] : names_) {
      if (random() % 2 == 0) {
        found[path] = file;
      }
    }
    std::erase_if(
        found, [&](const auto& name) { return !names_.contains(name.first) && random() % 2 == 0; });
  }
  after->names_ = found;
  after->durable_names_ = found;
  return after;
}

}  // namespace assay::testing
