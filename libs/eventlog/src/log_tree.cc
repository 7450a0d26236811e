#include "log_tree.h"

#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/eventlog/leaf.h"
#include "assay/merkle/proof.h"
#include "layout.h"

namespace assay::eventlog {
namespace {

using merkle::Hash;
using merkle::kTileBytes;
using merkle::kTileHeight;
using merkle::kTileWidth;

std::string FrontierValue(const merkle::Frontier& frontier) {
  std::string value = BigEndian64(frontier.size());
  for (const Hash& root : frontier.roots()) {
    value.append(ToView(root));
  }
  return value;
}

}  // namespace

Status LogTree::Load(uint64_t size) {
  std::lock_guard lock(mu_);
  for (uint32_t level = 0; level * kTileHeight < 64 && size >> (level * kTileHeight) > 0; ++level) {
    ASSAY_ASSIGN_OR_RETURN(partial_[level], LoadPartial(level, size));
  }
  merkle::TileReader read = [this](uint32_t level, uint64_t index,
                                   uint32_t) -> Result<std::string> {
    ASSAY_ASSIGN_OR_RETURN(auto full, store_->Get(layout::kTree, layout::TileKey(level, index)));
    return full ? *full : partial_[level];
  };
  ASSAY_ASSIGN_OR_RETURN(frontier_, merkle::FrontierAt(size, merkle::NodesIn(read)));
  ASSAY_ASSIGN_OR_RETURN(auto stored, store_->Get(layout::kTree, layout::kFrontierKey));
  if (stored.value_or(FrontierValue({})) != FrontierValue(frontier_)) {
    return DataLoss("the tree's rows do not agree with its frontier");
  }
  return OkStatus();
}

Result<std::string> LogTree::LoadPartial(uint32_t level, uint64_t size) const {
  std::string hashes;
  uint64_t count = size >> (level * kTileHeight);
  uint64_t first = count - count % kTileWidth;
  if (level == 0) {
    ASSAY_ASSIGN_OR_RETURN(std::string records, StoredRecords(first, count - first));
    for (size_t at = 0; at < records.size(); at += kLeafBytes) {
      hashes.append(ToView(merkle::LeafHash(std::string_view(records).substr(at, kLeafBytes))));
    }
    return hashes;
  }
  for (uint64_t below = first; below < count; ++below) {
    ASSAY_ASSIGN_OR_RETURN(auto tile,
                           store_->Get(layout::kTree, layout::TileKey(level - 1, below)));
    if (!tile || tile->size() != kTileBytes) {
      return DataLoss("tile " + std::to_string(below) + " of level " + std::to_string(level - 1) +
                      " of the tree is missing");
    }
    hashes.append(ToView(merkle::TileRoot(*tile)));
  }
  return hashes;
}

LogTree::Growth LogTree::Grow(std::string_view records, storage::WriteBatch* rows) const {
  Growth growth;
  {
    std::lock_guard lock(mu_);
    growth = {frontier_, partial_};
  }
  rows->Put(layout::kTree, layout::LeavesKey(growth.frontier.size()), records);
  for (size_t at = 0; at < records.size(); at += kLeafBytes) {
    Hash hash = merkle::LeafHash(records.substr(at, kLeafBytes));
    uint64_t index = growth.frontier.size();
    growth.frontier.Append(hash);
    // A tile that gets full gives a hash to the level above.
    for (uint32_t level = 0;; ++level, index /= kTileWidth) {
      std::string& tile = growth.partial[level];
      tile.append(ToView(hash));
      if (tile.size() < kTileBytes) {
        break;
      }
      rows->Put(layout::kTree, layout::TileKey(level, index / kTileWidth), tile);
      hash = merkle::TileRoot(tile);
      tile.clear();
    }
  }
  rows->Put(layout::kTree, layout::kFrontierKey, FrontierValue(growth.frontier));
  return growth;
}

void LogTree::Publish(Growth growth) {
  std::lock_guard lock(mu_);
  frontier_ = std::move(growth.frontier);
  partial_ = std::move(growth.partial);
}

TreeHead LogTree::head() const {
  std::lock_guard lock(mu_);
  return {frontier_.size(), frontier_.Root()};
}

Result<std::string> LogTree::ReadTile(uint32_t level, uint64_t index, uint32_t width) const {
  {
    std::lock_guard lock(mu_);
    uint32_t there = merkle::TileWidthAt(level, index, frontier_.size());
    if (width == 0 || width > there) {
      return NotFound("the tree has no such tile");
    }
    if (there < kTileWidth) {
      return partial_.at(level).substr(0, width * kSha256Bytes);
    }
  }
  ASSAY_ASSIGN_OR_RETURN(auto tile, store_->Get(layout::kTree, layout::TileKey(level, index)));
  if (!tile || tile->size() != kTileBytes) {
    return DataLoss("tile " + std::to_string(index) + " of level " + std::to_string(level) +
                    " of the tree is missing");
  }
  return tile->substr(0, width * kSha256Bytes);
}

Result<std::string> LogTree::ReadRecords(uint64_t from, uint64_t count) const {
  uint64_t size = head().size;
  if (from > size || count > size - from) {
    return NotFound("the tree has no such leaves");
  }
  return StoredRecords(from, count);
}

Result<std::string> LogTree::StoredRecords(uint64_t from, uint64_t count) const {
  std::string records;
  auto rows =
      store_->NewIterator(layout::kTree, layout::LeavesKey(0), layout::LeavesKey(from + count));
  rows->SeekForPrev(layout::LeavesKey(from));
  for (uint64_t next = from; count > 0 && rows->Valid() && records.size() < count * kLeafBytes;
       rows->Next()) {
    uint64_t first = layout::FirstLeaf(rows->key());
    if (first > next || rows->value().size() % kLeafBytes != 0) {
      break;
    }
    std::string_view batch =
        rows->value().substr(std::min<size_t>((next - first) * kLeafBytes, rows->value().size()));
    records.append(batch);
    next += batch.size() / kLeafBytes;
  }
  ASSAY_RETURN_IF_ERROR(rows->status());
  if (records.size() < count * kLeafBytes) {
    return DataLoss("leaf records from " + std::to_string(from) + " on are missing");
  }
  records.resize(count * kLeafBytes);
  return records;
}

}  // namespace assay::eventlog
