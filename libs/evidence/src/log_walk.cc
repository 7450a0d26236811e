#include "log_walk.h"

#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/eventlog/leaf.h"
#include "assay/merkle/tile.h"

namespace assay::evidence {

using merkle::kTileWidth;

Result<merkle::Checkpoint> LogWalk::Verify(const merkle::Policy& policy,
                                           const std::set<std::string>& origins) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, fetch_(url_ + "/checkpoint"));
  ASSAY_ASSIGN_OR_RETURN(merkle::Note note, merkle::ParseNote(text));
  ASSAY_ASSIGN_OR_RETURN(checkpoint_, policy.Open(note));
  if (!origins.contains(checkpoint_.origin)) {
    return InvalidArgument("the address shows another log there, " + checkpoint_.origin +
                           ": give a policy that names the logs of this address and no others");
  }
  KeepRoot();
  for (uint64_t index = 0; index * kTileWidth < checkpoint_.size; ++index) {
    ASSAY_RETURN_IF_ERROR(ReadBundle(index));
    progress_(checkpoint_.origin, frontier_.size(), checkpoint_.size);
  }
  for (uint32_t level = 0; level < levels_.size(); ++level) {
    ASSAY_RETURN_IF_ERROR(levels_[level].hashes.empty() ? OkStatus() : CheckTile(level));
  }
  return frontier_.Root() == checkpoint_.root
             ? Result(checkpoint_)
             : InvalidArgument(
                   "its leaf records are not those that the checkpoint was signed over");
}

Status LogWalk::ReadBundle(uint64_t index) {
  merkle::Tile tile{.entries = true, .index = index};
  tile.width =
      static_cast<uint32_t>(std::min<uint64_t>(kTileWidth, checkpoint_.size - index * kTileWidth));
  ASSAY_ASSIGN_OR_RETURN(std::string bundle, fetch_(url_ + "/" + merkle::TilePath(tile)));
  std::string name = "entry bundle " + std::to_string(index);
  if (bundle.size() != tile.width * (2 + eventlog::kLeafBytes)) {
    return InvalidArgument(name + " does not hold " + std::to_string(tile.width) + " leaf records");
  }
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> records, merkle::ParseBundle(bundle));
  for (const std::string& record : records) {
    if (record.size() != eventlog::kLeafBytes ||
        record.front() != static_cast<char>(eventlog::kLeafVersion)) {
      return InvalidArgument(name + " holds something that is no leaf record");
    }
    ASSAY_RETURN_IF_ERROR(AddLeaf(merkle::LeafHash(record)));
  }
  return OkStatus();
}

Status LogWalk::AddLeaf(const merkle::Hash& leaf) {
  frontier_.Append(leaf);
  KeepRoot();
  return AddHash(0, leaf);
}

Status LogWalk::AddHash(uint32_t level, const merkle::Hash& hash) {
  if (level == levels_.size()) {
    levels_.emplace_back();
  }
  levels_[level].hashes.append(ToView(hash));
  if (levels_[level].hashes.size() < merkle::kTileBytes) {
    return OkStatus();
  }
  ASSAY_RETURN_IF_ERROR(CheckTile(level));
  merkle::Hash root = merkle::TileRoot(levels_[level].hashes);
  levels_[level].hashes.clear();
  ++levels_[level].tiles;
  return AddHash(level + 1, root);
}

Status LogWalk::CheckTile(uint32_t level) const {
  const Level& at = levels_[level];
  merkle::Tile tile{.level = level, .index = at.tiles};
  tile.width = static_cast<uint32_t>(at.hashes.size() / kSha256Bytes);
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, fetch_(url_ + "/" + merkle::TilePath(tile)));
  return bytes == at.hashes
             ? OkStatus()
             : InvalidArgument("tile " + std::to_string(at.tiles) + " of level " +
                               std::to_string(level) + " is not the one of its entries");
}

void LogWalk::KeepRoot() {
  if (sizes_.contains(frontier_.size())) {
    roots_[frontier_.size()] = frontier_.Root();
  }
}

}  // namespace assay::evidence
