#include "assay/eventlog/verify.h"

#include <algorithm>
#include <unordered_map>

#include "assay/eventlog/leaf.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/tile.h"

namespace assay::eventlog {
namespace {

constexpr size_t kEntriesAtOnce = 4'096;  // a multiple of a tile's width
constexpr size_t kBytesAtOnce = 16 << 20;

// The walk, one run of entries after another.
class Walk {
 public:
  Walk(const EventLog& log, uint64_t end) : log_(log), end_(end) {}

  uint64_t done() const { return verified_.entries; }

  Status Step() {
    uint64_t from = verified_.entries;
    ASSAY_ASSIGN_OR_RETURN(
        std::vector<std::string> stored,
        log_.Read(from, std::min<uint64_t>(kEntriesAtOnce, end_ - from), kBytesAtOnce));
    ASSAY_ASSIGN_OR_RETURN(std::string leaves, log_.ReadLeaves(from, stored.size()));
    for (size_t i = 0; i < stored.size(); ++i) {
      Status status =
          CheckEntry(stored[i], std::string_view(leaves).substr(i * kLeafBytes, kLeafBytes));
      if (!status.ok()) {
        return status.In("position " + std::to_string(from + i));
      }
    }
    verified_.entries += stored.size();
    return OkStatus();
  }

  Result<Verified> Finish() {
    verified_.root = frontier_.Root();
    verified_.streams = versions_.size();
    ASSAY_ASSIGN_OR_RETURN(merkle::Hash root, merkle::RootAt(end_, log_.Nodes()));
    if (root != verified_.root) {
      return DataLoss("the tiles are not those of the entries");
    }
    ASSAY_RETURN_IF_ERROR(CheckTiles());
    return verified_;
  }

 private:
  Status CheckEntry(const std::string& stored, std::string_view leaf) {
    ASSAY_RETURN_IF_ERROR(ParseEntryInto(stored, &entry_));
    const log::v1::Entry& entry = entry_;
    if (entry.entry_id().size() != Id::kBytes ||
        LeafRecord(entry.entry_id(), entry.recorded_at(), stored) != leaf) {
      return DataLoss("the entry is not the one that the tree holds");
    }
    if (entry.recorded_at() < last_recorded_us_) {
      return DataLoss("the entry was recorded before the one below it");
    }
    last_recorded_us_ = entry.recorded_at();
    for (const log::v1::Event& event : entry.events()) {
      stream_.assign(event.record()).append("/").append(event.id());
      if (event.version() != ++versions_[stream_]) {
        return DataLoss("the events of a record are not numbered one after the other");
      }
    }
    hashes_.push_back(merkle::LeafHash(leaf));
    frontier_.Append(hashes_.back());
    verified_.bytes += stored.size();
    return OkStatus();
  }

  // Every tile of every level, not only those that the root is computed from.
  Status CheckTiles() {
    std::vector<merkle::Hash> hashes = std::move(hashes_);
    for (uint32_t level = 0; !hashes.empty(); ++level) {
      std::vector<merkle::Hash> above;
      for (uint64_t index = 0; index * merkle::kTileWidth < hashes.size(); ++index) {
        uint64_t first = index * merkle::kTileWidth;
        auto width =
            static_cast<uint32_t>(std::min<uint64_t>(merkle::kTileWidth, hashes.size() - first));
        ASSAY_ASSIGN_OR_RETURN(std::string tile, log_.ReadTile(level, index, width));
        merkle::Frontier subtree;
        std::string expected;
        for (uint64_t i = first; i < first + width; ++i) {
          expected.append(ToView(hashes[i]));
          subtree.Append(hashes[i]);
        }
        if (tile != expected) {
          return DataLoss("tile " + std::to_string(index) + " of level " + std::to_string(level) +
                          " is not the one of the entries");
        }
        if (width == merkle::kTileWidth) {
          above.push_back(subtree.Root());
        }
      }
      hashes = std::move(above);
    }
    return OkStatus();
  }

  const EventLog& log_;
  uint64_t end_;
  Verified verified_;
  int64_t last_recorded_us_ = 0;
  log::v1::Entry entry_;  // used again and again
  std::string stream_;
  std::unordered_map<std::string, uint32_t> versions_;  // by record and id
  std::vector<merkle::Hash> hashes_;
  merkle::Frontier frontier_;
};

}  // namespace

Result<Verified> Verify(const EventLog& log,
                        const std::function<bool(uint64_t done, uint64_t total)>& progress) {
  uint64_t end = log.Tree().size;
  Walk walk(log, end);
  while (walk.done() < end) {
    ASSAY_RETURN_IF_ERROR(walk.Step());
    if (!progress(walk.done(), end)) {
      return Unavailable("stopped");
    }
  }
  return walk.Finish();
}

}  // namespace assay::eventlog
